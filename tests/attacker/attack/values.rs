//! The value attack (V): published numbers are rounded and coded, so each leaves a span of sums open; what remains possible
//! for each single answer?
//!
//! Spans are narrowed over the whole lattice of units and bands (a unit is the sum of its parts, and of its parts by
//! attribute; a section is the sum of its questions) until nothing moves; each set of people then leaves certain values to
//! each of them. Every step is sound: a value that is struck out is impossible.

use super::knowledge::{Axis, Coalition, Knowledge, Span};
use std::collections::HashMap;

/// Sets of classes, and which of them make up which.
#[derive(Debug, Default)]
pub struct Lattice {
    nodes: Vec<Vec<usize>>,
    by_classes: HashMap<Vec<usize>, usize>,
    /// A set, and disjoint sets that make it up.
    relations: Vec<(usize, Vec<usize>)>,
    /// The sets of groups.
    groups: Vec<Option<usize>>,
}

impl Lattice {
    /// Every unit by every combination of bands, and what shown parts leave of their whole.
    pub fn of(known: &Knowledge) -> Self {
        let mut lattice = Self::default();
        let mut axes: Vec<Vec<Vec<bool>>> = Vec::new();
        for group in &known.groups {
            if let Axis::Attribute(attribute) = group.axis {
                axes.resize_with(axes.len().max(attribute + 1), Vec::new);
                axes[attribute].push(marks(known, &group.classes));
            }
        }
        for bands in &mut axes {
            let withheld = (0..known.classes.len()).map(|class| bands.iter().all(|band| !band[class])).collect();
            bands.push(withheld);
        }
        // Combinations of bands: for each attribute one of them, or all.
        let mut filters: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for bands in &axes {
            let choices: Vec<Option<usize>> = std::iter::once(None).chain((0..bands.len()).map(Some)).collect();
            let longer = filters.iter().flat_map(|f| choices.iter().map(|&choice| [f.clone(), vec![choice]].concat()));
            filters = longer.collect();
        }
        let units: Vec<usize> = (0..known.groups.len()).filter(|&g| known.groups[g].axis == Axis::Units).collect();
        let passes = |class: usize, filter: &[Option<usize>]| {
            filter.iter().zip(&axes).all(|(choice, bands)| choice.is_none_or(|band| bands[band][class]))
        };
        for &unit in &units {
            let children: Vec<usize> = units.iter().copied().filter(|&u| known.groups[u].parent == Some(unit)).collect();
            for filter in &filters {
                let cut = |unit: usize, filter: &[Option<usize>]| -> Vec<usize> {
                    known.groups[unit].classes.iter().copied().filter(|&class| passes(class, filter)).collect()
                };
                let whole = cut(unit, filter);
                lattice.relate(&whole, children.iter().map(|&child| cut(child, filter)).collect());
                for (axis, bands) in axes.iter().enumerate().filter(|&(axis, _)| filter[axis].is_none()) {
                    let part = |band| {
                        let mut filter = filter.clone();
                        filter[axis] = Some(band);
                        cut(unit, &filter)
                    };
                    lattice.relate(&whole, (0..bands.len()).map(part).collect());
                }
            }
        }
        lattice.groups = known.groups.iter().map(|g| lattice.node(&g.classes)).collect();
        lattice.add_rests(known);
        lattice
    }

    fn node(&mut self, classes: &[usize]) -> Option<usize> {
        if classes.is_empty() {
            return None;
        }
        if let Some(&node) = self.by_classes.get(classes) {
            return Some(node);
        }
        self.by_classes.insert(classes.to_vec(), self.nodes.len());
        self.nodes.push(classes.to_vec());
        Some(self.nodes.len() - 1)
    }

    fn relate(&mut self, whole: &[usize], parts: Vec<Vec<usize>>) {
        let Some(whole) = self.node(whole) else { return };
        let parts: Vec<usize> = parts.iter().filter_map(|part| self.node(part)).collect();
        if parts.len() > 1 {
            self.relations.push((whole, parts));
        }
    }

    /// For each set in three or more parts of which some are shown: those that are not, together.
    fn add_rests(&mut self, known: &Knowledge) {
        let mut shown = vec![false; self.nodes.len()];
        for fact in &known.facts {
            self.groups[fact.group].into_iter().for_each(|node| shown[node] = true);
        }
        for (whole, parts) in self.relations.clone() {
            let (seen, rest): (Vec<usize>, Vec<usize>) = parts.iter().copied().partition(|&part| shown[part]);
            if rest.len() > 1 && !seen.is_empty() {
                let mut classes: Vec<usize> = rest.iter().flat_map(|&part| self.nodes[part].clone()).collect();
                classes.sort_unstable();
                let node = self.node(&classes).expect("not empty");
                self.relations.push((node, rest));
                self.relations.push((whole, seen.into_iter().chain([node]).collect()));
            }
        }
    }
}

