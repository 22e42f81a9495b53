//! Personal reviews: their pages, the plan that comes of one, and the desk of who manages, beside the bare handler in the same run; what is written
//! in them a second, beside the bare store; and how long it takes to share and to sign.

mod made;
mod saves;
mod signing;

use crate::{
    commits::Rate,
    goals::{self, CLIENTS},
    load::Target,
    report::{Table, count, milliseconds, rate},
    scale::Scale,
    server::{Program, Server},
    surveys::open,
    under_load::{self, Run},
    visitor::Visitor,
};
use anyhow::{Result, ensure};
use jiff::Timestamp;
use made::{CHECK_INS, GOALS, Held, Made};
use saves::Saves;
use serde::Serialize;
use signing::{Signing, Times};
use std::{fs, path::Path, time::Instant};
use store::{
    Clock,
    demo::personal::{PEER_SAID, PLANNED, SAID},
};

/// The data folder.
const DATA: &str = "reviews";

/// One who is above 300.
const PEOPLE: u32 = 301;

/// What every desk has.
const DESK: &str = "class=\"grid desk\"";

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    people: u32,
    goals: usize,
    reviews: usize,
    reports: usize,
    seconds_to_make: f64,
    bare_per_second: f64,
    pages: Vec<Run>,
    saves: Vec<Saves>,
    signing: Signing,
}

/// Makes an organisation with goals and reviews up, looks at them, writes in them, and signs.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    program.run(&["simulate", "--people", &PEOPLE.to_string(), "--seed", "1", "--data", DATA]).await?;
    let began = Instant::now();
    let store = open(scratch, DATA, Clock::still(Timestamp::now() - goals::made::BEFORE)).await?;
    let made = made::make(&store, scale).await?;
    store.close().await;
    let seconds_to_make = began.elapsed().as_secs_f64();
    let bare = goals::bare(scratch, scale).await?;
    let server = program.demo(DATA).await?;
    let bare_per_second = under_load::bare(&server, scale).await?;
    let pages = pages(&server, &made, scale).await?;
    let saves = saved(&server, &made, bare, scale).await?;
    let signing = signing::run(server.address, made.before, &made.to_sign).await?;
    let (goals, reviews, reports) = (made.goals, made.reviews, made.manager.reports);
    let outcome = Outcome { people: PEOPLE, goals, reviews, reports, seconds_to_make, bare_per_second, pages, saves, signing };
    outcome.print();
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    let (is_fine, text) = program.check(DATA).await?;
    ensure!(is_fine, "`waymark check` says:\n{text}");
    under_load::ensure_right(&outcome.pages)?;
    fs::remove_dir_all(scratch.join(DATA))?;
    Ok(outcome)
}

async fn pages(server: &Server, made: &Made, scale: &Scale) -> Result<Vec<Run>> {
    let Made { before, written, signed, .. } = made;
    let writer = Visitor::sign_in(server.address, &written.own).await?;
    let writing_manager = Visitor::sign_in(server.address, &written.manager).await?;
    let signer = Visitor::sign_in(server.address, &signed.own).await?;
    let signing_manager = Visitor::sign_in(server.address, &signed.manager).await?;
    let peer = Visitor::sign_in(server.address, &made.peer).await?;
    let manager = Visitor::sign_in(server.address, &made.manager.address).await?;
    let root = Visitor::sign_in(server.address, &made.root).await?;
    // Targets are made of texts that stand in the bench. These do not; leaked they last as long, and are few.
    let leak = |text: String| -> &'static str { text.leak() };
    let own = leak(format!("/review/{before}"));
    let of = |held: &Held| leak(format!("/review/{before}/{}", held.person));
    let input = leak(format!("/review/{before}/{}/input", written.person));
    let plan = leak(format!("/plan/{before}"));
    let looked_at = [
        ("own half, written", &writer, own, SAID.own),
        ("manager's half, written", &writing_manager, of(written), SAID.manager),
        ("own review, both shown", &signer, own, SAID.manager),
        ("manager's, both shown", &signing_manager, of(signed), SAID.own),
        ("what a peer writes", &peer, input, PEER_SAID),
        ("plan, signed", &signer, plan, PLANNED),
        ("desk, who reports to one", &manager, "/reports", DESK),
        ("desk, 300 in line", &root, "/reports?line=all", DESK),
        ("desk, 300 in line, who waits", &root, "/reports?line=all&need=any", DESK),
    ];
    let mut runs = Vec::new();
    for (name, visitor, path, holds) in looked_at {
        let target = Target::new(name, visitor, path, holds).await?;
        runs.push(under_load::page(server, &target, scale).await?);
    }
    Ok(runs)
}

