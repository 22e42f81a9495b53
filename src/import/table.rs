//! A file as a table.

use super::{Columns, FileRefused, Problem, ROWS, Remark, Why, cell::tidy, columns::plain, decode, team_table};
use csv::{ReaderBuilder, StringRecord};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How to read a file; what is `None` is found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// The encoding, by one of its names on the web ("windows-1250").
    #[serde(default)]
    pub encoding: Option<String>,
    /// What separates the columns.
    #[serde(default)]
    pub separator: Option<char>,
}

/// A table as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The encoding that was used.
    pub encoding: String,
    /// What separates the columns.
    pub separator: char,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with its line in the file (from 1) and as many cells as the header has. White space around and
    /// repeated within cells is gone; guards against formulas are still there: a plan looks at the columns that it uses.
    pub rows: Vec<(u64, Vec<String>)>,
    /// What is wrong with rows, which are then not among `rows`.
    pub problems: Vec<Problem>,
}

/// What may separate columns; of equals the first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// What is expected of a table, by what it is about.
pub(crate) struct Shape {
    /// The most rows below its header.
    pub rows: usize,
    /// A cell with more characters is a quote that was not closed.
    pub longest_cell: usize,
    /// A cell with more line breaks is one, too.
    pub most_breaks: usize,
    /// What of a cell is kept.
    pub cell: fn(&str) -> String,
    /// How many of these columns are known: that tells the separator.
    pub known: fn(&[String]) -> usize,
}

/// Of people, teams or answers: white space says nothing.
const PEOPLE: Shape = Shape {
    rows: ROWS,
    longest_cell: 2_000,
    most_breaks: 20,
    cell: tidy,
    known: |names| Columns::matched(names).count().max(team_table::count(names)),
};

/// Stands behind the text as a line of its own: where it is found within a cell, a quote was not closed. No text that was
/// decoded has it.
const END: &str = "\u{1}";

/// Reads a file.
///
/// # Errors
///
/// [`FileRefused`], when there is no table in it.
pub fn read(bytes: &[u8], how: &How) -> Result<Table, FileRefused> {
    read_as(&PEOPLE, bytes, how)
}

/// Reads a file as a table of this shape.
///
/// # Errors
///
/// [`FileRefused`], when there is no table in it.
pub(crate) fn read_as(shape: &Shape, bytes: &[u8], how: &How) -> Result<Table, FileRefused> {
    let decode::Text { text, encoding } = decode::text(bytes, how.encoding.as_deref())?;
    if let Some(refused) = how.separator.filter(|c| !separates(*c)) {
        return Err(FileRefused::NotASeparator(refused));
    }
    let (told, text, skipped) = separator_line(&text);
    let separator = how.separator.or(told).unwrap_or_else(|| likeliest(shape, text));
    let mut lines = Lines::new(text, separator, skipped);
    let header = loop {
        let (_, record) = lines.next().ok_or(FileRefused::NoRows)?;
        let mut header: Vec<String> = record.iter().map(tidy).collect();
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        if !header.is_empty() {
            break header;
        }
    };
    check_header(&header)?;
    let mut table = Table { encoding, separator, header, rows: Vec::new(), problems: Vec::new() };
    for (line, record) in lines {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if table.rows.len() + table.problems.len() == shape.rows {
            return Err(FileRefused::TooManyRows);
        }
        match row(shape, &table.header, &record) {
            Ok(cells) => table.rows.push((line, cells)),
            Err(why) => table.problems.push(Remark::row(line, why)),
        }
    }
    if table.rows.is_empty() && table.problems.is_empty() { Err(FileRefused::NoRows) } else { Ok(table) }
}

/// Whether a character may separate columns.
fn separates(c: char) -> bool {
    c == '\t' || (c.is_ascii_punctuation() && !matches!(c, '"' | '\''))
}

/// The separator that a first line like `sep=;` tells, the text behind that line, and how many lines that skips.
fn separator_line(text: &str) -> (Option<char>, &str, u64) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_start_matches('"');
    let told = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| {
        let mut told = line[4..].chars();
        let separator = told.next().filter(|c| separates(*c))?;
        told.all(|c| c == '"').then_some(separator)
    });
    if told.is_some() { (told, rest, 1) } else { (None, text, 0) }
}

