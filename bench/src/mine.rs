//! My data: everything that is stored about somebody who was here for ten years, as a file and as a page.

use crate::{
    report::{Table, count, kilobytes, micros, milliseconds},
    scale::Scale,
    server::Program,
    surveys::open,
    visitor::Visitor,
};
use anyhow::{Context, Error, Result, ensure};
use hyper::StatusCode;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use std::{fmt::Debug, fs, path::Path, time::Instant};
use store::{
    Clock, Store,
    access::{self, Administrator},
    demo::{
        self, EMPLOYEE,
        goals::{Plan, amount, make, towards},
        person_id, reviews,
    },
    mine,
    outbox::Mail,
    password::Hasher,
    review,
};
use waymark::{
    CycleId,
    goal::{Kind, Level, Verb},
    questionnaire::Slug,
    review::{Dates, Edit, ReviewKey, Slot},
};

const MIRA: &str = "Mira Solberg";
const VIKTOR: &str = "Viktor Nakamura";

/// The folder of the data.
const DATA: &str = "mine";

/// Goals in each half-year, and how often somebody says how one goes.
const GOALS: u32 = 8;
const CHECK_INS: u32 = 30;

/// How often each is asked for.
const TIMES: usize = 20;

/// What came of it; times in microseconds.
#[derive(Debug, Serialize)]
pub struct Outcome {
    cycles: u32,
    goals: u32,
    check_ins: u32,
    reviews: u32,
    store_first: u64,
    store_median: u64,
    file_median: u64,
    file_bytes: usize,
    page_median: u64,
    page_bytes: usize,
}

fn failed(what: impl Debug) -> Error {
    Error::msg(format!("a history could not be made: {what:?}"))
}

/// Makes ten years of somebody's history, and puts all of it together.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let cycles = scale.years * 2;
    let store = open(scratch, DATA, Clock::still("2026-12-31T12:00:00Z".parse()?)).await?;
    demo::company().found(&store, &Hasher::cheap()).await?;
    for number in 0..cycles {
        half_year(&store, number, cycles).await?;
    }
    let mira = access::actor(&store, person_id(MIRA)).await?.context("she is gone")?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        mine::everything(&store, &mira).await?;
        times.push(micros(began.elapsed()));
    }
    store.close().await;
    let first = times[0];
    let server = program.demo(DATA).await?;
    let visitor = Visitor::sign_in(server.address, EMPLOYEE).await?;
    let (file_median, file_bytes) = asked(&visitor, "/account/data.json").await?;
    let (page_median, page_bytes) = asked(&visitor, "/account/data").await?;
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    fs::remove_dir_all(scratch.join(DATA))?;
    let outcome = Outcome {
        cycles,
        goals: cycles * GOALS,
        check_ins: cycles * GOALS * CHECK_INS,
        reviews: cycles,
        store_first: first,
        store_median: median(times),
        file_median,
        file_bytes,
        page_median,
        page_bytes,
    };
    outcome.print();
    Ok(outcome)
}

fn median(mut times: Vec<u64>) -> u64 {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(0)
}

async fn asked(visitor: &Visitor, path: &str) -> Result<(u64, usize)> {
    let (mut times, mut bytes) = (Vec::with_capacity(TIMES), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        let answer = visitor.get(path).await?;
        times.push(micros(began.elapsed()));
        ensure!(answer.status == StatusCode::OK, "{path} answers {}", answer.status);
        bytes = answer.body.len();
    }
    Ok((median(times), bytes))
}

