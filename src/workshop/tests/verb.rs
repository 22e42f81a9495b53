//! Every refusal, and what happens otherwise.

use super::*;
use Colour::{Red, Yellow};
use Trend::{Better, Worse};

fn cast(workshop: &Workshop, votes: &[(&str, Option<Vote>)]) -> Result<Ballot, Refused> {
    cast_over(workshop, &Ballot::default(), votes)
}

fn cast_over(workshop: &Workshop, before: &Ballot, votes: &[(&str, Option<Vote>)]) -> Result<Ballot, Refused> {
    let votes: Vec<_> = votes.iter().map(|(section, vote)| (slug(section), *vote)).collect();
    workshop.cast(Part::Votes, before, &votes)
}

fn closed() -> Workshop {
    revealed([&[4, 4, 4, 2, 3], &[], &[]]).close(second(120)).expect("closed")
}

#[test]
fn a_workshop_is_opened_with_the_sections_of_a_questionnaire() {
    let workshop = opened(Way::Lights);
    assert_eq!((workshop.stage, workshop.opened_by, workshop.version), (Stage::Voting, lead(), Version(0)));
    assert!(workshop.sections.iter().all(|section| section.tally.is_none() && section.consensus.is_none()));
    assert!(workshop.section(&slug("balance")).is_some() && workshop.section(&slug("flow")).is_none());

    let form: Questionnaire = serde_json::from_value(serde_json::json!({
        "id": "team", "title": "Team", "purpose": "team", "lang": "en", "sections": [
            {"id": "balance", "title": "Balance", "about": "Of work", "questions": [
                {"id": "balance-1", "text": "It is even", "required": true, "ask": {"kind": "scale"}}]},
            {"id": "more", "title": "Anything else", "questions": [
                {"id": "more-1", "text": "What?", "required": false, "ask": {"kind": "text"}}]},
        ]
    }))
    .expect("a questionnaire");
    let balance = Topic { id: slug("balance"), title: "Balance".into(), about: "Of work".into() };
    assert_eq!(Topic::all_of(&form), [balance], "nobody can vote on what is only written about");
}

#[test]
fn a_workshop_needs_1_to_20_different_sections() {
    let with = |topics: Vec<Topic>| Wanted { topics, ..wanted(Way::Points) }.check();
    let numbered = |count: usize| (0..count).map(|number| topic(&format!("section-{number}"))).collect();
    assert_eq!(with(vec![]), Err(Refused::NoSections));
    assert_eq!(with(numbered(MOST_SECTIONS)), Ok(()));
    assert_eq!(with(numbered(MOST_SECTIONS + 1)), Err(Refused::ManySections));
    assert_eq!(with(vec![topic("balance"), topic("flow"), topic("balance")]), Err(Refused::SectionTwice));
    let titled = |title: &str| with(vec![Topic { title: title.into(), ..topic("balance") }]);
    assert_eq!(titled(&"ž".repeat(80)), Ok(()));
    for wrong in [" ", "a\nb", &"ž".repeat(81)] {
        assert_eq!(titled(wrong), Err(Refused::SectionTitle));
    }
    let about = |about: &str| with(vec![Topic { about: about.into(), ..topic("balance") }]);
    assert_eq!(about("One line\nand another"), Ok(()));
    for wrong in ["a\u{7}b", &"x".repeat(2001)] {
        assert_eq!(about(wrong), Err(Refused::SectionAbout));
    }
    let none = Wanted { topics: vec![], ..wanted(Way::Points) };
    assert_eq!(open(workshop_id(8), code("BCD-FGJ"), none, second(0), []), Err(Refused::NoSections));
}

