//! Writing a plan, part by part.

use super::Why;
use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{person::NameRefused, plan::Part};
#[cfg(feature = "ssr")]
use {
    super::{back, held},
    crate::{
        plans::shown,
        server::{self, Server},
    },
    jiff::civil::Date,
    store::{
        access::{Actor, Holder},
        review::plan::{self as plans, PlanFailed},
    },
    waymark::{
        plan::{self, Edit, MOST_DATES, MOST_PROMISES, Next, Promise, Said, Whom, Words},
        review::{Both, LONGEST_TEXT, NotAnAnswer, Side},
    },
};

/// What is typed of a part that is a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextTyped {
    /// Which part.
    pub part: Part,
    /// What is to stand there. Empty where it was too long to be given back.
    pub text: String,
}

/// Why a text was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextWrong {
    /// It was written by somebody else, or elsewhere, meanwhile: what stands there now, and its revision.
    Met(String, u32),
    /// It has so many characters.
    TooLong(usize),
    /// It has characters that nobody sees.
    Control,
    /// Something else.
    Other(Why),
}

/// A part that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// Which.
    pub part: Part,
    /// Its revision.
    pub revision: u32,
}

/// A line of a part that is a list, as it is typed; empty for none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What is promised, or what is looked at.
    pub what: String,
    /// Who promises it: a name, or other words.
    pub by: String,
    /// By when, or when: as YYYY-MM-DD.
    pub day: String,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowWrong {
    /// What stands there.
    What(NameRefused),
    /// Who promises it.
    By(NameRefused),
    /// The day is none.
    Day,
}

/// The lines of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// All of them, in their order.
    pub rows: Vec<Row>,
    /// How often they were written.
    pub revision: u32,
}

/// What is typed of a part that is a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsTyped {
    /// Which part.
    pub part: Part,
    /// Its lines.
    pub rows: Vec<Row>,
}

/// Why a list was not saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowsWrong {
    /// It was written by somebody else, or elsewhere, meanwhile: what stands there now.
    Met(Rows),
    /// This line, by its place.
    At(usize, RowWrong),
    /// At most so many lines.
    Many(usize),
    /// Something else.
    Other(Why),
}

/// The most lines that a refusal gives back.
#[cfg(feature = "ssr")]
const GIVEN_BACK: usize = 60;

/// The longest line that a refusal gives back, in characters.
#[cfg(feature = "ssr")]
const LONG_LINE: usize = 2000;

#[cfg(feature = "ssr")]
fn said(part: Part, text: &str) -> Option<Said> {
    Some(match part {
        Part::Strengths => Said::Strengths(text.to_owned()),
        Part::Growth => Said::Growth(text.to_owned()),
        Part::Towards => Said::Towards(text.to_owned()),
        Part::Support | Part::Dates => return None,
    })
}

/// Saves one part of a plan; returns its revision.
#[cfg(feature = "ssr")]
async fn save(actor: &Actor, holder: &Holder, said: Said, seen: u32) -> Result<Saved, Failure<PlanFailed>> {
    let part = said.part();
    let edit = Edit { said, seen, pen: None };
    let plan = server::settle(plans::write(&Server::here().store, holder, &[edit]).await)?;
    leptos_axum::redirect(&back(actor, holder.key(), "saved", &part.to_string()));
    Ok(Saved { part, revision: plan.revision(part) })
}

/// Why a text was not saved, at its field.
#[cfg(feature = "ssr")]
fn text_wrong(why: PlanFailed) -> TextWrong {
    match why {
        PlanFailed::Plan(plan::Refused::Met(met)) => {
            let stands = |met: plan::Met| match met.now {
                Said::Strengths(text) | Said::Growth(text) | Said::Towards(text) => Some((text, met.revision)),
                Said::Support(_) | Said::Dates(_) => None,
            };
            let (text, revision) = met.into_iter().find_map(stands).unwrap_or_default();
            TextWrong::Met(text, revision)
        }
        PlanFailed::Plan(plan::Refused::Wrong(_, NotAnAnswer::TooLong(count))) => TextWrong::TooLong(count),
        PlanFailed::Plan(plan::Refused::Wrong(..)) => TextWrong::Control,
        why => TextWrong::Other(why.into()),
    }
}

