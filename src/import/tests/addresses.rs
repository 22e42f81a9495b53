//! Who the rows are, by address.

use super::*;

#[test]
fn an_unknown_number_with_a_known_address_is_that_persons() {
    let mut office = office();
    let ada = office.add("Ada", None);
    let plan = office.import(&[row("E1", "Ada").titled("CEO")]);
    assert_eq!(office.id("Ada"), ada);
    assert_eq!(office.posts("Ada"), ["E1"], "the number takes the place of the post made by hand");
    assert!(!office.post("ada@halden.example").active);
    assert_eq!(office.person("Ada").title.as_deref(), Some("CEO"));
    assert_eq!((plan.added.len(), plan.changed.len()), (0, 1));
}

#[test]
fn a_number_takes_the_place_of_the_address_when_the_hr_system_begins_to_give_numbers() {
    let mut office =
        founded(&[unnumbered("Ada", "ada@halden.example"), unnumbered("Bo", "bo@halden.example").under("ada@halden.example")]);
    let plan = office.import(&[row("E1", "Ada").titled("CEO").under(""), row("E2", "Bo").titled("CTO").under("E1")]);
    assert_eq!((office.posts("Ada"), office.posts("Bo")), (vec!["E1"], vec!["E2"]));
    assert_eq!((office.person("Bo").title.as_deref(), office.manager("Bo")), (Some("CTO"), Some("Ada")));
    assert_eq!((plan.added.len(), plan.changed.len()), (0, 2));
}

#[test]
fn a_row_without_a_number_is_the_post_of_who_has_the_address_here() {
    let mut office = founded(&[row("E1", "Ada")]);
    office.import(&[unnumbered("Ada", "ada@halden.example").titled("CEO")]);
    assert_eq!(office.posts("Ada"), ["E1"]);
    assert_eq!(office.person("Ada").title.as_deref(), Some("CEO"));
}

#[test]
fn an_address_that_was_corrected_here_still_finds_its_post() {
    let mut office = founded(&[unnumbered("Ada", "ada@halden.example")]);
    office.correct("Ada", |ada| ada.email = Some("countess@halden.example".parse().expect("an address")));
    let posts = |office: &Office| office.posts("Ada").into_iter().map(str::to_owned).collect::<Vec<_>>();
    office.import(&[unnumbered("Ada", "ada@halden.example").titled("CEO")]);
    assert_eq!(posts(&office), ["ada@halden.example"]);
    office.import(&[unnumbered("Ada", "countess@halden.example").titled("Head")]);
    assert_eq!(posts(&office), ["ada@halden.example"]);
    assert_eq!(office.person("Ada").title.as_deref(), Some("Head"));
}

#[test]
fn an_address_that_the_file_gives_to_somebody_new_is_theirs() {
    let mut office = founded(&[row("E1", "Ada Old"), row("E2", "Bo").under("E1")]);
    office.import(&[
        row("E1", "Ada Old").addressed("ada.old@halden.example"),
        row("E3", "Ada New").addressed("ada@halden.example").under("E1"),
    ]);
    assert_ne!(office.id("Ada Old"), office.id("Ada New"));
    assert_eq!(office.posts("Ada New"), ["E3"]);
}

#[test]
fn people_may_change_addresses_with_each_other() {
    let rows = |a: &str, b: &str| [row("E1", "Ada").addressed(a), row("E2", "Bo").addressed(b).under("E1")];
    let mut office = founded(&rows("a@halden.example", "b@halden.example"));
    office.import(&rows("b@halden.example", "a@halden.example"));
    assert_eq!(office.person("Ada").email.as_ref().map(crate::Email::as_str), Some("b@halden.example"));
}

#[test]
fn two_people_with_one_address_are_a_problem() {
    let one = "ada@halden.example";
    assert_eq!(
        office().refuses(&[row("E1", "Ada"), row("E2", "Bo").addressed(one).under("E1")]),
        ["Line 3, Work email: Ada has the address ada@halden.example too (line 2)."]
    );
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    assert_eq!(
        office.refuses(&[row("E2", "Bo").addressed(one)]),
        ["Line 2, Work email: Ada has the address ada@halden.example already."]
    );
}

#[test]
fn somebody_without_an_address_is_a_warning_unless_another_post_has_one() {
    let plan = office().plan(&[row("E1", "Ada"), row("E2", "Bo").without_address().under("E1")]);
    assert_eq!(cautions(&plan), [Caution::NoAddress { name: "Bo".into() }]);
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").without_address().under("E1")]);
    let plan = office.import(&[row("E3", "Bo").under("E1")]);
    assert_eq!(office.posts("Bo"), ["E2", "E3"]);
    assert!(office.person("Bo").email.is_some() && cautions(&plan).is_empty());
}
