//! The attacker: whether published results reveal what single people answered. It is written from the promise
//! (docs: what may be shown) and from what is published, and knows nothing of how a release is made.
//!
//! - `attack`: the linear attack (S), the value attack (V), the attack that knows the rule (preimages), random companies,
//!   weaker builds, rates.
//! - `real`: the release withstands them. `weaker`: weaker builds do not. `small`: everything that a few people can answer.
//! - `regressions`: surveys in which an attack succeeded once.

mod attack;
mod real;
mod regressions;
mod small;
mod thresholds;
mod weaker;

use attack::company::Company;
use attack::knowledge::Knowledge;
use waymark::survey::release::release;

/// What the attacker knows once a survey's release is out.
fn reading(company: &Company) -> Knowledge {
    Knowledge::reading(company, &release(&company.design, &company.ballots, None, &[0; 32]))
}
