use super::*;
use crate::directory::{Resolved, ResolvedTeam};

fn office() -> Office {
    Office::default()
        .form("Data")
        .form("Data platform")
        .hire("Ana Marić")
        .mailed("ana@halden.example")
        .hire("ANA MARIC")
        .titled("Engineer")
        .hire("Ana Maric")
        .titled("Designer")
        .working_in("Oslo")
        .hire("Bo Cid")
        .mailed("bo.cid@halden.example")
        .hire("Johannes Roth")
        .hire("Gone Girl")
        .mailed("gone@halden.example")
        .who_left()
}

#[test]
fn a_name_is_a_label_where_nobody_else_has_it() {
    let (office, directory) = (office(), office().directory());
    let label = |called: &str| directory.label(office.id(called));
    assert_eq!(label("Bo Cid"), "Bo Cid");
    assert_eq!(label("Ana Marić"), "Ana Marić (ana@halden.example)");
    assert_eq!(label("ANA MARIC"), "ANA MARIC (Engineer)");
    assert_eq!(label("Ana Maric"), "Ana Maric (Designer)");
}

#[test]
fn labels_addresses_names_and_few_words_mean_one_person() {
    let (office, directory) = (office(), office().directory());
    for (text, called) in [
        ("ana maric (engineer)", "ANA MARIC"),
        ("ana maric (ana@halden.example)", "Ana Marić"),
        ("  Ana  Marić (ana@halden.example) ", "Ana Marić"),
        ("ANA@halden.example", "Ana Marić"),
        ("bo cid", "Bo Cid"),
        ("cid", "Bo Cid"),
        ("maric oslo", "Ana Maric"),
    ] {
        assert_eq!(directory.resolve(text), Resolved::Person(office.id(called)), "{text}");
    }
}

#[test]
fn what_does_not_mean_one_person_is_answered_with_who_could_be_meant() {
    let (office, directory) = (office(), office().directory());
    let Resolved::Several(several) = directory.resolve("Ana Maric") else { panic!("three are called so") };
    assert_eq!(names(&directory, &several), ["ANA MARIC", "Ana Maric", "Ana Marić"]);
    let nobody = |called: &[&str]| Resolved::Nobody { suggestions: called.iter().map(|called| office.id(called)).collect() };
    assert_eq!(directory.resolve("Johanes Roth"), nobody(&["Johannes Roth"]), "a typing error");
    assert_eq!(directory.resolve("ann"), nobody(&["Johannes Roth"]), "a part of a word");
    assert_eq!(directory.resolve("bo.cid@elsewhere.example"), nobody(&["Bo Cid"]), "another's address");
    assert_eq!(directory.resolve("Gone Girl"), nobody(&[]), "who left");
    assert_eq!(directory.resolve("gone@halden.example"), nobody(&[]), "who left");
    assert_eq!(directory.resolve("  "), nobody(&[]));
}

#[test]
fn who_has_nothing_of_their_own_is_labelled_by_what_is_nobodys_label_yet() {
    let office = Office::default()
        .hire("Ana Marić")
        .titled("Engineer")
        .hire("Ana Maric")
        .titled("Engineer")
        .mailed("ana@halden.example")
        .hire("Bo Cid")
        .hire("Bo Čid")
        .mailed("bo@halden.example");
    let directory = office.directory();
    assert_eq!(directory.label(office.id("Ana Marić")), "Ana Marić (no address)");
    assert_eq!(directory.label(office.id("Bo Cid")), "Bo Cid (no address)");
    assert_eq!(directory.label(office.id("Bo Čid")), "Bo Čid (bo@halden.example)");
}

#[test]
fn nobodys_label_is_the_name_or_address_of_another() {
    let office = Office::default()
        .hire("Ana Bo (CTO)")
        .hire("Ana Bo")
        .titled("CTO")
        .working_in("Oslo")
        .hire("Aña Bo")
        .hire("x@halden.example")
        .titled("Robot")
        .hire("Owner")
        .mailed("x@halden.example");
    let directory = office.directory();
    assert_eq!(directory.label(office.id("Ana Bo")), "Ana Bo (Oslo)");
    assert_eq!(directory.resolve("Ana Bo (CTO)"), Resolved::Person(office.id("Ana Bo (CTO)")));
    assert_eq!(directory.label(office.id("x@halden.example")), "x@halden.example (Robot)");
    assert_eq!(directory.resolve("x@halden.example"), Resolved::Person(office.id("Owner")));
}

#[test]
fn a_team_is_meant_by_its_name_or_words_that_only_it_has() {
    let (office, directory) = (office(), office().directory());
    assert_eq!(directory.resolve_team("dáta"), ResolvedTeam::Team(office.team("Data")));
    assert_eq!(directory.resolve_team("plat"), ResolvedTeam::Team(office.team("Data platform")));
    let both = ["Data", "Data platform"].map(|called| office.team(called)).to_vec();
    assert_eq!(directory.resolve_team("dat"), ResolvedTeam::Several(both));
    let suggestions = vec![office.team("Data platform")];
    assert_eq!(directory.resolve_team("paltform"), ResolvedTeam::Nothing { suggestions });
}

proptest! {
    #[test]
    fn a_label_means_whose_it_is((people, teams) in organisation()) {
        let directory = Directory::of(people, teams);
        for id in directory.people() {
            let label = directory.label(*id);
            let name = directory.person(*id).expect("is there").name.as_str();
            match directory.resolve(&label) {
                Resolved::Person(found) => prop_assert_eq!(found, *id),
                // Only who has the bare name for want of anything else.
                Resolved::Several(_) => prop_assert_eq!(label, name),
                Resolved::Nobody { .. } => prop_assert!(false, "{} means nobody", label),
            }
        }
    }

    #[test]
    fn with_addresses_every_label_means_one((mut people, teams) in organisation()) {
        for (number, person) in people.iter_mut().enumerate() {
            person.email = Some(format!("own{number}@halden.example").parse().expect("an address"));
        }
        let directory = Directory::of(people, teams);
        for id in directory.people() {
            prop_assert_eq!(directory.resolve(&directory.label(*id)), Resolved::Person(*id));
        }
    }
}
