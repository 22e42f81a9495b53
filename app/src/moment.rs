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
        _ if day.year() == today.year() => day.strftime("%-d %B").to_string(),
        _ => day.strftime("%-d %B %Y").to_string(),
    }
}

/// "12 April", "12 April 2026": what keeps its name as days go by.
pub fn dated(day: Date, today: Date) -> String {
    let form = if day.year() == today.year() { "%-d %B" } else { "%-d %B %Y" };
    day.strftime(form).to_string()
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
        _ if at.year() == now.year() => format!("{}, {time}", at.strftime("%-d %B")),
        _ => format!("{}, {time}", at.strftime("%-d %B %Y")),
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
    fn zones_are_known_by_name() {
        assert!(exists(&"Europe/Zagreb".parse().expect("a form")));
        assert!(!exists(&"Mars/Olympus".parse().expect("a form")));
        assert!(zones().len() > 300);
    }
}
