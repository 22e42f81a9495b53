//! Importing a table of teams.

use super::*;
use crate::import::{Kind, Remark, What, kind, teams};

fn company() -> Office {
    founded(&[row("E1", "Ada").on(""), row("E2", "Bo").on("Platform").under("E1"), row("E3", "Cy").on("Search").under("E1")])
}

impl Office {
    fn plan_teams(&mut self, text: &str) -> Plan {
        let table = read(text.as_bytes(), &How::default()).expect("a table");
        assert_eq!(kind(&table), Kind::Teams);
        let drawn = &mut self.drawn;
        teams(&table, &self.known, &mut || {
            *drawn += 1;
            Uuid::from_u128(*drawn << 64)
        })
    }

    fn import_teams(&mut self, text: &str) -> Plan {
        let plan = self.plan_teams(text);
        assert_eq!(plan.problems, []);
        plan.apply(&mut self.known);
        assert!(self.plan_teams(text).is_empty());
        plan
    }

    fn refuses_teams(&mut self, text: &str) -> Vec<String> {
        let plan = self.plan_teams(text);
        assert!(plan.is_empty());
        plan.problems.iter().map(ToString::to_string).collect()
    }
}

#[test]
fn a_table_is_about_teams_when_it_has_parents_and_no_people() {
    let kind_of = |text: &str| kind(&read(text.as_bytes(), &How::default()).expect("a table"));
    assert_eq!(kind_of("Team,Parent,Lead\na,,\n"), Kind::Teams);
    assert_eq!(kind_of("Team;Parent team;Lead\na;;\n"), Kind::Teams);
    assert_eq!(kind_of("ID,Name,Team,Parent\n1,a,b,c\n"), Kind::People);
    assert_eq!(kind_of("ID,Name,Team\n1,a,b\n"), Kind::People);
}

#[test]
fn teams_are_added_and_changed_as_the_file_says() {
    let mut office = company();
    let plan = office.import_teams("Team,Parent,Lead\nproduct_area,,Ada\nplatform,product_area,E2\n");
    let area = office.team("Product area");
    assert_eq!((area.label.as_deref(), area.lead), (Some("product_area"), Some(office.id("Ada"))));
    assert_eq!((office.team("Platform").parent, office.team("Platform").lead), (Some(area.id), Some(office.id("Bo"))));
    assert_eq!(plan.teams_changed[0].what.iter().map(|change| change.what).collect::<Vec<_>>(), [What::Lead, What::Parent]);
    assert_eq!((plan.teams_added.len(), plan.teams_changed.len(), plan.unchanged), (1, 1, 0));
    office.import_teams("Team,Parent,Lead\nPlatform,,\n");
    assert_eq!((office.team("Platform").parent, office.team("Platform").lead), (None, None));
}

#[test]
fn unknown_parents_and_leads_and_teams_that_stand_twice_are_problems() {
    let text = "Team,Parent,Lead\nPlatform,Nowhere,E99\nplatform,,\nSearch,,Zed\n=x,,\n";
    assert_eq!(
        company().refuses_teams(text),
        [
            "Line 2, Parent: no team in this file or here is called Nowhere.",
            "Line 2, Lead: no one in this file or here has the number E99.",
            "Line 3, Team: the team of line 2 again.",
            "Line 4, Lead: no one in this file or here is called Zed.",
            "Line 5, Team: a cell that begins like a formula (an apostrophe before it makes it text).",
        ]
    );
}

#[test]
fn a_lead_who_left_is_a_problem() {
    let mut office = company();
    office.correct("Bo", |bo| bo.active = false);
    assert_eq!(office.refuses_teams("Team,Parent,Lead\nPlatform,,E2\n"), ["Line 2, Lead: Bo has left."]);
}

#[test]
fn teams_that_would_be_part_of_themselves_are_a_problem() {
    let refused = company().refuses_teams("Team,Parent,Lead\nPlatform,Search,\nSearch,Platform,\n");
    assert_eq!(refused, ["Line 2: Platform belongs to Search, which belongs to Platform."]);
    assert_eq!(company().refuses_teams("Team,Parent,Lead\nX,x,\n"), ["Line 2: X belongs to X."]);
}

#[test]
fn columns_that_are_not_there_change_nothing() {
    let mut office = company();
    office.import_teams("Team,Parent,Lead\nPlatform,Search,E3\n");
    office.import_teams("Team,Parent\nPlatform,\n");
    assert_eq!((office.team("Platform").parent, office.team("Platform").lead), (None, Some(office.id("Cy"))));
    let plan = office.plan_teams("Parent,Lead\na,b\n");
    assert_eq!(plan.problems, [Remark::whole(Why::ColumnMissing(super::super::Needed::TeamName))]);
}
