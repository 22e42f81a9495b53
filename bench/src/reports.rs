//! The desk of who manages, as somebody with up to twelve reports and who has 300 people in their line see it, with goals and reviews of all: beside the
//! bare handler in the same run.

use crate::{
    goals::made,
    load::Target,
    report::count,
    scale::Scale,
    server::Program,
    surveys::{administrator, open},
    under_load::{self, Run},
    visitor::Visitor,
};
use anyhow::{Context, Error, Result, ensure};
use jiff::Timestamp;
use serde::Serialize;
use std::{fs, path::Path};
use store::{
    Clock, Store, cycle,
    demo::reviews,
    directory,
    outbox::Mail,
    review::{self, Wanted, Who},
};
use waymark::{person::Name, questionnaire::Slug, review::Dates};

/// The data folder.
const DATA: &str = "reports";

/// One who is above 300.
const PEOPLE: u32 = 301;

/// How many report at most to the manager whose desk is measured.
const REPORTS: usize = 12;

/// Goals of these people.
const GOALS: usize = 3_000;

/// What every desk has.
const TABLE: &str = "class=\"grid desk\"";

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    people: u32,
    goals: usize,
    reviews: usize,
    reports: usize,
    bare_per_second: f64,
    pages: Vec<Run>,
}

/// Who manages so many as are measured.
struct Manager {
    address: String,
    reports: usize,
}

/// Makes an organisation with goals and reviews up, and puts load on two desks.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    program.run(&["simulate", "--people", &PEOPLE.to_string(), "--seed", "1", "--data", DATA]).await?;
    let store = open(scratch, DATA, Clock::still(Timestamp::now() - made::BEFORE)).await?;
    // Their histories are measured with the goals.
    let made = made::make(&store, &Scale { goals: GOALS, histories: [10, 20, 30], ..*scale }).await?;
    let reviews = launched(&store).await?;
    let manager = manager(&store).await?;
    store.close().await;
    let server = program.demo(DATA).await?;
    let bare_per_second = under_load::bare(&server, scale).await?;
    let visitor = Visitor::sign_in(server.address, &manager.address).await?;
    let root = Visitor::sign_in(server.address, &made.root).await?;
    let targets = [
        Target::new("desk, who reports to one", &visitor, "/reports", TABLE).await?,
        Target::new("desk, 300 in line", &root, "/reports?line=all", TABLE).await?,
        Target::new("desk, 300 in line, who waits", &root, "/reports?line=all&need=any", TABLE).await?,
    ];
    let mut pages = Vec::new();
    for target in &targets {
        pages.push(under_load::page(&server, target, scale).await?);
    }
    let (goals, reports) = (made.goals, manager.reports);
    let outcome = Outcome { people: PEOPLE, goals, reviews, reports, bare_per_second, pages };
    outcome.print();
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    under_load::ensure_right(&outcome.pages)?;
    fs::remove_dir_all(scratch.join(DATA))?;
    Ok(outcome)
}

/// Launches a review of everybody in the half-year that is, due at once, so that all of them wait.
async fn launched(store: &Store) -> Result<usize> {
    let by = administrator(store).await?;
    let seen = directory::read(store).await?;
    let (name, starts, _) = reviews::half_year(seen.day(Timestamp::now()));
    let name = Name::new(&name).map_err(|why| Error::msg(format!("{why:?}")))?;
    let cycle = cycle::named(store, &name).await?.context("the goals belong to no cycle")?;
    let day = seen.day(store.now()).max(starts);
    let wanted = Wanted {
        cycle: cycle.id,
        questionnaire: Slug::new("personal-review").map_err(|why| Error::msg(format!("{why:?}")))?,
        dates: Dates { prepare: day, share: day, talk: day, sign: day },
        back: None,
        who: Who::All,
    };
    let launched = review::launch(store, &by, &Mail::none(), &wanted).await;
    launched.map(|(_, count)| count).map_err(|why| Error::msg(format!("{why:?}")))
}

/// Who has the most reports, but no more than are measured.
async fn manager(store: &Store) -> Result<Manager> {
    let seen = directory::read(store).await?;
    let directory = &seen.directory;
    let managers = directory.people().iter().filter_map(|id| {
        let address = directory.person(*id)?.email.as_ref()?.to_string();
        let reports = directory.reports(*id).len();
        (1..=REPORTS).contains(&reports).then_some(Manager { address, reports })
    });
    managers.max_by_key(|manager| manager.reports).context("nobody manages anybody")
}

impl Outcome {
    fn print(&self) {
        let title = format!(
            "The desk (brotli, kept connections): {} people, {} goals, {} reviews",
            self.people,
            count(u64::try_from(self.goals).unwrap_or_default()),
            self.reviews
        );
        let mut table = under_load::table(&title, &self.pages, self.bare_per_second);
        table.note(format!(
            "{} report to the first; the others are one's who is above everybody, 50 people a page.",
            self.reports
        ));
        table.print();
    }
}