fn marks(known: &Knowledge, classes: &[usize]) -> Vec<bool> {
    let mut marks = vec![false; known.classes.len()];
    for &class in classes {
        marks[class] = true;
    }
    marks
}

/// What remains possible for the answers of the people of a class to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The question.
    pub question: usize,
    /// The class they are in.
    pub class: usize,
    /// How many of them answered, without the coalition.
    pub people: i64,
    /// The values that remain.
    pub feasible: Vec<i64>,
}

/// What the value attack found.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// All answers but those of the coalition, by class and question.
    pub left: Vec<Left>,
    /// Sections in which what was published contradicts itself: the attacker is wrong, or the release.
    pub contradictions: u64,
}

impl Values {
    /// The answers for which fewer than three values remain.
    pub fn narrowed(&self) -> impl Iterator<Item = &Left> {
        self.left.iter().filter(|left| left.feasible.len() < 3)
    }
}

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Spans are narrowed once.
    Once,
    /// Where three values are left, each is supposed, and spans narrowed again. Finds a twentieth more, and takes long.
    Supposing,
}

/// What remains possible for every answer.
pub fn attack_values(known: &Knowledge, coalition: &Coalition, effort: Effort) -> Values {
    attack_values_on(known, &Lattice::of(known), coalition, effort)
}

/// The same on a lattice made before.
pub fn attack_values_on(known: &Knowledge, lattice: &Lattice, coalition: &Coalition, effort: Effort) -> Values {
    let mut values = Values::default();
    for section in &known.sections {
        let mut spans = Spans::new(known, lattice, coalition, section);
        if !spans.narrow() {
            values.contradictions += 1;
        }
        for (layer, &question) in section.iter().enumerate() {
            let mut feasible = vec![[true; 5]; known.classes.len()];
            for (node, classes) in lattice.nodes.iter().enumerate() {
                let of_node = spans.feasible(layer, node);
                if of_node != [true; 5] {
                    for &class in classes {
                        for (value, ok) in of_node.iter().enumerate() {
                            feasible[class][value] &= ok;
                        }
                    }
                }
            }
            for (class, feasible) in feasible.iter().enumerate() {
                let people = spans.class_counts[layer][class];
                let mut feasible: Vec<i64> = (1..=5).zip(feasible).filter(|&(_, ok)| *ok).map(|(value, _)| value).collect();
                if effort == Effort::Supposing && people > 0 && feasible.len() == 3 {
                    feasible.retain(|&value| spans.supposing(layer, class, value));
                }
                if people > 0 {
                    values.left.push(Left { question, class, people, feasible });
                }
            }
        }
    }
    values
}

/// What is possible for a set of answers: its sum, and how many are 1 or 2, 3, 4 or 5.
type Box4 = [Span; 4];

/// The boxes of all sets in all layers: the questions of a section, and the pools of questions that scores are built from.
#[derive(Clone)]
struct Spans<'a> {
    lattice: &'a Lattice,
    /// For each pool of two or more questions: those.
    pools: Vec<Vec<usize>>,
    counts: Vec<Vec<i64>>,
    class_counts: Vec<Vec<i64>>,
    boxes: Vec<Vec<Box4>>,
    /// Layer, node, and whether the answers were said to be divided; with the coalition's own in the lower and upper bucket,
    /// and all their answers.
    divided: Vec<(usize, usize, bool, [i64; 3])>,
    /// How many of a box's spans are looked at: only the sum, where no bucket was published.
    width: usize,
    /// Nothing is left for some set.
    contradictory: bool,
}

