//! What holds for every file and every organisation.

use super::*;
use crate::{
    export,
    import::{cell, check::circles, teams},
};
use proptest::prelude::*;

const NAMES: [&str; 14] = [
    "Ada",
    "=Bo",
    "'Cy",
    "'=Dee",
    "O'Brien, \"Pat\"",
    "Grgić; Kaia",
    "None",
    "-",
    "李 小龙",
    "Ivo İnan",
    "+1",
    "''n/a",
    "@x|y",
    "Interim Ada",
];
const TITLES: [&str; 6] = ["", "Engineer", "Interim Lead", "'=x", "null", "Head, \"all\""];
const TEAMS: [&str; 7] = ["", "eng_lead", "Eng lead", "a__b", "a_b", "=ops", "Plätze; alle"];

/// One row, drawn.
#[expect(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
#[derive(Clone, Debug)]
struct Drawn {
    numbered: bool,
    name: usize,
    shared: bool,
    address: bool,
    title: usize,
    team: usize,
    manager: Option<prop::sample::Index>,
    by: u8,
    same_as: Option<prop::sample::Index>,
    left: bool,
    missing: bool,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let who = ((prop::bool::weighted(0.8), prop::bool::weighted(0.2)), 0..NAMES.len(), prop::bool::weighted(0.7));
    let what = (0..TITLES.len(), 0..TEAMS.len(), prop::option::weighted(0.9, any::<prop::sample::Index>()), 0u8..30);
    let rest = (prop::option::weighted(0.2, any::<prop::sample::Index>()), prop::bool::weighted(0.1), prop::bool::weighted(0.15));
    (who, what, rest).prop_map(|(((numbered, shared), name, address), (title, team, manager, by), (same_as, left, missing))| {
        Drawn { numbered, name, shared, address, title, team, manager, by, same_as, left, missing }
    })
}

/// How files are made of what was drawn.
#[expect(clippy::struct_excessive_bools, reason = "each is drawn by itself")]
#[derive(Clone, Copy, Debug)]
struct Form {
    upwards: bool,
    same_as: bool,
    status: bool,
    team: bool,
}

fn form() -> impl Strategy<Value = Form> {
    (prop::bool::weighted(0.9), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(upwards, same_as, status, team)| Form {
        upwards,
        same_as,
        status,
        team,
    })
}

fn rows(drawn: &[Drawn], form: Form) -> Vec<Row> {
    let mail = |at: usize| format!("p{at}@halden.example");
    let key = |at: usize| if drawn[at].numbered { format!("E{at}") } else { mail(at) };
    let name = |at: usize| match NAMES[drawn[at].name] {
        name if drawn[at].shared => cell::write(name),
        name => cell::write(&format!("{name} {at}")),
    };
    let is_gone = |at: &usize| drawn[*at].missing || (form.status && drawn[*at].left);
    let here: Vec<usize> = (0..drawn.len()).filter(|at| !is_gone(at)).collect();
    let row = |(at, of): (usize, &Drawn)| {
        let mut row = Row::default()
            .with(Field::Number, if of.numbered { key(at) } else { String::new() }.as_str())
            .with(Field::Name, &name(at))
            .addressed(if of.address || !of.numbered { mail(at) } else { String::new() }.as_str())
            .titled(&cell::write(TITLES[of.title]));
        if form.team {
            row = row.on(&cell::write(TEAMS[of.team]));
        }
        // Upwards in the file there are no circles.
        let room = if form.upwards { here.partition_point(|other| *other < at) } else { here.len() };
        let above = of.manager.filter(|_| room > 0).map(|index| here[index.index(room)]);
        row = row.under(&above.map_or_else(String::new, |above| match of.by {
            0..3 if drawn[above].address => mail(above),
            3 => name(above),
            _ => key(above),
        }));
        if form.same_as {
            let same = of.same_as.filter(|_| !here.is_empty()).map(|index| key(here[index.index(here.len())]));
            row = row.same_as(&same.unwrap_or_default());
        }
        if form.status { row.being(if of.left { "left" } else { "active" }) } else { row }
    };
    drawn.iter().enumerate().filter(|(_, of)| !of.missing).map(row).collect()
}

