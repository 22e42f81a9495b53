//! Times as people say them, in the reader's zone. Only the server formats: the browser has no zone data.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use store::access::Actor;
use waymark::ZoneName;

pub use store::directory::zone;

/// The zone in which somebody reads times: their own, else the organisation's.
pub fn zone_of(actor: &Actor) -> TimeZone {
    zone(actor.person().time_zone.as_ref().unwrap_or(&actor.seen().organisation.time_zone))
}

/// Whether the machine knows a zone of this name.
pub fn exists(name: &ZoneName) -> bool {
    TimeZone::get(name.as_str()).is_ok()
}

/// All zones by name.
pub fn zones() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.to_string()).filter(|name| name.contains('/') || name == "UTC").collect()
}

/// A civil date as people say it: "today", "tomorrow", "4 January", "4 January 2026".
pub fn day(day: Date, today: Date) -> String {
    match day.since(today).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "tomorrow".to_owned(),
        Ok(-1) => "yesterday".to_owned(),
        _ => dated(day, today),
    }
}

/// "12 April", "12 April 2026": what keeps its name as days go by.
pub fn dated(day: Date, today: Date) -> String {
    if day.year() == today.year() { day.strftime("%-d %B").to_string() } else { written(day) }
}

/// "12 April 2026", in any year: what is read long afterwards, or on paper.
pub fn written(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// "12 April 2026, 14:05": on paper no day is "today".
pub fn written_at(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-d %B %Y, %H:%M").to_string()
}

/// "1 January 2026 to 30 June 2026".
pub fn span(from: Date, to: Date) -> String {
    format!("{} to {}", written(from), written(to))
}

/// "12 Apr", "12 Apr 2026": where there is little room.
pub fn short(day: Date, today: Date) -> String {
    let form = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.strftime(form).to_string()
}

/// "today, 14:05", "yesterday, 09:12", "Monday 4 January, 08:00", "4 January 2026, 08:00".
pub fn said(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let time = at.strftime("%H:%M");
    let days = now.date().duration_since(at.date()).as_hours() / 24;
    match days {
        0 => format!("today, {time}"),
        1 => format!("yesterday, {time}"),
        -1 => format!("tomorrow, {time}"),
        2..=6 | -6..=-2 => format!("{}, {time}", at.strftime("%A %-d %B")),
        _ => format!("{}, {time}", dated(at.date(), now.date())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_in_the_readers_zone() {
        let now: Timestamp = "2027-01-11T22:30:00Z".parse().expect("a time");
        let oslo = zone(&"Europe/Oslo".parse().expect("a zone"));
        let said = |text: &str, zone: &TimeZone| said(text.parse().expect("a time"), now, zone);
        assert_eq!(said("2027-01-11T22:10:00Z", &oslo), "today, 23:10");
        assert_eq!(said("2027-01-11T23:10:00Z", &oslo), "tomorrow, 00:10");
        assert_eq!(said("2027-01-11T23:10:00Z", &TimeZone::UTC), "today, 23:10");
        assert_eq!(said("2027-01-10T09:05:00Z", &oslo), "yesterday, 10:05");
        assert_eq!(said("2027-01-07T09:05:00Z", &oslo), "Thursday 7 January, 10:05");
        assert_eq!(said("2027-01-02T09:05:00Z", &oslo), "2 January, 10:05");
        assert_eq!(said("2026-11-02T09:05:00Z", &oslo), "2 November 2026, 10:05");
    }

    #[test]
    fn days_are_said_without_the_year_that_it_is() {
        let today = jiff::civil::date(2027, 1, 11);
        let said = |year, month, on| day(jiff::civil::date(year, month, on), today);
        assert_eq!([said(2027, 1, 10), said(2027, 1, 11), said(2027, 1, 12)], ["yesterday", "today", "tomorrow"]);
        assert_eq!([said(2027, 3, 1), said(2026, 12, 31)], ["1 March", "31 December 2026"]);
    }

    #[test]
    fn what_is_written_has_its_year() {
        let at: Timestamp = "2027-01-11T22:10:00Z".parse().expect("a time");
        let oslo = zone(&"Europe/Oslo".parse().expect("a zone"));
        assert_eq!(written_at(at, &oslo), "11 January 2027, 23:10");
        let [from, to] = [1, 6].map(|month| jiff::civil::date(2027, month, 4));
        assert_eq!(span(from, to), "4 January 2027 to 4 June 2027");
    }

    #[test]
    fn zones_are_known_by_name() {
        assert!(exists(&"Europe/Zagreb".parse().expect("a form")));
        assert!(!exists(&"Mars/Olympus".parse().expect("a form")));
        assert!(zones().len() > 300);
    }
}