/// The half-year of this number among so many, of which the last ends in 2026.
async fn half_year(store: &Store, number: u32, of: u32) -> Result<()> {
    let year = 2027 - i16::try_from((of - number).div_ceil(2))?;
    let (name, starts, ends) = if (of - number).is_multiple_of(2) {
        (format!("{year} H1"), Date::new(year, 1, 1)?, Date::new(year, 6, 30)?)
    } else {
        (format!("{year} H2"), Date::new(year, 7, 1)?, Date::new(year, 12, 31)?)
    };
    let moment = |day: Date| -> Result<Timestamp> { Ok(day.to_zoned(TimeZone::UTC)?.timestamp()) };
    let (began, over) = (moment(starts)?, store.at(Clock::still(moment(ends)?)));
    let ines = access::actor(store, person_id("Ines Moreau")).await?.and_then(|ines| ines.administrator());
    let ines = ines.context("nobody looks after people")?;
    let cycle = reviews::cycle(store, &ines, &name, starts, ends).await?;
    let plans = (0..GOALS).map(|goal| plan(&format!("Goal {} of {name}", goal + 1), starts, ends)).collect();
    make(&over, Some(cycle), began, plans).await?;
    let review = store.at(Clock::still(moment(starts)?));
    reviewed(&review, &ines, cycle, starts).await
}

fn plan(title: &str, starts: Date, ends: Date) -> Plan {
    let plan = Plan::new(Kind::Commitment, Level::Person(person_id(MIRA)), MIRA, title, starts, ends);
    let plan = plan.by(towards("ms", "500", "300"));
    (0..CHECK_INS).fold(plan, |plan, number| {
        let note = format!("Looked at it for the {}th time, and it moves: not fast, but where the passenger stands.", number + 1);
        let verbs = vec![Verb::Value(amount(&(499 - number).to_string())), Verb::Note(note)];
        plan.then(50 + i64::from(number) * 30, MIRA, verbs)
    })
}

/// A review at the beginning of a half-year, of which both halves are shared.
async fn reviewed(store: &Store, ines: &Administrator, cycle: CycleId, starts: Date) -> Result<()> {
    let slug = |text: &str| Slug::new(text).map_err(failed);
    let day = |after: i32| starts.checked_add(jiff::Span::new().days(after));
    let wanted = review::Wanted {
        cycle,
        questionnaire: slug("personal-review")?,
        dates: Dates { prepare: day(7)?, share: day(14)?, talk: day(21)?, sign: day(28)? },
        back: None,
        who: review::Who::People([person_id(MIRA)].into()),
    };
    review::launch(store, ines, &Mail::none(), &wanted).await.map_err(failed)?;
    let key = ReviewKey { cycle, person: person_id(MIRA) };
    for name in [MIRA, VIKTOR] {
        let actor = access::actor(store, person_id(name)).await?.context("they are gone")?;
        let found = review::find(store, key).await?.context("the review is gone")?;
        let holder = access::holder(&actor, &found).context("they do not hold it")?;
        let mut edits = Vec::new();
        for id in ["achievements-best", "improvement-areas", "learned"] {
            let text = "What somebody writes in a review is some hundred words long. ".repeat(10);
            edits.push(Edit { slot: Slot::Answer(slug(id)?), text, seen: 0, pen: None });
        }
        review::save(store, &holder, &edits).await.map_err(failed)?;
        review::share(store, &holder).await.map_err(failed)?;
    }
    Ok(())
}

impl Outcome {
    fn print(&self) {
        let title = format!("My data: {} half-years of one person", self.cycles);
        let mut table = Table::new(&title, &["what", "median", "size"]);
        let bytes = |size: usize| kilobytes(u64::try_from(size).unwrap_or(u64::MAX));
        table.row(["put together, in the store".to_owned(), milliseconds(self.store_median), String::new()]);
        table.row(["the first time".to_owned(), milliseconds(self.store_first), String::new()]);
        table.row(["the file".to_owned(), milliseconds(self.file_median), bytes(self.file_bytes)]);
        table.row(["the page".to_owned(), milliseconds(self.page_median), bytes(self.page_bytes)]);
        table.note(format!(
            "{} goals, {} times that somebody said how one goes, {} reviews.",
            count(self.goals.into()),
            count(self.check_ins.into()),
            self.reviews
        ));
        table.print();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert_eq!([super::median(vec![3, 1, 2]), super::median(Vec::new())], [2, 0]);
    }
}