/// Looks whether an organisation keeps its rules.
fn keeps_its_rules(known: &Known) -> Result<(), TestCaseError> {
    let everybody: Vec<PersonId> = known.people.keys().copied().collect();
    prop_assert_eq!(circles(&everybody, |id| known.people.get(&id)?.manager), Vec::<Vec<PersonId>>::new());
    let all: Vec<TeamId> = known.teams.keys().copied().collect();
    prop_assert_eq!(circles(&all, |id| known.teams.get(&id)?.parent), Vec::<Vec<TeamId>>::new());
    let is_active = |id: PersonId| known.people[&id].active;
    let mut addresses = std::collections::BTreeSet::new();
    for person in known.people.values() {
        prop_assert!(person.email.as_ref().is_none_or(|email| addresses.insert(email)), "{} has another's address", person.name);
        prop_assert_eq!(person.team, person.homes.on(known.today));
        let posts = || known.posts.values().filter(|post| post.person == person.id && post.active);
        if person.active {
            prop_assert_eq!(posts().filter(|post| post.main).count(), 1, "{}", person.name);
            prop_assert!(person.manager.is_none_or(is_active), "{} reports to somebody who left", person.name);
        } else {
            prop_assert_eq!(posts().count(), 0, "{}", person.name);
            prop_assert!(person.left.is_some() && person.team.is_none());
        }
    }
    let mut names = std::collections::BTreeSet::new();
    for team in known.teams.values() {
        prop_assert!(names.insert(team.name.as_str().to_lowercase()));
        prop_assert!(team.lead.is_none_or(is_active));
    }
    Ok(())
}

fn again(text: &str) -> Table {
    read(text.as_bytes(), &How::default()).expect("what was exported is a table")
}

/// Exports, and imports that into nothing and into the same.
fn comes_back(office: &Office) -> Result<(), TestCaseError> {
    let people = export::people(&office.known);
    if people.lines().count() == 1 {
        return Ok(());
    }
    let mut same = Office { options: Options::default(), ..office.clone() };
    let plan = same.plan_table(&again(&people));
    prop_assert!(plan.problems.is_empty(), "{}\n{}", people, said(&plan.problems));
    prop_assert!(plan.is_empty(), "{}\n{:#?}", people, plan);
    let mut other = super::office();
    let plan = other.plan_table(&again(&people));
    prop_assert!(plan.problems.is_empty(), "{}\n{}", people, said(&plan.problems));
    plan.apply(&mut other.known);
    prop_assert_eq!(export::people(&other.known), people);

    let exported = export::teams(&office.known);
    if exported.lines().count() == 1 {
        return Ok(());
    }
    let mut draw = || Uuid::from_u128(7);
    let plan = teams(&again(&exported), &office.known, &mut draw);
    prop_assert!(plan.problems.is_empty() && plan.is_empty(), "{}\n{:#?}", exported, plan);
    let mut number = 0;
    let plan = teams(&again(&exported), &other.known, &mut || {
        number += 1;
        Uuid::from_u128(number)
    });
    prop_assert!(plan.problems.is_empty(), "{}\n{}", exported, said(&plan.problems));
    plan.apply(&mut other.known);
    prop_assert_eq!(export::teams(&other.known), exported);
    Ok(())
}

