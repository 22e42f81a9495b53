//! Several posts of one person.

use super::*;

fn kaia() -> [Row; 4] {
    [
        row("E1", "Kaia Grgić").titled("CEO"),
        row("E2", "Kaia Grgić").without_address().titled("Interim Engineering Manager").under("E1"),
        row("E3", "KAIA  GRGIĆ").without_address().titled("Interim Lead").under("E1"),
        row("E4", "Bo").under("E2"),
    ]
}

#[test]
fn new_rows_of_one_name_and_at_most_one_address_are_one_person() {
    let mut office = office();
    let plan = office.import(&kaia());
    assert_eq!(office.posts("Kaia Grgić"), ["E1", "E2", "E3"]);
    assert_eq!((office.manager("Kaia Grgić"), office.manager("Bo")), (None, Some("Kaia Grgić")));
    assert_eq!(office.person("Kaia Grgić").title.as_deref(), Some("CEO"));
    let [joined] = &plan.joined[..] else { panic!("{:?}", plan.joined) };
    assert!(joined.by_name);
    assert_eq!(
        joined.posts.iter().map(|post| (post.key.as_str(), post.main)).collect::<Vec<_>>(),
        [("E1", true), ("E2", false), ("E3", false)]
    );
    assert_eq!(plan.added.len(), 2);
}

#[test]
fn posts_may_be_kept_apart_and_stay_so() {
    let mut office = office().apart(&["E3"]);
    let plan = office.import(&kaia());
    assert_eq!(office.known.people.len(), 3);
    assert_eq!(plan.joined[0].posts.iter().map(|post| post.apart).collect::<Vec<_>>(), [false, false, true]);
    office.options.apart.clear();
    assert!(office.plan(&kaia()).is_empty(), "rows that are known keep their person");
    assert_ne!(office.post("E1").person, office.post("E3").person);
}

#[test]
fn the_same_name_with_different_addresses_is_different_people() {
    let mut office = office();
    let plan = office.import(&[
        row("E1", "Bo Lee").addressed("b1@halden.example"),
        row("E2", "Bo Lee").addressed("b2@halden.example").under("E1"),
        row("E3", "Bo Lee").without_address().under("E1"),
    ]);
    assert_eq!(office.known.people.len(), 3);
    assert_eq!(cautions(&plan)[0], Caution::SameName { name: "Bo Lee".into(), people: 3 });
    assert_eq!(plan.joined, []);
}

#[test]
fn letters_count_exactly() {
    let mut office = office();
    office.import(&[row("E1", "Kaia Grgić"), row("E2", "Kaia Grgic").without_address().under("E1")]);
    assert_eq!(office.known.people.len(), 2);
}

#[test]
fn one_name_with_one_address_on_each_row_is_one_person() {
    let mut office = office();
    office.import(&[row("E1", "Ada"), row("E2", "Ada").under("E1")]);
    assert_eq!(office.posts("Ada"), ["E1", "E2"]);
}

#[test]
fn a_new_row_joins_who_is_known_by_that_name() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    let plan = office.import(&[row("E3", "Bo").without_address().titled("Interim CTO").under("E1")]);
    assert_eq!(office.posts("Bo"), ["E2", "E3"]);
    assert_eq!(office.person("Bo").title, None, "the main post stays the main one");
    assert_eq!(plan.changed[0].what[0].after.as_deref(), Some("E2, E3"));
    assert_eq!(plan.joined[0].posts.iter().map(|post| post.new).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_new_row_with_another_address_does_not_join_who_is_known() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    office.import(&[row("E3", "Bo").addressed("other.bo@halden.example").under("E1")]);
    assert_eq!(office.known.people.len(), 3);
}

