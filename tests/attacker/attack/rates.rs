//! How often the attacks succeed on a build.

use super::chance::Chance;
use super::company::{Company, company, usual};
use super::knowledge::{Coalition, Knowledge};
use super::linear::{Finding, Target, attack_linear};
use super::values::{Effort, Lattice, attack_values_on};
use std::collections::BTreeMap;
use std::fmt;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those.
    pub part: u64,
    /// All.
    pub whole: u64,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, yes: bool) {
        self.part += u64::from(yes);
        self.whole += 1;
    }

    /// Whether it is at most so many in a hundred thousand.
    pub fn within(self, budget: u64) -> bool {
        self.part * 100_000 <= self.whole * budget
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let thousandths = (self.part * 100_000).checked_div(self.whole).unwrap_or(0);
        write!(f, "{}/{} = {}.{:03} %", self.part, self.whole, thousandths / 1000, thousandths % 1000)
    }
}

/// What coalitions of one size achieve.
#[derive(Clone, Debug, Default)]
pub struct OfSize {
    /// Coalitions (surveys, for none) that learn something they should not from the numbers taken as exact.
    pub linear: Share,
    /// By what they learn.
    pub targets: BTreeMap<&'static str, u64>,
    /// Coalitions that reduce a shown group or a difference of k or more to one person.
    pub eroded_to_one: Share,
    /// Those of them at a threshold above three.
    pub eroded_above_three: u64,
    /// Coalitions (surveys, for none) that leave some answer fewer than three values.
    pub values: Share,
    /// Answers, of the coalition's leaf or band, or of everybody for none, with fewer than three values left.
    pub narrowed: Share,
    /// Answers with one value left.
    pub exposed: Share,
}

/// What the attacks achieve on many surveys.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    /// How many surveys.
    pub surveys: u64,
    /// Cells that were shown.
    pub shown: u64,
    /// Cells that the truth contradicts, and sections whose published numbers contradict each other. None, if the attacker
    /// reads them as they are meant.
    pub contradictions: u64,
    /// For coalitions of nobody, one and two.
    pub sizes: [OfSize; 3],
}

impl Rates {
    /// Attacks what is known of a survey: alone, and by this many coalitions of one and of two of a leaf or a band.
    pub fn add(&mut self, company: &Company, known: &Knowledge, coalitions: usize, chance: &mut Chance) {
        self.surveys += 1;
        self.shown += u64::try_from(known.facts.len()).expect("few");
        self.contradictions += u64::from(known.contradicted(company).is_some());
        let lattice = Lattice::of(known);
        for size in 0..3 {
            for _ in 0..if size == 0 { 1 } else { coalitions } {
                let found = if size == 0 { Some((0, Vec::new())) } else { colleagues(known, size, chance) };
                let Some((group, members)) = found else { continue };
                self.coalition(company, known, &lattice, group, &members, chance);
            }
        }
    }

    /// Attacks by one coalition of a group.
    pub fn coalition(
        &mut self,
        company: &Company,
        known: &Knowledge,
        lattice: &Lattice,
        group: usize,
        members: &[usize],
        chance: &mut Chance,
    ) {
        let of_size = &mut self.sizes[members.len()];
        let coalition = Coalition::of(company, members);
        let findings = attack_linear(known, &coalition, chance);
        // Alone, every target counts; what a coalition learns of k people or more is no matter, and what is known of k
        // people is known of fewer to those among them.
        let matters = |finding: &&Finding| members.is_empty() || (finding.few && !finding.eroded);
        of_size.linear.count(findings.iter().any(|finding| matters(&finding)));
        for finding in findings.iter().filter(matters) {
            *of_size.targets.entry(named(&finding.target)).or_default() += 1;
        }
        let to_one = findings.iter().any(|finding| finding.eroded && finding.people == 1);
        of_size.eroded_to_one.count(to_one);
        of_size.eroded_above_three += u64::from(to_one && known.k > 3);

        let values = attack_values_on(known, lattice, &coalition, Effort::Once);
        self.contradictions += values.contradictions;
        let mut found = false;
        for left in &values.left {
            if known.groups[group].classes.contains(&left.class) {
                let people = u64::try_from(left.people).expect("some");
                let counts = [(&mut of_size.narrowed, left.feasible.len() < 3), (&mut of_size.exposed, left.feasible.len() < 2)];
                for (share, yes) in counts {
                    share.part += if yes { people } else { 0 };
                    share.whole += people;
                }
                found |= left.feasible.len() < 3;
            }
        }
        of_size.values.count(found);
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{} surveys, {} shown cells, {} contradictions", self.surveys, self.shown, self.contradictions)?;
        for (size, of) in self.sizes.iter().enumerate() {
            writeln!(f, "  coalition of {size}: linear {} {:?}, to one person {}", of.linear, of.targets, of.eroded_to_one)?;
            writeln!(f, "    values {}, answers narrowed {}, exposed {}", of.values, of.narrowed, of.exposed)?;
        }
        Ok(())
    }
}

fn named(target: &Target) -> &'static str {
    match target {
        Target::Hidden { .. } => "hidden",
        Target::HiddenSection { .. } => "hidden section",
        Target::Difference { .. } => "difference",
        Target::SectionDifference { .. } => "difference of sections",
        Target::Few { .. } => "few people",
        Target::Other { .. } => "other function",
    }
}

/// What the attacks achieve on random surveys that are published in some way: by nobody, and by this many coalitions of
/// one and of two for each.
pub fn measured(surveys: usize, coalitions: usize, seed: u64, build: impl Fn(&Company, &mut Chance) -> Knowledge) -> Rates {
    let mut rates = Rates::default();
    let mut chance = Chance::new(seed);
    for _ in 0..surveys {
        let company = company(usual(&mut chance), &mut chance);
        let known = build(&company, &mut chance);
        rates.add(&company, &known, coalitions, &mut chance);
    }
    rates
}

/// A leaf or a band, and some people of it; nobody if none has more than so many.
pub fn colleagues(known: &Knowledge, size: usize, chance: &mut Chance) -> Option<(usize, Vec<usize>)> {
    let inner = |group: usize| known.groups.iter().any(|other| other.parent == Some(group));
    let people = |group: usize| -> Vec<usize> {
        known.groups[group].classes.iter().flat_map(|&class| known.classes[class].clone()).collect()
    };
    let groups: Vec<usize> = (0..known.groups.len()).filter(|&g| !inner(g) && people(g).len() > size).collect();
    let group = *groups.get(chance.below(groups.len()))?;
    let mut team = people(group);
    Some((group, (0..size).map(|_| team.swap_remove(chance.below(team.len()))).collect()))
}
