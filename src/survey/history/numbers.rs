//! The numbers of a table before anything is hidden or rounded: whoever holds the table compares them with the program that it
//! comes from.

use crate::export;
use serde::{Deserialize, Serialize};

/// How a group answered a question on the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// What the group is called.
    pub group: String,
    /// The question's id.
    pub question: String,
    /// How many answered it.
    pub answers: u32,
    /// The sum of their answers; those to reverse-worded questions are turned.
    pub sum: u32,
}

/// The numbers as CSV, with the mean to six decimals.
pub fn numbers_csv(numbers: &[Number]) -> String {
    let row = |number: &Number| {
        let mean =
            if number.answers == 0 { String::new() } else { format!("{:.6}", f64::from(number.sum) / f64::from(number.answers)) };
        [number.group.clone(), number.question.clone(), number.answers.to_string(), number.sum.to_string(), mean]
    };
    let rows: Vec<_> = numbers.iter().map(row).collect();
    export::csv(&["Group", "Question", "Answers", "Sum", "Mean"], &rows)
}
