//! Who leaves, who stays and who is back.

use super::*;
use crate::import::Protected;

fn line() -> [Row; 4] {
    [row("E1", "Ada"), row("E2", "Bo").under("E1"), row("E3", "Cy").under("E2"), row("E4", "Dee").under("E3")]
}

/// The file without Bo, in which Cy reports to Ada.
fn without_bo() -> [Row; 3] {
    [row("E1", "Ada"), row("E3", "Cy").under("E1"), row("E4", "Dee").under("E3")]
}

#[test]
fn who_is_missing_leaves_only_if_that_was_chosen() {
    let mut office = founded(&line());
    assert_eq!(office.import(&without_bo()).left, []);
    assert!(office.person("Bo").active);
    office.options.leavers = true;
    let plan = office.import(&without_bo());
    assert_eq!(plan.left.iter().map(|left| left.name.as_str()).collect::<Vec<_>>(), ["Bo"]);
    let bo = office.person("Bo");
    assert_eq!((bo.active, bo.left, bo.team, bo.homes.on(TODAY)), (false, Some(TODAY), None, None));
    assert!(!office.post("E2").active);
}

#[test]
fn a_status_makes_somebody_leave_without_that_choice() {
    let mut office = founded(&line());
    let rows = [row("E1", "Ada").being(""), row("E2", "Bo").being("terminated"), row("E3", "Cy").being("").under("E1")];
    assert_eq!(office.import(&rows).left.len(), 1);
    assert!(!office.person("Bo").active);
}

#[test]
fn people_added_by_hand_do_not_leave_by_a_file() {
    let mut office = founded(&line()).with_leavers();
    office.add("Eve", Some("Ada"));
    office.import(&line());
    assert!(office.person("Eve").active);
}

#[test]
fn reports_and_teams_of_who_leaves_go_to_the_nearest_who_stays() {
    let mut office = founded(&line()).with_leavers();
    office.add("Eve", Some("Cy"));
    let plan = office.import(&[row("E1", "Ada"), row("E4", "Dee").under("E1")]);
    assert_eq!(plan.left.len(), 2);
    assert_eq!(office.manager("Eve"), Some("Ada"), "Cy and Bo, who is above, both leave");
    assert_eq!(office.team("Cy's team").lead, Some(office.id("Ada")));
    assert!(plan.teams_changed.iter().any(|team| team.name.as_str() == "Cy's team"));
}

#[test]
fn nobody_leaves_by_their_own_import() {
    let mut office = founded(&line()).with_leavers();
    office.known.importer = Some(office.id("Bo"));
    let plan = office.import(&without_bo());
    assert_eq!(cautions(&plan), [Caution::Stays { name: "Bo".into(), because: Protected::Importer }]);
    assert!(office.person("Bo").active && office.post("E2").active);
}

#[test]
fn the_last_administrator_stays_and_another_one_leaves() {
    let mut office = founded(&line()).with_leavers();
    office.correct("Bo", |bo| bo.administrator = true);
    let plan = office.import(&without_bo());
    assert_eq!(cautions(&plan), [Caution::Stays { name: "Bo".into(), because: Protected::LastAdministrator }]);
    let gone = [
        row("E1", "Ada").being(""),
        row("E2", "Bo").being("left"),
        row("E3", "Cy").being("").under("E1"),
        row("E4", "Dee").being("").under("E3"),
    ];
    let plan = office.import(&gone);
    assert_eq!(plan.warnings[0].to_string(), "Line 3: Bo stays: no administrator would be left.");
    office.correct("Ada", |ada| ada.administrator = true);
    assert_eq!(office.import(&without_bo()).left.len(), 1);
}

#[test]
fn many_leaving_at_once_is_a_warning() {
    let many = |count: u8| -> Vec<Row> {
        let reports = (2..=count).map(|n| row(&format!("E{n}"), &format!("Ada{n}")).under("E1"));
        std::iter::once(row("E1", "Root").under("")).chain(reports).collect()
    };
    let mut office = founded(&many(20)).with_leavers();
    assert_eq!(cautions(&office.plan(&many(14))), [Caution::ManyLeave { leave: 6, of: 20 }]);
    assert_eq!(cautions(&office.plan(&many(15))), []);
}

#[test]
fn who_is_in_the_file_again_is_back_with_a_manager_and_a_home() {
    let mut office = founded(&line()).with_leavers();
    office.import(&without_bo());
    let plan = office.import(&line());
    assert_eq!((plan.returned.len(), plan.added.len()), (1, 0));
    let bo = office.person("Bo");
    assert_eq!((bo.active, bo.left), (true, None));
    assert_eq!((office.posts("Bo"), office.manager("Bo"), office.home("Bo")), (vec!["E2"], Some("Ada"), Some("Ada's team")));
}

#[test]
fn one_of_several_posts_may_end() {
    let rows = [row("E1", "Ada"), row("E2", "Ada").without_address().titled("Interim CTO")];
    let mut office = founded(&rows).with_leavers();
    let plan = office.import(&rows[..1]);
    assert_eq!((plan.left.len(), office.posts("Ada")), (0, vec!["E1"]));
    assert_eq!(plan.changed[0].what[0].before.as_deref(), Some("E1, E2"));
}

#[test]
fn an_unknown_number_of_who_left_with_a_known_address_is_theirs() {
    let mut office = founded(&[row("E1", "Ada")]);
    office.add("Bo", Some("Ada"));
    office.import(&[row("E1", "Ada").being("active"), row("E2", "Bo").being("left")]);
    assert!(!office.person("Bo").active);
}

#[test]
fn who_left_by_their_address_alone_leaves_with_all_posts_that_are_not_in_the_file() {
    let rows = [row("E1", "Ada"), row("E2", "Bo").under("E1"), row("E3", "Bo").without_address().under("E1")];
    let gone = unnumbered("Bo", "bo@halden.example").being("left");
    let mut office = founded(&rows);
    office.import(&[row("E1", "Ada").being(""), gone]);
    assert!(!office.person("Bo").active);
}
