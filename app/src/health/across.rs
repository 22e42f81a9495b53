//! Groups beside each other, section by section, in one review. They stand in the order of the organisation and are sorted by
//! nothing: it compares what groups say of sections, not who leads them.

use super::{
    Across,
    board::{hidden, number},
};
use crate::{
    chart::{Cell, Heat, HeatLine},
    surveys::results::address,
};
use store::survey::results::View;
use waymark::{
    questionnaire::{Ask, Section},
    survey::{
        Kind, group_name, published,
        release::{About, Cell as Published, Release},
    },
};

/// How many groups a table has at most.
const MOST: usize = 60;

/// The groups directly within `unit` of what the reader may see; without one the topmost of those that they see. `None` where there
/// are none.
pub fn within(view: &View, unit: Option<usize>) -> Option<Across> {
    let (survey, released) = (&view.survey, view.released.as_ref()?);
    let units = &survey.contract.units;
    let sees = |unit: usize| view.units.contains(&unit);
    let is_within = |of: Option<usize>, child: usize| {
        let parent = units[child].parent;
        match of {
            Some(of) => parent == Some(of),
            // The topmost: nothing above it is seen but everybody.
            None => child != 0 && parent.is_none_or(|above| above == 0 || !sees(above)),
        }
    };
    let children_of =
        |of: Option<usize>| -> Vec<usize> { view.units.iter().copied().filter(|child| is_within(of, *child)).collect() };
    let mut children = children_of(unit);
    let mut top: Vec<usize> = unit.or_else(|| sees(0).then_some(0)).into_iter().collect();
    // One group alone compares nothing: what is within it stands below it.
    if let (None, [only]) = (unit, children.as_slice()) {
        let within = children_of(Some(*only));
        if !within.is_empty() {
            top.push(*only);
            children = within;
        }
    }
    if children.is_empty() {
        return None;
    }
    let sections: Vec<(usize, &Section)> = survey
        .form
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.questions.iter().any(|question| matches!(question.ask, Ask::Scale { .. })))
        .collect();
    let line = |unit: usize, level: u8| {
        let has_groups = view.units.iter().any(|child| units[*child].parent == Some(unit));
        let href = match units[unit].teams.as_slice() {
            _ if unit == 0 => None,
            // A team's own page has its history; of a company review it has none.
            [team] if survey.contract.kind == Kind::Team => Some(format!("/teams/{team}")),
            _ if has_groups => Some(format!("/compare?review={}&within={unit}", survey.id)),
            _ => Some(address(survey.id, unit)),
        };
        HeatLine {
            head: group_name(unit, &units[unit].names),
            href,
            is_open: false,
            level,
            cells: sections.iter().map(|(at, _)| cell(&released.release, view, unit, *at)).collect(),
            tails: Vec::new(),
        }
    };
    let deep = u8::try_from(top.len()).unwrap_or(u8::MAX);
    let top = top.iter().zip(0u8..).map(|(unit, level)| line(*unit, level));
    let lines = top.chain(children.iter().take(MOST).map(|child| line(*child, deep)));
    let heat = Heat {
        caption: format!("Groups by section, {}, from 1 to 5", survey.contract.name),
        corner: "Group".to_owned(),
        columns: sections.iter().map(|(_, section)| (section.title.clone(), section.title.clone())).collect(),
        now: None,
        tails: Vec::new(),
        lines: lines.collect(),
    };
    Some(Across { heat: heat.markup(), about: survey.contract.name.clone(), more: children.len().saturating_sub(MOST) })
}

fn cell(release: &Release, view: &View, unit: usize, section: usize) -> Cell {
    let cells = release.units.get(unit).and_then(|unit| unit.sections.get(section));
    match cells.map(|cells| &cells.score) {
        Some(Published::Shown(score)) => number(score.mean),
        Some(Published::Hidden(reason)) => {
            let why = published::sentence(*reason, About::Section, release, &view.survey.contract.units);
            hidden(*reason, view.survey.contract.mode, why)
        }
        None => Cell::Empty,
    }
}
