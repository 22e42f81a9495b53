//! From released reviews to what the dashboard shows.

use super::{Brief, Health, Offered, Panel, sentences, words::listed, workshops, workshops::Column};
use crate::{
    chart::{Cell, Chart, Heat, HeatLine, Point as At, Tail, Tone},
    moment,
    surveys::results::{Choice, Moved, Out, address, answers, shown},
};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::Arc;
use store::health::{Held, History};
use waymark::{
    health::{Number, Offer, Order, Review, Row, Situation, Stands, board, offers, points, stands},
    survey::{
        Kind, Mode, group_name, published,
        release::{About, Apart, Change, Mean, Reason},
    },
    workshop::Workshop,
};

/// What a dashboard was asked for, and by whom.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The page it is on.
    pub base: String,
    /// What the team is called, and what is known of it beside its reviews; nothing for everybody.
    pub team: Option<(String, Situation)>,
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
    /// What the team said in workshops, the newest first; nothing for everybody.
    pub workshops: Vec<Arc<Workshop>>,
    /// Where the reader starts one.
    pub start: Option<String>,
}

/// What a page of results would show of the group in this review.
fn out(held: &Held) -> Option<Out> {
    let units = &held.survey.contract.units;
    let choice = |unit: &usize| Choice { unit: *unit, label: group_name(*unit, &units[*unit].names), level: 0 };
    let choices = held.seen.iter().map(choice).collect();
    shown::out(&held.survey, &held.released.release, held.unit, choices)
}

fn why(held: &Held, reason: Reason, about: About) -> String {
    published::sentence(reason, about, &held.released.release, &held.survey.contract.units)
}

fn rows_of(held: &[Held]) -> Vec<Row> {
    board(&held.iter().map(Held::review).collect::<Vec<Review>>())
}

/// What a review is called beside the others: its cycle, or where two are of one cycle its own name.
fn label(held: &[Held], at: usize) -> String {
    let Some(this) = held.get(at) else { return String::new() };
    let is_alone = held.iter().filter(|other| other.survey.cycle == this.survey.cycle).count() == 1;
    if is_alone { this.cycle.to_string() } else { this.survey.contract.name.clone() }
}

/// The page of the results of this group.
fn results(held: &Held) -> String {
    address(held.survey.id, held.unit)
}

/// What is most worth knowing, a sentence each. `team` is what the team is called, where it is one.
fn lead(history: &History, rows: &[Row], team: Option<&str>) -> Vec<String> {
    let held = &history.held;
    let Some(newest) = held.first() else {
        return vec![match (history.is_others, team) {
            (false, _) => "No review has been held here yet.".to_owned(),
            (true, Some(_)) => {
                "What the reviews of this team said is shown to those who were asked, and to leads above.".to_owned()
            }
            (true, None) => "What the company's reviews said is shown to leads, managers and administrators.".to_owned(),
        }];
    };
    let together: Vec<String> =
        team.filter(|_| newest.is_together()).into_iter().map(str::to_owned).chain(newest.others.iter().cloned()).collect();
    let alone = match held.get(1) {
        Some(_) if newest.survey.imported => "its answers were imported, and nobody knows who was asked",
        Some(before) if before.survey.contract.mode != newest.survey.contract.mode => match newest.survey.contract.mode {
            Mode::Open => "its answers carried names, and those before did not",
            Mode::Confidential => "its answers carried no names, and those before did",
        },
        _ => "those before were imported",
    };
    sentences(&points(rows), rows, &together, |reason, about| why(newest, reason, about), |at| label(held, at), alone)
}