/// The separator by which the header has most columns that are known, then most columns.
fn likeliest(shape: &Shape, text: &str) -> char {
    let columns = |separator: &char| {
        let header = Lines::new(text, *separator, 0).map(|(_, record)| record);
        let first = header.into_iter().find(|record| record.iter().any(|cell| !cell.trim().is_empty()));
        let names: Vec<String> = first.iter().flatten().map(tidy).collect();
        ((shape.known)(&names), names.len())
    };
    // Of equals `max_by_key` takes the last.
    SEPARATORS.into_iter().rev().max_by_key(columns).unwrap_or(',')
}

fn check_header(header: &[String]) -> Result<(), FileRefused> {
    let mut seen = BTreeMap::new();
    for (column, name) in header.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        if let Some(first) = seen.insert(name.to_lowercase(), column) {
            return Err(FileRefused::SameColumnTwice { name: name.clone(), first: first + 1, second: column + 1 });
        }
    }
    Ok(())
}

/// A record as a row of the table.
fn row(shape: &Shape, header: &[String], record: &StringRecord) -> Result<Vec<String>, Why> {
    let runs_on = |cell: &str| {
        cell.contains(END)
            || cell.bytes().filter(|byte| *byte == b'\n').count() > shape.most_breaks
            || (cell.len() > shape.longest_cell && cell.chars().count() > shape.longest_cell)
    };
    if record.iter().any(runs_on) {
        return Err(Why::QuoteNotClosed);
    }
    let mut cells: Vec<String> = record.iter().map(shape.cell).collect();
    while cells.len() > header.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() != header.len() {
        return Err(Why::FieldCount { expected: header.len(), found: cells.len() });
    }
    let again = cells.iter().zip(header).all(|(cell, name)| plain(cell) == plain(name));
    if again { Err(Why::HeaderAgain) } else { Ok(cells) }
}

/// The records of a text, each with the line on which it begins.
struct Lines {
    records: csv::StringRecordsIntoIter<std::io::Cursor<Vec<u8>>>,
    text: Vec<u8>,
    skipped: u64,
}

impl Lines {
    fn new(text: &str, separator: char, skipped: u64) -> Self {
        let text = format!("{}\n{END}", text.strip_suffix('\n').unwrap_or(text)).into_bytes();
        let separator = u8::try_from(separator).unwrap_or(b',');
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(std::io::Cursor::new(text.clone()));
        Self { records: reader.into_records(), text, skipped }
    }
}

impl Iterator for Lines {
    type Item = (u64, StringRecord);

