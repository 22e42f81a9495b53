//! The words of the desk.

use super::api::{PlanStands, Wait};
use crate::{goals::Standing, parts::counted};
use waymark::{
    desk::Step,
    review::{Side, Stage},
};

/// What the desk can be narrowed down to: as the address has it, and in words.
pub const NEEDS: [(&str, &str); 6] = [
    ("", "Everybody"),
    ("any", "Who waits for me"),
    ("stuck", "Who is stuck"),
    ("review", "Reviews that wait for me"),
    ("agree", "Goals to agree to"),
    ("quiet", "Goals not talked of"),
];

/// What was just done, by the word in the address.
pub fn done(what: &str) -> Option<&'static str> {
    (what == "handed-over").then_some("The review was handed over. What you shared stays in it, with your name.")
}

/// Small numbers as words.
fn number(count: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// "Three of twelve people wait for you".
pub fn headline(waiting: usize, people: usize) -> String {
    match (waiting, people) {
        (_, 0) => "Your desk".to_owned(),
        (0, _) => "Nobody waits for you".to_owned(),
        (1, 1) => "One person waits for you".to_owned(),
        (waiting, people) if waiting == people => format!("All {} people wait for you", number(people)),
        (1, people) => format!("One of {} people waits for you", number(people)),
        (waiting, people) => format!("{} of {} people wait for you", capital(&number(waiting)), number(people)),
    }
}

/// "today", "yesterday", "for 3 days".
fn lasting(days: i64) -> String {
    match days {
        ..=0 => "since today".to_owned(),
        1 => "since yesterday".to_owned(),
        days => format!("for {days} days"),
    }
}

/// What waits: its icon, the page and the words. Nothing of what is done on the desk itself.
pub fn wait(wait: Wait) -> Option<(&'static str, String, String)> {
    Some(match wait {
        Wait::TakeOver { .. } => return None,
        Wait::Stuck { id, title, days } => ("alert", format!("/goals/{id}"), format!("Stuck {}: {title}", lasting(days))),
        Wait::MoreStuck { href, count } => ("alert", href, format!("Stuck with {}", counted(count, "more goal", "more goals"))),
        Wait::Review { href, step, due, late } => {
            let what = match step {
                Step::Share => "Share your half",
                Step::Talk => "Talk, and write the plan",
                Step::Sign => "Sign the plan",
            };
            let words = if late { format!("{what}: it was due {due}") } else { format!("{what} by {due}") };
            ("clock", href, words)
        }
        Wait::Agree { href, count } => ("check", href, format!("Agree to {}", counted(count, "goal", "goals"))),
        Wait::Quiet { href, count, days } => {
            let goals = counted(count, "goal", "goals");
            ("check-ins", href, format!("Ask how {goals} {}: no word for {days} days", if count == 1 { "goes" } else { "go" }))
        }
    })
}

/// How far a review is, as who holds it says it.
pub fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Prepare => "Both prepare",
        Stage::Share(Side::Own) => "They shared, you have not",
        Stage::Share(Side::Manager) => "You shared, they have not",
        Stage::Talk => "Both shared: time to talk",
        Stage::Sign(Side::Own) => "They signed, you have not",
        Stage::Sign(Side::Manager) => "You signed, they have not",
        Stage::Signed => "Signed by both",
    }
}

/// How far a plan is.
pub fn plan(plan: &PlanStands) -> String {
    match plan {
        PlanStands::Open => "Being written".to_owned(),
        PlanStands::SignedByReader => "Signed by you".to_owned(),
        PlanStands::SignedByPerson => "Signed by them".to_owned(),
        PlanStands::Signed { day, amending: false } => format!("Signed {day}"),
        PlanStands::Signed { day, amending: true } => format!("Signed {day}, being amended"),
    }
}

/// How many goals stand so: the tone, the shape and the words.
pub fn count(standing: Standing, count: usize) -> (&'static str, &'static str, String) {
    let (class, shape, _) = standing.said();
    let word = match standing {
        Standing::OnTrack => "on track",
        Standing::Behind => "behind",
        Standing::AtRisk => "at risk",
        Standing::Overdue => "overdue",
        Standing::Stuck => "stuck",
        Standing::Done => "done",
        Standing::Dropped => "given up",
    };
    (class.trim_start_matches("pill "), shape, format!("{count} {word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_counts_who_waits() {
        let said =
            [(0, 0), (0, 12), (1, 1), (1, 12), (3, 12), (12, 12), (31, 300)].map(|(waiting, people)| headline(waiting, people));
        assert_eq!(
            said,
            [
                "Your desk",
                "Nobody waits for you",
                "One person waits for you",
                "One of twelve people waits for you",
                "Three of twelve people wait for you",
                "All twelve people wait for you",
                "31 of 300 people wait for you",
            ]
        );
    }

    #[test]
    fn what_waits_is_said_with_its_day() {
        let said =
            |step, late| wait(Wait::Review { href: String::new(), step, due: "12 May".to_owned(), late }).expect("a link").2;
        assert_eq!(said(Step::Share, false), "Share your half by 12 May");
        assert_eq!(said(Step::Sign, true), "Sign the plan: it was due 12 May");
        let stuck = |days| wait(Wait::Stuck { id: "1".to_owned(), title: "Faster".to_owned(), days }).expect("a link").2;
        assert_eq!([stuck(0), stuck(3)], ["Stuck since today: Faster", "Stuck for 3 days: Faster"]);
    }
}
