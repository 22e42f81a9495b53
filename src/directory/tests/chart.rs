use super::*;
use crate::directory::ChartRow;
use std::collections::{BTreeMap, BTreeSet};

/// Ana leads Bo and Cid, Bo leads Dan and Eva, Cid leads Fay.
fn office() -> Office {
    Office::default()
        .hire("Ana")
        .hire("Bo")
        .under("Ana")
        .hire("Cid")
        .under("Ana")
        .hire("Dan")
        .under("Bo")
        .hire("Eva")
        .under("Bo")
        .hire("Fay")
        .under("Cid")
}

fn drawn(directory: &Directory, rows: &[ChartRow]) -> Vec<String> {
    let row = |row: &ChartRow| {
        let sign = if row.open {
            "-"
        } else if row.reports > 0 {
            "+"
        } else {
            ""
        };
        let indent = "  ".repeat(row.level as usize - 1);
        format!("{indent}{sign}{} {}/{}", names(directory, &[row.person])[0], row.place, row.siblings)
    };
    rows.iter().map(row).collect()
}

#[test]
fn only_reports_of_who_is_open_are_listed() {
    let (office, directory) = (office(), office().directory());
    let open = BTreeSet::from([office.id("Ana"), office.id("Bo"), office.id("Dan")]);
    let (rows, more) = directory.chart(&open, 10);
    assert_eq!(drawn(&directory, &rows), ["-Ana 1/1", "  -Bo 1/2", "    Dan 1/2", "    Eva 2/2", "  +Cid 2/2"]);
    assert!(!more);
    assert_eq!((rows[0].below, rows[1].below, rows[1].parent), (5, 2, Some(office.id("Ana"))));
    let (rows, more) = directory.chart(&open, 2);
    assert_eq!((rows.len(), more), (2, true));
}

#[test]
fn whole_levels_are_open_at_first_while_there_is_room() {
    let directory = office().directory();
    let open = |rows| names(&directory, &directory.opened_at_first(rows).into_iter().collect::<Vec<_>>());
    assert_eq!(open(1), [""; 0]);
    assert_eq!(open(2), ["Ana"]);
    assert_eq!(open(5), ["Ana"]);
    assert_eq!(open(6), ["Ana", "Bo", "Cid"]);
}

#[test]
fn somebody_is_shown_once_everybody_above_is_open() {
    let (office, directory) = (office(), office().directory());
    let (rows, _) = directory.chart(&directory.opened_to(office.id("Fay")), 10);
    assert_eq!(drawn(&directory, &rows), ["-Ana 1/1", "  +Bo 1/2", "  -Cid 2/2", "    Fay 1/1"]);
}

#[test]
fn a_branch_is_the_reports_alone() {
    let (office, directory) = (office(), office().directory());
    assert_eq!(drawn(&directory, &directory.branch(office.id("Ana"), 2)), ["  +Bo 1/2", "  +Cid 2/2"]);
    assert_eq!(directory.branch(office.id("Fay"), 4), []);
}

proptest! {
    #[test]
    fn rows_stand_where_they_say((people, teams) in organisation(), closed in 0..30usize, limit in 0..40usize) {
        let directory = Directory::of(people, teams);
        let all: BTreeSet<_> = directory.people().iter().copied().collect();
        let (rows, more) = directory.chart(&all, usize::MAX);
        prop_assert!(!more);
        prop_assert_eq!(rows.len(), all.len(), "everybody is in the chart once");
        prop_assert_eq!(rows.iter().map(|row| row.person).collect::<BTreeSet<_>>(), all.clone());

        let open: BTreeSet<_> = all.into_iter().filter(|id| *id != person_id(closed)).collect();
        let (rows, more) = directory.chart(&open, limit);
        let (whole, _) = directory.chart(&open, usize::MAX);
        prop_assert_eq!(&rows[..], &whole[..whole.len().min(limit)]);
        prop_assert_eq!(more, whole.len() > limit);
        let mut seen: BTreeMap<PersonId, ChartRow> = BTreeMap::new();
        for row in whole {
            match row.parent.map(|parent| seen.get(&parent).copied()) {
                None => prop_assert_eq!(row.level, 1),
                Some(parent) => {
                    let parent = parent.expect("comes before");
                    prop_assert_eq!((row.level, parent.open, parent.reports), (parent.level + 1, true, row.siblings));
                }
            }
            let siblings = row.parent.map_or(directory.roots(), |parent| directory.reports(parent));
            prop_assert_eq!(siblings[row.place - 1], row.person);
            prop_assert_eq!((row.siblings, row.reports), (siblings.len(), directory.reports(row.person).len()));
            seen.insert(row.person, row);
        }
    }

    #[test]
    fn opening_shows_who_was_meant_and_stays_within_the_room((people, teams) in organisation(), room in 0..30usize) {
        let directory = Directory::of(people, teams);
        for id in directory.people() {
            let (rows, _) = directory.chart(&directory.opened_to(*id), usize::MAX);
            prop_assert!(rows.iter().any(|row| row.person == *id));
        }
        let (rows, _) = directory.chart(&directory.opened_at_first(room), usize::MAX);
        let second = rows.iter().filter(|row| row.level == 2).count();
        prop_assert!(rows.len() <= room || rows.len() == directory.roots().len() + second && second <= room);
    }
}
