//! From released reviews to what the dashboard shows.

use super::{Brief, Health, Offered, Panel, sentences, words::listed};
use crate::{
    chart::{Cell, Chart, Heat, HeatLine, Point as At, Tail, Tone},
    moment,
    surveys::results::{Choice, Moved, Out, shown},
};
use jiff::{Timestamp, tz::TimeZone};
use store::health::Held;
use waymark::{
    health::{Number, Offer, Order, Review, Row, Stands, board, offers, points, stands},
    survey::{
        Kind, Mode, group_name, published,
        release::{About, Apart, Change, Mean, Reason},
    },
};

/// What a dashboard was asked for, and by whom.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The page it is on.
    pub base: String,
    /// What the team is called; nothing for everybody.
    pub team: Option<String>,
    /// What its rows are sorted by.
    pub sort: &'a str,
    /// The section that is looked at; else the first row.
    pub section: &'a str,
    /// Now, and the reader's zone.
    pub now: Timestamp,
    /// The reader's zone.
    pub zone: TimeZone,
    /// Whether the reader launches surveys.
    pub administers: bool,
}

/// What is looked at of the newest review.
struct Newest<'a> {
    held: &'a Held,
    out: Out,
}

impl<'a> Newest<'a> {
    fn of(held: &'a Held) -> Option<Self> {
        let units = &held.survey.contract.units;
        let choice = |unit: &usize| Choice { unit: *unit, label: group_name(*unit, &units[*unit].names), level: 0 };
        let choices = held.seen.iter().map(choice).collect();
        shown::out(&held.survey, &held.released.release, held.unit, choices).map(|out| Self { held, out })
    }
}

fn why(held: &Held, reason: Reason, about: About) -> String {
    published::sentence(reason, about, &held.released.release, &held.survey.contract.units)
}

fn rows_of(held: &[Held]) -> Vec<Row> {
    board(&held.iter().map(Held::review).collect::<Vec<Review>>())
}

fn together(held: &[Held]) -> &[String] {
    held.first().filter(|held| held.is_together()).map_or(&[], Held::names)
}

fn lead(held: &[Held], rows: &[Row]) -> Vec<String> {
    let newest = held.first();
    let why = |reason, about| newest.map(|held| why(held, reason, about)).unwrap_or_default();
    sentences(&points(rows), rows, together(held), why, |at| held.get(at).map(|held| held.cycle.to_string()).unwrap_or_default())
}

