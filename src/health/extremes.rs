//! Which numbers are surely the highest and the lowest: "about 3.5" may be 3.7.

use crate::survey::release::{Code, Mean};

/// From where to where what is published as this number lies, in twentieths of a point.
pub(super) fn span(mean: Mean) -> (u16, u16) {
    let (at, half) = (2 * u16::from(mean.tenths), u16::from(mean.step.tenths()));
    match mean.code {
        Code::Exact => (at - half, at + half),
        Code::OrHigher => (at - half, 100),
        Code::OrLower => (20, at + half),
    }
}

/// The places of the highest numbers, where all others are surely below; none where all are alike.
pub(super) fn highest(means: &[Mean]) -> Vec<usize> {
    let Some(most) = means.iter().map(|mean| mean.tenths).max() else { return Vec::new() };
    let (top, rest): (Vec<usize>, Vec<usize>) = (0..means.len()).partition(|at| means[*at].tenths == most);
    let floor = top.iter().map(|at| span(means[*at]).0).min();
    let is_sure = !rest.is_empty() && rest.iter().all(|at| Some(span(means[*at]).1) <= floor);
    if is_sure { top } else { Vec::new() }
}

/// The places of the lowest numbers, where all others are surely above; none where all are alike.
pub(super) fn lowest(means: &[Mean]) -> Vec<usize> {
    let Some(least) = means.iter().map(|mean| mean.tenths).min() else { return Vec::new() };
    let (bottom, rest): (Vec<usize>, Vec<usize>) = (0..means.len()).partition(|at| means[*at].tenths == least);
    let ceiling = bottom.iter().map(|at| span(means[*at]).1).max();
    let is_sure = !rest.is_empty() && rest.iter().all(|at| Some(span(means[*at]).0) >= ceiling);
    if is_sure { bottom } else { Vec::new() }
}
