//! Home teams and the teams that are made for them.

use super::*;

#[test]
fn the_team_column_makes_teams_with_leads_and_parents() {
    let mut office = office();
    let plan = office.import(&[
        row("E1", "Ada"),
        row("E2", "Bo").on("board_members").under("E1"),
        row("E3", "Cy").on("board_members").under("E1"),
        row("E4", "Dee").on("Platform").under("E2"),
        row("E5", "Eve").on("Platform").under("E3"),
        row("E6", "Flo").on("Platform").under("E3"),
    ]);
    let board = office.team("Board members");
    assert_eq!((board.label.as_deref(), board.lead, board.parent), (Some("board_members"), Some(office.id("Ada")), None));
    let platform = office.team("Platform");
    assert_eq!((platform.lead, platform.parent), (Some(office.id("Cy")), Some(board.id)), "led by the manager of most");
    assert_eq!((office.home("Dee"), office.home("Ada")), (Some("Platform"), None));
    assert_eq!(office.person("Dee").homes, Homes::always(Some(platform.id)));
    assert_eq!(plan.teams_added.iter().map(|team| team.people).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn of_equally_many_the_first_manager_leads() {
    let office = founded(&[
        row("E1", "Ada"),
        row("E2", "Bo").under("E1"),
        row("E3", "Cy").on("Platform").under("E2"),
        row("E4", "Dee").on("Platform").under("E1"),
    ]);
    assert_eq!(office.team("Platform").lead, Some(office.id("Bo")));
}

#[test]
fn a_team_is_found_by_its_label_then_by_its_name() {
    let rows = |team: &str| [row("E1", "Ada").on("eng_lead"), row("E2", "Bo").on(team).under("E1")];
    let mut office = founded(&rows("eng_lead"));
    let team = office.team_id("Eng lead");
    let renamed = Name::new("Engineering").expect("a name");
    office.known.teams.get_mut(&team).expect("a team").name = renamed;
    assert_eq!(office.import(&rows("ENGINEERING")).teams, []);
    office.import(&[row("E3", "Cy").on("eng_lead")]);
    assert_eq!(office.person("Cy").team, Some(team));
    assert_eq!(office.known.teams.len(), 1);
}

#[test]
fn a_name_that_another_team_has_is_counted_up() {
    let mut office = office();
    office.import(&[row("E1", "Ada").on("Eng lead"), row("E2", "Bo").on("eng_lead").under("E1")]);
    assert_eq!((office.home("Ada"), office.home("Bo")), (Some("Eng lead"), Some("Eng lead (2)")));
}

#[test]
fn who_changes_teams_in_the_file_moves_today_and_keeps_what_was() {
    let rows = |team: &str| [row("E1", "Ada").on(""), row("E2", "Bo").on(team).under("E1")];
    let mut office = founded(&rows("Platform"));
    let platform = office.team_id("Platform");
    office.import(&rows("Search"));
    let bo = office.person("Bo");
    assert_eq!(bo.homes, Homes::always(Some(platform)).moved(bo.team, TODAY));
    office.import(&rows(""));
    assert_eq!(office.home("Bo"), None);
}

#[test]
fn teams_that_are_known_keep_leads_and_parents_that_were_corrected() {
    let rows = [row("E1", "Ada").on(""), row("E2", "Bo").on("Platform").under("E1"), row("E3", "Cy").on("Platform").under("E1")];
    let mut office = founded(&rows);
    let (platform, bo) = (office.team_id("Platform"), office.id("Bo"));
    office.known.teams.get_mut(&platform).expect("a team").lead = Some(bo);
    assert!(office.plan(&rows).is_empty());
    office.import(&[row("E4", "Dee").on("Platform").under("E1")]);
    assert_eq!(office.team("Platform").lead, Some(bo));
}

#[test]
fn teams_are_never_part_of_themselves() {
    let office = founded(&[
        row("E1", "Ada").on("A"),
        row("E2", "Bo").on("B").under("E1"),
        row("E3", "Cy").on("A").under("E2"),
        row("E4", "Dee").on("A").under("E2"),
    ]);
    assert_eq!(office.team("A").lead, Some(office.id("Bo")), "who is at home in B");
    assert_eq!((office.team("A").parent, office.team("B").parent), (Some(office.team_id("B")), None));
}

#[test]
fn without_a_team_column_everybody_with_reports_has_a_team() {
    let mut office = office();
    office.import(&[
        row("E1", "Ada"),
        row("E2", "Bo").under("E1"),
        row("E3", "Cy").under("E2"),
        row("E4", "Bo").addressed("bo.two@halden.example").under("E1"),
        row("E5", "Dee").under("E4"),
    ]);
    let top = office.team("Ada's team");
    assert_eq!((top.label.as_deref(), top.parent, top.lead), (Some("line:E1"), None, Some(office.id("Ada"))));
    assert_eq!(
        (office.home("Ada"), office.home("Cy"), office.home("Dee")),
        (Some("Ada's team"), Some("Bo's team"), Some("Bo's team (E4)"))
    );
    assert_eq!(office.team("Bo's team").parent, Some(top.id));
}

#[test]
fn by_the_line_who_changes_managers_changes_homes() {
    let mut office =
        founded(&[row("E1", "Ada"), row("E2", "Bo").under("E1"), row("E3", "Cy").under("E1"), row("E4", "Dee").under("E2")]);
    let plan = office.import(&[
        row("E1", "Ada"),
        row("E2", "Bo").under("E1"),
        row("E3", "Cy").under("E1"),
        row("E4", "Dee").under("E3"),
    ]);
    assert_eq!(office.home("Dee"), Some("Cy's team"));
    assert_eq!(plan.teams_added.len(), 1);
    assert_eq!(office.team("Cy's team").parent, Some(office.team_id("Ada's team")));
}

#[test]
fn homes_may_be_left_alone() {
    let rows = [row("E1", "Ada").on("Board"), row("E2", "Bo").on("Platform").under("E1")];
    let mut office = office().teams_from(TeamsFrom::Nothing);
    let plan = office.import(&rows);
    assert_eq!((plan.teams_added.len(), office.home("Bo")), (0, None));
    office.options.teams = None;
    office.import(&rows);
    assert_eq!(office.home("Bo"), Some("Platform"), "who never had a home gets what the file says");
}

#[test]
fn teams_cannot_come_from_a_column_that_is_not_there() {
    let refused = office().teams_from(TeamsFrom::Column).refuses(&[row("E1", "Ada")]);
    assert_eq!(refused, ["No column has the teams that are to be made."]);
}
