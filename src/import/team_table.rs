//! Planning the import of teams: a table with each team, the one that it belongs to, and its lead.

use super::{
    Known, Needed, Plan, Problem, Table, Why, cell,
    check::{circles, first_names},
    columns::plain,
    reference::{name_key, unknown},
    report::{self, Then},
    team_names::Book,
};
use crate::{Email, PersonId, TeamId, person::Name, post::PostKey, team::Team};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// People: [`plan`](super::plan) it.
    People,
    /// Teams with their parents and leads: [`teams`] plans it.
    Teams,
}

/// The columns of a table of teams, from 0.
struct Columns {
    team: Option<usize>,
    parent: Option<usize>,
    lead: Option<usize>,
}

impl Columns {
    fn matched(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let find = |meant: &[&str]| meant.iter().find_map(|meant| names.iter().position(|name| name == meant));
        Self {
            team: find(&[
                "team",
                "team name",
                "department",
                "org unit",
                "unit",
                "group",
                "squad",
                "abteilung",
                "equipe",
                "avdeling",
            ]),
            parent: find(&["parent", "parent team", "belongs to", "part of", "parent department", "parent unit", "uber"]),
            lead: find(&["lead", "team lead", "leader", "led by", "head", "manager", "leitung", "responsable", "leder"]),
        }
    }
}

/// How many columns of a table of teams this header has; none unless it is one.
pub(super) fn count(header: &[String]) -> usize {
    let columns = Columns::matched(header);
    if is_teams(header) { [columns.team, columns.parent, columns.lead].into_iter().flatten().count() } else { 0 }
}

fn is_teams(header: &[String]) -> bool {
    use super::Field;
    let people = super::Columns::matched(header);
    let of_people = [Field::Number, Field::Name, Field::FirstName, Field::LastName, Field::Email];
    Columns::matched(header).parent.is_some() && of_people.into_iter().all(|field| people.get(field).is_none())
}

/// What this table is about, by its columns.
pub fn kind(table: &Table) -> Kind {
    if is_teams(&table.header) { Kind::Teams } else { Kind::People }
}

/// A team as the file tells it.
struct Row {
    line: u64,
    team: TeamId,
    parent: Option<String>,
    lead: Option<String>,
}

/// Says what importing this table of teams would do. Ids of new teams are drawn by `draw` (version 4).
///
/// The file decides: of the teams that it has, parents and leads are then as it says. Teams that it does not have stay.
pub fn teams(table: &Table, known: &Known, draw: &mut dyn FnMut() -> Uuid) -> Plan {
    let columns = Columns::matched(&table.header);
    let mut plan = Plan { problems: table.problems.clone(), rows: table.rows.len(), ..Plan::default() };
    let Some(team) = columns.team else {
        plan.problems.push(Problem::whole(Why::ColumnMissing(Needed::TeamName)));
        return plan;
    };
    let mut planned =
        Planned { header: &table.header, known, teams: known.teams.clone(), new: Vec::new(), problems: &mut plan.problems };
    let mut book = Book::new(&known.teams);
    let rows = planned.rows(table, team, &columns, &mut book, draw);
    let leads = Leads::new(known);
    for row in &rows {
        if let Some(column) = columns.parent {
            planned.set_parent(row, column, &book);
        }
        if let Some(column) = columns.lead {
            planned.set_lead(row, column, &leads);
        }
    }
    planned.look_for_circles(&rows);
    let Planned { teams, new, .. } = planned;
    plan.problems.sort_by_key(|problem| problem.line);
    if plan.problems.is_empty() {
        plan.teams = report::team_changes(known, &teams, &new);
        plan.unchanged = rows.len() - plan.teams.len();
        Then { known, people: &known.people, teams: &teams }.report_teams(&mut plan);
    }
    plan
}

struct Planned<'a> {
    header: &'a [String],
    known: &'a Known,
    teams: BTreeMap<TeamId, Team>,
    new: Vec<TeamId>,
    problems: &'a mut Vec<Problem>,
}

