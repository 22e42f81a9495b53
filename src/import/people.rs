//! Planning the import of people.

use super::{
    Field, Known, Options, Plan, Problem, Table, Why, check, entry, homes, identity, leave, main_post,
    reference::{self, Above},
    report,
    work::Work,
};
use crate::{
    Email, PersonId,
    post::{Post, PostKey},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Says what importing this table would do. Ids of new records are drawn by `draw` (version 4).
///
/// What was corrected here stays: of a post that is known, only that is changed here which the file tells otherwise than
/// the last one did.
pub fn plan(table: &Table, known: &Known, options: &Options, draw: &mut dyn FnMut() -> Uuid) -> Plan {
    let mut problems = table.problems.clone();
    let layout = match entry::Layout::new(table, &options.columns) {
        Ok(layout) => layout,
        Err(why) => {
            problems.push(Problem::whole(why));
            return Plan { problems, rows: table.rows.len(), ..Plan::default() };
        }
    };
    let rows = entry::rows(table, &layout, &mut problems);
    let mut work = Work::new(known, options, &layout, &rows);
    work.problems = problems;
    identity::identify(&mut work, draw);
    leave::end_posts(&mut work);
    main_post::choose(&mut work);
    reference::tell(&mut work);
    set_values(&mut work);
    set_managers(&mut work);
    leave::hand_over(&mut work);
    homes::settle(&mut work, draw);
    check::look(&mut work);
    report::plan(work, table.rows.len())
}

/// People whose values may change: those of the file, and those who lost their main post.
fn touched(work: &Work<'_>) -> Vec<PersonId> {
    let moved = |post: &&Post| work.posts.get(&post.key).is_some_and(|now| now.main != post.main);
    let others: BTreeSet<PersonId> = work.known.posts.values().filter(moved).map(|post| post.person).collect();
    let others = others.into_iter().filter(|id| !work.place.contains_key(id) && work.is_active(*id));
    work.order.iter().copied().chain(others).collect()
}

/// Gives people the values of their main posts, where those are told otherwise than before.
fn set_values(work: &mut Work<'_>) {
    for id in touched(work) {
        let Some(main) = work.main_post(id) else { continue };
        let in_file = work.entry_of.contains_key(&main.key);
        let now = main.told.clone();
        let before = work.main_before(id).map(|post| &post.told);
        // A post that the file does not have tells what it told; of one that it has, a column that is not there tells nothing.
        let told = |field| !in_file || work.layout.has(field) || (field == Field::Name);
        let applies = |field, same: fn(&crate::post::Told, &crate::post::Told) -> bool| {
            told(field) && before.is_none_or(|before| !same(before, &now))
        };
        let name = applies(Field::Name, |a, b| a.name == b.name);
        let email_now = told_email(main, work.active_posts(id)).cloned();
        let posts_before = work.held.get(&id).into_iter().flatten().filter_map(|key| work.known.posts.get(key));
        let email_before = work.main_before(id).map(|main| told_email(main, posts_before));
        let email = told(Field::Email) && email_before != Some(email_now.as_ref());
        let title = applies(Field::Title, |a, b| a.title == b.title);
        let location = applies(Field::Location, |a, b| a.location == b.location);
        let Some(person) = work.people.get_mut(&id) else { continue };
        if name {
            person.name = now.name;
        }
        if email {
            person.email = email_now;
        }
        if title {
            person.title = now.title;
        }
        if location {
            person.location = now.location;
        }
    }
}

/// The address that somebody's posts tell: the main one's, or else that of the first other one. Better than none.
fn told_email<'a>(main: &'a Post, posts: impl Iterator<Item = &'a Post>) -> Option<&'a Email> {
    let others = posts.filter(|post| post.active && post.told.email.is_some()).min_by_key(|post| &post.key);
    main.told.email.as_ref().or_else(|| others?.told.email.as_ref())
}

/// Gives people the managers that their main posts say, where those are others than before.
fn set_managers(work: &mut Work<'_>) {
    let known: BTreeMap<&str, PersonId> =
        work.known.people.values().filter_map(|person| Some((person.email.as_ref()?.as_str(), person.id))).collect();
    let by_email = |key: &PostKey| known.get(key.as_str()).copied();
    for id in touched(work) {
        let Some(main) = work.main_post(id) else { continue };
        let in_file = work.entry_of.get(&main.key).copied();
        let now = reference::above(&work.posts, by_email, main);
        let before = work.main_before(id).map(|post| reference::above(&work.known.posts, by_email, post));
        if in_file.is_some() && !work.layout.has(Field::ReportsTo) {
            continue;
        }
        let manager = match now {
            Above::Somebody(manager) => Some(manager),
            Above::Nobody => None,
            Above::Round => {
                let line = in_file.and_then(|at| work.rows.here.get(at)).map(|entry| entry.line);
                let apart_opens = work.joined_by_name.contains(&id);
                let why = Why::ManagerCycle { names: vec![work.name(id)], more: 0, apart_opens };
                work.problems.push(Problem { line, column: None, why });
                None
            }
        };
        if before != Some(now) || work.returned.contains(&id) {
            if let Some(person) = work.people.get_mut(&id) {
                person.manager = manager;
            }
            work.moved.insert(id);
        }
    }
}
