//! Large organisations: making one up, the pages that show all of it, and the import of one, killed too.

use crate::{
    load::{self, Target},
    report::{Table, count, kilobytes, megabytes, milliseconds, or_dash, rate, verdict},
    scale::Scale,
    server::Program,
    visitor::Visitor,
};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::{fmt::Write, fs, path::Path, time::Duration};
use store::demo::simulated::EMPLOYEE;
use tokio::time::sleep;
use uuid::{Uuid, fmt::Hyphenated};

const CONNECTIONS: [usize; 2] = [1, 16];

/// In which 10,000 people have to be made up.
const BUDGET: Duration = Duration::from_mins(1);

/// The file that is imported, in the scratch folder.
const FILE: &str = "people.csv";

/// The data folder into which it is imported as a whole.
const DATA: &str = "imported";

/// How many report to everybody who has reports, in that file.
const SPAN: u32 = 8;

const PLACES: [&str; 4] = ["Oslo", "Leipzig", "Kraków", "Lyon"];

/// When imports are killed: from this part of the time that the whole one took to that.
const KILLED_FROM: f64 = 0.1;
const KILLED_TO: f64 = 0.9;

/// One address at one number of connections.
#[derive(Debug, Serialize)]
struct Run {
    what: &'static str,
    path: &'static str,
    #[serde(flatten)]
    outcome: load::Outcome,
    /// This rate as a part of the bare handler's at the same connections.
    of_bare: f64,
    raw_bytes: u64,
    /// As it was asked for; `None` for the bare handler, which does not compress.
    brotli_bytes: Option<u64>,
}

/// An organisation that was made up, and the load on a server that has it. Memory is in bytes.
#[derive(Debug, Serialize)]
struct Organisation {
    people: u32,
    seconds_to_make_up: f64,
    peak_to_make_up: Option<u64>,
    runs: Vec<Run>,
    resident_after: Option<u64>,
    anonymous_after: Option<u64>,
    resident_peak: Option<u64>,
}

/// An import that was killed, and what was there afterwards.
#[derive(Debug, Serialize)]
struct Killed {
    after_seconds: f64,
    /// The same as a part of the time that the whole import took.
    after_part: f64,
    /// Whether it still ran then.
    in_time: bool,
    people: u64,
}

/// Imports of a file. Memory is in bytes.
#[derive(Debug, Serialize)]
struct Imports {
    rows: u32,
    file_bytes: u64,
    seconds: f64,
    peak: Option<u64>,
    /// Of trying the same file again.
    seconds_again: f64,
    peak_again: Option<u64>,
    killed: Vec<Killed>,
    killed_with_nothing: usize,
    killed_with_all: usize,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    organisations: Vec<Organisation>,
    budget_seconds_to_make_up: u64,
    imports: Imports,
}

/// Makes organisations up and puts load on each; then imports one, whose file is written to `scratch`.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let mut organisations = Vec::new();
    for people in scale.people {
        organisations.push(organisation(program, *people, scale).await?);
    }
    let imports = imports(program, scratch, scale).await?;
    Ok(Outcome { organisations, budget_seconds_to_make_up: BUDGET.as_secs(), imports })
}

async fn organisation(program: &Program, people: u32, scale: &Scale) -> Result<Organisation> {
    let data = format!("people{people}");
    let made_up = program.run(&["simulate", "--people", &people.to_string(), "--seed", "1", "--data", &data]).await?;
    // Somebody is there already, so the demo company is not founded.
    let server = program.demo(&data).await?;
    let employee = Visitor::sign_in(server.address, EMPLOYEE).await?;
    let nobody = Visitor::of(server.address);
    let bare = Target::new("bare text", &nobody, "/healthz", "ok").await?;
    let (team, name) = a_team(&employee).await?;
    // Targets are made of texts that stand in the bench. These three do not; leaked they last as long, and are few.
    let (team, name): (&'static str, &'static str) = (team.leak(), name.leak());
    let everybody: &'static str = format!("{} people", count(people.into())).leak();
    let pages = [
        ("directory", "/people", everybody),
        ("search", "/people?search=employee", "1 person found"),
        ("search, mistyped", "/people?search=employze", "1 person found"),
        ("team", team, name),
        ("org chart", "/people/chart", "Org chart"),
    ];
    let mut targets = Vec::new();
    for (what, path, holds) in pages {
        let page = Target::new(what, &employee, path, holds).await?;
        targets.push((page.packed(what, "br").await?, u64::try_from(page.length())?));
    }

    let mut runs = Vec::new();
    let mut of_bare = Vec::new();
    for connections in CONNECTIONS {
        let outcome = load::closed(&server, &bare, connections, scale.span).await?;
        of_bare.push(outcome.per_second);
        let raw_bytes = u64::try_from(bare.length())?;
        runs.push(Run { what: bare.name, path: bare.path, outcome, of_bare: 1.0, raw_bytes, brotli_bytes: None });
    }
    for (packed, raw_bytes) in &targets {
        for (connections, bare) in CONNECTIONS.into_iter().zip(&of_bare) {
            let outcome = load::closed(&server, packed, connections, scale.span).await?;
            let (of_bare, brotli_bytes) = (outcome.per_second / bare.max(f64::EPSILON), Some(u64::try_from(packed.length())?));
            runs.push(Run { what: packed.name, path: packed.path, outcome, of_bare, raw_bytes: *raw_bytes, brotli_bytes });
        }
    }
    sleep(Duration::from_secs(2)).await;
    let organisation = Organisation {
        people,
        seconds_to_make_up: made_up.time.as_secs_f64(),
        peak_to_make_up: made_up.peak,
        runs,
        resident_after: server.resident(),
        anonymous_after: server.anonymous(),
        resident_peak: server.resident_peak(),
    };
    organisation.print();
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    for Run { what, outcome, .. } in &organisation.runs {
        let (connections, answers, errors) = (outcome.connections, outcome.answers, outcome.errors);
        ensure!(
            answers > 0 && errors == 0,
            "{people} people, {what}, {connections} connections: {answers} right answers, {errors} errors"
        );
    }
    Ok(organisation)
}

