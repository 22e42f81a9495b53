//! The rows of a table of people, as what they say.

use super::{Columns, Field, Needed, Problem, Remark, Table, Why, cell};
use crate::{Email, person::Name, post::PostKey};
use std::collections::{BTreeMap, BTreeSet};

/// A post as the file tells it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) line: u64,
    /// The number, or the address where there is none.
    pub(super) key: PostKey,
    pub(super) numbered: bool,
    pub(super) name: Name,
    pub(super) email: Option<Email>,
    pub(super) title: Option<String>,
    pub(super) team: Option<String>,
    pub(super) location: Option<String>,
    pub(super) reports_to: Option<String>,
    pub(super) same_as: Option<String>,
}

/// A post of somebody who left, by the status column. What else its row says does not matter.
#[derive(Clone, Debug)]
pub(super) struct Gone {
    pub(super) line: u64,
    pub(super) key: PostKey,
    pub(super) numbered: bool,
    pub(super) email: Option<Email>,
}

/// Everything that the rows say.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) here: Vec<Entry>,
    pub(super) gone: Vec<Gone>,
    /// Keys of rows with problems: who refers to them is not blamed.
    pub(super) unreadable: BTreeSet<PostKey>,
}

/// Which columns a table has for what.
#[derive(Clone, Debug)]
pub(super) struct Layout<'a> {
    header: &'a [String],
    columns: Columns,
}

impl<'a> Layout<'a> {
    /// The columns that were found with those that were chosen, or what is wrong with them.
    pub(super) fn new(table: &'a Table, chosen: &Columns) -> Result<Self, Why> {
        let columns = Columns::matched(&table.header).chosen(chosen);
        columns.check(table.header.len())?;
        if columns.get(Field::Name).is_none() && columns.get(Field::LastName).is_none() {
            return Err(Why::ColumnMissing(Needed::Name));
        }
        if columns.get(Field::Number).is_none() && columns.get(Field::Email).is_none() {
            return Err(Why::ColumnMissing(Needed::Key));
        }
        Ok(Self { header: &table.header, columns })
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.columns.get(field).is_some()
    }

    /// What the file calls a field.
    pub(super) fn called(&self, field: Field) -> String {
        let name = self.columns.get(field).and_then(|column| self.header.get(column)).filter(|name| !name.is_empty());
        name.map_or_else(|| field.label().to_owned(), Clone::clone)
    }
}

