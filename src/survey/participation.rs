//! How many have answered, as coarsely as it is shown.

use super::rules::PARTICIPATION_FROM;
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

/// How many took part, after the close: in steps of 10 %, with coded ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// 10 % or less.
    AtMostTen,
    /// At least this many percent, and less than ten more: 10 (and then more than that), 20, ... 80.
    From(u8),
    /// 90 % or more.
    AtLeastNinety,
}

/// The share of `invited` that `answered`. Steps and not the nearest ten: since the numbers of everybody are public after
/// the close, "90 % or more" of 85 % would be seen to be wrong.
pub fn share(answered: usize, invited: usize) -> Share {
    if 10 * answered <= invited {
        return Share::AtMostTen;
    }
    match 10 * answered / invited.max(1) {
        tenths @ 0..9 => Share::From(u8::try_from(tenths).unwrap_or(8) * 10),
        _ => Share::AtLeastNinety,
    }
}

/// As [`share`], of a reporting unit or a group of them; `None` with too few invited.
pub fn share_of_unit(answered: usize, invited: usize) -> Option<Share> {
    (invited >= PARTICIPATION_FROM).then(|| share(answered, invited))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_over() {
        assert_eq!([0, 4, 5, 10].map(|issued| half(issued, 10)), [Half::Under, Half::Under, Half::Over, Half::Over]);
        assert_eq!([half(5, 11), half(6, 11), half(0, 0)], [Half::Under, Half::Over, Half::Under]);
    }

    #[test]
    fn steps_and_coded_ends_are_exact() {
        let shares = [0, 10, 11, 19, 20, 89, 90, 100].map(|answered| share(answered, 100));
        let (low, high) = (Share::AtMostTen, Share::AtLeastNinety);
        assert_eq!(shares, [low, low, Share::From(10), Share::From(10), Share::From(20), Share::From(80), high, high]);
        assert_eq!([share(1, 7), share(2, 3), share(0, 0)], [Share::From(10), Share::From(60), low]);
        assert_eq!([share_of_unit(9, 9), share_of_unit(10, 10)], [None, Some(high)]);
    }

    #[test]
    fn more_answers_are_never_a_smaller_share() {
        for invited in 1..60 {
            assert!((0..invited).all(|answered| share(answered, invited) <= share(answered + 1, invited)), "{invited}");
        }
    }
}