#[test]
fn a_team_has_one_workshop_at_a_time_and_each_has_a_code_of_its_own() {
    let open_beside = |other: &Workshop, team, text| {
        open(workshop_id(8), code(text), Wanted { team, ..wanted(Way::Points) }, second(9), [other]).map(|_| ())
    };
    for other in [opened(Way::Points), revealed([&[4], &[], &[]])] {
        assert_eq!(open_beside(&other, team(1), "JKM-NPR"), Err(Refused::UnderWay));
        assert_eq!(open_beside(&other, team(2), "BCD-FGH"), Err(Refused::CodeTaken));
        assert_eq!(open_beside(&other, team(2), "JKM-NPR"), Ok(()));
    }
    assert_eq!(open_beside(&closed(), team(1), "BCD-FGH"), Ok(()), "a closed one is in nobody's way");
}

#[test]
fn a_vote_takes_the_place_of_an_earlier_one_and_can_be_taken_back() {
    let workshop = opened(Way::Points);
    let first = cast(&workshop, &[("balance", Some(points(2))), ("learning", Some(points(5)))]).expect("cast");
    assert_eq!(first, ballot(&[("balance", points(2)), ("learning", points(5))]));
    let again = cast_over(&workshop, &first, &[("balance", Some(points(4)))]).expect("cast");
    assert_eq!(again, ballot(&[("balance", points(4)), ("learning", points(5))]));
    assert_eq!(cast_over(&workshop, &again, &[("balance", Some(points(4)))]), Ok(again.clone()), "sent twice, it counts once");
    let back = cast_over(&workshop, &again, &[("balance", None), ("learning", None)]).expect("taken back");
    assert!(back.is_empty() && !again.is_empty());
    assert_eq!(workshop.progress(&[back, again], 6).turnout, Turnout { voted: 1, of: 6 });
}

#[test]
fn who_leads_and_who_is_of_another_team_do_not_vote() {
    let vote = [(slug("balance"), Some(points(4)))];
    for workshop in [opened(Way::Points), revealed([&[4], &[], &[]]), closed()] {
        assert_eq!(workshop.cast(Part::Leads, &Ballot::default(), &vote), Err(Refused::Leads));
        assert_eq!(workshop.cast(Part::Outside, &Ballot::default(), &vote), Err(Refused::NotOfTeam));
    }
}

#[test]
fn nobody_votes_after_the_reveal_or_the_end() {
    let revealed = revealed([&[4], &[], &[]]);
    for votes in [&[("balance", Some(points(4)))][..], &[("balance", None)], &[]] {
        assert_eq!(cast(&revealed, votes), Err(Refused::Revealed));
        assert_eq!(cast(&closed(), votes), Err(Refused::Closed));
    }
}

#[test]
fn one_votes_on_the_sections_there_are_and_in_the_way_that_was_chosen() {
    let (numbers, lights) = (opened(Way::Points), opened(Way::Lights));
    assert_eq!(cast(&numbers, &[("flow", Some(points(4)))]), Err(Refused::NoSection));
    assert_eq!(cast(&numbers, &[("flow", None)]), Err(Refused::NoSection));
    assert_eq!(cast(&numbers, &[("balance", Some(light(Red, Worse)))]), Err(Refused::OtherWay));
    assert_eq!(cast(&lights, &[("balance", Some(points(4)))]), Err(Refused::OtherWay));
    assert_eq!(cast(&lights, &[("balance", Some(light(Red, Worse)))]), Ok(ballot(&[("balance", light(Red, Worse))])));
    // All of it, or nothing.
    assert_eq!(cast(&numbers, &[("balance", Some(points(4))), ("flow", Some(points(4)))]), Err(Refused::NoSection));
    assert_eq!([0, 6].map(Points::new), [Err(OffScale); 2]);
}

#[test]
fn until_the_reveal_only_how_many_have_voted_is_shown() {
    let workshop = opened(Way::Points);
    let ballots = [on("balance", [points(1), points(5)]), on("learning", [points(3)]), vec![Ballot::default()]].concat();
    let progress = workshop.progress(&ballots, 8);
    assert_eq!(progress.turnout, Turnout { voted: 3, of: 8 });
    assert_eq!(progress.sections, [("balance", 2), ("cohesion", 0), ("learning", 1)].map(|(id, n)| (slug(id), n)).into());
    assert_eq!(workshop.progress(&ballots, 2).turnout, Turnout { voted: 3, of: 3 }, "somebody left the team since");
    // Whatever was voted, it is the same.
    let others = [on("balance", [points(3), points(3)]), on("learning", [points(1)])].concat();
    assert_eq!(workshop.progress(&others, 8), progress);
}

