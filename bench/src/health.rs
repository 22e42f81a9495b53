//! Team health: what the lead of every team of a company of 200 sees after four cycles, and how many dashboards the program shows a
//! second, beside the bare handler in the same run.

use crate::{
    load::Target,
    report::{Table, count},
    scale::Scale,
    server::Program,
    surveys::{administrator, form, open},
    under_load::{self, Run},
    visitor::Visitor,
};
use anyhow::{Context, Error, Result, ensure};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::{fs, path::Path, time::Instant};
use store::{
    Clock, Store, access,
    demo::{
        reviews::{self, Review, drawn_mood},
        simulated::ADMINISTRATOR,
    },
    directory::{self, Snapshot},
    health::{self, Held},
    questionnaire, survey,
};
use waymark::{
    TeamId,
    health::{Offer, Row, Stands, board, offers, points, stands},
    questionnaire::Purpose,
    survey::{Kind, Mode},
};

/// Sections of the reviews, and how many were held.
const SECTIONS: usize = 12;
const CYCLES: u32 = 4;

/// What the lead of a team sees.
#[derive(Debug, Serialize)]
struct Seen {
    team: String,
    people: usize,
    stands: &'static str,
    sections: usize,
    history: usize,
    compared: usize,
    points: usize,
    offered: Vec<String>,
}

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Outcome {
    seen: Vec<Seen>,
    with_nothing: usize,
    bare_per_second: f64,
    runs: Vec<Run>,
}

/// Makes organisations up, holds their reviews, and looks at their dashboards.
pub async fn measure(program: &Program, scratch: &Path, scale: &Scale) -> Result<Outcome> {
    let seen = leads(program, scratch).await?;
    let with_nothing = seen.iter().filter(|seen| seen.sections == 0).count();
    print_seen(&seen, with_nothing);
    let (bare_per_second, mut runs) = dashboards(program, "health200", scale, false).await?;
    fs::remove_dir_all(scratch.join("health200"))?;
    let people = scale.people.last().copied().unwrap_or(1_000);
    company(program, scratch, people).await?;
    let (_, of_company) = dashboards(program, "health-company", scale, true).await?;
    runs.extend(of_company);
    fs::remove_dir_all(scratch.join("health-company"))?;
    let outcome = Outcome { seen, with_nothing, bare_per_second, runs };
    outcome.print(people);
    Ok(outcome)
}

async fn simulated(program: &Program, scratch: &Path, data: &str, people: u32, purpose: Purpose) -> Result<Store> {
    program.run(&["simulate", "--people", &people.to_string(), "--seed", "1", "--data", data]).await?;
    let store = open(scratch, data, Clock::still("2027-06-30T12:00:00Z".parse()?)).await?;
    let by = administrator(&store).await?;
    let form = form(SECTIONS, 3, purpose);
    questionnaire::create(&store, &by, &form).await.map_err(|why| Error::msg(format!("{why:?}")))?;
    Ok(store)
}

/// Holds a review in each of the last cycles.
async fn hold(store: &Store, kind: Kind, cycles: u32) -> Result<()> {
    let by = administrator(store).await?;
    let seen = directory::read(store).await?;
    for at in 0..cycles {
        let year = 2027 - i16::try_from(cycles - at)?;
        let (first, last) = (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?);
        let cycle = reviews::cycle(store, &by, &year.to_string(), first, last).await?;
        let opens: Timestamp = format!("{year}-11-20T12:00:00Z").parse()?;
        let review = Review {
            cycle,
            kind,
            mode: Mode::Confidential,
            name: &format!("Review {year}"),
            questionnaire: "bench",
            teams: None,
            opens,
            answering: 85,
            seed: u64::from(at) << 8,
        };
        let mood = |person, section: &str| {
            let team = seen.directory.person(person).and_then(|person| person.team);
            drawn_mood(team, section, at, 1)
        };
        reviews::hold(store, &by, &review, mood).await?;
    }
    Ok(())
}

async fn leads(program: &Program, scratch: &Path) -> Result<Vec<Seen>> {
    let store = simulated(program, scratch, "health200", 200, Purpose::Team).await?;
    hold(&store, Kind::Team, CYCLES).await?;
    let snapshot = directory::read(&store).await?;
    let mut seen = Vec::new();
    for row in snapshot.directory.teams() {
        seen.extend(of_lead(&store, &snapshot, row.id).await?);
    }
    store.close().await;
    Ok(seen)
}

