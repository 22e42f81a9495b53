//! What is exported, and imported again.

use super::*;
use crate::export;

fn lines(text: &str) -> Vec<&str> {
    text.strip_prefix('\u{feff}').expect("a byte order mark").split_terminator("\r\n").skip(1).collect()
}

#[test]
fn the_main_post_has_what_somebody_is_today_and_others_what_was_told() {
    let mut office = founded(&[
        row("E1", "Ada").titled("CEO").on("").at("Oslo"),
        row("E2", "Bo").titled("CTO").on("eng_lead").under("E1"),
        row("E3", "Bo").without_address().titled("Interim").on("ops_lead").at("Bergen").under("E2"),
        row("E4", "Cy").titled("Engineer").on("eng_lead").under("E3"),
    ]);
    let ada = office.id("Ada");
    office.correct("Cy", |cy| {
        cy.title = Some("Head".into());
        cy.manager = Some(ada);
    });
    assert_eq!(
        lines(&export::people(&office.known)),
        [
            "E1,Ada,ada@halden.example,CEO,,Oslo,,",
            "E2,Bo,bo@halden.example,CTO,eng_lead,,E1,",
            "E3,Bo,,Interim,ops_lead,,E2,E2",
            "E4,Cy,cy@halden.example,Head,eng_lead,,E1,",
        ]
    );
    assert!(
        export::people(&office.known)
            .starts_with("\u{feff}Employee #,Full name,Work email,Job title,Team,Location,Reports to,Same person as\r\n")
    );
}

#[test]
fn who_has_no_number_is_named_by_their_address_of_today() {
    let mut office =
        founded(&[unnumbered("Ada", "ada@halden.example"), unnumbered("Bo", "bo@halden.example").under("ada@halden.example")]);
    office.correct("Ada", |ada| ada.email = Some("countess@halden.example".parse().expect("an address")));
    let people = export::people(&office.known);
    assert_eq!(
        lines(&people),
        [",Ada,countess@halden.example,,Ada's team,,,", ",Bo,bo@halden.example,,Ada's team,,countess@halden.example,"]
    );
    assert!(office.plan_table(&read(people.as_bytes(), &How::default()).expect("a table")).is_empty());
}

#[test]
fn who_left_is_not_exported_and_nobody_reports_to_them() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    office.correct("Ada", |ada| ada.active = false);
    assert_eq!(lines(&export::people(&office.known)), ["E2,Bo,bo@halden.example,,Ada's team,,,"]);
    assert_eq!(lines(&export::teams(&office.known)), ["Ada's team,,"]);
}

#[test]
fn cells_are_guarded_against_formulas() {
    let office = founded(&[row("E1", "'=Ada").titled("'-1").at("'None").addressed("ada@halden.example").under("")]);
    assert_eq!(lines(&export::people(&office.known)), ["E1,'=Ada,ada@halden.example,'-1,,'None,,"]);
}

#[test]
fn teams_stand_behind_the_one_that_they_belong_to() {
    let office = founded(&[
        row("E1", "Ada"),
        row("E2", "Bo").on("b_team").under("E1"),
        row("E3", "Cy").on("Under b").under("E2"),
        row("E4", "Dee").on("a_team").under("E1"),
        row("E5", "Eve").on("Lowest").under("E3"),
    ]);
    assert_eq!(lines(&export::teams(&office.known)), ["a_team,,E1", "b_team,,E1", "Under b,b_team,E2", "Lowest,Under b,E3"]);
}

#[test]
fn somebody_without_a_post_is_exported_by_their_address() {
    let mut office = office();
    office.add("Ada", None);
    office.known.posts.clear();
    assert_eq!(lines(&export::people(&office.known)), [",Ada,ada@halden.example,,,,,"]);
}
