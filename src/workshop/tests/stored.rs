//! Workshops as they are stored: names and meanings stay, and no vote is told of anybody.

use super::*;
use crate::CycleId;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every text in it, names of fields too.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.iter().flat_map(|(name, value)| [vec![name.clone()], texts(value)].concat()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn a_revealed_workshop_names_nobody_but_who_opened_it() {
    let cycle = CycleId::from_uuid(Uuid::from_u128(0xc1c1e));
    for way in [Way::Points, Way::Lights] {
        let workshop = Workshop { cycle: Some(cycle), ..opened(way) };
        let ballots: BTreeMap<PersonId, Ballot> = (1..=7u8)
            .map(|number| {
                let all = votes(way);
                let mine = [("cohesion", all[usize::from(number) % all.len()]), ("balance", all[usize::from(number) / 3])];
                (person(0xbeef_0000 + u128::from(number)), ballot(&mine))
            })
            .collect();
        let ballots: Vec<Ballot> = ballots.into_values().collect();
        let revealed = workshop.reveal(&ballots, 8, second(60)).expect("revealed");
        let stand = Some(consensus(votes(way)[2], "It is fine."));
        let decided = revealed.decide(&slug("balance"), stand).expect("decided");
        for stage in [&revealed, &decided, &decided.close(second(90)).expect("closed")] {
            let stored = serde_json::to_value(stage).expect("plain");
            let mut ids: Vec<Uuid> = texts(&stored).iter().filter_map(|text| Uuid::try_parse(text).ok()).collect();
            ids.sort();
            let mut known = [workshop.id.uuid(), workshop.team.uuid(), cycle.uuid(), lead().uuid()];
            known.sort();
            assert_eq!(ids, known);
            assert!(!stored.to_string().contains("beef"));
        }
        // Nor is any of the ballots in it: of what was voted there are tallies only.
        for one in &ballots {
            assert!(!serde_json::to_string(&revealed).expect("plain").contains(&serde_json::to_string(one).expect("plain")));
        }
    }
}

#[test]
fn workshops_are_stored_under_names_that_stay() {
    let id = |number: u128| Uuid::from_u128(number).to_string();
    let section = |id: &str| json!({"id": id, "title": id});
    let mut stored = json!({
        "id": id(7), "team": id(1), "opened_by": id(0x1ead), "code": "BCD-FGH", "way": "points",
        "sections": [section("cohesion"), section("balance"), section("learning")],
        "opened": "2027-01-15T08:00:00Z", "stage": "voting", "version": 0,
    });
    assert_eq!(serde_json::to_value(opened(Way::Points)).expect("plain"), stored);

    let revealed = revealed([&[4, 4, 4, 2, 5, 4], &[3, 3, 4], &[1, 1]]);
    let revealed = revealed.decide(&slug("balance"), Some(consensus(points(3), "We wait."))).expect("decided");
    stored["stage"] = json!({"revealed": {"at": "2027-01-15T08:01:00Z"}});
    stored["version"] = json!(2);
    stored["turnout"] = json!({"voted": 11, "of": 11});
    stored["sections"][0]["tally"] = json!({"shown": "distribution", "voters": 6, "counts": {"points": [0, 1, 0, 4, 1]}});
    stored["sections"][1]["tally"] = json!({"shown": "majority", "voters": 3, "most": {"points": 3}});
    stored["sections"][1]["consensus"] = json!({"stand": {"points": 3}, "note": "We wait."});
    stored["sections"][2]["tally"] = json!({"shown": "nothing", "voters": 2});
    assert_eq!(serde_json::to_value(&revealed).expect("plain"), stored);

    let closed = revealed.close(second(120)).expect("closed");
    stored["stage"] = json!({"closed": {"at": "2027-01-15T08:02:00Z"}});
    stored["version"] = json!(3);
    assert_eq!(serde_json::to_value(&closed).expect("plain"), stored);
    assert_eq!(serde_json::from_value::<Workshop>(stored).expect("a workshop"), closed);
}

#[test]
fn votes_and_tallies_are_stored_under_names_that_stay() {
    use Colour::{Green, Red, Yellow};
    use Trend::{Better, Same, Worse};
    let mine = ballot(&[("cohesion", light(Red, Worse)), ("balance", light(Yellow, Same)), ("learning", light(Green, Better))]);
    let stored = json!({
        "balance": {"light": {"colour": "yellow", "trend": "same"}},
        "cohesion": {"light": {"colour": "red", "trend": "worse"}},
        "learning": {"light": {"colour": "green", "trend": "better"}},
    });
    assert_eq!(serde_json::to_value(&mine).expect("plain"), stored);
    let most = json!({"shown": "majority", "voters": 3, "most": {"lights": {"colour": "yellow", "trend": null}}});
    let tally = lit(&[(Yellow, Same), (Yellow, Worse), (Red, Better)]);
    assert_eq!(serde_json::to_value(tally).expect("plain"), most);
    assert_eq!(serde_json::from_value::<Tally>(most).expect("a tally"), tally);
    let none = json!({"shown": "majority", "voters": 3, "most": {"points": null}});
    assert_eq!(serde_json::from_value::<Tally>(none).expect("a tally"), super::tally(&[1, 2, 3]));
    let counts = json!({"shown": "distribution", "voters": 5, "counts": {"lights": {
        "colours": {"red": 0, "yellow": 5, "green": 0}, "trends": {"worse": 0, "same": 0, "better": 5},
    }}});
    assert_eq!(serde_json::to_value(lit(&[(Yellow, Better); 5])).expect("plain"), counts);
    let ways = [Way::Points, Way::Lights].map(|way| serde_json::to_value(way).expect("plain"));
    assert_eq!(ways, [json!("points"), json!("lights")]);
    assert_eq!(serde_json::to_value(Part::Votes).expect("plain"), json!("votes"));
    assert_eq!(serde_json::to_value(Refused::NotOfTeam).expect("plain"), json!("not_of_team"));
    let progress = opened(Way::Points).progress(&on("balance", [points(4)]), 5);
    let sections = json!({"cohesion": 0, "balance": 1, "learning": 0});
    assert_eq!(serde_json::to_value(progress).expect("plain"), json!({"voted": 1, "of": 5, "sections": sections}));
}

#[test]
fn what_is_no_vote_is_not_read() {
    for wrong in
        [json!({"points": 0}), json!({"points": 6}), json!({"points": "4"}), json!({"light": {"colour": "red"}}), json!(4)]
    {
        assert!(serde_json::from_value::<Vote>(wrong.clone()).is_err(), "{wrong}");
    }
    assert!(serde_json::from_value::<Ballot>(json!({"No Slug": {"points": 4}})).is_err());
}

#[test]
fn a_vote_is_read_as_it_is_typed() {
    for way in [Way::Points, Way::Lights] {
        for vote in Vote::all(way) {
            assert_eq!(vote.typed().parse(), Ok(vote));
        }
    }
    for nonsense in
        ["", "0", "6", "4.5", "yellow", "yellow.", ".better", "blue.same", "yellow.better.same", "Yellow.better", " 4"]
    {
        assert_eq!(nonsense.parse::<Vote>(), Err(NoVote), "{nonsense}");
    }
}
