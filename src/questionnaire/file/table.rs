//! Reading the tables of a document: every value with its line, every mistake kept.

use super::{FileError, FileFault, Known, Type};
use std::collections::{HashMap, HashSet};
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

/// The start of every line but the first, in bytes.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub fn of(text: &[u8]) -> Self {
        Self(text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect())
    }

    /// The line of a byte, from 1.
    pub fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}

/// What was found out so far.
pub(super) struct Reading {
    lines: Lines,
    /// The line of each key that is there.
    places: HashMap<String, usize>,
    /// The keys about which there is a mistake.
    wrong: HashSet<String>,
    pub errors: Vec<FileError>,
}

/// A table: the document, a section, a question or an option.
pub(super) struct Level<'t, 'i> {
    table: &'t DeTable<'i>,
    line: usize,
    path: String,
}

impl<'t, 'i> Level<'t, 'i> {
    /// The path of a key in this table.
    pub fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether the table has a key.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn value(&self, key: &str) -> Option<&'t DeValue<'i>> {
        self.table.get(key).map(Spanned::get_ref)
    }
}

impl Reading {
    pub fn new(lines: Lines) -> Self {
        Self { lines, places: HashMap::new(), wrong: HashSet::new(), errors: Vec::new() }
    }

    pub fn refuse(&mut self, line: usize, key: String, fault: FileFault) {
        self.wrong.insert(key.clone());
        self.errors.push(FileError { line, key, fault });
    }

    /// Refuses what is at a key of a table; where the key is not there, on the line of the table.
    pub fn refuse_at(&mut self, level: &Level<'_, '_>, key: &str, fault: FileFault) {
        let path = level.key(key);
        let line = self.places.get(&path).copied().unwrap_or(level.line);
        self.refuse(line, path, fault);
    }

    /// The line of a key, or else of the table that it would be in, or else the first.
    pub fn line_of(&self, table: &str, key: &str) -> usize {
        self.places.get(key).or_else(|| self.places.get(table)).copied().unwrap_or(1)
    }

    /// Whether a mistake about this key is known.
    pub fn is_wrong(&self, key: &str) -> bool {
        self.wrong.contains(key)
    }

    /// Begins with the document.
    pub fn document<'t, 'i>(&mut self, table: &'t DeTable<'i>, known: &[&str]) -> Level<'t, 'i> {
        self.level(table, 1, String::new(), known)
    }

    /// Begins with a table of a list.
    pub fn enter<'t, 'i>(&mut self, item: &'t Spanned<DeValue<'i>>, path: String, known: &[&str]) -> Option<Level<'t, 'i>> {
        let line = self.lines.at(item.span().start);
        self.places.insert(path.clone(), line);
        match item.get_ref() {
            DeValue::Table(table) => Some(self.level(table, line, path, known)),
            other => {
                self.refuse(line, path, FileFault::WrongType { expected: Type::Table, found: type_of(other) });
                None
            }
        }
    }

    fn level<'t, 'i>(&mut self, table: &'t DeTable<'i>, line: usize, path: String, known: &[&str]) -> Level<'t, 'i> {
        let level = Level { table, line, path };
        for key in table.keys() {
            let (name, line) = (key.get_ref().as_ref(), self.lines.at(key.span().start));
            let path = level.key(name);
            if known.contains(&name) {
                self.places.insert(path, line);
            } else {
                let near = nearest(name, known);
                let known = known.iter().copied().map(str::to_owned).collect();
                self.refuse(line, path, FileFault::UnknownKey { found: name.to_owned(), near, known });
            }
        }
        level
    }

    fn wrong_type(&mut self, level: &Level<'_, '_>, key: &str, expected: Type, found: &DeValue<'_>) {
        self.refuse_at(level, key, FileFault::WrongType { expected, found: type_of(found) });
    }

    /// A text that need not be there.
    pub fn optional_text<'t>(&mut self, level: &Level<'t, '_>, key: &str) -> Option<&'t str> {
        match level.value(key)? {
            DeValue::String(text) => Some(text),
            other => {
                self.wrong_type(level, key, Type::Text, other);
                None
            }
        }
    }

    /// A text that has to be there.
    pub fn text<'t>(&mut self, level: &Level<'t, '_>, key: &str) -> Option<&'t str> {
        if !level.has(key) {
            self.refuse_at(level, key, FileFault::Missing);
        }
        self.optional_text(level, key)
    }

    /// One of several words, which has to be there: its place among them.
    pub fn word(&mut self, level: &Level<'_, '_>, key: &str, of: Known) -> Option<usize> {
        let found = self.text(level, key)?;
        let words = of.words();
        let at = words.iter().position(|word| *word == found);
        if at.is_none() {
            let near = nearest(found, &words);
            self.refuse_at(level, key, FileFault::UnknownWord { found: found.to_owned(), near, of });
        }
        at
    }

    /// `true` or `false`, which need not be there.
    pub fn flag(&mut self, level: &Level<'_, '_>, key: &str) -> Option<bool> {
        match level.value(key)? {
            DeValue::Boolean(flag) => Some(*flag),
            other => {
                self.wrong_type(level, key, Type::TrueOrFalse, other);
                None
            }
        }
    }

    /// A number from 1 to `at_most`, which need not be there.
    pub fn number(&mut self, level: &Level<'_, '_>, key: &str, at_most: u8) -> Option<u8> {
        match level.value(key)? {
            DeValue::Integer(number) => {
                let number = u8::from_str_radix(number.as_str(), number.radix()).ok();
                let number = number.filter(|number| (1..=at_most).contains(number));
                if number.is_none() {
                    self.refuse_at(level, key, FileFault::OutOfRange { at_least: 1, at_most });
                }
                number
            }
            other => {
                self.wrong_type(level, key, Type::Number, other);
                None
            }
        }
    }

    /// A list, which need not be there.
    pub fn list<'t, 'i>(&mut self, level: &Level<'t, 'i>, key: &str) -> Option<&'t DeArray<'i>> {
        match level.value(key)? {
            DeValue::Array(list) => Some(list),
            other => {
                self.wrong_type(level, key, Type::List, other);
                None
            }
        }
    }

    /// The tables of `[[name]]`, of which there need not be any.
    pub fn tables<'t, 'i>(&mut self, level: &Level<'t, 'i>, key: &str, name: &str) -> Option<&'t DeArray<'i>> {
        if let Some(DeValue::Table(_)) = level.value(key) {
            self.refuse_at(level, key, FileFault::SingleBrackets { name: name.to_owned() });
            return None;
        }
        self.list(level, key)
    }
}

fn type_of(value: &DeValue<'_>) -> Type {
    match value {
        DeValue::String(_) => Type::Text,
        DeValue::Integer(_) => Type::Number,
        DeValue::Float(_) => Type::Decimal,
        DeValue::Boolean(_) => Type::TrueOrFalse,
        DeValue::Datetime(_) => Type::Date,
        DeValue::Array(_) => Type::List,
        DeValue::Table(_) => Type::Table,
    }
}

/// The known word that is so near that it was probably meant: one mistake in three letters, at least one.
fn nearest(found: &str, known: &[&str]) -> Option<String> {
    // No known word is half as long; comparing takes as long as the two lengths multiplied.
    if found.len() > 40 {
        return None;
    }
    let found = found.trim().to_lowercase().replace([' ', '_'], "-");
    let far = |word: &str| strsim::osa_distance(&found, &word.replace('_', "-"));
    let near = known.iter().copied().min_by_key(|word| far(word))?;
    (far(near) <= (near.chars().count() / 3).max(1)).then(|| near.to_owned())
}
