//! Linear algebra modulo the prime 2^61 - 1, and exactly.

use super::chance::Chance;

/// The prime.
pub const PRIME: u64 = (1 << 61) - 1;

fn add(a: u64, b: u64) -> u64 {
    let sum = a + b;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn negative(a: u64) -> u64 {
    if a == 0 { 0 } else { PRIME - a }
}

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    let low = u64::try_from(product & u128::from(PRIME)).expect("61 bits");
    let high = u64::try_from(product >> 61).expect("61 bits");
    add(low, high)
}

fn inverse(a: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, a, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

/// Rows in echelon form: the first entry of each that is not 0 is 1, no two start in one column.
#[derive(Clone, Debug)]
pub struct Echelon {
    columns: usize,
    /// For each column the row that starts there.
    starts: Vec<Option<usize>>,
    rows: Vec<Vec<u64>>,
}

impl Echelon {
    /// No rows yet.
    pub fn new(columns: usize) -> Self {
        Self { columns, starts: vec![None; columns], rows: Vec::new() }
    }

    /// How many independent rows there are.
    pub fn rank(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row; whether it was independent of those before.
    pub fn insert(&mut self, mut row: Vec<u64>) -> bool {
        for column in 0..self.columns {
            let lead = row[column];
            if lead == 0 {
                continue;
            }
            let Some(start) = self.starts[column] else {
                let scale = inverse(lead);
                if scale != 1 {
                    row[column..].iter_mut().filter(|entry| **entry != 0).for_each(|entry| *entry = times(*entry, scale));
                }
                self.starts[column] = Some(self.rows.len());
                self.rows.push(row);
                return true;
            };
            let factor = negative(lead);
            for (entry, &by) in row[column..].iter_mut().zip(&self.rows[start][column..]) {
                if by != 0 {
                    *entry = add(*entry, if by == 1 { factor } else { times(factor, by) });
                }
            }
        }
        false
    }

    /// Adds a row with ones at these columns.
    pub fn insert_ones(&mut self, ones: impl IntoIterator<Item = usize>) -> bool {
        let mut row = vec![0; self.columns];
        for column in ones {
            row[column] = 1;
        }
        self.insert(row)
    }

    /// A random solution of "each row times this is 0". A vector lies in the row space if and, but for one case in 2^61,
    /// only if its product with this is 0.
    pub fn random_solution(&self, chance: &mut Chance) -> Vec<u64> {
        let mut solution = vec![0; self.columns];
        for column in (0..self.columns).rev() {
            solution[column] = match self.starts[column] {
                None => chance.bits() % PRIME,
                Some(start) => {
                    let mut sum = 0;
                    for (&entry, &value) in self.rows[start][column + 1..].iter().zip(&solution[column + 1..]) {
                        if entry == 1 {
                            sum = add(sum, value);
                        } else if entry != 0 {
                            sum = add(sum, times(entry, value));
                        }
                    }
                    negative(sum)
                }
            };
        }
        solution
    }
}

/// The sum of some of a solution's entries.
pub fn total(solution: &[u64], columns: impl IntoIterator<Item = usize>) -> u64 {
    columns.into_iter().fold(0, |sum, column| add(sum, solution[column]))
}

fn divisor(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(1)
}

/// Whether the last row is a combination of those before, in exact rational arithmetic; `None` where a number outgrows
/// 127 bits.
pub fn exactly_spanned(rows: &[Vec<i128>], target: &[i128]) -> Option<bool> {
    let mut rows: Vec<Vec<i128>> = rows.iter().cloned().chain([target.to_vec()]).collect();
    let last = rows.len() - 1;
    let mut done = 0;
    for column in 0..target.len() {
        let Some(pivot) = (done..last).find(|&row| rows[row][column] != 0) else { continue };
        rows.swap(done, pivot);
        let by = rows[done].clone();
        for row in &mut rows[done + 1..] {
            let lead = row[column];
            if lead == 0 {
                continue;
            }
            let mut content = 0;
            for (entry, &other) in row.iter_mut().zip(&by) {
                *entry = entry.checked_mul(by[column])?.checked_sub(other.checked_mul(lead)?)?;
                content = divisor(content, *entry);
            }
            if content > 1 {
                for entry in row.iter_mut() {
                    *entry /= content;
                }
            }
        }
        done += 1;
    }
    Some(rows[last].iter().all(|&entry| entry == 0))
}

#[test]
fn elimination_agrees_with_exact_arithmetic() {
    let mut chance = Chance::new(1);
    let mut spanned = 0;
    for _ in 0..300 {
        let columns = chance.within(2, 8);
        let rows: Vec<Vec<i128>> =
            (0..chance.within(1, 6)).map(|_| (0..columns).map(|_| i128::from(chance.in_thousand(450))).collect()).collect();
        let mut echelon = Echelon::new(columns);
        for row in &rows {
            echelon.insert_ones((0..columns).filter(|&column| row[column] == 1));
        }
        let solution = echelon.random_solution(&mut chance);
        for row in &rows {
            assert_eq!(total(&solution, (0..columns).filter(|&column| row[column] == 1)), 0);
        }
        let target: Vec<i128> = (0..columns).map(|_| i128::from(chance.in_thousand(400))).collect();
        let guess = total(&solution, (0..columns).filter(|&column| target[column] == 1)) == 0;
        assert_eq!(exactly_spanned(&rows, &target), Some(guess));
        assert_eq!(echelon.clone().insert_ones((0..columns).filter(|&column| target[column] == 1)), !guess);
        spanned += usize::from(guess);
    }
    assert!((60..240).contains(&spanned), "{spanned}");
    assert_eq!(times(PRIME - 1, PRIME - 1), 1);
    assert_eq!(times(inverse(12345), 12345), 1);
}
