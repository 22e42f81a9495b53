//! What a cell says, and the guard by which it says it to spreadsheets too.
//!
//! A spreadsheet that opens a CSV runs cells that begin as a formula does, whoever wrote them. So an export puts an apostrophe
//! before such values (and before words that would be read as nothing), and an import takes it away again. A value that
//! begins with apostrophes and goes on like that gets one more: reading is the exact inverse of writing.

/// A cell that begins as a formula does, without a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Formula;

/// Words that stand for an empty cell.
const NOTHING: [&str; 8] = ["-", "–", "—", "n/a", "none", "null", "#n/a", "(none)"];

/// Whether a spreadsheet would take the text for a formula. The wide forms are the ones of East Asian keyboards, which some
/// spreadsheets take too.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// Whether the text stands for an empty cell.
fn is_nothing(text: &str) -> bool {
    text.is_empty() || NOTHING.iter().any(|word| text.to_lowercase() == *word)
}

/// Whether the text would be read as something else if it stood in a cell as it is.
fn needs_guard(text: &str) -> bool {
    let within = text.trim_start_matches('\'');
    is_formula(within) || (!within.is_empty() && is_nothing(within))
}

/// White space around dropped, within made single spaces: line breaks too.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as it stands in a cell.
pub(crate) fn write(text: &str) -> String {
    guard(tidy(text))
}

/// A trimmed text, of several lines or one, as it stands in a cell.
pub(crate) fn guard(text: String) -> String {
    if needs_guard(&text) { format!("'{text}") } else { text }
}

/// What a trimmed cell says; `None` for nothing.
///
/// # Errors
///
/// [`Formula`], when it begins like one without a guard.
pub(crate) fn read(cell: &str) -> Result<Option<&str>, Formula> {
    if let Some(text) = cell.strip_prefix('\'').filter(|text| needs_guard(text)) {
        return Ok(Some(text));
    }
    if is_nothing(cell) {
        return Ok(None);
    }
    if is_formula(cell) { Err(Formula) } else { Ok(Some(cell)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_that_begins_like_a_formula_is_refused_unless_it_is_guarded() {
        for text in ["=1+1", "+4512345", "-2", "@SUM(A1)", "＝1"] {
            assert_eq!(read(text), Err(Formula), "{text}");
            assert_eq!(read(&format!("'{text}")), Ok(Some(text)));
            assert_eq!(write(text), format!("'{text}"));
        }
    }

    #[test]
    fn words_for_nothing_are_nothing_unless_they_are_guarded() {
        for text in ["", "-", "–", "N/A", "None", "NULL", "#N/A"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        assert_eq!(write("None"), "'None");
        assert_eq!(read("'None"), Ok(Some("None")));
    }

    #[test]
    fn apostrophes_of_names_stay() {
        for text in ["'t Hooft", "O'Brien", "''", "'"] {
            assert_eq!((write(text).as_str(), read(text)), (text, Ok(Some(text))));
        }
        assert_eq!(write("'=x"), "''=x");
        assert_eq!(read("''=x"), Ok(Some("'=x")));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(text in "('{0,3}(=|[+]|-|@|none|n/a|-|a)?'?.{0,6}|.{0,12})") {
            let text = tidy(&text);
            let cell = write(&text);
            prop_assert_eq!(read(&cell), Ok((!text.is_empty()).then_some(text.as_str())));
            prop_assert!(!is_formula(&cell));
        }
    }
}
