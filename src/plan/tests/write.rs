//! Writing, part by part.

use super::*;
use crate::review::{NotAnAnswer, Pen};

#[test]
fn who_writes_different_parts_does_not_meet_and_who_writes_the_same_is_told() {
    let one = Plan::default().write(&[edit(strengths("Calm."), 0)]).expect("written");
    let both = one.write(&[edit(growth("To say no."), 0)]).expect("written");
    assert_eq!((both.revision(Part::Strengths), both.revision(Part::Growth), both.revision(Part::Dates)), (1, 1, 0));
    let met = Met { now: strengths("Calm."), revision: 1 };
    assert_eq!(both.write(&[edit(strengths("Quick."), 0)]), Err(Refused::Met(vec![met.clone()])));
    // One that meets another keeps both from being saved: nothing is half done.
    let two = [edit(strengths("Quick."), 0), edit(growth("To write."), 1)];
    assert_eq!(both.write(&two), Err(Refused::Met(vec![met])));
    assert!(both.write(&[edit(strengths("Quick."), 1)]).is_ok(), "knowingly");
    assert_eq!(both.write(&[edit(strengths("Calm."), 0)]), Err(Refused::Nothing));
    assert_eq!(both.write(&[]), Err(Refused::Nothing));
}

#[test]
fn a_page_never_meets_itself_and_what_comes_late_is_let_go() {
    let by = |page: &str, step: u32, text: &str| Edit { pen: Some(Pen { page: page.into(), step }), ..edit(strengths(text), 0) };
    let first = Plan::default().write(&[by("a", 1, "C")]).expect("written");
    let second = first.write(&[by("a", 3, "Calm.")]).expect("written");
    assert_eq!(second.write(&[by("a", 2, "Ca")]), Err(Refused::Nothing));
    assert!(matches!(second.write(&[by("b", 9, "Quick.")]), Err(Refused::Met(_))));
    assert!(matches!(second.write(&[by("", 1, "Quick.")]), Err(Refused::Wrong(Part::Strengths, _))));
}

#[test]
fn what_does_not_fit_is_not_written() {
    let long = "é".repeat(LONGEST_TEXT + 1);
    let wrong = |said: Said, why: NotAnAnswer| {
        let part = said.part();
        assert_eq!(Plan::default().write(&[edit(said, 0)]), Err(Refused::Wrong(part, why)));
    };
    wrong(strengths(&long), NotAnAnswer::TooLong(LONGEST_TEXT + 1));
    wrong(Said::Towards("a\u{0}b".into()), NotAnAnswer::Control);
    let promise = Promise { what: words("Time"), by: Whom::Side(Side::Manager), due: None };
    wrong(Said::Support(vec![promise; MOST_PROMISES + 1]), NotAnAnswer::TooMany(MOST_PROMISES));
    let next = Next { on: DUE, what: words("Look again") };
    wrong(Said::Dates(vec![next.clone(); MOST_DATES + 1]), NotAnAnswer::TooMany(MOST_DATES));
    assert!(Plan::default().write(&[edit(Said::Dates(vec![next; MOST_DATES]), 0)]).is_ok());
    assert!(Words::new(&"é".repeat(LONGEST_LINE)).is_ok() && Words::new(&"é".repeat(LONGEST_LINE + 1)).is_err());
    assert!(Words::new(" \n").is_err());
}

#[test]
fn a_form_without_script_changes_no_line_ends() {
    let plan = Plan::default().write(&[edit(strengths("One.\nTwo."), 0)]).expect("written");
    assert_eq!(plan.write(&[edit(strengths("One.\r\nTwo."), 1)]), Err(Refused::Nothing));
}

#[test]
fn parts_read_back_from_their_names() {
    for part in Part::ALL {
        assert_eq!(part.to_string().parse(), Ok(part));
        assert_eq!(Parts::default().said(part).part(), part);
    }
    assert_eq!("else".parse::<Part>(), Err(NotAPart));
}

#[test]
fn what_both_signed_is_not_written_any_more() {
    let goals = now([plain(1)]);
    let plan = signed(&written(), &goals);
    assert_eq!(plan.write(&[edit(strengths("Quick."), 1)]), Err(Refused::Signed));
}