#[test]
fn a_reveal_shows_every_section_and_happens_once() {
    let workshop = opened(Way::Points);
    let ballots = [on("cohesion", [4, 4, 1].map(points)), on("balance", [1, 2, 3, 4, 5].map(points))].concat();
    let revealed = workshop.reveal(&ballots, 9, second(60)).expect("revealed");
    let tallies: Vec<_> = revealed.sections.iter().map(|section| section.tally.expect("shown")).collect();
    assert_eq!(tallies, [tally(&[4, 4, 1]), tally(&[1, 2, 3, 4, 5]), tally(&[])], "who left it out is no voter of it");
    assert_eq!((revealed.stage, revealed.version), (Stage::Revealed { at: second(60) }, Version(1)));
    assert_eq!(revealed.turnout, Some(Turnout { voted: 8, of: 9 }));
    assert_eq!(revealed.reveal(&ballots, 9, second(61)), Err(Refused::Revealed));
    assert_eq!(closed().reveal(&ballots, 9, second(130)), Err(Refused::Closed));
    for nobody in [&[][..], &[Ballot::default()]] {
        assert_eq!(workshop.reveal(nobody, 9, second(60)), Err(Refused::Nobody));
    }
}

#[test]
fn the_lead_writes_down_what_the_team_agrees_on_and_may_take_it_back() {
    let (balance, four) = (slug("balance"), Some(consensus(points(4), " We share on-call. \n")));
    let talking = revealed([&[4], &[1, 2, 3, 4, 5], &[]]);
    let decided = talking.decide(&balance, four.clone()).expect("decided");
    let section = decided.section(&balance).expect("there");
    assert_eq!(section.consensus, Some(consensus(points(4), "We share on-call.")));
    assert_eq!((decided.version, section.stand()), (talking.version.next(), Some(Stand::Agreed(points(4)))));
    assert_eq!(decided.decide(&balance, four.clone()), Ok(decided.clone()), "sent twice, it is written once");
    let three = decided.decide(&balance, Some(consensus(points(3), ""))).expect("decided anew");
    let back = three.decide(&balance, None).expect("taken back");
    assert_eq!((back.sections, back.version), (talking.sections.clone(), Version(4)));

    assert_eq!(opened(Way::Points).decide(&balance, four.clone()), Err(Refused::Voting));
    assert_eq!(closed().decide(&balance, four.clone()), Err(Refused::Closed));
    assert_eq!(closed().decide(&balance, None), Err(Refused::Closed));
    assert_eq!(talking.decide(&slug("flow"), four), Err(Refused::NoSection));
    assert_eq!(talking.decide(&balance, Some(consensus(light(Yellow, Better), ""))), Err(Refused::OtherWay));
    let noted = |length| talking.decide(&balance, Some(consensus(points(4), &"ž".repeat(length)))).map(|_| ());
    assert_eq!([noted(LONGEST_NOTE), noted(LONGEST_NOTE + 1)], [Ok(()), Err(Refused::LongNote)]);
}

#[test]
fn a_workshop_is_closed_once_and_after_the_reveal() {
    let closed = closed();
    assert_eq!((closed.stage, closed.is_open()), (Stage::Closed { at: second(120) }, false));
    assert_eq!(closed.sections, revealed([&[4, 4, 4, 2, 3], &[], &[]]).sections);
    assert_eq!(closed.close(second(130)), Err(Refused::Closed));
    assert_eq!(opened(Way::Points).close(second(60)), Err(Refused::Voting));
}

#[test]
fn what_nobody_revealed_can_be_given_up() {
    assert_eq!(opened(Way::Points).give_up(), Ok(()));
    assert_eq!(revealed([&[4], &[], &[]]).give_up(), Err(Refused::Revealed));
    assert_eq!(closed().give_up(), Err(Refused::Closed));
}