impl<'a> Spans<'a> {
    fn new(known: &Knowledge, lattice: &'a Lattice, coalition: &Coalition, section: &[usize]) -> Self {
        let facts = || known.facts.iter().filter(|fact| section.contains(&fact.questions[0]));
        let mut pools: Vec<Vec<usize>> = Vec::new();
        for fact in facts().filter(|fact| fact.questions.len() > 1) {
            let layers = fact.questions.iter().map(|q| section.iter().position(|s| s == q).expect("of the section")).collect();
            if !pools.contains(&layers) {
                pools.push(layers);
            }
        }
        let class_counts: Vec<Vec<i64>> = section
            .iter()
            .map(|&question| {
                let mut counts: Vec<i64> = (0..known.classes.len()).map(|c| known.count_class(c, question)).collect();
                for (member, answers) in &coalition.members {
                    let class = known.classes.iter().position(|people| people.contains(member)).expect("a respondent");
                    counts[class] -= i64::from(answers[question].is_some());
                }
                counts
            })
            .collect();
        let sum = |counts: &Vec<i64>| lattice.nodes.iter().map(|node| node.iter().map(|&c| counts[c]).sum()).collect();
        let mut counts: Vec<Vec<i64>> = class_counts.iter().map(sum).collect();
        for pool in &pools {
            let of_node = |node| pool.iter().map(|&layer| counts[layer][node]).sum();
            counts.push((0..lattice.nodes.len()).map(of_node).collect());
        }
        let open = |&n: &i64| {
            let some = Span { low: 0, high: n };
            [Span { low: n, high: 5 * n }, some, some, some]
        };
        let boxes = counts.iter().map(|of_nodes| of_nodes.iter().map(open).collect()).collect();
        let said = facts().any(|fact| fact.buckets.is_some() || fact.divided.is_some());
        let width = if said { 4 } else { 1 };
        let mut spans = Self { lattice, pools, counts, class_counts, boxes, divided: Vec::new(), width, contradictory: false };
        for fact in facts() {
            let Some(node) = lattice.groups[fact.group] else { continue };
            let layers: Vec<usize> =
                fact.questions.iter().map(|q| section.iter().position(|s| s == q).expect("of the section")).collect();
            let layer = match layers[..] {
                [layer] => layer,
                _ => section.len() + spans.pools.iter().position(|pool| *pool == layers).expect("added above"),
            };
            let within =
                |member: &usize| known.groups[fact.group].classes.iter().any(|&class| known.classes[class].contains(member));
            let own: Vec<i64> = coalition
                .members
                .iter()
                .filter(|(member, _)| within(member))
                .flat_map(|(_, answers)| fact.questions.iter().filter_map(|&q| answers[q]))
                .collect();
            let own_in = |low, high| i64::try_from(own.iter().filter(|&&a| low <= a && a <= high).count()).expect("few");
            let own_counts = [own_in(1, 2), own_in(3, 3), own_in(4, 5)];
            spans.cut(layer, node, 0, less(fact.sum, own.iter().sum()));
            for (bucket, span) in fact.buckets.iter().flatten().enumerate() {
                spans.cut(layer, node, bucket + 1, less(*span, own_counts[bucket]));
            }
            if let Some(said) = fact.divided {
                spans.divided.push((layer, node, said, [own_counts[0], own_counts[2], own_in(1, 5)]));
            }
        }
        spans
    }

    /// Narrows one span; whether it did.
    fn cut(&mut self, layer: usize, node: usize, at: usize, to: Span) -> bool {
        let span = &mut self.boxes[layer][node][at];
        let before = *span;
        span.low = span.low.max(to.low);
        span.high = span.high.min(to.high);
        self.contradictory |= span.low > span.high;
        *span != before
    }

    /// Narrows all spans until nothing moves, or for a dozen rounds; false if something is contradictory.
    fn narrow(&mut self) -> bool {
        let lattice = self.lattice;
        for _ in 0..12 {
            let mut moved = false;
            for layer in 0..self.counts.len() {
                if self.contradictory {
                    return false;
                }
                if self.width > 1 {
                    for node in 0..lattice.nodes.len() {
                        moved |= self.narrow_box(layer, node);
                    }
                }
                for (whole, parts) in &lattice.relations {
                    if self.counts[layer][*whole] > 0 {
                        moved |= self.narrow_sum((layer, *whole), parts.iter().map(|&part| (layer, part)));
                    }
                }
            }
            for pool in 0..self.pools.len() {
                let layer = self.counts.len() - self.pools.len() + pool;
                let layers = self.pools[pool].clone();
                for node in 0..lattice.nodes.len() {
                    moved |= self.narrow_sum((layer, node), layers.iter().map(|&part| (part, node)));
                }
            }
            moved |= self.narrow_divided();
            if !moved {
                break;
            }
        }
        !self.contradictory
    }

    /// Whether nothing speaks against somebody of a class having given this answer.
    fn supposing(&self, layer: usize, class: usize, value: i64) -> bool {
        let Some(&node) = self.lattice.by_classes.get([class].as_slice()) else { return true };
        let mut supposed = self.clone();
        let others = self.counts[layer][node] - 1;
        supposed.cut(layer, node, 0, Span { low: value + others, high: value + 5 * others });
        let bucket = [1, 1, 2, 3, 3][usize::try_from(value - 1).expect("0 to 4")];
        supposed.cut(layer, node, bucket, Span { low: 1, high: i64::MAX });
        supposed.narrow()
    }

    /// The whole is the sum of its parts.
    fn narrow_sum(&mut self, whole: (usize, usize), parts: impl Iterator<Item = (usize, usize)> + Clone) -> bool {
        let mut moved = false;
        for at in 0..self.width {
            let (mut low, mut high) = (0, 0);
            for (layer, node) in parts.clone() {
                let span = self.boxes[layer][node][at];
                low += span.low;
                high += span.high;
            }
            moved |= self.cut(whole.0, whole.1, at, Span { low, high });
            let all = self.boxes[whole.0][whole.1][at];
            if all.low <= low && high <= all.high {
                continue;
            }
            for (layer, node) in parts.clone() {
                let span = self.boxes[layer][node][at];
                let to = Span { low: all.low - (high - span.high), high: all.high - (low - span.low) };
                moved |= self.cut(layer, node, at, to);
            }
        }
        moved
    }