/// Nobody writes in two of these, so that each begins with an empty half.
async fn saved(server: &Server, made: &Made, bare: Vec<Rate>, scale: &Scale) -> Result<Vec<Saves>> {
    let mut people = made.writers.iter();
    let mut all = Vec::new();
    for (count, bare) in CLIENTS.into_iter().zip(bare) {
        let mut writers = Vec::with_capacity(count);
        for address in people.by_ref().take(count) {
            writers.push(Visitor::sign_in(server.address, address).await?);
        }
        ensure!(writers.len() == count, "too few people write");
        all.push(saves::run(writers, made.now, scale.commits, bare).await?);
    }
    Ok(all)
}

impl Outcome {
    fn print(&self) {
        let number = |number: usize| count(u64::try_from(number).unwrap_or_default());
        let title = format!(
            "Personal reviews (brotli, kept connections): {} people, {} goals, {} reviews, made in {:.0} s",
            self.people,
            number(self.goals),
            number(self.reviews),
            self.seconds_to_make
        );
        let mut table = under_load::table(&title, &self.pages, self.bare_per_second);
        table.note(format!("Reviews look back on {GOALS} goals with {CHECK_INS} check-ins each; the plan has {GOALS} goals."));
        table.note(format!(
            "{} report to the one of the first desk; the others are one's who is above everybody, 50 people a page.",
            self.reports
        ));
        table.print();
        self.print_saves();
        self.print_signing();
    }

    fn print_saves(&self) {
        let title = "Fields saved over HTTP, each on disk before it is acknowledged; beside it the bare store in the same run";
        let mut table = Table::new(title, &["writers", "saves/s", "p50", "p99", "bare commits/s", "of bare"]);
        for Saves { clients, rate: saves, bare } in &self.saves {
            table.row([
                clients.to_string(),
                rate(saves.per_second),
                milliseconds(saves.p50_us),
                milliseconds(saves.p99_us),
                rate(bare.per_second),
                format!("{:.0} %", 100.0 * saves.per_second / bare.per_second.max(f64::EPSILON)),
            ]);
        }
        table.note("");
        table.note("Each writes in a half of their own, a field of some hundred words at a time, and waits for the answer.");
        table.print();
    }

    fn print_signing(&self) {
        let title = "Sharing and signing over HTTP, one review after the other";
        let mut table = Table::new(title, &["what", "times", "p50", "p99", "slowest"]);
        let Signing { share, sign, whole } = self.signing;
        for (what, times) in [("a half is shared", share), ("a plan is signed", sign), ("both shares, both signatures", whole)] {
            let Times { count: done, p50_us, p99_us, max_us } = times;
            table.row([what.to_owned(), count(done), milliseconds(p50_us), milliseconds(p99_us), milliseconds(max_us)]);
        }
        table.note("");
        if let Some(Saves { bare, .. }) = self.saves.first() {
            let (p50, p99) = (milliseconds(bare.p50_us), milliseconds(bare.p99_us));
            table.note(format!("A bare commit of one writer in the same run: p50 {p50}, p99 {p99}."));
        }
        table.print();
    }
}
