//! Makes a failing company smaller: fewer people, questions, attributes and units that still fail.

use super::company::Company;
use waymark::survey::release::{Ballot, Value};

/// The smallest company on this way that still fails.
pub fn shrink(company: &Company, fails: impl Fn(&Company) -> bool) -> Company {
    let mut smallest = company.clone();
    loop {
        let before = size(&smallest);
        for smaller in [questions, attributes, people, units, answers] {
            smaller(&mut smallest, &fails);
        }
        if size(&smallest) == before {
            return smallest;
        }
    }
}

fn size(company: &Company) -> (usize, usize, usize, usize) {
    let given = company.ballots.iter().flat_map(|b| &b.values).flatten().filter(|v| !matches!(v, Value::Scale(3))).count();
    let asked = company.design.sections.iter().map(|section| section.questions.len()).sum();
    (company.ballots.len(), asked, company.design.units.len() + company.design.attributes.len(), given)
}

fn keep(company: &mut Company, changed: Company, fails: &impl Fn(&Company) -> bool) -> bool {
    let ok = fails(&changed);
    if ok {
        *company = changed;
    }
    ok
}

fn questions(company: &mut Company, fails: &impl Fn(&Company) -> bool) {
    let mut at = company.design.sections.iter().map(|section| section.questions.len()).sum::<usize>();
    while at > 0 {
        at -= 1;
        let mut changed = company.clone();
        let mut first = 0;
        for section in &mut changed.design.sections {
            if (first..first + section.questions.len()).contains(&at) {
                section.questions.remove(at - first);
                break;
            }
            first += section.questions.len();
        }
        changed.design.sections.retain(|section| !section.questions.is_empty());
        changed.ballots.iter_mut().for_each(|ballot| {
            ballot.values.remove(at);
        });
        keep(company, changed, fails);
    }
}

fn attributes(company: &mut Company, fails: &impl Fn(&Company) -> bool) {
    for at in (0..company.design.attributes.len()).rev() {
        let mut changed = company.clone();
        changed.design.attributes.remove(at);
        changed.ballots.iter_mut().for_each(|ballot| {
            ballot.bands.remove(at);
        });
        if keep(company, changed, fails) {
            continue;
        }
        for band in (0..company.design.attributes[at].bands.len()).rev() {
            let mut changed = company.clone();
            changed.design.attributes[at].bands.remove(band);
            for ballot in &mut changed.ballots {
                ballot.bands[at] = ballot.bands[at].filter(|&b| b != band).map(|b| b - usize::from(b > band));
            }
            keep(company, changed, fails);
        }
    }
}

fn people(company: &mut Company, fails: &impl Fn(&Company) -> bool) {
    for size in [8, 4, 2, 1] {
        let mut at = 0;
        while at + size <= company.ballots.len() {
            let mut changed = company.clone();
            changed.ballots.drain(at..at + size);
            if !keep(company, changed, fails) {
                at += size;
            }
        }
    }
}

fn units(company: &mut Company, fails: &impl Fn(&Company) -> bool) {
    for at in (1..company.design.units.len()).rev() {
        // A leaf without people goes; a unit that holds others is taken out from between.
        let units = &company.design.units;
        let leaf = units.iter().all(|unit| unit.parent != Some(at));
        if leaf && company.ballots.iter().any(|ballot| ballot.unit == at) {
            continue;
        }
        let mut changed = company.clone();
        let above = changed.design.units.remove(at).parent;
        for unit in &mut changed.design.units {
            let parent = if unit.parent == Some(at) { above } else { unit.parent };
            unit.parent = parent.map(|parent| parent - usize::from(parent > at));
        }
        changed.ballots.iter_mut().for_each(|ballot| ballot.unit -= usize::from(ballot.unit > at));
        let inner = |unit: usize| changed.design.units.iter().any(|other| other.parent == Some(unit));
        if changed.ballots.iter().all(|ballot| !inner(ballot.unit)) {
            keep(company, changed, fails);
        }
    }
}

fn answers(company: &mut Company, fails: &impl Fn(&Company) -> bool) {
    for person in 0..company.ballots.len() {
        for question in 0..company.ballots[person].values.len() {
            if company.ballots[person].values[question] != Some(Value::Scale(3)) {
                let mut changed = company.clone();
                changed.ballots[person].values[question] = Some(Value::Scale(3));
                keep(company, changed, fails);
            }
        }
    }
}

/// A company in few words: of each respondent the unit, the bands, the answers as worded ("n" for not applicable, "-" for
/// none, "x" for other measures).
pub fn told(company: &Company) -> String {
    let design = &company.design;
    let parents: Vec<Option<usize>> = design.units.iter().map(|unit| unit.parent).collect();
    let sections: Vec<usize> = design.sections.iter().map(|section| section.questions.len()).collect();
    let answer = |value: &Option<Value>| match value {
        Some(Value::Scale(answer)) => answer.to_string(),
        Some(Value::NotApplicable) => "n".into(),
        None => "-".into(),
        Some(_) => "x".into(),
    };
    let respondent = |ballot: &Ballot| {
        let bands: String = ballot.bands.iter().map(|band| band.map_or(" -".into(), |band| format!(" {band}"))).collect();
        format!("{} |{bands} | {}", ballot.unit, ballot.values.iter().map(answer).collect::<String>())
    };
    let mut people: Vec<String> = company.ballots.iter().map(respondent).collect();
    people.sort();
    let measures: Vec<String> =
        design.sections.iter().flat_map(|s| &s.questions).map(|question| format!("{:?}", question.measure)).collect();
    let people = people.join("\n    ");
    format!("k {}, parents {parents:?}, sections {sections:?}, {}\n    {people}", design.k, measures.join(", "))
}
