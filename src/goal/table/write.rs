//! From goals to a file that spreadsheets open, and that [`read`](super::read) reads.

use super::{
    Column,
    words::{ENDS, KINDS, LEVELS, LINKS, METERS, Meter, Of, PATHS, STATUSES, YES, word},
};
use crate::{
    export,
    goal::{Goal, Level, Link, Measure, Progress},
    import::cell::{guard, tidy},
};

/// A goal and what stands beside it in its line. Names are as [`Lookup`](super::Lookup) finds them; empty where there is none, or where
/// who exports may not see it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The goal.
    pub goal: &'a Goal,
    /// Who answers for it.
    pub owner: &'a str,
    /// The team whose it is, where it is a team's.
    pub team: &'a str,
    /// What the goal is called that it serves.
    pub serves: &'a str,
    /// Its project.
    pub project: &'a str,
    /// Its cycle.
    pub cycle: &'a str,
    /// How far it is: of an objective, others say so ([`Tree::progress`](crate::goal::Tree::progress)).
    pub progress: Option<Progress>,
}

/// Goals as CSV, with every [`Column`]; cells are guarded against formulas, and a byte order mark tells spreadsheets that it is UTF-8.
pub fn write<'a>(lines: impl IntoIterator<Item = Line<'a>>) -> String {
    let rows = lines.into_iter().map(|line| Column::ALL.map(|column| guard(cell(&line, column))));
    export::lines(&Column::ALL.map(Column::name), rows)
}

fn cell(line: &Line<'_>, column: Column) -> String {
    let goal = line.goal;
    let terms = &goal.terms;
    let measure = terms.measure.as_ref();
    let (start, target, low, high) = match measure {
        Some(Measure::Towards { start, target, .. }) => (Some(*start), Some(*target), None, None),
        Some(Measure::Within { low, high, .. }) => (None, None, *low, *high),
        Some(Measure::YesNo | Measure::Milestones { .. }) | None => (None, None, None, None),
    };
    let number = |amount: Option<_>| amount.map(String::from).unwrap_or_default();
    let learning = terms.learning.as_ref();
    let parent = goal.parent.filter(|_| !line.serves.trim().is_empty());
    let text = match column {
        Column::Title => terms.title.as_str(),
        Column::Kind => word(KINDS, goal.kind),
        Column::Level => word(LEVELS, level(goal.level)),
        Column::Owner => line.owner,
        Column::Team => match goal.level {
            Level::Team(_) => line.team,
            Level::Person(_) | Level::Company => "",
        },
        Column::About => return lines_of(&terms.about),
        Column::From => return terms.starts.map(|day| day.to_string()).unwrap_or_default(),
        Column::By => return terms.due.to_string(),
        Column::Measure => measure.map_or("", |measure| word(METERS, meter(measure))),
        // A percent sign would say what Measure says.
        Column::Unit => {
            measure.and_then(Measure::scale).map(crate::goal::Scale::unit).filter(|_| !is_percent(measure)).unwrap_or("")
        }
        Column::Start => return number(start),
        Column::Target => return number(target),
        Column::AtLeast => return number(low),
        Column::AtMost => return number(high),
        Column::Milestones => match measure {
            Some(Measure::Milestones { steps }) => return list(steps.iter().map(ToString::to_string)),
            _ => "",
        },
        Column::Value => return value(goal),
        Column::Serves => line.serves,
        Column::Link => parent.map_or("", |parent| word(LINKS, parent.link != Link::Supports)),
        Column::Weight => match parent.map(|parent| parent.link) {
            Some(Link::Contributes { weight }) => return weight.to_string(),
            Some(Link::Supports) | None => "",
        },
        Column::Project => line.project,
        Column::Cycle => line.cycle,
        Column::Tags => return list(goal.tags.iter().map(ToString::to_string)),
        Column::LearningBy => learning.map_or("", |learning| word(PATHS, learning.path)),
        Column::Provider => learning.map_or("", |learning| &learning.provider),
        Column::Expires => return learning.and_then(|learning| learning.expires).map(|day| day.to_string()).unwrap_or_default(),
        Column::Open => match goal.level {
            Level::Person(_) => word(YES, goal.open),
            Level::Team(_) | Level::Company => "",
        },
        Column::Status => word(STATUSES, goal.status),
        Column::Sure => return goal.confidence.map(|sure| sure.to_string()).unwrap_or_default(),
        Column::Progress => return line.progress.map(|progress| format!("{}%", progress.percent())).unwrap_or_default(),
        Column::Grade => return goal.grade.map(|grade| format!("{}.{}", grade / 10, grade % 10)).unwrap_or_default(),
        Column::Ended => goal.ended.map_or("", |(end, _)| word(ENDS, end)),
    };
    tidy(text)
}

fn level(level: Level) -> Of {
    match level {
        Level::Person(_) => Of::Person,
        Level::Team(_) => Of::Team,
        Level::Company => Of::Company,
    }
}

fn meter(measure: &Measure) -> Meter {
    match measure {
        Measure::Towards { scale, .. } | Measure::Within { scale, .. } => scale.into(),
        Measure::YesNo => Meter::YesNo,
        Measure::Milestones { .. } => Meter::Milestones,
    }
}

fn is_percent(measure: Option<&Measure>) -> bool {
    measure.is_some_and(|measure| meter(measure) == Meter::Percent)
}

/// What was said of how far it is. Where it starts nobody said.
fn value(goal: &Goal) -> String {
    let Some(measure) = &goal.terms.measure else { return String::new() };
    let said = match measure {
        Measure::Milestones { .. } => goal.value().filter(|done| done.micros() > 0),
        Measure::Towards { .. } | Measure::Within { .. } | Measure::YesNo => goal.value,
    };
    said.map(|value| measure.typed(value)).unwrap_or_default()
}

/// Several on one line, or each on its own where a semicolon is one of theirs. A single one ends with a line break then.
fn list(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    if parts.iter().any(|part| part.contains(';')) {
        parts.into_iter().map(|part| part + "\n").collect()
    } else {
        parts.join("; ")
    }
}

/// A text of several lines, without what no text in a file has.
fn lines_of(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().map(|c| if c.is_ascii_control() && !matches!(c, '\t' | '\n') { ' ' } else { c }).collect();
    text.trim().to_owned()
}
