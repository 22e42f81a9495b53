//! The numbers behind a picture.

use super::text;
use std::fmt::Write;

/// A column: what stands above it, and whether numbers stand in it.
pub type Column<'a> = (&'a str, bool);

/// Writes a table. The first cell of a row says what it is of. Cells are markup already: [`text`] and what is made of it.
pub fn table(columns: &[Column], rows: impl IntoIterator<Item = Vec<String>>, out: &mut String) {
    out.push_str("<div class=\"scroll\"><table class=\"grid\"><thead><tr>");
    let number = |at: usize| if columns.get(at).is_some_and(|column| column.1) { " class=\"num\"" } else { "" };
    for (at, (head, _)) in columns.iter().enumerate() {
        let _ = write!(out, "<th scope=\"col\"{}>{}</th>", number(at), text(head));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let _ = match at {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td{}>{cell}</td>", number(at)),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}