    fn next(&mut self) -> Option<Self::Item> {
        // The text is valid UTF-8 and in memory, and records may have any length: nothing can fail.
        let record = self.records.next()?.ok()?;
        if record.len() == 1 && &record[0] == END {
            return None;
        }
        // The reader begins a record where the last one ended, before the blank lines that it skips.
        let position = record.position()?;
        let start = usize::try_from(position.byte()).ok()?;
        let blank = self.text[start..].iter().take_while(|byte| **byte == b'\n').count() as u64;
        Some((position.line() + blank + self.skipped, record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Table, FileRefused> {
        super::read(text.as_bytes(), &How::default())
    }

    fn table(text: &str) -> Table {
        let table = read(text).expect("a table");
        assert_eq!(table.problems, []);
        table
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    fn problems(text: &str) -> Vec<(u64, Why)> {
        let problems = read(text).expect("a table").problems;
        problems.into_iter().map(|problem| (problem.line.expect("a line"), problem.why)).collect()
    }

    #[test]
    fn the_separator_is_the_one_that_finds_most_known_columns() {
        for separator in [',', ';', '\t', '|'] {
            let text = "ID/Full name/Job title, in words\n1/Ada/Engineer\n".replace('/', &separator.to_string());
            if separator != ',' {
                assert_eq!(table(&text).separator, separator);
            }
        }
        assert_eq!(table("ID,Name\n1,Ada\n").separator, ',');
        assert_eq!(table("x;y\n1;Ada\n").separator, ';', "the most columns where none is known");
    }

    #[test]
    fn excels_first_line_tells_the_separator() {
        let read = table("\u{feff}sep=|\r\nID|Name; first, last\r\n1|Ada\r\n");
        assert_eq!((read.separator, read.rows), ('|', vec![row(3, &["1", "Ada"])]));
        let asked = super::read(b"sep=|\na;b\n1;2\n", &How { separator: Some(';'), ..How::default() }).expect("a table");
        assert_eq!(asked.rows, [row(3, &["1", "2"])]);
        let refused = super::read(b"a\n1", &How { separator: Some('"'), ..How::default() });
        assert_eq!(refused, Err(FileRefused::NotASeparator('"')));
    }

    #[test]
    fn line_numbers_are_those_of_the_file() {
        let text = "\n\nID,Name\n\n1,\"Ada\nLovelace\"\n\n\n2,Bo\n   \n,,,\n3,\"C\"\"y\"";
        for breaks in ["\n", "\r\n", "\r"] {
            let rows = table(&text.replace('\n', breaks)).rows;
            assert_eq!(rows, [row(5, &["1", "Ada Lovelace"]), row(9, &["2", "Bo"]), row(12, &["3", "C\"y"])], "{breaks:?}");
        }
    }

    #[test]
    fn half_a_row_is_a_problem_and_trailing_empty_fields_are_not() {
        let found = read("ID,Name,Team,,\n1,Ada\n2,Bo,x,,,,\n3,Cy,x,y\n").expect("a table");
        assert_eq!(found.rows, [row(3, &["2", "Bo", "x"])]);
        let why = |found| Why::FieldCount { expected: 3, found };
        assert_eq!(found.problems, [Remark::row(2, why(2)), Remark::row(4, why(4))]);
    }

    #[test]
    fn two_files_that_were_joined_are_noticed() {
        assert_eq!(problems("ID,Name\n1,Ada\nid,NAME\n2,Bo\n"), [(3, Why::HeaderAgain)]);
    }

    #[test]
    fn a_column_name_that_stands_twice_is_refused() {
        let refused = FileRefused::SameColumnTwice { name: "name".into(), first: 2, second: 4 };
        assert_eq!(read("ID,Name,,name,\n1,a,b,c,\n"), Err(refused));
    }

    #[test]
    fn a_header_alone_is_refused() {
        assert_eq!(read("ID,Name\n\n,\n"), Err(FileRefused::NoRows));
        assert_eq!(read("sep=;\n"), Err(FileRefused::NoRows));
    }

    #[test]
    fn a_quote_that_is_not_closed_is_a_problem_where_it_begins() {
        assert_eq!(problems("ID,Name\n1,Ada\n2,\"Bo\n3,Cy\n"), [(3, Why::QuoteNotClosed)]);
        assert_eq!(problems("ID,Name\n1,Ada\n2,\""), [(3, Why::QuoteNotClosed)]);
        let many = "3,Cy\n".repeat(30);
        assert_eq!(problems(&format!("ID,Name\n2,\"Bo\n{many}4,\"\n")), [(2, Why::QuoteNotClosed)]);
        assert_eq!(problems(&format!("ID,Name\n2,\"{}\"\n", "a".repeat(2_001))), [(2, Why::QuoteNotClosed)]);
        assert_eq!(table("ID,Name\n1,\"Ada\n\"").rows, [row(2, &["1", "Ada"])], "a break at the end of a quote");
    }

    #[test]
    fn too_many_rows_are_refused() {
        let text = format!("ID\n{}", "1\n".repeat(ROWS));
        assert_eq!(table(&text).rows.len(), ROWS);
        assert_eq!(read(&format!("{text}1\n")), Err(FileRefused::TooManyRows));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_table_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = super::read(&bytes, &How::default());
        }

        #[test]
        fn any_text_is_a_table_or_refused(text in "[a-z,;\"'\t\r\n= é\u{1}]{0,120}", separator in prop::option::of(any::<char>())) {
            if let Ok(table) = super::read(text.as_bytes(), &How { encoding: None, separator }) {
                prop_assert!(table.rows.iter().all(|(_, cells)| cells.len() == table.header.len()));
                prop_assert!(table.rows.windows(2).all(|two| two[0].0 < two[1].0));
                prop_assert!(table.rows.len() + table.problems.len() > 0);
            }
        }

        // Against the plain meaning: cells written with quotes are read back, each row on its line.
        #[test]
        fn quoted_cells_are_read_back(cells in prop::collection::vec(("[a-z;,|\"\n]{0,8}", "[a-z,\" ]{1,6}z"), 1..8)) {
            let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
            let mut text = "ID,Name\n".to_owned();
            let mut expected = Vec::new();
            for (first, second) in &cells {
                let line = text.matches('\n').count() as u64 + 1;
                expected.push((line, vec![tidy(first), tidy(second)]));
                text += &[quote(first), ",".to_owned(), quote(second), "\n".to_owned()].concat();
            }
            prop_assert_eq!(table(&text).rows, expected);
        }
    }
}