/// Whether a word of the status column means that somebody is here; `None` for a word that is not known.
fn is_here(word: &str) -> Option<bool> {
    const HERE: [&str; 26] = [
        "active",
        "yes",
        "y",
        "true",
        "1",
        "employed",
        "current",
        "hired",
        "on leave",
        "leave",
        "leave of absence",
        "parental leave",
        "probation",
        "notice period",
        "full time",
        "part time",
        "permanent",
        "temporary",
        "contractor",
        "intern",
        "aktiv",
        "ja",
        "beurlaubt",
        "actif",
        "oui",
        "ansatt",
    ];
    const LEFT: [&str; 24] = [
        "terminated",
        "inactive",
        "not active",
        "left",
        "no",
        "n",
        "false",
        "0",
        "resigned",
        "former",
        "former employee",
        "leaver",
        "departed",
        "dismissed",
        "retired",
        "deceased",
        "disabled",
        "deactivated",
        "ausgeschieden",
        "inaktiv",
        "nein",
        "inactif",
        "non",
        "sluttet",
    ];
    let word = word.to_lowercase().replace(['-', '_'], " ");
    if HERE.contains(&word.as_str()) {
        Some(true)
    } else if LEFT.contains(&word.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// One row while it is read.
struct Row<'a> {
    line: u64,
    cells: &'a [String],
    layout: &'a Layout<'a>,
    problems: &'a mut Vec<Problem>,
    fine: bool,
}

impl<'a> Row<'a> {
    fn blame(&mut self, field: Field, why: Why) {
        self.fine = false;
        self.problems.push(Remark::cell(self.line, self.layout.called(field), why));
    }

    fn text(&mut self, field: Field) -> Option<&'a str> {
        let cell = self.cells.get(self.layout.columns.get(field)?)?;
        cell::read(cell).unwrap_or_else(|cell::Formula| {
            self.blame(field, Why::Formula);
            None
        })
    }

    /// A name, title or other line of words.
    fn words(&mut self, field: Field) -> Option<String> {
        let text = self.text(field)?;
        match Name::new(text) {
            Ok(words) => Some(words.into()),
            Err(refused) => {
                self.blame(field, Why::Words(refused));
                None
            }
        }
    }

    fn email(&mut self) -> Option<Email> {
        let text = self.text(Field::Email)?;
        match text.parse() {
            Ok(email) => Some(email),
            Err(refused) => {
                self.blame(Field::Email, Why::Address(refused));
                None
            }
        }
    }

    fn number(&mut self) -> Option<PostKey> {
        let text = self.text(Field::Number)?;
        match text.parse::<PostKey>() {
            Ok(key) if key.number().is_some() => Some(key),
            Ok(_) => {
                self.blame(Field::Number, Why::NumberIsAddress);
                None
            }
            Err(refused) => {
                self.blame(Field::Number, Why::Number(refused));
                None
            }
        }
    }

    fn name(&mut self) -> Option<Name> {
        let whole = self.text(Field::Name).map(str::to_owned);
        let name = whole.unwrap_or_else(|| {
            let parts = [self.text(Field::FirstName), self.text(Field::LastName)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        match Name::new(&name) {
            Ok(name) => Some(name),
            Err(refused) => {
                let field = if self.layout.has(Field::Name) { Field::Name } else { Field::LastName };
                // A formula was blamed already.
                if self.fine {
                    self.blame(field, Why::Words(refused));
                }
                None
            }
        }
    }

    fn here(&mut self) -> bool {
        let Some(word) = self.text(Field::Status) else { return true };
        is_here(word).unwrap_or_else(|| {
            self.blame(Field::Status, Why::Status(word.to_owned()));
            true
        })
    }
}

/// Reads the rows; what is wrong with them goes to `problems`.
pub(super) fn rows(table: &Table, layout: &Layout<'_>, problems: &mut Vec<Problem>) -> Rows {
    let mut rows = Rows::default();
    let mut seen: BTreeMap<PostKey, u64> = BTreeMap::new();
    for (line, cells) in &table.rows {
        let line = *line;
        let mut row = Row { line, cells, layout, problems, fine: true };
        let (number, email) = (row.number(), row.email());
        let Some(key) = number.clone().or_else(|| email.as_ref().map(PostKey::from)) else {
            // A cell that was refused is blamed already.
            if row.fine {
                row.fine = false;
                row.problems.push(Remark::row(line, Why::NoKey));
            }
            continue;
        };
        if let Some(first) = seen.get(&key) {
            let field = if number.is_some() { Field::Number } else { Field::Email };
            row.blame(field, Why::KeyTwice { key, line: *first });
            continue;
        }
        seen.insert(key.clone(), line);
        let numbered = number.is_some();
        if !row.here() {
            rows.gone.push(Gone { line, key, numbered, email });
            continue;
        }
        let name = row.name();
        let title = row.words(Field::Title);
        let team = row.words(Field::Team);
        let location = row.words(Field::Location);
        let reports_to = row.text(Field::ReportsTo).map(str::to_owned);
        let same_as = row.text(Field::SamePersonAs).map(str::to_owned);
        match name.filter(|_| row.fine) {
            Some(name) => {
                rows.here.push(Entry { line, key, numbered, name, email, title, team, location, reports_to, same_as });
            }
            None => {
                rows.unreadable.insert(key);
            }
        }
    }
    rows
}
