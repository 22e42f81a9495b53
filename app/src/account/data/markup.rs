//! What is stored about somebody, as markup: what the file says, with times in the reader's zone.

use crate::moment;
use html_escape::encode_text as text;
use jiff::tz::TimeZone;
use std::fmt::Write;
use waymark::mine::{Entry, Value};

/// The entries of a section. One that is alone is open.
pub fn entries(entries: &[Entry], zone: &TimeZone) -> String {
    let mut out = String::new();
    for entry in entries {
        if entry.facts.is_empty() && entry.entries.is_empty() {
            let _ = write!(out, "<p>{}</p>", heading(entry, zone));
            continue;
        }
        let open = if entries.len() == 1 { " open" } else { "" };
        let _ = write!(out, "<details{open}><summary>{}</summary>", heading(entry, zone));
        rest(entry, zone, &mut out);
        out.push_str("</details>");
    }
    out
}

fn heading(entry: &Entry, zone: &TimeZone) -> String {
    match entry.at {
        Some(at) => format!("{} <time datetime=\"{at}\">{}</time>", text(&entry.heading), moment::written_at(at, zone)),
        None => text(&entry.heading).into_owned(),
    }
}

/// What is known of it, and what belongs to it.
fn rest(entry: &Entry, zone: &TimeZone, out: &mut String) {
    if !entry.facts.is_empty() {
        out.push_str("<dl class=\"facts\">");
        for fact in &entry.facts {
            let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", text(&fact.label), said(&fact.value, zone));
        }
        out.push_str("</dl>");
    }
    if !entry.entries.is_empty() {
        out.push_str("<ul>");
        for within in &entry.entries {
            let _ = write!(out, "<li><p>{}</p>", heading(within, zone));
            rest(within, zone, out);
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }
}

fn said(value: &Value, zone: &TimeZone) -> String {
    match value {
        Value::Is(true) => "yes".to_owned(),
        Value::Is(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Day(day) => moment::written(*day),
        Value::At(at) => moment::written_at(*at, zone),
        Value::Text(words) => text(words).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn what_somebody_wrote_is_text() {
        let at: Timestamp = "2027-01-11T22:30:00Z".parse().expect("a time");
        let entry = Entry::new("<b>").at(at).fact("About", "<script>").fact("Due", jiff::civil::date(2027, 3, 1));
        let entry = entry.with([Entry::new("Written").fact("Open", false)]);
        let oslo = moment::zone(&"Europe/Oslo".parse().expect("a zone"));
        assert_eq!(
            entries(&[entry, Entry::new("Signed in")], &oslo),
            "<details><summary>&lt;b&gt; <time datetime=\"2027-01-11T22:30:00Z\">11 January 2027, 23:30</time></summary>\
             <dl class=\"facts\"><dt>About</dt><dd>&lt;script&gt;</dd><dt>Due</dt><dd>1 March 2027</dd></dl>\
             <ul><li><p>Written</p><dl class=\"facts\"><dt>Open</dt><dd>no</dd></dl></li></ul></details><p>Signed in</p>"
        );
    }
}
