//! The cells of a row, each read as what its column says; what is wrong is kept.

use super::{
    Column, Problem, Why,
    problem::cut,
    words::{Words, thing},
};
use crate::{
    goal::{Amount, NotAnAmount, Scale},
    import::{
        cell::{self, Formula, tidy},
        plain,
    },
    person::NameRefused,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Where the columns of a table are.
pub(super) struct Layout<'a> {
    header: &'a [String],
    places: BTreeMap<Column, usize>,
}

impl<'a> Layout<'a> {
    /// Of two columns that mean the same, the first counts.
    pub fn of(header: &'a [String]) -> Self {
        let mut places = BTreeMap::new();
        for (place, name) in header.iter().enumerate() {
            if let Some(column) = Column::named(name) {
                places.entry(column).or_insert(place);
            }
        }
        Self { header, places }
    }

    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    /// The columns that say nothing that is known.
    pub fn unknown(&self) -> Vec<String> {
        let is_known = |place: usize| self.places.values().any(|known| *known == place);
        let names = self.header.iter().enumerate().filter(|(place, name)| !name.is_empty() && !is_known(*place));
        names.map(|(_, name)| name.clone()).collect()
    }

    /// What a column is called in the file.
    pub fn called(&self, column: Column) -> String {
        self.places.get(&column).and_then(|place| self.header.get(*place)).map_or_else(|| column.name().to_owned(), Clone::clone)
    }
}

/// The cells of a row.
pub(super) struct Cells<'a> {
    pub layout: &'a Layout<'a>,
    pub line: u64,
    pub texts: &'a [String],
    pub problems: &'a mut Vec<Problem>,
}

impl<'a> Cells<'a> {
    pub fn blame(&mut self, column: Column, why: Why) {
        self.problems.push(Problem::cell(self.line, self.layout.called(column), why));
    }

    /// A cell as it is in the file.
    pub fn raw(&self, column: Column) -> &'a str {
        let place = self.layout.places.get(&column);
        place.and_then(|place| self.texts.get(*place)).map_or("", String::as_str)
    }

    /// Whether there is something in a cell.
    pub fn says(&self, column: Column) -> bool {
        !matches!(cell::read(self.raw(column).trim()), Ok(None))
    }

    /// What has to be there; nothing is blamed on a cell twice.
    pub fn needed<T>(&mut self, column: Column, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.says(column) {
            self.blame(column, Why::Missing);
        }
        value
    }

    /// A value, where it is none the problem of its cell.
    pub fn take<T>(&mut self, column: Column, value: Result<T, Why>) -> Option<T> {
        value.map_err(|why| self.blame(column, why)).ok()
    }

    /// The words of a cell, on one line.
    pub fn text(&mut self, column: Column) -> Option<String> {
        let text = tidy(self.raw(column));
        let read = cell::read(&text).map(|text| text.map(str::to_owned));
        self.take(column, read.map_err(|Formula| Why::Formula)).flatten()
    }

    /// A text of several lines. It may begin with a dash or an equals sign: it is text here, and is guarded when it leaves.
    pub fn lines(&mut self, column: Column) -> String {
        let raw = self.raw(column).trim();
        cell::read(raw).unwrap_or(Some(raw)).unwrap_or_default().to_owned()
    }

    /// What the words of a cell are, if they are that.
    pub fn made<T>(&mut self, column: Column, make: impl Fn(&str) -> Result<T, NameRefused>) -> Option<T> {
        let text = self.text(column)?;
        self.take(column, make(&text).map_err(Why::Words))
    }

    /// Several, each on a line of its own, or parted by semicolons on one line. None where one of them is wrong.
    pub fn list<T: PartialEq>(&mut self, column: Column, make: impl Fn(&str) -> Result<T, NameRefused>) -> Vec<T> {
        let raw = self.raw(column);
        // A line break behind the only one says that a semicolon within is its own.
        let parts_at = if raw.contains('\n') { '\n' } else { ';' };
        let read = cell::read(raw.trim()).map_err(|Formula| Why::Formula);
        let Some(text) = self.take(column, read).flatten() else { return Vec::new() };
        let parts = text.split(parts_at).filter(|part| !part.trim().is_empty());
        let made: Result<Vec<T>, NameRefused> = parts.map(make).collect();
        self.take(column, made.map_err(Why::Words)).unwrap_or_default()
    }

    /// One of several words.
    pub fn word<T: Copy>(&mut self, column: Column, words: &Words<T>) -> Option<T> {
        let text = self.text(column)?;
        let all = || words.iter().filter_map(|(_, words)| words.first()).map(|word| (*word).to_owned()).collect();
        let found = thing(words, &text).ok_or_else(|| Why::Word { found: cut(&text), words: all() });
        self.take(column, found)
    }

    /// A number. One below nothing is no formula, though it begins with the same sign.
    pub fn number<T>(&mut self, column: Column, read: impl Fn(&str) -> Result<T, NotAnAmount>) -> Option<T> {
        let text = tidy(self.raw(column));
        let number = match cell::read(&text) {
            Ok(None) => return None,
            Ok(Some(text)) => read(text).map_err(Why::Number),
            Err(Formula) if text.starts_with(['-', '+']) => read(&text).map_err(|_| Why::Formula),
            Err(Formula) => Err(Why::Formula),
        };
        self.take(column, number)
    }

    /// A day.
    pub fn day(&mut self, column: Column) -> Option<Date> {
        let text = self.text(column)?;
        self.take(column, day(&text).ok_or_else(|| Why::Day(cut(&text))))
    }
}

/// A number of this scale, with its unit or without.
pub(super) fn amount(scale: &Scale, text: &str) -> Result<Amount, NotAnAmount> {
    // Digits alone are the number, also of a unit that is a digit.
    let is_bare = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '+'));
    Amount::read(if is_bare { text } else { scale.bare(text) })
}

/// A day, as no two countries read it differently.
fn day(text: &str) -> Option<Date> {
    let parts = |sign: char| {
        let parts: Vec<&str> = text.split(sign).map(str::trim).collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        <[&str; 3]>::try_from(parts).ok().filter(|parts| parts.iter().all(is_number))
    };
    let [year, month, day] = parts('-')
        .or_else(|| parts('/'))
        .filter(|[year, ..]| year.len() == 4)
        .or_else(|| parts('.').map(|[day, month, year]| [year, month, day]).filter(|[year, ..]| year.len() == 4))?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether a text is the word for the company.
pub(super) fn is_company(text: &str) -> bool {
    plain(text) == "company"
}
