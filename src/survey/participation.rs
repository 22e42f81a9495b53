//! How many have answered, as coarsely as it is shown while a survey is open; afterwards the release says it.

use serde::{Deserialize, Serialize};

/// How many have taken part so far, of everybody; all that is shown while a survey is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Fewer than half.
    Under,
    /// Half or more.
    Over,
}

/// Whether half of a roster of `roster` people have the `issued` credentials.
pub fn half(issued: usize, roster: usize) -> Half {
    if 2 * issued < roster || roster == 0 { Half::Under } else { Half::Over }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_over() {
        assert_eq!([0, 4, 5, 10].map(|issued| half(issued, 10)), [Half::Under, Half::Under, Half::Over, Half::Over]);
        assert_eq!([half(5, 11), half(6, 11), half(0, 0)], [Half::Under, Half::Over, Half::Under]);
    }
}
