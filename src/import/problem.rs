//! What can be wrong with a file, a row or the organisation it describes. The sentences are in `said`.

use super::Field;
use crate::{
    Email,
    email::EmailRefused,
    person::NameRefused,
    post::{NotAPostKey, PostKey},
};
use serde::{Deserialize, Serialize};

/// Why a file was not read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileRefused {
    /// Nothing is in it.
    Empty,
    /// More bytes than [`LARGEST`](super::LARGEST).
    TooLarge {
        /// How many it has.
        bytes: usize,
    },
    /// More rows than [`ROWS`](super::ROWS).
    TooManyRows,
    /// It is another kind of file.
    NotCsv(Looks),
    /// A control character stands in it, which no text has.
    NotText {
        /// The line, from 1.
        line: u64,
        /// Its number in Unicode.
        character: u32,
    },
    /// Its bytes are no text in this encoding.
    NotInEncoding {
        /// The encoding that was tried.
        encoding: String,
        /// The line with the first such bytes, from 1.
        line: u64,
    },
    /// The encoding that was asked for is not known.
    UnknownEncoding(String),
    /// The character that was asked for cannot separate columns.
    NotASeparator(char),
    /// Only a header, or not even that.
    NoRows,
    /// Two columns have the same name.
    SameColumnTwice {
        /// The name.
        name: String,
        /// The place of the first, from 1.
        first: usize,
        /// The place of the second.
        second: usize,
    },
}

/// What a file looks like that is no CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Looks {
    /// A workbook of today's Excel, or another archive in the same form.
    Workbook,
    /// A workbook of an Excel before 2007.
    OldWorkbook,
    /// A PDF.
    Pdf,
    /// A web page.
    Html,
    /// XML.
    Xml,
    /// A gzip archive.
    Gzip,
    /// A picture.
    Image,
}

/// Something about a place in the table, or (without a line) about the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark<T> {
    /// The line of the file, from 1.
    pub line: Option<u64>,
    /// The column's name in the file.
    pub column: Option<String>,
    /// What about it.
    pub why: T,
}

/// An error: with one of them, nothing is written.
pub type Problem = Remark<Why>;

/// Something to know before confirming.
pub type Warning = Remark<Caution>;

impl<T> Remark<T> {
    /// About the whole table.
    pub fn whole(why: T) -> Self {
        Self { line: None, column: None, why }
    }

    /// About a row.
    pub fn row(line: u64, why: T) -> Self {
        Self { line: Some(line), column: None, why }
    }

    /// About a cell.
    pub fn cell(line: u64, column: impl Into<String>, why: T) -> Self {
        Self { line: Some(line), column: Some(column.into()), why }
    }
}

/// A column that an import cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needed {
    /// The full name, or the last name (with or without the first).
    Name,
    /// The employee number or the address.
    Key,
    /// The team, when teams are to be made from it.
    Team,
    /// The team of a table of teams.
    TeamName,
}

/// Who a cell was meant to name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reference {
    /// By employee number.
    Number(String),
    /// By address.
    Address(String),
    /// By name.
    Name(String),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The row has fewer or more fields than the header.
    FieldCount {
        /// The header's.
        expected: usize,
        /// The row's.
        found: usize,
    },
    /// The header stands again in the middle.
    HeaderAgain,
    /// A quote begins here that swallows what follows.
    QuoteNotClosed,
    /// No column serves what an import needs.
    ColumnMissing(Needed),
    /// A field was mapped to a column that is not there.
    NoSuchColumn {
        /// The field.
        field: Field,
        /// The column's place, from 0.
        column: usize,
    },
    /// One column was mapped to two fields.
    ColumnServesTwo {
        /// One.
        first: Field,
        /// The other.
        second: Field,
    },
    /// The cell begins as a formula does.
    Formula,
    /// The cell is no name, title, place or team.
    Words(NameRefused),
    /// The cell is no address.
    Address(EmailRefused),
    /// The cell is no employee number.
    Number(NotAPostKey),
    /// The cell is an address where a number belongs.
    NumberIsAddress,
    /// The row has neither number nor address.
    NoKey,
    /// The word says neither that somebody is here nor that they left.
    Status(String),
    /// Another row has this number or address as its own.
    KeyTwice {
        /// The number or address.
        key: PostKey,
        /// The other row's line.
        line: u64,
    },
    /// Two people would have the same address.
    AddressTaken {
        /// The address.
        email: Email,
        /// Who has it.
        by: String,
        /// The line that says so, unless they are known here only.
        line: Option<u64>,
    },
    /// Nobody is named so.
    Nobody(Reference),
    /// Several people are named so.
    Several {
        /// The name.
        name: String,
        /// How many.
        people: usize,
    },
    /// Who is named has left, or leaves with this import.
    HasLeft {
        /// Who.
        who: String,
    },
    /// The post that is named has ended; its holder is still here.
    PostEnded {
        /// The post.
        key: PostKey,
        /// Who held it.
        who: String,
    },
    /// People report to each other in a circle.
    ManagerCycle {
        /// The first people of it; after the last comes the first again, unless there are more.
        names: Vec<String>,
        /// How many more there are.
        more: usize,
        /// Whether keeping posts apart that were joined opens it.
        apart_opens: bool,
    },
    /// Everybody reports to somebody.
    NoRoot,
    /// Another row is the same team.
    TeamTwice {
        /// The other row's line.
        line: u64,
    },
    /// No team is called so.
    NoTeam(String),
    /// Teams would be part of themselves.
    TeamCycle {
        /// The first teams of it.
        names: Vec<String>,
        /// How many more there are.
        more: usize,
    },
}

/// Why somebody does not leave though the file says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Protected {
    /// It is who imports.
    Importer,
    /// No administrator would be left.
    LastAdministrator,
}

/// What is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caution {
    /// Somebody has no address: in the chart, on no roster, without an account.
    NoAddress {
        /// Who.
        name: String,
    },
    /// People of the same name with different addresses are taken for different people.
    SameName {
        /// The name.
        name: String,
        /// How many people.
        people: usize,
    },
    /// Several people report to nobody.
    SeveralRoots {
        /// The first of them.
        names: Vec<String>,
        /// How many more there are.
        more: usize,
    },
    /// Somebody stays though the file says that they left.
    Stays {
        /// Who.
        name: String,
        /// Why.
        because: Protected,
    },
    /// Many would leave at once: perhaps the file is only a part.
    ManyLeave {
        /// How many.
        leave: usize,
        /// Of how many who came from files.
        of: usize,
    },
    /// A post that is known here keeps its holder, though the file gives it to somebody else.
    HolderKept {
        /// The post.
        key: PostKey,
        /// Who holds it.
        name: String,
    },
}