/// The last review in a few words.
pub fn brief(held: &[Held], href: String, name: String, actions: &str) -> Brief {
    let rows = rows_of(held);
    let about = held.first().map(|held| held.cycle.to_string()).unwrap_or_default();
    let about = [about, actions.to_owned()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Brief { href, name, lead: lead(held, &rows).into_iter().take(2).collect(), about }
}

/// What a group's reviews say, the newest first.
pub fn health(held: &[Held], asked: &Asked) -> Health {
    let mut rows = rows_of(held);
    let said = lead(held, &rows);
    let newest = held.first().and_then(Newest::of);
    let offered = offered(held, &rows, asked);
    let (order, sort) = order(asked.sort);
    order.sort(&mut rows);
    let open = rows.iter().position(|row| row.section.as_str() == asked.section).unwrap_or(0);
    let panel = newest.as_ref().zip(rows.get(open)).map(|(newest, row)| panel(held, newest, row));
    Health {
        base: asked.base.clone(),
        lead: said,
        about: newest.as_ref().map(|newest| about(newest, asked)).unwrap_or_default(),
        offers: offered,
        heat: if rows.is_empty() { String::new() } else { heat(held, &rows, open, sort, asked) },
        sort: sort.to_owned(),
        notes: notes(held, &rows),
        section: panel,
        results: newest
            .as_ref()
            .map(|newest| format!("/surveys/{}/results?unit={}", newest.held.survey.id, newest.held.unit))
            .unwrap_or_default(),
        others: newest
            .map(|newest| newest.out.sections.into_iter().filter(|section| section.score.is_none()).collect())
            .unwrap_or_default(),
    }
}

fn order(sort: &str) -> (Order, &'static str) {
    match sort {
        "lowest" => (Order::Lowest, "lowest"),
        "fell" => (Order::Fell, "fell"),
        _ => (Order::Divided, "divided"),
    }
}

/// Which review, when, and how many took part.
fn about(newest: &Newest, asked: &Asked) -> String {
    let survey = &newest.held.survey;
    let mut parts = vec![survey.contract.name.clone()];
    if survey.imported {
        parts.push("imported".to_owned());
    } else {
        let closed = survey.contract.closes.to_zoned(asked.zone.clone()).date();
        parts.push(format!("closed {}", moment::day(closed, asked.now.to_zoned(asked.zone.clone()).date())));
        parts.push(match survey.contract.mode {
            Mode::Confidential => "confidential".to_owned(),
            Mode::Open => "answers carried names".to_owned(),
        });
    }
    if let Some(count) = newest.out.asked {
        parts.push(format!("{count} asked"));
    }
    match &newest.out.participation {
        Ok(share) => parts.push(format!("{share} answered")),
        Err(_) => parts.push(format!("{} answers", newest.out.respondents)),
    }
    // A number and its sign stay on one line.
    parts.join(" · ").replace(" %", "\u{a0}%")
}

/// What a team without numbers of its own can do. Of everybody nothing is offered but a review.
fn offered(held: &[Held], rows: &[Row], asked: &Asked) -> Vec<Offered> {
    let stands = stands(rows, held.first().is_some_and(Held::is_together));
    let Some(team) = &asked.team else {
        return if stands == Stands::NoReview { vec![no_review(asked, Kind::Company)] } else { Vec::new() };
    };
    let above = held.first().and_then(above);
    let named = held.first().is_some_and(|held| held.survey.contract.mode == Mode::Open);
    let said = |offer: Offer| match offer {
        Offer::Review => no_review(asked, Kind::Team),
        Offer::Names => Offered {
            text: if stands == Stands::Together {
                let others =
                    held.first().map(|held| held.names().iter().filter(|name| *name != team).cloned().collect::<Vec<_>>());
                format!(
                    "{team} is too small for numbers of its own, so they stand together with those of {}. A team that wants its own \
                     can hold its next review with names: everybody is told so before the first question, and nothing is hidden.",
                    listed(&others.unwrap_or_default())
                )
            } else {
                format!(
                    "{team} can hold its next review with names: everybody is told so before the first question, and nothing is hidden."
                )
            },
            link: None,
        },
        Offer::Remind => Offered { text: "The more of you answer the next review, the more it shows.".to_owned(), link: None },
        Offer::Above => {
            let (name, href) = above.clone().unwrap_or_default();
            Offered { text: format!("Its answers count in what is shown of {name}."), link: Some((href, format!("See {name}"))) }
        }
        Offer::Earlier(at) => {
            let (cycle, href) = held.get(at).map(|held| (held.cycle.to_string(), results(held))).unwrap_or_default();
            Offered {
                text: format!("What {cycle} showed of it stands below."),
                link: Some((href, format!("See the results of {cycle}"))),
            }
        }
    };
    offers(rows, stands, above.is_some(), named).into_iter().map(said).collect()
}

fn results(held: &Held) -> String {
    format!("/surveys/{}/results?unit={}", held.survey.id, held.unit)
}

fn no_review(asked: &Asked, kind: Kind) -> Offered {
    let text = match (kind, asked.administers) {
        (Kind::Team, true) => "Launch a team review: what it says stands here when it has closed.",
        (Kind::Team, false) => "When an administrator has launched a team review and it has closed, what it says stands here.",
        (Kind::Company, true) => "Launch a company review: what it says stands here when it has closed.",
        (Kind::Company, false) => {
            "When an administrator has launched a company review and it has closed, what it says stands here."
        }
    };
    let link = asked.administers.then(|| ("/admin/cycles".to_owned(), "Go to the cycles".to_owned()));
    Offered { text: text.to_owned(), link }
}

/// The nearest larger group that the reader may see and that shows something: what it is called, and where.
fn above(held: &Held) -> Option<(String, String)> {
    let units = &held.survey.contract.units;
    let shows = |unit: &usize| {
        let cells = &held.released.release.units[*unit];
        held.seen.contains(unit) && cells.sections.iter().any(|section| section.score.shown().is_some())
    };
    let mut up = std::iter::successors(units[held.unit].parent, |unit| units[*unit].parent);
    let unit = up.find(shows)?;
    let name = if unit == 0 { "everybody".to_owned() } else { group_name(unit, &units[unit].names) };
    Some((name, format!("/surveys/{}/results?unit={unit}", held.survey.id)))
}

fn heat(held: &[Held], rows: &[Row], open: usize, sort: &str, asked: &Asked) -> String {
    let has_change = says_changes(rows);
    let has_divided = rows.iter().any(|row| row.divided.is_some());
    let since = held.first().and_then(|newest| {
        let compared = newest.released.compared?;
        held.iter().find(|held| held.survey.id == compared).map(|held| held.cycle.to_string())
    });
    let mut tails = Vec::new();
    if has_change {
        tails.push(since.map_or("Change".to_owned(), |cycle| format!("Since {cycle}")));
    }
    if has_divided {
        tails.push("Opinions".to_owned());
    }
    let tails_of = |row: &Row| {
        let mut of = Vec::new();
        if has_change {
            of.push(row.change().map_or_else(|| Tail::Nothing(String::new()), moved));
        }
        if has_divided {
            of.push(match row.divided {
                Some(true) => Tail::Words(Tone::Divided, "divided".to_owned(), String::new()),
                Some(false) => Tail::Nothing("not divided".to_owned()),
                None => Tail::Nothing(String::new()),
            });
        }
        of
    };
    let line = |(at, row): (usize, &Row)| HeatLine {
        head: row.title.clone(),
        href: Some(format!("{}?sort={sort}&section={}#section", asked.base, row.section)),
        is_open: at == open,
        level: 0,
        cells: row.numbers.iter().zip(held).rev().map(|(number, held)| cell(number, held)).collect(),
        tails: tails_of(row),
    };
    let column = |held: &Held| (held.cycle.to_string(), format!("{}, {}", held.cycle, held.survey.contract.name));
    Heat {
        caption: "Sections by review, from 1 to 5".to_owned(),
        corner: "Section".to_owned(),
        columns: held.iter().rev().map(column).collect(),
        now: (held.len() > 1).then(|| held.len() - 1),
        tails,
        lines: rows.iter().enumerate().map(line).collect(),
    }
    .markup()
}

/// Whether changes are worth a column: what has the same reason everywhere is said once.
fn says_changes(rows: &[Row]) -> bool {
    apart(rows).is_none() && rows.iter().any(|row| row.change().is_some())
}

/// Why nothing is compared, where all rows have the same reason.
fn apart(rows: &[Row]) -> Option<Apart> {
    let mut changes = rows.iter().filter_map(Row::change);
    let Change::NotComparable(first) = changes.next()? else { return None };
    changes.all(|change| change == Change::NotComparable(first)).then_some(first)
}

fn moved(change: Change) -> Tail {
    let words = |tone, words: String| Tail::Words(tone, words, String::new());
    match change {
        Change::Rose(_) => words(Tone::Up, change.to_string()),
        Change::Fell(_) => words(Tone::Down, change.to_string()),
        Change::NotClear => Tail::Nothing(change.to_string()),
        Change::NotComparable(apart) => Tail::Words(Tone::Quiet, "not comparable".to_owned(), apart.to_string()),
    }
}

/// A number of a group in a table.
pub(super) fn number(mean: Mean) -> Cell {
    Cell::Number { level: mean.level(), short: mean.short(), said: mean.to_string() }
}

/// What stands in a number's place: a word, and why.
pub(super) fn hidden(reason: Reason, why: String) -> Cell {
    let word = match reason {
        Reason::TooFew => "few",
        _ => "kept back",
    };
    Cell::Hidden(word.to_owned(), why)
}

fn cell(number_of: &Number, held: &Held) -> Cell {
    match number_of {
        Number::Shown(score) => number(score.mean),
        Number::Hidden(reason) => hidden(*reason, why(held, *reason, About::Section)),
        Number::NotAsked => Cell::Empty,
    }
}

fn notes(held: &[Held], rows: &[Row]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut notes = vec!["From 1 to 5; higher is better everywhere.".to_owned()];
    let means = || rows.iter().flat_map(|row| &row.numbers).filter_map(Number::score).map(|score| score.mean.short());
    let has = |sign: char| means().any(|short| short.contains(sign));
    let signs = [('~', "“~” means about"), ('+', "“+” or higher"), ('≤', "“≤” or lower")];
    let signs: Vec<&str> = signs.into_iter().filter(|(sign, _)| has(*sign)).map(|(_, words)| words).collect();
    if !signs.is_empty() {
        notes.push(format!("{}.", signs.join(", ")));
    }
    let hides = |wanted: Reason| {
        rows.iter().flat_map(|row| &row.numbers).any(|number| matches!(number, Number::Hidden(reason) if *reason == wanted))
    };
    if hides(Reason::TooFew) {
        notes.push("“few”: too few answered.".to_owned());
    }
    if hides(Reason::Protecting) {
        notes.push("“kept back”: beside other results the number would give away what a few people said.".to_owned());
    }
    if let Some(apart) = apart(rows) {
        notes.push(format!("Nothing is compared with the review before: {apart}."));
    }
    let imported: Vec<String> = held.iter().filter(|held| held.survey.imported).map(|held| held.cycle.to_string()).collect();
    if !imported.is_empty() {
        notes.push(format!("Imported: {}.", listed(&imported)));
    }
    let others: Vec<String> = held
        .iter()
        .filter(|earlier| earlier.names() != held[0].names())
        .map(|held| {
            format!("{} is of {}", held.cycle, if held.unit == 0 { "everybody".to_owned() } else { listed(held.names()) })
        })
        .collect();
    if !others.is_empty() {
        notes.push(format!("{}.", others.join("; ")));
    }
    notes
}

fn panel(held: &[Held], newest: &Newest, row: &Row) -> Panel {
    let shown = newest.out.sections.iter().find(|section| section.id == row.section.as_str()).cloned();
    let pill = match (row.change(), row.divided) {
        (Some(change @ Change::Fell(_)), _) => Some((Moved::Fell, change.to_string())),
        (_, Some(true)) => Some((Moved::NotClear, "divided".to_owned())),
        (Some(change @ Change::Rose(_)), _) => Some((Moved::Rose, change.to_string())),
        _ => None,
    };
    Panel {
        id: row.section.to_string(),
        title: row.title.clone(),
        pill,
        chart: chart(held, newest, row),
        shown,
        survey: newest.held.survey.id.to_string(),
    }
}

/// A section's numbers over the reviews. One number alone needs no picture.
fn chart(held: &[Held], newest: &Newest, row: &Row) -> String {
    let point = |(number, held): (&Number, &Held)| At {
        label: held.cycle.to_string(),
        value: number.score().map(|score| f64::from(score.mean.tenths) / 10.0),
        said: match number {
            Number::Shown(score) => score.mean.to_string(),
            Number::Hidden(reason) => why(held, *reason, About::Section),
            Number::NotAsked => "not asked".to_owned(),
        },
    };
    let points: Vec<At> = row.numbers.iter().zip(held).rev().map(point).collect();
    let shown: Vec<&At> = points.iter().filter(|point| point.value.is_some()).collect();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return String::new() };
    if shown.len() < 2 {
        return String::new();
    }
    let description = format!("From {} in {} to {} in {}.", first.said, first.label, last.said, last.label);
    let of = group_name(newest.held.unit, newest.held.names());
    Chart {
        id: "section-chart",
        title: &format!("{} of {of} by review", row.title),
        description: &description,
        columns: ["Review", "Score"],
        points: &points,
        range: Some((1.0, 5.0)),
    }
    .markup()
}