/// The path of a team's page, and the team's name.
async fn a_team(visitor: &Visitor) -> Result<(String, String)> {
    let answer = visitor.get("/teams").await?;
    let (path, name) = last_team(std::str::from_utf8(&answer.body)?).context("/teams leads to no team")?;
    Ok((path.to_owned(), name.to_owned()))
}

/// The path and the name of the last team that a page leads to. In the list of all teams that is one of those who do the work:
/// the heads stand before those below them.
fn last_team(html: &str) -> Option<(&str, &str)> {
    html.rmatch_indices("/teams/").find_map(|(start, prefix)| {
        let id = start + prefix.len();
        let end = id + Hyphenated::LENGTH;
        Uuid::parse_str(html.get(id..end)?).ok()?;
        // The first text behind the tag in which the path stands.
        let texts = html[end..].split('>').skip(1).filter_map(|piece| piece.split('<').next());
        let name = texts.map(str::trim).find(|text| !text.is_empty())?;
        Some((&html[start..end], name))
    })
}

async fn imports(program: &Program, scratch: &Path, scale: &Scale) -> Result<Imports> {
    let rows = scale.rows;
    let table = table(rows);
    fs::write(scratch.join(FILE), &table)?;
    let whole = program.run(&["import", "people", FILE, "--yes", "--data", DATA]).await?;
    ensure!(whole.text.contains("Imported."), "the import says:\n{}", whole.text);
    let there = people_there(program, DATA).await?;
    ensure!(there == u64::from(rows), "of {rows} people {there} were imported");
    let again = program.run(&["import", "people", FILE, "--dry-run", "--data", DATA]).await?;
    ensure!(again.text.contains("Nothing would change."), "the same file again would change something:\n{}", again.text);
    let mut killed = Vec::new();
    for number in 0..scale.killed_imports {
        let last = f64::from(scale.killed_imports.saturating_sub(1).max(1));
        let part = KILLED_FROM + (KILLED_TO - KILLED_FROM) * f64::from(number) / last;
        killed.push(kill(program, &format!("killed{number}"), rows, part, whole.time).await?);
    }
    let imports = Imports {
        rows,
        file_bytes: u64::try_from(table.len())?,
        seconds: whole.time.as_secs_f64(),
        peak: whole.peak,
        seconds_again: again.time.as_secs_f64(),
        peak_again: again.peak,
        killed_with_nothing: killed.iter().filter(|killed| killed.people == 0).count(),
        killed_with_all: killed.iter().filter(|killed| killed.people == u64::from(rows)).count(),
        killed,
    };
    imports.print();
    Ok(imports)
}

/// Kills an import in the middle. All of it must be there afterwards, or nothing.
async fn kill(program: &Program, data: &str, rows: u32, part: f64, whole: Duration) -> Result<Killed> {
    let after = whole.mul_f64(part);
    let in_time = program.run_until_killed(&["import", "people", FILE, "--yes", "--data", data], after).await?;
    let people = people_there(program, data).await.with_context(|| format!("an import was killed after {after:?}"))?;
    ensure!(
        people == u64::from(rows) || (people == 0 && in_time),
        "of {rows} people {people} are there, after an import that was {} after {after:?}",
        if in_time { "killed" } else { "done" }
    );
    Ok(Killed { after_seconds: after.as_secs_f64(), after_part: part, in_time, people })
}

/// How many people `waymark check` finds in a data folder, where it must find all well. Without a database there are none.
async fn people_there(program: &Program, data: &str) -> Result<u64> {
    let (is_fine, text) = program.check(data).await?;
    if text.contains("There is no database") {
        return Ok(0);
    }
    ensure!(is_fine, "`waymark check` says:\n{text}");
    people_in(&text).with_context(|| format!("`waymark check` does not say how many people there are:\n{text}"))
}

/// The number in the line about people.
fn people_in(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("ok")?.trim_start().strip_prefix("people "))?;
    line.split_whitespace().next()?.parse().ok()
}