async fn of_lead(store: &Store, snapshot: &Snapshot, team: TeamId) -> Result<Option<Seen>> {
    let Some((record, lead)) = snapshot.directory.team(team).and_then(|team| Some((team, team.lead?))) else { return Ok(None) };
    let actor = access::actor(store, lead).await?.context("a lead is gone")?;
    let surveys = survey::all(store).await?;
    let history = health::of_team(store, &surveys, &actor, team).await?;
    let held = &history.held;
    let rows = board(&held.iter().map(Held::review).collect::<Vec<_>>());
    let stands = stands(&rows, held.first().is_some_and(Held::is_together));
    let offered = offers(&rows, stands, history.situation(&snapshot.directory, team));
    let shown = |at: usize| rows.iter().any(|row| row.numbers.get(at).is_some_and(|number| number.score().is_some()));
    Ok(Some(Seen {
        team: record.name.to_string(),
        people: snapshot.directory.members(team).len(),
        stands: match stands {
            Stands::NoReview => "no review",
            Stands::Nothing => "nothing",
            Stands::Together => "together with others",
            Stands::Itself => "itself",
        },
        sections: rows.iter().filter(|row| row.newest().is_some()).count(),
        history: (0..held.len()).filter(|at| shown(*at)).count(),
        compared: rows.iter().filter_map(Row::change).count(),
        points: points(&rows).len(),
        offered: offered.into_iter().map(said).collect(),
    }))
}

fn said(offer: Offer) -> String {
    match offer {
        Offer::Review => "a review".to_owned(),
        Offer::Names => "names next time".to_owned(),
        Offer::Remind => "more answers".to_owned(),
        Offer::Share => "others count with it".to_owned(),
        Offer::Above => "the group above".to_owned(),
        Offer::Earlier(_) => "an earlier review".to_owned(),
    }
}

async fn company(program: &Program, scratch: &Path, people: u32) -> Result<()> {
    let began = Instant::now();
    let store = simulated(program, scratch, "health-company", people, Purpose::Company).await?;
    hold(&store, Kind::Company, 2).await?;
    store.close().await;
    println!("\nTwo company reviews of {} people were held in {:.0} s.", count(people.into()), began.elapsed().as_secs_f64());
    Ok(())
}

/// Puts load on the dashboards of an organisation; also on the bare handler, whose best rate comes first.
async fn dashboards(program: &Program, data: &str, scale: &Scale, is_company: bool) -> Result<(f64, Vec<Run>)> {
    let server = program.demo(data).await?;
    let visitor = Visitor::sign_in(server.address, ADMINISTRATOR).await?;
    let bare_per_second = under_load::bare(&server, scale).await?;
    let pages: Vec<(&'static str, &'static str)> = if is_company {
        vec![("company overview", "/company")]
    } else {
        let teams = visitor.get("/teams").await?;
        let html = std::str::from_utf8(&teams.body)?;
        // Targets are made of texts that stand in the bench. These do not; leaked they last as long, and are few.
        let leak = |path: &str| -> &'static str { path.to_owned().leak() };
        let paths = paths(html);
        let (first, last) = (paths.first().context("no team")?, paths.last().context("no team")?);
        vec![("dashboard of all teams", leak(first)), ("dashboard of a team", leak(last)), ("compare teams", "/compare")]
    };
    let mut runs = Vec::new();
    for (what, path) in pages {
        let page = Target::new(what, &visitor, path, "class=\"heat\"").await?;
        runs.push(under_load::page(&server, &page, scale).await?);
    }
    let (_, status) = server.terminate().await?;
    ensure!(status.success(), "after SIGTERM the server ended with {status}");
    under_load::ensure_right(&runs)?;
    Ok((bare_per_second, runs))
}

/// The pages of teams that a page leads to.
fn paths(html: &str) -> Vec<&str> {
    html.match_indices("\"/teams/").filter_map(|(at, _)| html[at + 1..].split('"').next()).collect()
}

fn print_seen(seen: &[Seen], with_nothing: usize) {
    let mut table = Table::new(
        "What leads see after four cycles, 200 people, 12 sections",
        &["team", "people", "newest review shows", "sections", "reviews with numbers", "compared", "points said", "offered"],
    );
    for seen in seen {
        table.row([
            seen.team.clone(),
            seen.people.to_string(),
            seen.stands.to_owned(),
            seen.sections.to_string(),
            seen.history.to_string(),
            seen.compared.to_string(),
            seen.points.to_string(),
            seen.offered.join(", "),
        ]);
    }
    let of = |stands: &str| seen.iter().filter(|seen| seen.stands == stands).count();
    table.note("");
    table.note(format!(
        "{} teams: {} see numbers of their own, {} together with others, {} nothing. Whoever does not see their own is offered something: {}.",
        seen.len(),
        of("itself"),
        of("together with others"),
        with_nothing,
        if seen.iter().all(|seen| seen.stands == "itself" || !seen.offered.is_empty()) { "yes" } else { "NO" }
    ));
    table.print();
}

impl Outcome {
    fn print(&self, people: u32) {
        let title = "Dashboards (brotli, kept connections), 12 sections";
        let mut table = under_load::table(title, &self.runs, self.bare_per_second);
        table.note(format!("The company has {} people.", count(people.into())));
        table.print();
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pages_of_teams_are_found() {
        let html = "<a href=\"/teams\">Teams</a><a href=\"/teams/1\">A</a><a href=\"/teams/2\">B</a>";
        assert_eq!(super::paths(html), ["/teams/1", "/teams/2"]);
    }
}
