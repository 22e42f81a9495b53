//! What is wrong with a table of answers, in words: as the end of a sentence that begins with line and column.

use super::Why;
use std::fmt::{self, Display, Formatter};

/// How many columns or options are named.
const NAMED: usize = 12;

/// "a, b and 3 more".
fn list(words: &[String]) -> String {
    let named = words.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = words.len().saturating_sub(NAMED);
    if more > 0 { format!("{named} and {more} more") } else { named }
}

impl Display for Why {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(why) => why.fmt(f),
            Self::NoQuestion { id } => write!(f, "the questionnaire has no question “{id}”"),
            Self::NoColumn { there } => write!(f, "the file has no such column; it has {}", list(there)),
            Self::Twice { other } if other.is_empty() => f.write_str("this column would serve twice"),
            Self::Twice { other } => write!(f, "another column answers “{other}” already, or this one would serve twice"),
            Self::NothingAnswered { ids } => write!(
                f,
                "no column is called like a question of the questionnaire ({}); rename the columns, or say which column answers what",
                list(ids)
            ),
            Self::OffScale { found } => {
                write!(f, "“{found}” is not on the scale from 1 to 5; leave the cell empty where nothing was answered")
            }
            Self::NoRecommendation { found } => write!(f, "“{found}” is not from 0 to 10"),
            Self::NoOption { found, options } => write!(f, "“{found}” is none of the options: {}", list(options)),
            Self::TooMany { at_most } => write!(f, "more than {at_most} options"),
            Self::TooLong { at_most } => write!(f, "the text is longer than an answer may be ({at_most} bytes)"),
            Self::Formula => f.write_str("this begins like a formula; put an apostrophe before it if it is meant"),
            Self::LongName { at_most } => write!(f, "a team's name has at most {at_most} characters"),
            Self::LikePeople { values, rows } => write!(
                f,
                "{values} different values in {rows} rows look like people, not teams; name the column with the team, or take this one out of the file"
            ),
        }
    }
}
