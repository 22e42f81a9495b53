//! `waymark check`: whether what is stored still keeps every rule.

use crate::{SCHEMA, Store, StoreError, audit, directory, goal, job, person, review, team, transaction::with, workshop};
use jiff::{ToSpan, civil::Date};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use surrealdb::types::{RecordId, Variables};
use waymark::{line, person::Person, team::Team};

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub subject: &'static str,
    /// What was found, as a sentence.
    pub text: String,
    /// Whether all is well.
    pub fine: bool,
}

/// Looks at everything. Reads only.
///
/// # Errors
///
/// When the store fails.
pub async fn run(store: &Store) -> Result<Vec<Finding>, StoreError> {
    let mut findings = vec![Finding {
        subject: "schema",
        text: match SCHEMA.len() {
            1 => "1 step, as this program knows it.".to_owned(),
            steps => format!("{steps} steps, as this program knows them."),
        },
        fine: true,
    }];
    let mut rows = store
        .read(
            "SELECT * FROM person; SELECT * FROM team;
             SELECT VALUE id FROM session WHERE person IS NOT NONE AND person.id IS NONE LIMIT 100;
             SELECT VALUE id FROM password WHERE type::record('person', record::id(id)).id IS NONE LIMIT 100;
             SELECT VALUE id FROM link WHERE person IS NOT NONE AND person.id IS NONE LIMIT 100;
             SELECT VALUE id FROM post WHERE person.id IS NONE LIMIT 100;",
            Variables::new(),
        )
        .await?;
    let people = person::persons(rows.take(0)?)?;
    let teams = rows.take::<Vec<team::Row>>(1)?.into_iter().map(team::Row::team).collect::<Result<Vec<_>, _>>()?;
    let today = directory::read(store).await?.day(store.now());
    findings.push(of_people(&people, &teams, today));
    findings.push(of_teams(&teams, &people));

    let mut orphans = BTreeSet::new();
    for statement in 2..6 {
        for id in rows.take::<Vec<RecordId>>(statement)? {
            orphans.insert(format!("a {} of nobody", id.table));
        }
    }
    let fine = orphans.is_empty();
    let text = if fine {
        "Every session, password, link and post belongs to a person.".to_owned()
    } else {
        format!("There is {}.", orphans.into_iter().collect::<Vec<_>>().join(", "))
    };
    findings.push(Finding { subject: "sign-in", text, fine });

    let given_up = job::given_up(store).await?;
    findings.push(Finding {
        subject: "jobs",
        // No rule is broken: a letter to an address that does not exist is given up as well.
        text: match (given_up.len(), given_up.first()) {
            (0, _) | (_, None) => "None was given up in the last 30 days.".to_owned(),
            (count, Some(last)) => format!(
                "{count} given up in the last 30 days, the last one {}: {}.",
                last.kind,
                last.error.as_deref().unwrap_or("no reason is known")
            ),
        },
        fine: true,
    });

    let (count, troubles) = goal::verify(store).await?;
    findings.push(finding("goals", count, "goal, as its events make it.", "goals, all as their events make them.", &troubles));

    let (count, troubles) = workshop::verify(store).await?;
    findings.push(finding("workshops", count, "workshop, in order.", "workshops, all in order.", &troubles));

    let (count, troubles) = review::verify(store).await?;
    findings.push(finding("reviews", count, "personal review, in order.", "personal reviews, all in order.", &troubles));

    findings.push(match audit::verify(store).await? {
        Ok(head) => Finding {
            subject: "audit",
            text: format!("{} entries, an unbroken chain. Newest hash: {}", head.sequence, head.hash),
            fine: true,
        },
        Err(broken) => Finding { subject: "audit", text: format!("The chain is broken: {broken}."), fine: false },
    });
    Ok(findings)
}

fn of_people(people: &[Person], teams: &[Team], today: Date) -> Finding {
    let by_id: BTreeMap<_, _> = people.iter().map(|person| (person.id, person)).collect();
    let teams: BTreeSet<_> = teams.iter().map(|team| team.id).collect();
    let mut troubles = Vec::new();
    for person in people {
        if let Err(line::Cycle(at)) = line::above(person.id, |id| by_id.get(&id)?.manager) {
            troubles.push(format!("{} is in a circle of managers through {at}", person.name));
        }
        match person.manager.map(|manager| by_id.get(&manager)) {
            Some(None) => troubles.push(format!("{} reports to somebody who does not exist", person.name)),
            Some(Some(manager)) if person.active && !manager.active => {
                troubles.push(format!("{} reports to {}, who left", person.name, manager.name));
            }
            _ => {}
        }
        if person.homes.stays().iter().filter_map(|stay| stay.team).chain(person.team).any(|team| !teams.contains(&team)) {
            troubles.push(format!("{} is in a team that does not exist", person.name));
        }
        // What was planned for today begins with the daily job; what was yesterday's has begun.
        if person.active && person.homes.on(today) != person.team && person.homes.on(today - 1.day()) != person.team {
            troubles.push(format!("{} is not in the team that their dates say", person.name));
        }
    }
    finding("people", people.len(), "person, all in order.", "people, all in order.", &troubles)
}

fn of_teams(teams: &[Team], people: &[Person]) -> Finding {
    let parents: BTreeMap<_, _> = teams.iter().map(|team| (team.id, team.parent)).collect();
    let people: BTreeSet<_> = people.iter().map(|person| person.id).collect();
    let mut troubles = Vec::new();
    for team in teams {
        if line::above(team.id, |id| parents.get(&id).copied().flatten()).is_err() {
            troubles.push(format!("{} is in a circle of teams", team.name));
        }
        if team.lead.iter().chain(&team.guests).any(|person| !people.contains(person)) {
            troubles.push(format!("{} is led by or has as a guest somebody who does not exist", team.name));
        }
    }
    finding("teams", teams.len(), "team, all in order.", "teams, all in order.", &troubles)
}

fn finding(subject: &'static str, count: usize, one: &str, many: &str, troubles: &[String]) -> Finding {
    let text = if troubles.is_empty() {
        format!("{count} {}", if count == 1 { one } else { many })
    } else {
        format!("{}.", troubles.join("; "))
    };
    Finding { subject, text, fine: troubles.is_empty() }
}

/// A picture of everything stored, table by table: to see in a test that a refused request changed nothing.
///
/// # Errors
///
/// When the store fails.
pub async fn fingerprint(store: &Store) -> Result<String, StoreError> {
    let mut tables = store.read("RETURN object::keys((INFO FOR DB).tables)", Variables::new()).await?;
    let tables: Vec<String> = tables.take(0)?;
    let mut picture = String::new();
    for table in tables {
        let mut rows = store.read("SELECT * FROM type::table($table) ORDER BY id", with("table", table.clone())).await?;
        let rows: surrealdb::types::Value = rows.take(0)?;
        let _ = writeln!(picture, "{table}: {rows:?}");
    }
    Ok(picture)
}