/// The last review in a few words.
pub fn brief(history: &History, href: String, team: Option<&str>, actions: &str) -> Brief {
    let rows = rows_of(&history.held);
    let about = [label(&history.held, 0), actions.to_owned()];
    Brief {
        href,
        name: team.map_or("The company, last review".to_owned(), |team| format!("{team}, last team review")),
        lead: lead(history, &rows, team).into_iter().take(2).collect(),
        about: about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

/// What a group's reviews say.
pub fn health(history: &History, asked: &Asked) -> Health {
    let held = &history.held;
    let mut rows = rows_of(held);
    let mut said = lead(history, &rows, asked.team.as_ref().map(|(name, _)| name.as_str()));
    said.extend(asked.workshops.first().and_then(|last| workshops::sentence(last, &dated(last, asked))));
    let newest = held.first().and_then(|held| Some((held, out(held)?)));
    let offered = offered(history, &rows, asked);
    let (order, sort) = order(asked.sort);
    order.sort(&mut rows);
    let open = rows.iter().position(|row| row.section.as_str() == asked.section).unwrap_or(0);
    Health {
        base: asked.base.clone(),
        lead: said,
        about: newest.as_ref().map(|(held, out)| about(held, out, asked)).unwrap_or_default(),
        offers: offered,
        heat: if rows.is_empty() && asked.workshops.is_empty() { String::new() } else { heat(held, &rows, open, sort, asked) },
        sort: sort.to_owned(),
        notes: notes(held, &rows, asked),
        section: rows.get(open).and_then(|row| panel(held, row)),
        results: held.first().map(results).unwrap_or_default(),
        others: newest
            .map(|(_, out)| out.sections.into_iter().filter(|section| section.score.is_none()).collect())
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

/// The reader's day.
fn day(at: Timestamp, asked: &Asked) -> jiff::civil::Date {
    at.to_zoned(asked.zone.clone()).date()
}

/// The day of a workshop, as the reader says it.
fn dated(workshop: &Workshop, asked: &Asked) -> String {
    moment::dated(day(workshops::at(workshop), asked), day(asked.now, asked))
}

/// Which review, when, and how many took part.
fn about(held: &Held, out: &Out, asked: &Asked) -> String {
    let survey = &held.survey;
    let mut parts = vec![survey.contract.name.clone()];
    if survey.imported {
        parts.push("imported".to_owned());
    } else {
        parts.push(format!("closed {}", moment::day(day(survey.contract.closes, asked), day(asked.now, asked))));
        parts.push(match survey.contract.mode {
            Mode::Confidential => "confidential".to_owned(),
            Mode::Open => "answers carried names".to_owned(),
        });
    }
    if let Some(count) = out.asked {
        parts.push(format!("{count} asked"));
    }
    match &out.participation {
        Ok(share) => parts.push(format!("{share} answered")),
        Err(_) => parts.push(answers(&out.respondents)),
    }
    // A number and its sign stay on one line.
    parts.join(" · ").replace(" %", "\u{a0}%")
}

/// What a team without numbers of its own can do. Of everybody nothing is offered but a review.
fn offered(history: &History, rows: &[Row], asked: &Asked) -> Vec<Offered> {
    let newest = history.held.first();
    let stands = stands(rows, newest.is_some_and(Held::is_together));
    let Some((team, situation)) = &asked.team else {
        let is_none = stands == Stands::NoReview && !history.is_others;
        return if is_none { vec![no_review(asked, Kind::Company)] } else { Vec::new() };
    };
    let others = newest.map(|held| listed(&held.others)).unwrap_or_default();
    let plain = |text: String| Offered { text, link: None };
    let said = |offer: Offer| {
        Some(match offer {
            Offer::Review if history.is_others => return None,
            Offer::Review => no_review(asked, Kind::Team),
            Offer::Share => {
                plain(format!("The people of {others} count with {team}, since they are too few for numbers of their own."))
            }
            Offer::Names if stands == Stands::Together => plain(format!(
                "{team} is too small for numbers of its own, so they stand together with those of {others}. A team that wants its own \
             can hold its next review with names: everybody is told so before the first question, and nothing is hidden."
            )),
            Offer::Names => plain(format!(
                "{team} can hold its next review with names: everybody is told so before the first question, and nothing is hidden."
            )),
            Offer::Remind => plain("The more of you answer the next review, the more it shows.".to_owned()),
            Offer::Above => {
                let held = newest?;
                let unit = held.above()?;
                let name =
                    if unit == 0 { "everybody".to_owned() } else { group_name(unit, &held.survey.contract.units[unit].names) };
                let href = address(held.survey.id, unit);
                Offered {
                    text: format!("Its answers count in what is shown of {name}."),
                    link: Some((href, format!("See {name}"))),
                }
            }
            Offer::Earlier(at) => {
                let (cycle, href) = (label(&history.held, at), results(history.held.get(at)?));
                Offered {
                    text: format!("What {cycle} showed of it stands below."),
                    link: Some((href, format!("See the results of {cycle}"))),
                }
            }
        })
    };
    let mut all: Vec<Offered> = offers(rows, stands, *situation).into_iter().filter_map(said).collect();
    // Where reviews say nothing of the team by itself, it can look at itself.
    let is_silent = matches!(stands, Stands::NoReview | Stands::Together) || !all.is_empty();
    if let Some(start) = asked.start.clone().filter(|_| is_silent) {
        all.push(Offered {
            text: format!("{team} can hold a workshop: everybody votes at once on a device of their own, not anonymously, and you talk about what divides you."),
            link: Some((start, "Start a workshop".to_owned())),
        });
    }
    all
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

fn heat(held: &[Held], rows: &[Row], open: usize, sort: &str, asked: &Asked) -> String {
    let has_change = says_changes(rows);
    let has_divided = rows.iter().any(|row| row.divided.is_some());
    let since = held.first().and_then(|newest| {
        let compared = newest.released.compared?;
        held.iter().position(|held| held.survey.id == compared).map(|at| label(held, at))
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
    let columns = workshops::columns(held, &asked.workshops);
    let line = |(at, row): (usize, &Row)| HeatLine {
        head: row.title.clone(),
        href: Some(format!("{}?sort={sort}&section={}#section", asked.base, row.section)),
        is_open: at == open,
        level: 0,
        cells: columns
            .iter()
            .map(|column| match column {
                Column::Review(at) => row.numbers.get(*at).map_or(Cell::Empty, |number| cell(number, &held[*at])),
                Column::Workshop(workshop) => workshops::cell(workshop, &row.section),
            })
            .collect(),
        tails: tails_of(row),
    };
    let head = |column: &Column| match column {
        Column::Review(at) => (label(held, *at), format!("{}, {}", held[*at].cycle, held[*at].survey.contract.name)),
        Column::Workshop(workshop) => {
            let short = moment::short(day(workshops::at(workshop), asked), day(asked.now, asked));
            let whole = format!("Workshop of {}: what the team agreed on, or voted; not anonymous", dated(workshop, asked));
            (format!("Workshop, {short}"), whole)
        }
    };
    // What no review asked about.
    let others = workshops::others(rows, &asked.workshops).into_iter().map(|(section, title)| HeatLine {
        head: title,
        cells: columns
            .iter()
            .map(|column| match column {
                Column::Review(_) => Cell::Empty,
                Column::Workshop(workshop) => workshops::cell(workshop, &section),
            })
            .collect(),
        tails: tails.iter().map(|_| Tail::Nothing(String::new())).collect(),
        ..HeatLine::default()
    });
    Heat {
        caption: "Sections by review, from 1 to 5".to_owned(),
        corner: "Section".to_owned(),
        columns: columns.iter().map(head).collect(),
        now: columns.iter().position(|column| matches!(column, Column::Review(0))).filter(|_| columns.len() > 1),
        lines: rows.iter().enumerate().map(line).chain(others).collect(),
        tails: tails.clone(),
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
pub(super) fn hidden(reason: Reason, mode: Mode, why: String) -> Cell {
    let word = match (reason, mode) {
        (_, Mode::Open) => "none",
        (Reason::TooFew, _) => "few",
        _ => "kept back",
    };
    Cell::Hidden(word.to_owned(), why)
}

fn cell(number_of: &Number, held: &Held) -> Cell {
    match number_of {
        Number::Shown(score) => number(score.mean),
        Number::Hidden(reason) => hidden(*reason, held.survey.contract.mode, why(held, *reason, About::Section)),
        Number::NotAsked => Cell::Empty,
    }
}

fn notes(held: &[Held], rows: &[Row], asked: &Asked) -> Vec<String> {
    let of_workshops = (!asked.workshops.is_empty()).then(|| {
        "Workshops: what the team agreed on, or what it voted; not anonymous, and not compared with reviews.".to_owned()
    });
    if rows.is_empty() {
        return of_workshops.into_iter().collect();
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
        let mut columns = rows.iter().flat_map(|row| row.numbers.iter().zip(held));
        columns.any(|(number, held)| {
            held.survey.contract.mode == Mode::Confidential && matches!(number, Number::Hidden(reason) if *reason == wanted)
        })
    };
    if hides(Reason::TooFew) {
        notes.push("“few”: too few answered.".to_owned());
    }
    if hides(Reason::Protecting) {
        notes.push("“kept back”: beside other results the number would give away what a few people said.".to_owned());
    }
    let voted = |row: &Row| asked.workshops.iter().all(|workshop| workshop.section(&row.section).is_some());
    let is_partial = !rows.iter().all(voted) || !workshops::others(rows, &asked.workshops).is_empty();
    if is_partial || rows.iter().any(|row| row.numbers.contains(&Number::NotAsked)) {
        notes.push("“–”: not asked.".to_owned());
    }
    if let Some(apart) = apart(rows) {
        notes.push(format!("Nothing is compared with the review before: {apart}."));
    }
    let labels = |is: &dyn Fn(&Held) -> bool| -> Vec<String> {
        (0..held.len()).filter(|at| is(&held[*at])).map(|at| label(held, at)).collect()
    };
    let imported = labels(&|held| held.survey.imported);
    if !imported.is_empty() {
        notes.push(format!("Imported: {}.", listed(&imported)));
    }
    if asked.team.is_some() {
        // The newest is told of above.
        for (at, earlier) in held.iter().enumerate().filter(|(_, earlier)| earlier.others != held[0].others) {
            let with =
                if earlier.others.is_empty() { "by itself".to_owned() } else { format!("with {}", listed(&earlier.others)) };
            notes.push(format!("{}: {with}.", label(held, at)));
        }
    }
    notes.extend(of_workshops);
    notes
}

/// A section as the newest review that asked about it shows it.
fn panel(held: &[Held], row: &Row) -> Option<Panel> {
    let at = row.numbers.iter().position(|number| *number != Number::NotAsked)?;
    let asked = held.get(at)?;
    let shown = out(asked)?.sections.into_iter().find(|section| section.id == row.section.as_str())?;
    let pill = match (row.change(), row.divided) {
        (Some(change @ Change::Fell(_)), _) => Some((Moved::Fell, change.to_string())),
        (_, Some(true)) => Some((Moved::NotClear, "divided".to_owned())),
        (Some(change @ Change::Rose(_)), _) => Some((Moved::Rose, change.to_string())),
        _ => None,
    };
    Some(Panel {
        id: row.section.to_string(),
        title: row.title.clone(),
        pill,
        chart: chart(held, row),
        earlier: (at > 0).then(|| label(held, at)),
        shown,
        survey: asked.survey.id.to_string(),
        results: results(asked),
    })
}

/// A section's numbers over the reviews. One number alone needs no picture.
fn chart(held: &[Held], row: &Row) -> String {
    let point = |(at, (number, of)): (usize, (&Number, &Held))| At {
        label: label(held, at),
        value: number.score().map(|score| f64::from(score.mean.tenths) / 10.0),
        said: match number {
            Number::Shown(score) => score.mean.to_string(),
            Number::Hidden(reason) => why(of, *reason, About::Section),
            Number::NotAsked => "not asked".to_owned(),
        },
        follows: number.continues(),
    };
    let points: Vec<At> = row.numbers.iter().zip(held).enumerate().map(point).rev().collect();
    let shown: Vec<&At> = points.iter().filter(|point| point.value.is_some()).collect();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return String::new() };
    if shown.len() < 2 {
        return String::new();
    }
    let mut description = format!("{} in {}, {} in {}.", first.said, first.label, last.said, last.label);
    if shown.iter().skip(1).any(|point| !point.follows) {
        description.push_str(" The line is broken where questions or people are others.");
    }
    let of = held.first().map(|held| group_name(held.unit, &held.survey.contract.units[held.unit].names)).unwrap_or_default();
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
