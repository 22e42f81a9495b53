//! From a file to rows, each cell read as far as that needs nobody's name.

use super::{
    Column, LARGEST, Problem, ROWS, Why,
    cells::{Cells, Layout, is_company},
    measured,
    problem::told,
    words::{KINDS, LEVELS, LINKS, Of, PATHS, YES},
};
use crate::{
    goal::{Amount, HEAVIEST, Kind, Learning, Link, MOST_TAGS, Measure, MeasureRefused, Refused, Terms, TermsRefused, Title},
    import::{self, FileRefused, How, Shape},
    person::Name,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Of goals: their texts have lines, and may be long.
const SHAPE: Shape = Shape {
    rows: ROWS,
    // As many milestones as there may be, with room around them.
    longest_cell: 8_000,
    most_breaks: 4_000,
    cell: str::to_owned,
    known: |names| names.iter().filter(|name| Column::named(name).is_some()).count(),
};

/// The columns that every table has.
const NEEDED: [Column; 3] = [Column::Title, Column::Kind, Column::Owner];

/// A table of goals as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The encoding that was used.
    pub encoding: String,
    /// What separates the columns.
    pub separator: char,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The columns, by their names, of which nobody knows what they say: nothing of them is read.
    pub unknown: Vec<String>,
    /// The goals, in the order of the file; none of them has a problem.
    pub rows: Vec<Row>,
}

/// Whose a goal is, as the file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Its owner's own.
    Person,
    /// The team's that is called so.
    Team(String),
    /// Everybody's.
    Company,
}

/// A goal as the file tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// What it is called.
    pub title: Title,
    /// What it is.
    pub kind: Kind,
    /// Whose it is.
    pub whose: Whose,
    /// Who answers for it, as they are named.
    pub owner: String,
    /// What it is about, with line breaks as `\n`; empty where the title says it.
    pub about: String,
    /// From which day.
    pub starts: Option<Date>,
    /// By which day; nothing where its cycle says so.
    pub due: Option<Date>,
    /// What it is measured by.
    pub measure: Option<Measure>,
    /// What is learned.
    pub learning: Option<Learning>,
    /// How far it is.
    pub value: Option<Amount>,
    /// What the goal is called that it serves.
    pub serves: Option<Title>,
    /// How it serves that; nothing where that is not said.
    pub link: Option<Link>,
    /// What its project is called.
    pub project: Option<String>,
    /// What its cycle is called.
    pub cycle: Option<String>,
    /// What it is tagged with, each once.
    pub tags: Vec<Name>,
    /// Whether colleagues see it; `false` where it is not a person's.
    pub open: bool,
    /// Whether it has ended.
    pub ended: bool,
}

impl Row {
    /// What its team is called, where it is a team's.
    pub fn team(&self) -> Option<&str> {
        match &self.whose {
            Whose::Team(team) => Some(team),
            Whose::Person | Whose::Company => None,
        }
    }

    /// Its terms, with the day by which it is due.
    pub fn terms(&self, due: Date) -> Terms {
        let Self { title, about, starts, measure, learning, .. } = self.clone();
        Terms { title, about, starts, due, measure, learning }
    }
}

/// Reads a file of goals.
///
/// # Errors
///
/// All that is wrong with it, by line, but no more than [`MOST_PROBLEMS`](super::MOST_PROBLEMS) and one that says how many others there are.
pub fn read(bytes: &[u8], how: &How) -> Result<Table, Vec<Problem>> {
    if bytes.len() > LARGEST {
        return Err(vec![Problem::whole(Why::TooLarge { bytes: bytes.len() })]);
    }
    let table = import::read_as(&SHAPE, bytes, how).map_err(|refused| {
        vec![Problem::whole(match refused {
            FileRefused::TooManyRows => Why::TooManyRows,
            refused => Why::File(refused),
        })]
    })?;
    let layout = Layout::of(&table.header);
    let missing = NEEDED.into_iter().filter(|column| !layout.has(*column));
    let missing: Vec<Problem> = missing.map(|column| Problem::whole(Why::NoColumn(column))).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let unread = table.problems.into_iter();
    let mut problems: Vec<Problem> =
        unread.map(|problem| Problem { line: problem.line, column: problem.column, why: Why::Row(problem.why) }).collect();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        let mut cells = Cells { layout: &layout, line: *line, texts: cells, problems: &mut problems };
        rows.extend(row(&mut cells));
    }
    if !problems.is_empty() {
        return Err(told(problems));
    }
    let unknown = layout.unknown();
    Ok(Table { encoding: table.encoding, separator: table.separator, header: table.header, unknown, rows })
}