impl Planned<'_> {
    fn blame(&mut self, line: u64, column: usize, why: Why) {
        self.problems.push(Problem::cell(line, self.header.get(column).cloned().unwrap_or_default(), why));
    }

    /// A cell's words, with whether it could be read.
    fn words(&mut self, line: u64, cells: &[String], column: usize) -> Result<Option<String>, ()> {
        let why = match cell::read(cells.get(column).map_or("", String::as_str)) {
            Err(cell::Formula) => Why::Formula,
            Ok(None) => return Ok(None),
            Ok(Some(text)) => match Name::new(text) {
                Ok(words) => return Ok(Some(words.into())),
                Err(refused) => Why::Words(refused),
            },
        };
        self.blame(line, column, why);
        Err(())
    }

    /// Finds each row's team, or makes it.
    fn rows(
        &mut self,
        table: &Table,
        column: usize,
        columns: &Columns,
        book: &mut Book,
        draw: &mut dyn FnMut() -> Uuid,
    ) -> Vec<Row> {
        let mut rows = Vec::with_capacity(table.rows.len());
        let mut seen: BTreeMap<TeamId, u64> = BTreeMap::new();
        book.by_labels_only(table.rows.iter().filter_map(|(_, cells)| cell::read(cells.get(column)?).ok().flatten()));
        for (line, cells) in &table.rows {
            let line = *line;
            let Ok(label) = self.words(line, cells, column) else { continue };
            let Some(label) = label else {
                self.blame(line, column, Why::Words(crate::person::NameRefused::Empty));
                continue;
            };
            let team = book.find(&label).unwrap_or_else(|| {
                let team = book.add(&label, draw);
                let id = team.id;
                self.new.push(id);
                self.teams.insert(id, team);
                id
            });
            if let Some(first) = seen.get(&team).copied() {
                self.blame(line, column, Why::TeamTwice { line: first });
                continue;
            }
            seen.insert(team, line);
            let parent = columns.parent.map_or(Ok(None), |column| self.words(line, cells, column)).unwrap_or_default();
            // An address may be longer than a name.
            let lead = columns.lead.and_then(|column| Some((column, cell::read(cells.get(column)?))));
            let lead = match lead {
                Some((column, Err(cell::Formula))) => {
                    self.blame(line, column, Why::Formula);
                    None
                }
                Some((_, Ok(text))) => text.map(str::to_owned),
                None => None,
            };
            rows.push(Row { line, team, parent, lead });
        }
        rows
    }

    fn set_parent(&mut self, row: &Row, column: usize, book: &Book) {
        let parent = row.parent.as_ref().map(|text| book.find(text).ok_or_else(|| Why::NoTeam(text.clone())));
        match parent.transpose() {
            Ok(parent) => {
                if let Some(team) = self.teams.get_mut(&row.team) {
                    team.parent = parent;
                }
            }
            Err(why) => self.blame(row.line, column, why),
        }
    }

    fn set_lead(&mut self, row: &Row, column: usize, leads: &Leads) {
        match row.lead.as_ref().map(|text| leads.find(self.known, text)).transpose() {
            Ok(lead) => {
                if let Some(team) = self.teams.get_mut(&row.team) {
                    team.lead = lead;
                }
            }
            Err(why) => self.blame(row.line, column, why),
        }
    }

    fn look_for_circles(&mut self, rows: &[Row]) {
        let line_of: BTreeMap<TeamId, u64> = rows.iter().map(|row| (row.team, row.line)).collect();
        let others = self.known.teams.keys().filter(|id| !line_of.contains_key(id));
        let all: Vec<TeamId> = rows.iter().map(|row| row.team).chain(others.copied()).collect();
        for mut circle in circles(&all, |id| self.teams.get(&id)?.parent) {
            let line = |id: &TeamId| line_of.get(id).copied();
            let first = circle.iter().enumerate().min_by_key(|(_, id)| line(id).unwrap_or(u64::MAX)).map_or(0, |(at, _)| at);
            circle.rotate_left(first);
            let names = circle.iter().filter_map(|id| self.teams.get(id)).map(|team| team.name.to_string()).collect();
            let (names, more) = first_names(names);
            self.problems.push(Problem {
                line: circle.first().and_then(line),
                column: None,
                why: Why::TeamCycle { names, more },
            });
        }
    }
}

/// Who may lead, to be found.
struct Leads {
    by_email: BTreeMap<Email, PersonId>,
    by_name: BTreeMap<String, BTreeSet<PersonId>>,
}

impl Leads {
    fn new(known: &Known) -> Self {
        let mut leads = Self { by_email: BTreeMap::new(), by_name: BTreeMap::new() };
        // Those who are here come last and stay.
        let by_activity = |active| known.people.values().filter(move |person| person.active == active);
        for person in by_activity(false).chain(by_activity(true)) {
            if let Some(email) = &person.email {
                leads.by_email.insert(email.clone(), person.id);
            }
            if person.active {
                leads.by_name.entry(name_key(person.name.as_str())).or_default().insert(person.id);
            }
        }
        leads
    }

    fn find(&self, known: &Known, text: &str) -> Result<PersonId, Why> {
        let by_post = || Some(known.posts.get(&text.parse::<PostKey>().ok()?)?.person);
        let by_email = || self.by_email.get(&text.parse::<Email>().ok()?).copied();
        // A number is a number; an address is first whose it is today.
        if let Some(id) = by_email().or_else(by_post) {
            let person = known.people.get(&id).filter(|person| !person.active);
            return person.map_or(Ok(id), |person| Err(Why::HasLeft { who: person.name.to_string() }));
        }
        let named = self.by_name.get(&name_key(text));
        match named.map_or(0, BTreeSet::len) {
            1 => named.and_then(|named| named.first().copied()).ok_or_else(|| Why::Nobody(unknown(text))),
            0 => Err(Why::Nobody(unknown(text))),
            people => Err(Why::Several { name: text.to_owned(), people }),
        }
    }
}
