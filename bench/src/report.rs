//! Tables for people. What programs read is one JSON document, put together in `main`.

use std::time::Duration;

/// Columns of text: the first and those named `note` to the left, numbers to the right.
pub struct Table {
    title: String,
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: &str, head: &[&'static str]) -> Self {
        Self { title: title.to_owned(), head: head.to_vec(), rows: Vec::new(), notes: Vec::new() }
    }

    /// Adds a row with as many cells as the table has columns.
    pub fn row<const CELLS: usize>(&mut self, cells: [String; CELLS]) {
        assert_eq!(CELLS, self.head.len(), "a row of \"{}\" has a cell for each column", self.title);
        self.rows.push(cells.into());
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Prints it.
    pub fn print(&self) {
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let cells = self.rows.iter().map(|row| row[column].chars().count());
                cells.chain([self.head[column].chars().count()]).max().unwrap_or(0)
            })
            .collect();
        let line = |cells: &[&str]| {
            let cells = cells.iter().enumerate().map(|(column, cell)| {
                let width = widths[column];
                if column == 0 || self.head[column] == "note" { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
            });
            format!("  {}", cells.collect::<Vec<_>>().join("   ")).trim_end().to_owned()
        };
        println!("\n{}\n", self.title);
        if !self.rows.is_empty() {
            println!("{}", line(&self.head));
            println!("  {}", widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("   "));
        }
        for row in &self.rows {
            println!("{}", line(&row.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        for note in &self.notes {
            println!("  {note}");
        }
    }
}

/// A whole number as a fraction; exact up to 2^53, which nothing counted here reaches.
#[expect(clippy::cast_precision_loss, reason = "what is counted here stays far below 2^53")]
pub fn float(number: u64) -> f64 {
    number as f64
}

/// `12,345`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rate as a count: `12,345`; small ones with a digit behind the point.
pub fn rate(per_second: f64) -> String {
    if per_second < 100.0 {
        return format!("{per_second:.1}");
    }
    format!("{per_second:.0}").parse().map_or_else(|_| "-".to_owned(), count)
}

/// Microseconds as milliseconds: `0.123 ms`, `12.3 ms`, `1,234 ms`.
pub fn milliseconds(micros: u64) -> String {
    let milliseconds = float(micros) / 1000.0;
    match micros {
        0..10_000 => format!("{milliseconds:.2} ms"),
        10_000..100_000 => format!("{milliseconds:.1} ms"),
        _ => format!("{} ms", rate(milliseconds)),
    }
}

/// A duration in whole microseconds.
pub fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// Bytes as kilobytes (1,000 bytes), as the size budgets count.
pub fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", float(bytes) / 1000.0)
}

/// Bytes as megabytes (1,024 x 1,024 bytes), as memory is counted.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", float(bytes) / 1_048_576.0)
}

/// Bytes as kilobytes of 1,024 bytes, as memory is counted where it is little.
pub fn kilobytes_of_memory(bytes: u64) -> String {
    format!("{:.1} KB", float(bytes) / 1024.0)
}

/// What there may be nothing of.
pub fn or_dash<T>(value: Option<T>, text: impl FnOnce(T) -> String) -> String {
    value.map_or_else(|| "-".to_owned(), text)
}

/// `within` or `OVER`, for a number beside its budget.
pub fn verdict(is_within: bool) -> String {
    if is_within { "within" } else { "OVER" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!([count(7), count(999), count(1000), count(1_234_567)], ["7", "999", "1,000", "1,234,567"]);
        assert_eq!([rate(3.25), rate(82_700.4)], ["3.2", "82,700"]);
        assert_eq!([milliseconds(150), milliseconds(44_000), milliseconds(1_234_000)], ["0.15 ms", "44.0 ms", "1,234 ms"]);
        assert_eq!([kilobytes(127_000), megabytes(1_048_576)], ["127.0 KB", "1.0 MB"]);
    }
}