/// A row; nothing where one of its cells is wrong, which is then among the problems.
fn row(cells: &mut Cells<'_>) -> Option<Row> {
    let before = cells.problems.len();
    let title = cells.made(Column::Title, Title::new);
    let title = cells.needed(Column::Title, title);
    let kind = cells.word(Column::Kind, KINDS);
    let kind = cells.needed(Column::Kind, kind);
    let owner = cells.text(Column::Owner);
    let owner = cells.needed(Column::Owner, owner);
    let whose = whose(cells);
    let about = cells.lines(Column::About);
    let (starts, due) = (cells.day(Column::From), cells.day(Column::By));
    let measured = measured::measure(cells);
    let value = measured.as_ref().ok().and_then(|measure| measured::value(cells, measure.as_ref()));
    let is_measured = measured.is_ok();
    let measure = measured.ok().flatten();
    let learning = learning(cells);
    let serves = cells.made(Column::Serves, Title::new);
    let link = link(cells);
    let (project, cycle) = (cells.text(Column::Project), cells.text(Column::Cycle));
    let tags = tags(cells);
    let open = cells.word(Column::Open, YES) == Some(true) && whose == Some(Whose::Person);
    let ended = cells.says(Column::Ended);
    if kind == Some(Kind::KeyResult) {
        cells.needed(Column::Serves, serves.as_ref());
    }
    if link.is_some() && !cells.says(Column::Serves) {
        let said = if cells.says(Column::Link) { Column::Link } else { Column::Weight };
        cells.blame(said, Why::NothingServed);
    }
    let (Some(title), Some(kind), Some(whose), Some(owner)) = (title, kind, whose, owner) else { return None };
    let line = cells.line;
    let row = Row {
        line,
        title,
        kind,
        whose,
        owner,
        about,
        starts,
        due,
        measure,
        learning,
        value,
        serves,
        link,
        project,
        cycle,
        tags,
        open,
        ended,
    };
    if is_measured {
        fit(cells, &row);
    }
    (cells.problems.len() == before).then_some(row)
}

/// Whether kind and terms go together.
fn fit(cells: &mut Cells<'_>, row: &Row) {
    // A day that its cycle will say is looked at when the cycle is known.
    if let Err(refused) = row.terms(row.due.unwrap_or(Date::MAX)).check() {
        cells.blame(column_of(refused), Why::Terms(refused));
    }
    if !row.kind.fits(row.measure.as_ref()) {
        cells.blame(Column::Kind, Why::Unfit);
    }
    if row.kind != Kind::Learning && row.learning.is_some() {
        cells.blame(Column::LearningBy, Why::NotLearned);
    }
}

/// Where it stands what breaks a rule.
pub(super) fn column_of(refused: TermsRefused) -> Column {
    match refused {
        TermsRefused::LongAbout => Column::About,
        TermsRefused::Order => Column::By,
        TermsRefused::LongProvider => Column::Provider,
        TermsRefused::Measure(MeasureRefused::Same) => Column::Target,
        TermsRefused::Measure(MeasureRefused::Range) => Column::AtLeast,
        TermsRefused::Measure(MeasureRefused::LongUnit) => Column::Unit,
        TermsRefused::Measure(MeasureRefused::Milestones | MeasureRefused::MilestoneTwice) => Column::Milestones,
    }
}

/// Whose it is; nothing where a cell is wrong.
fn whose(cells: &mut Cells<'_>) -> Option<Whose> {
    let level = cells.word(Column::Level, LEVELS);
    if level.is_none() && cells.says(Column::Level) {
        return None;
    }
    let team = cells.text(Column::Team);
    match (level, team) {
        (None | Some(Of::Company), Some(team)) if is_company(&team) => Some(Whose::Company),
        (None | Some(Of::Team), Some(team)) => Some(Whose::Team(team)),
        (Some(Of::Person | Of::Company), Some(_)) => {
            cells.blame(Column::Team, Why::NotATeams);
            None
        }
        (Some(Of::Team), None) => cells.needed(Column::Team, None),
        // A cell that is wrong must not make it a person's.
        (None, None) => (!cells.says(Column::Team)).then_some(Whose::Person),
        (Some(Of::Person), None) => Some(Whose::Person),
        (Some(Of::Company), None) => Some(Whose::Company),
    }
}

fn learning(cells: &mut Cells<'_>) -> Option<Learning> {
    let path = cells.word(Column::LearningBy, PATHS);
    let (provider, expires) = (cells.text(Column::Provider), cells.day(Column::Expires));
    let path = if provider.is_some() || expires.is_some() { cells.needed(Column::LearningBy, path) } else { path };
    Some(Learning { path: path?, provider: provider.unwrap_or_default(), expires })
}

fn link(cells: &mut Cells<'_>) -> Option<Link> {
    let moves = cells.word(Column::Link, LINKS);
    let weight = cells.text(Column::Weight).and_then(|text| {
        let weight = text.parse::<u8>().ok().filter(|weight| (1..=HEAVIEST).contains(weight));
        cells.take(Column::Weight, weight.ok_or(Why::Weight))
    });
    match (moves, weight) {
        (Some(false), Some(_)) => {
            cells.blame(Column::Weight, Why::NotWeighed);
            None
        }
        (Some(false), None) => Some(Link::Supports),
        (Some(true), weight) => Some(Link::Contributes { weight: weight.unwrap_or(1) }),
        (None, weight) => weight.map(|weight| Link::Contributes { weight }),
    }
}

fn tags(cells: &mut Cells<'_>) -> Vec<Name> {
    let mut tags: Vec<Name> = Vec::new();
    for tag in cells.list(Column::Tags, Name::new) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > MOST_TAGS {
        cells.blame(Column::Tags, Why::Rule(Refused::ManyTags));
    }
    tags
}