    /// Buckets add up to the number of answers, and bound their sum.
    fn narrow_box(&mut self, layer: usize, node: usize) -> bool {
        let n = self.counts[layer][node];
        if n == 0 {
            return false;
        }
        let [sum, bad, neutral, good] = self.boxes[layer][node];
        // u + 3 m + 4 f <= sum <= 2 u + 3 m + 5 f and u + m + f = n, solved for each.
        let mut moved = self.cut(
            layer,
            node,
            0,
            Span { low: n + 2 * neutral.low + 3 * good.low, high: 5 * n - 3 * bad.low - 2 * neutral.low },
        );
        moved |= self.cut(
            layer,
            node,
            0,
            Span { low: 4 * n - 3 * bad.high - neutral.high, high: 2 * n + neutral.high + 3 * good.high },
        );
        moved |= self.cut(
            layer,
            node,
            1,
            Span {
                low: (n - neutral.high - good.high).max(up(4 * n - neutral.high - sum.high, 3)),
                high: (n - neutral.low - good.low).min((5 * n - sum.low - 2 * neutral.low).div_euclid(3)),
            },
        );
        moved |= self.cut(
            layer,
            node,
            2,
            Span {
                low: n - bad.high - good.high,
                high: (n - bad.low - good.low)
                    .min((sum.high - n - 3 * good.low).div_euclid(2))
                    .min((5 * n - sum.low - 3 * bad.low).div_euclid(2)),
            },
        );
        moved |= self.cut(
            layer,
            node,
            3,
            Span {
                low: (n - bad.high - neutral.high).max(up(sum.low - 2 * n - neutral.high, 3)),
                high: (n - bad.low - neutral.low).min((sum.high - n - 2 * neutral.low).div_euclid(3)),
            },
        );
        moved
    }

    /// Divided is said where a quarter is at either end, and only there.
    fn narrow_divided(&mut self) -> bool {
        let mut moved = false;
        for (layer, node, said, [own_bad, own_good, own]) in self.divided.clone() {
            let quarter = up(self.counts[layer][node] + own, 4);
            let [_, bad, _, good] = self.boxes[layer][node];
            let many = |least: i64| Span { low: least, high: i64::MAX };
            let few = |most: i64| Span { low: 0, high: most };
            if said {
                moved |= self.cut(layer, node, 1, many(quarter - own_bad));
                moved |= self.cut(layer, node, 3, many(quarter - own_good));
            } else if bad.low + own_bad >= quarter {
                moved |= self.cut(layer, node, 3, few(quarter - own_good - 1));
            } else if good.low + own_good >= quarter {
                moved |= self.cut(layer, node, 1, few(quarter - own_bad - 1));
            }
        }
        moved
    }

    /// The answers that one person of a set may have given, whatever the others did.
    fn feasible(&self, layer: usize, node: usize) -> [bool; 5] {
        let n = self.counts[layer][node];
        let [sum, bad, neutral, good] = self.boxes[layer][node];
        if n == 0 {
            return [true; 5];
        }
        let mut feasible = [false; 5];
        for (value, ok) in (1..=5).zip(&mut feasible) {
            if self.width == 1 {
                *ok = value + n - 1 <= sum.high && value + 5 * (n - 1) >= sum.low;
                continue;
            }
            let bucket = [0, 0, 1, 2, 2][usize::try_from(value - 1).expect("0 to 4")];
            let mut least = [bad.low, neutral.low, good.low];
            let most = [bad.high, neutral.high, good.high];
            least[bucket] = least[bucket].max(1);
            if least[bucket] > most[bucket] {
                continue;
            }
            // The others fill the buckets from the lower end, and from the upper one.
            let extreme = |order: [usize; 3], worth: [i64; 3]| {
                let mut left = n - least.iter().sum::<i64>();
                let mut sum = (0..3).map(|at| least[at] * worth[at]).sum::<i64>() - worth[bucket] + value;
                for at in order {
                    let more = left.min(most[at] - least[at]);
                    left -= more;
                    sum += more * worth[at];
                }
                (left == 0).then_some(sum)
            };
            let (Some(low), Some(high)) = (extreme([0, 1, 2], [1, 3, 4]), extreme([2, 1, 0], [2, 3, 5])) else { continue };
            *ok = low <= sum.high && high >= sum.low;
        }
        feasible
    }
}

fn less(span: Span, by: i64) -> Span {
    Span { low: span.low - by, high: span.high - by }
}

fn up(a: i64, b: i64) -> i64 {
    -(-a).div_euclid(b)
}
