//! Arithmetic modulo the Mersenne prime 2^61 - 1, for exact elimination that stays in machine words.

/// The prime.
const P: u64 = (1 << 61) - 1;

/// A number modulo 2^61 - 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mod(u64);

impl Mod {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(1);

    /// A number that looks drawn at random: the `index`th of a fixed sequence (`SplitMix64`, Steele, Lea and Flood 2014).
    pub fn scattered(index: u64) -> Self {
        let mut z = index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((z ^ (z >> 31)) % P)
    }

    /// The number whose product with this one, not zero, is one (Fermat).
    pub fn inverse(self) -> Self {
        let (mut result, mut power, mut exponent) = (Self::ONE, self, P - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = result * power;
            }
            power = power * power;
            exponent >>= 1;
        }
        result
    }
}

impl std::ops::Add for Mod {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let sum = self.0 + other.0;
        Self(if sum >= P { sum - P } else { sum })
    }
}

impl std::ops::AddAssign for Mod {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::ops::Neg for Mod {
    type Output = Self;

    fn neg(self) -> Self {
        Self(if self.0 == 0 { 0 } else { P - self.0 })
    }
}

impl std::ops::Sub for Mod {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl std::ops::Mul for Mod {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = u128::from(self.0) * u128::from(other.0);
        // 2^61 is 1: the high bits count once more.
        let low = u64::try_from(product & u128::from(P)).unwrap_or(0);
        let high = u64::try_from(product >> 61).unwrap_or(0);
        Self(low) + Self(high)
    }
}