/// A table of so many people as an HR system writes it: a tree in which everybody with reports has as many, a team for each.
fn table(rows: u32) -> String {
    let mut text = "Employee #,Full name,Work email,Job title,Team,Location,Reports to\n".to_owned();
    for (row, place) in (0..rows).zip(PLACES.iter().cycle()) {
        let manager = row.saturating_sub(1) / SPAN;
        let reports_to = if row == 0 { String::new() } else { format!("E{manager:05}") };
        let title = if row * SPAN + 1 < rows { "Team lead" } else { "Engineer" };
        let _ = writeln!(
            text,
            "E{row:05},Person {row} Lastname,person{row}@import.example,{title},Team {manager},{place},{reports_to}"
        );
    }
    text
}

impl Organisation {
    fn print(&self) {
        let people = count(self.people.into());
        let title = format!("{people} people: pages in brotli (kept connections, as fast as answers come)");
        let mut table = Table::new(
            &title,
            &["what", "connections", "requests/s", "of bare", "p50", "p99", "errors", "server", "raw", "brotli"],
        );
        for Run { what, outcome, of_bare, raw_bytes, brotli_bytes, .. } in &self.runs {
            let time = |micros| or_dash((outcome.answers > 0).then_some(micros), milliseconds);
            table.row([
                (*what).to_owned(),
                outcome.connections.to_string(),
                rate(outcome.per_second),
                format!("{:.2} %", of_bare * 100.0),
                time(outcome.p50_us),
                time(outcome.p99_us),
                count(outcome.errors),
                or_dash(outcome.server_processors, |busy| format!("{:.0} %", busy * 100.0)),
                kilobytes(*raw_bytes),
                or_dash(*brotli_bytes, kilobytes),
            ]);
        }
        table.note("");
        table.note(format!(
            "`waymark simulate` made them up in {:.1} s ({}: 10,000 in under a minute), with {} of memory at most.",
            self.seconds_to_make_up,
            verdict(self.seconds_to_make_up < BUDGET.as_secs_f64()),
            or_dash(self.peak_to_make_up, megabytes),
        ));
        table.note(format!(
            "After this the server has {} resident, {} of it no files; at most it had {}.",
            or_dash(self.resident_after, megabytes),
            or_dash(self.anonymous_after, megabytes),
            or_dash(self.resident_peak, megabytes),
        ));
        table.print();
    }
}

impl Imports {
    fn print(&self) {
        let (rows, size) = (count(self.rows.into()), kilobytes(self.file_bytes));
        let mut table = Table::new(
            &format!("Import of {rows} rows ({size}), each time by a process of its own"),
            &["what", "time", "memory at most", "people there", "note"],
        );
        let seconds = |seconds: f64| format!("{seconds:.2} s");
        table.row([
            "import people --yes, into nothing".to_owned(),
            seconds(self.seconds),
            or_dash(self.peak, megabytes),
            rows.clone(),
            String::new(),
        ]);
        table.row([
            "the same file again, --dry-run".to_owned(),
            seconds(self.seconds_again),
            or_dash(self.peak_again, megabytes),
            rows,
            "nothing would change".to_owned(),
        ]);
        for killed in &self.killed {
            table.row([
                format!("into nothing, SIGKILL after {:.0} % of the time", killed.after_part * 100.0),
                seconds(killed.after_seconds),
                "-".to_owned(),
                count(killed.people),
                if killed.in_time { "" } else { "had ended before" }.to_owned(),
            ]);
        }
        table.note("");
        table.note(format!(
            "Of {} that were to be killed, {} left nothing and {} left everything; anything between would be a failure.",
            self.killed.len(),
            self.killed_with_nothing,
            self.killed_with_all
        ));
        table.print();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_team_of_a_page_is_found() {
        let id = "ebdc5c6d-0ef2-48d0-b8e9-51f40ce06a04";
        let html = format!(
            "<a href=\"/teams/{}\">Management<!></a><div><a href=\"/teams/{id}\"><!>Platform staff<!></a></div>/teams/new",
            Uuid::nil()
        );
        assert_eq!(last_team(&html), Some((format!("/teams/{id}").as_str(), "Platform staff")));
        assert_eq!(last_team("<a href=\"/teams\">Teams</a>"), None);
    }

    #[test]
    fn what_check_says_of_people_is_understood() {
        let text = "ok     schema   2 steps, as this program knows them.\nok     people   10000 people, all in order.\n";
        assert_eq!(people_in(text), Some(10_000));
        assert_eq!(people_in("ok     people   0 people, all in order."), Some(0));
        assert_eq!(people_in("WRONG  people   Ada is in a circle of managers through Bo."), None);
    }

    #[test]
    fn the_table_is_a_tree() {
        let table = table(10);
        let lines: Vec<_> = table.lines().skip(1).collect();
        assert_eq!(lines.len(), 10);
        assert_eq!(lines[0], "E00000,Person 0 Lastname,person0@import.example,Team lead,Team 0,Oslo,");
        assert_eq!(lines[9], "E00009,Person 9 Lastname,person9@import.example,Engineer,Team 1,Leipzig,E00001");
    }
}