/// Imports file after file, with corrections between: what is not refused keeps the rules, is nothing new the second time, and
/// comes back from an export.
fn goes_well(office: &mut Office, files: &[(Vec<Row>, bool)], corrected: prop::sample::Index) -> Result<(), TestCaseError> {
    for (rows, leavers) in files.iter().filter(|(rows, _)| !rows.is_empty()) {
        office.options.leavers = *leavers;
        let (plan, other) = (office.plan(rows), office.plan(rows));
        prop_assert_eq!(plan.fingerprint(), other.fingerprint());
        prop_assert_eq!((&plan.problems, &plan.warnings, &plan.joined), (&other.problems, &other.warnings, &other.joined));
        if !plan.problems.is_empty() {
            prop_assert!(plan.is_empty() && plan.posts.is_empty());
            continue;
        }
        let looked_after = |office: &Office| office.known.people.values().any(|person| person.active && person.administrator);
        let was = looked_after(office);
        plan.apply(&mut office.known);
        keeps_its_rules(&office.known)?;
        prop_assert_eq!(looked_after(office), was);
        let plan = office.plan(rows);
        prop_assert!(plan.is_empty() && plan.problems.is_empty(), "again: {:#?}", plan);
        comes_back(office)?;
        let active: Vec<PersonId> = office.known.people.values().filter(|person| person.active).map(|person| person.id).collect();
        if let Some(id) = (!active.is_empty()).then(|| active[corrected.index(active.len())]) {
            let person = office.known.people.get_mut(&id).expect("somebody");
            person.manager = None;
            person.title = Some("Corrected".into());
            person.homes = person.homes.moved(None, TODAY);
            person.team = None;
            person.administrator = true;
            comes_back(office)?;
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_imported_keeps_the_rules(
        files in prop::collection::vec((prop::collection::vec(drawn(), 1..40), form(), any::<bool>()), 1..4),
        from in prop::sample::select(vec![None, Some(TeamsFrom::Line), Some(TeamsFrom::Nothing)]),
        by_hand in prop::bool::weighted(0.3),
        corrected in any::<prop::sample::Index>(),
    ) {
        let mut office = office();
        office.options.teams = from;
        if by_hand {
            office.add("Ada", None);
            office.known.importer = Some(office.id("Ada"));
        }
        let files: Vec<_> = files.iter().map(|(drawn, form, leavers)| (rows(drawn, *form), *leavers)).collect();
        goes_well(&mut office, &files, corrected).map_err(|failed| {
            let files: Vec<String> = files.iter().map(|(rows, leavers)| format!("leavers: {leavers}\n{}", written(rows))).collect();
            TestCaseError::fail(format!("{failed}\n{}", files.join("\n")))
        })?;
    }

    #[test]
    fn any_table_is_planned_or_refused(
        header in prop::collection::vec("(ID|Name|Mail|Team|Manager|Same person as|Status|Parent|Lead|Title|x)", 1..8),
        cells in prop::collection::vec(prop::collection::vec("(|E[0-3]|[a-c]@x[.]y|Ada|Bo|=1|'=1|-|yes|no|a_b|\u{85}|.{0,3})", 1..8), 1..12),
        leavers in any::<bool>(),
    ) {
        let width = header.len();
        let rows = cells.into_iter().enumerate().map(|(at, mut row)| {
            row.resize(width, String::new());
            (at as u64 + 2, row)
        });
        let table = Table { encoding: "UTF-8".into(), separator: ',', header, rows: rows.collect(), problems: Vec::new() };
        let mut office = office();
        office.options.leavers = leavers;
        let plan = office.plan_table(&table);
        if plan.problems.is_empty() {
            plan.apply(&mut office.known);
            keeps_its_rules(&office.known)?;
            prop_assert!(office.plan_table(&table).is_empty());
        }
        let mut number = 0;
        let mut draw = || {
            number += 1;
            Uuid::from_u128(number)
        };
        let plan = teams(&table, &office.known, &mut draw);
        if plan.problems.is_empty() {
            plan.apply(&mut office.known);
            let plan = teams(&table, &office.known, &mut draw);
            prop_assert!(plan.is_empty(), "{:#?}", plan);
            keeps_its_rules(&office.known)?;
        }
    }
}
