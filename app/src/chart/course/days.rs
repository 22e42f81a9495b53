//! The axis of time.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// From which day to which.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    first: Date,
    last: Date,
}

/// A place on it that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, from 0 to 1.
    pub place: f64,
    /// "3 Mar", "Mar" or "2027".
    pub label: String,
    /// The year, where it is the first of that and its name does not say it.
    pub year: Option<i16>,
}

/// How far it is from one name to the next.
#[derive(Clone, Copy)]
enum Step {
    Days(i32),
    Months(i32),
}

/// As many names as there is room for.
const MOST: usize = 8;

impl Days {
    /// All of these days; they are one at least.
    pub fn around(from: Date, others: impl IntoIterator<Item = Date>) -> Self {
        others
            .into_iter()
            .fold(Self { first: from, last: from }, |days, day| Self { first: days.first.min(day), last: days.last.max(day) })
    }

    /// Where a day lies, from 0 to 1; what is outside lies at the end. A single day is in the middle.
    pub fn place(self, day: Date) -> f64 {
        match between(self.first, self.last) {
            0 => 0.5,
            whole => float(between(self.first, day.clamp(self.first, self.last))) / float(whole),
        }
    }

    /// Whether years have to be said.
    pub fn years_differ(self) -> bool {
        self.first.year() != self.last.year()
    }

    /// Days, weeks, months, quarters or years, whatever gives two to eight.
    pub fn ticks(self) -> Vec<Tick> {
        let years = [1, 10, 100, 1000].into_iter().flat_map(|power| [1, 2, 5].map(|factor| 12 * factor * power));
        let steps = [1, 2, 7, 14].map(Step::Days).into_iter().chain([1, 2, 3, 6].into_iter().chain(years).map(Step::Months));
        // Three months are better said than six fortnights.
        let is_fine = |step| matches!(step, Step::Days(14)) && self.steps(Step::Months(1)).len() > 2;
        let fits =
            |step| Some((step, self.steps(step))).filter(|(step, days)| (2..=MOST).contains(&days.len()) && !is_fine(*step));
        let (step, days) = steps.into_iter().find_map(fits).unwrap_or((Step::Days(1), vec![self.first]));
        let (format, says_year) = match step {
            Step::Days(_) => ("%-d %b", false),
            Step::Months(months) if months % 12 > 0 => ("%b", false),
            Step::Months(_) => ("%Y", true),
        };
        let mut said = None;
        let tick = |day: Date| {
            let is_new = said.replace(day.year()) != Some(day.year());
            let year = (is_new && !says_year && self.years_differ()).then_some(day.year());
            Tick { place: self.place(day), label: day.strftime(format).to_string(), year }
        };
        days.into_iter().map(tick).collect()
    }

    /// The days at which a step begins; one more than fits is enough.
    fn steps(self, step: Step) -> Vec<Date> {
        let first = self.first;
        let month = i32::from(first.year()) * 12 + i32::from(first.month()) - 1 + i32::from(first.day() > 1);
        // Weeks begin on Mondays.
        let monday = first.checked_add(i32::from(Weekday::Monday.since(first.weekday())).days()).ok();
        let nth = |at: i32| match step {
            Step::Days(days @ ..7) => first.checked_add((days * at).days()).ok(),
            Step::Days(days) => monday?.checked_add((days * at).days()).ok(),
            Step::Months(months) => {
                let month = month + (-month).rem_euclid(months) + months * at;
                let year = i16::try_from(month.div_euclid(12)).ok()?;
                Date::new(year, i8::try_from(month.rem_euclid(12)).ok()? + 1, 1).ok()
            }
        };
        (0..=8).map_while(nth).take_while(|day| *day <= self.last).collect()
    }
}

/// How many days it is from one to another.
pub fn between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// All of time has less than eight million days.
fn float(days: i64) -> f64 {
    i32::try_from(days).unwrap_or(i32::MAX).into()
}