#[test]
fn the_main_post_has_an_address_is_not_interim_and_not_under_another_own_one() {
    let bare = |key: &str, title: &str| row(key, "Uma Lopes").without_address().titled(title);
    let first = |rows: &[Row]| founded(rows).posts("Uma Lopes")[0].to_owned();
    assert_eq!(first(&[bare("E1", "Head"), bare("E2", "Lead").addressed("u@halden.example")]), "E2");
    assert_eq!(first(&[bare("E1", "Interim Lead"), bare("E2", "Head")]), "E2");
    assert_eq!(first(&[bare("E1", "Acting Lead"), bare("E2", "Head")]), "E2");
    assert_eq!(first(&[bare("E1", "Lead").under("E2"), bare("E2", "Head")]), "E2");
    assert_eq!(first(&[bare("E1", "Lead").under("uma lopes"), bare("E2", "Head")]), "E2");
    assert_eq!(first(&[bare("E2", "Lead"), bare("E1", "Head")]), "E2", "else the first in the file");
}

#[test]
fn who_reports_to_their_own_post_reports_to_whom_that_one_does() {
    let office = founded(&[
        row("E1", "Ada"),
        row("E2", "Bo").titled("Interim A").addressed("bo@halden.example").under("E3"),
        row("E3", "Bo").without_address().titled("Head").under("E1"),
    ]);
    assert_eq!(office.posts("Bo"), ["E2", "E3"]);
    assert_eq!(office.manager("Bo"), Some("Ada"));
}

#[test]
fn a_circle_that_only_the_joining_makes_says_that_keeping_apart_opens_it() {
    let rows = [
        row("E1", "Ada"),
        row("E2", "Bo").without_address().under("E1"),
        row("E3", "Bo").under("E4"),
        row("E4", "Cy").under("E2"),
    ];
    let expected = "Line 4: Bo reports to Cy, who reports to Bo; keeping the joined posts apart opens the circle.";
    assert_eq!(office().refuses(&rows), [expected]);
    assert_eq!(office().plan(&rows).joined.len(), 1, "what may be kept apart is listed beside the problem");
    office().apart(&["E3"]).import(&rows);
}

#[test]
fn a_column_says_who_is_the_same_person_and_then_names_do_not() {
    let mut office = office();
    let plan = office.import(&[
        row("E1", "Ada"),
        row("E2", "Ada L.").without_address().same_as("E3").under("E1"),
        row("E3", "Ada Lovelace").without_address().titled("Interim").under("E1"),
        row("E4", "Bo").without_address().same_as("E2").under("E1"),
        row("E5", "Ada").without_address().under("E1"),
    ]);
    assert_eq!(office.posts("Ada Lovelace"), ["E3", "E2", "E4"], "the main post is the one that was named");
    assert_eq!(office.known.people.len(), 3);
    assert!(!plan.joined[0].by_name);
}

#[test]
fn the_same_person_may_be_somebody_known_and_must_be_somebody() {
    let mut office = founded(&[row("E1", "Ada")]);
    office.import(&[row("E2", "A. L.").without_address().same_as("ada@halden.example")]);
    assert_eq!(office.posts("Ada"), ["E1", "E2"]);
    assert_eq!(
        office.refuses(&[row("E3", "Bo").same_as("E99")]),
        ["Line 2, Same person as: no one in this file or here has the number E99."]
    );
}

#[test]
fn who_are_the_same_person_in_a_circle_are_one_person() {
    let mut office = office();
    office.import(&[row("E1", "Ada").same_as("E2"), row("E2", "Ada").without_address().same_as("E1")]);
    assert_eq!(office.known.people.len(), 1);
}

#[test]
fn a_known_post_keeps_its_holder_whatever_the_column_says() {
    let mut office = founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1")]);
    let plan = office.import(&[row("E1", "Ada").under(""), row("E2", "Bo").under("E1").same_as("E1")]);
    assert_eq!(cautions(&plan), [Caution::HolderKept { key: "E2".parse().expect("a key"), name: "Bo".into() }]);
    assert_eq!(office.known.people.len(), 2);
}