/// Says what stands in a part that is a text; `seen` is the revision that was seen.
#[server(prefix = "/fn", endpoint = "plans/write")]
pub async fn write_text(
    cycle: String,
    #[server(default)] person: String,
    part: String,
    #[server(default)] seen: u32,
    #[server(default)] text: String,
) -> Result<Saved, Failure<Again<TextTyped, TextWrong>>> {
    let (actor, _, holder) = held(&cycle, &person).await?;
    let part: Part = part.parse().map_err(|_| Failure::Malformed)?;
    let text = text.replace("\r\n", "\n");
    let said = said(part, &text).ok_or(Failure::Malformed)?;
    // What is longer than anything that is taken fits into no session either.
    let is_long = text.chars().count() > LONGEST_TEXT;
    let typed = TextTyped { part, text: if is_long { String::new() } else { text } };
    save(&actor, &holder, said, seen).await.map_err(|failure| failure.map(text_wrong).again(typed))
}

/// Reads the lines of a part; what is empty is left out. A name of one of the two means that side.
#[cfg(feature = "ssr")]
fn lines(sides: &Both<String>, part: Part, rows: &[Row]) -> Result<Said, RowsWrong> {
    let is_filled = |row: &Row| ![&row.what, &row.by, &row.day].iter().all(|text| text.trim().is_empty());
    let filled = rows.iter().enumerate().filter(|(_, row)| is_filled(row));
    let what = |at: usize, row: &Row| Words::new(&row.what).map_err(|why| RowsWrong::At(at, RowWrong::What(why)));
    let day = |at: usize, row: &Row| row.day.trim().parse::<Date>().map_err(|_| RowsWrong::At(at, RowWrong::Day));
    let by = |at: usize, row: &Row| -> Result<Whom, RowsWrong> {
        let words = Words::new(&row.by).map_err(|why| RowsWrong::At(at, RowWrong::By(why)))?;
        let is = |side: &Side| words.as_str().to_lowercase() == sides.of(*side).to_lowercase();
        Ok(Side::BOTH.into_iter().find(is).map_or(Whom::Other(words.clone()), Whom::Side))
    };
    if part == Part::Dates {
        let next = |(at, row): (usize, &Row)| -> Result<Next, RowsWrong> { Ok(Next { on: day(at, row)?, what: what(at, row)? }) };
        return Ok(Said::Dates(filled.map(next).collect::<Result<_, _>>()?));
    }
    let promise = |(at, row): (usize, &Row)| -> Result<Promise, RowsWrong> {
        let due = if row.day.trim().is_empty() { None } else { Some(day(at, row)?) };
        Ok(Promise { what: what(at, row)?, by: by(at, row)?, due })
    };
    Ok(Said::Support(filled.map(promise).collect::<Result<_, _>>()?))
}

/// Says what is promised, or when both look at the plan again: all lines of it. Empty ones are left out.
#[server(prefix = "/fn", endpoint = "plans/list")]
pub async fn write_rows(
    cycle: String,
    #[server(default)] person: String,
    part: String,
    #[server(default)] seen: u32,
    #[server(default)] rows: Vec<Row>,
) -> Result<Saved, Failure<Again<RowsTyped, RowsWrong>>> {
    let (actor, review, holder) = held(&cycle, &person).await?;
    let part: Part = part.parse().map_err(|_| Failure::Malformed)?;
    let most = match part {
        Part::Support => MOST_PROMISES,
        Part::Dates => MOST_DATES,
        Part::Strengths | Part::Growth | Part::Towards => return Err(Failure::Malformed),
    };
    let short = |text: &str| text.chars().take(LONG_LINE).collect();
    let given = |row: &Row| Row { what: short(&row.what), by: short(&row.by), day: short(&row.day) };
    let typed = RowsTyped { part, rows: rows.iter().take(GIVEN_BACK).map(given).collect() };
    let sides = shown::sides(actor.seen(), &review);
    let said = lines(&sides, part, &rows).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let wrong = |why: PlanFailed| match why {
        PlanFailed::Plan(plan::Refused::Met(met)) => {
            let rows = met.into_iter().next().map(|met| Rows { rows: shown::rows(&sides, &met.now), revision: met.revision });
            RowsWrong::Met(rows.unwrap_or_default())
        }
        PlanFailed::Plan(plan::Refused::Wrong(..)) => RowsWrong::Many(most),
        why => RowsWrong::Other(why.into()),
    };
    save(&actor, &holder, said, seen).await.map_err(|failure| failure.map(wrong).again(typed))
}
