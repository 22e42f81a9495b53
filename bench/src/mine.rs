//! My data: everything that is stored about somebody who was here for ten years, as a file and as a page.

use crate::{
    report::{Table, count, kilobytes, micros, milliseconds},
    scale::Scale,
    server::Program,
    surveys::open,
    visitor::Visitor,
};
use anyhow::{Context, Result, ensure};
use hyper::StatusCode;
use serde::Serialize;
use std::{fs, path::Path, time::Instant};
use store::{
    Clock, access,
    demo::{
        self, person_id,
        years::{self, History, WHOSE},
    },
    mine,
    password::Hasher,
};

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

/// Makes ten years of somebody's history, and puts all of it together.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let cycles = scale.years * 2;
    let store = open(scratch, DATA, Clock::still("2026-12-31T12:00:00Z".parse()?)).await?;
    demo::company().found(&store, &Hasher::cheap()).await?;
    years::live(&store, History { half_years: cycles, goals: GOALS, check_ins: CHECK_INS }).await?;
    let mira = access::actor(&store, person_id(WHOSE.0)).await?.context("she is gone")?;
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        mine::everything(&store, &mira).await?;
        times.push(micros(began.elapsed()));
    }
    store.close().await;
    let first = times[0];
    let server = program.demo(DATA).await?;
    let visitor = Visitor::sign_in(server.address, WHOSE.1).await?;
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
