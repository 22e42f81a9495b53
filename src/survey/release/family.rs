//! Groups of a tree that are shown for one question, and what follows from them by adding and subtracting.
//!
//! People are those who answered the question. The shown groups of a tree are nested or disjoint, and that makes the row
//! space of what is shown simple. Call *block* of a shown group its people less those of shown groups within it. Blocks are
//! disjoint; each is a shown group less the largest shown groups within it; each shown group is the sum of the blocks within
//! it. So the indicators of the non-empty blocks are a basis of the row space (over any field), and a set of people is in the
//! row space exactly if it is a union of blocks. No elimination can find more and none is needed; the tests compare with one.
//!
//! Three consequences are kept true here:
//!
//! - **Every block has k people or none.** Then every set that can be computed has k or more: not only the differences
//!   A\B, A\(B+C), (A+B)\C, but those of any number of groups.
//! - **No hidden group is a union of blocks.**
//! - **Coalitions.** Two people who know their own answers must not reveal a hidden group either: the rest of the one
//!   block that a hidden group cuts has at least three people. (Coalitions within the hidden group learn nothing but shown
//!   numbers.)
//!
//! Hiding a group joins its block with that of the next shown group above. Joining keeps the first two true wherever they
//! are, so hiding more never has to be taken back.

use super::tally::Tree;

/// A coalition of this many people who tell each other their answers must not learn a hidden group.
pub(super) const COALITION: u32 = 2;

/// Who is shown for one question.
pub(super) struct Family<'a> {
    tree: &'a Tree,
    k: u32,
    /// How many answered, by group.
    answers: Vec<u32>,
    shown: Vec<bool>,
    /// The people of each group less those of shown groups within it: of a shown group its block.
    rest: Vec<u32>,
}

impl<'a> Family<'a> {
    /// A family in which these groups are shown.
    pub fn new(tree: &'a Tree, k: u32, answers: Vec<u32>, shown: Vec<bool>) -> Self {
        let mut rest = answers.clone();
        // What shown groups cover goes up to the next shown group, bottom up.
        let mut covered = vec![0; answers.len()];
        for group in (0..answers.len()).rev() {
            rest[group] -= covered[group];
            if let Some(parent) = tree.parent[group] {
                covered[parent] += if shown[group] { answers[group] } else { covered[group] };
            }
        }
        Self { tree, k, answers, shown, rest }
    }

    /// Whether a group is shown.
    pub fn shown(&self, group: usize) -> bool {
        self.shown[group]
    }

    /// How many answered in a group.
    pub fn answers(&self, group: usize) -> u32 {
        self.answers[group]
    }

    /// The people of a group less those of shown groups within it.
    pub fn rest(&self, group: usize) -> u32 {
        self.rest[group]
    }

    /// The smallest shown group that holds `group` and is not it.
    pub fn above(&self, group: usize) -> Option<usize> {
        self.tree.above(group, &self.shown)
    }

    /// The largest shown groups within `group`, leaving out `without` and all within it.
    pub fn below(&self, group: usize, without: Option<usize>) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), self.tree.children[group].clone());
        while let Some(child) = open.pop() {
            if Some(child) == without || self.answers[child] == 0 {
                continue;
            }
            if self.shown[child] {
                found.push(child);
            } else {
                open.extend(&self.tree.children[child]);
            }
        }
        found
    }

    /// Hides a group: its block joins the next one above. Everybody is never hidden.
    pub fn hide(&mut self, group: usize) {
        if !self.shown[group] || group == 0 {
            return;
        }
        self.shown[group] = false;
        let mut at = self.tree.parent[group];
        while let Some(above) = at {
            self.rest[above] += self.rest[group];
            if self.shown[above] {
                break;
            }
            at = self.tree.parent[above];
        }
    }

    /// Joins the smallest block within `group`, but outside `without`, to the block of `group`, and says which groups that
    /// hides. Groups whose block is empty cannot add people to it: with them one within is hidden, too.
    fn join(&mut self, group: usize, without: Option<usize>) -> Option<Vec<usize>> {
        let mut best: Option<((usize, u32, usize), Vec<usize>)> = None;
        let mut open: Vec<Vec<usize>> = self.below(group, without).into_iter().map(|group| vec![group]).collect();
        while let Some(path) = open.pop() {
            let last = path[path.len() - 1];
            if self.rest[last] > 0 {
                let cost = (path.len(), self.answers[last], last);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, path));
                }
            } else if best.as_ref().is_none_or(|((length, ..), _)| path.len() < *length) {
                open.extend(self.below(last, without).into_iter().map(|next| path.iter().copied().chain([next]).collect()));
            }
        }
        let (_, path) = best?;
        for &group in &path {
            self.hide(group);
        }
        Some(path)
    }

    /// Hides groups, the smallest first, until the three consequences hold, and says which.
    ///
    /// What cannot be helped without hiding everybody stays: where only everybody is shown, a hidden unit that lacks but two
    /// people of everybody is what these two can compute from any sum.
    pub fn protect(&mut self) -> Vec<usize> {
        let mut hidden = Vec::new();
        for group in (0..self.tree.len()).rev() {
            while self.shown[group] && (1..self.k).contains(&self.rest[group]) {
                let Some(path) = self.join(group, None) else { break };
                hidden.extend(path);
            }
        }
        loop {
            let before = hidden.len();
            for group in (0..self.tree.len()).rev() {
                while let Some(path) = self.cover(group) {
                    hidden.extend(path);
                }
            }
            if hidden.len() == before {
                return hidden;
            }
        }
    }

    /// Hides what gives a hidden group away; `None` when nothing does or nothing can be done.
    fn cover(&mut self, group: usize) -> Option<Vec<usize>> {
        if self.shown[group] || self.answers[group] == 0 {
            return None;
        }
        let above = self.above(group)?;
        let (inside, block) = (self.rest[group], self.rest[above]);
        if inside == 0 {
            return self.join(group, None);
        }
        if block - inside > COALITION {
            return None;
        }
        self.join(above, Some(group)).or_else(|| {
            (above != 0).then(|| {
                self.hide(above);
                vec![above]
            })
        })
    }
}
