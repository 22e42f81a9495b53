//! What a row's goal is measured by, and how far it is.

use super::{
    Column, Why,
    cells::{Cells, amount},
    words::{METERS, Meter},
};
use crate::goal::{Amount, Measure, Scale, Title};

/// The columns of what a number is measured by.
const NUMBERS: [Column; 4] = [Column::Start, Column::Target, Column::AtLeast, Column::AtMost];

/// A cell is wrong, as it was told; so nothing is known of what the goal is measured by.
pub(super) struct Wrong;

/// What is measured.
pub(super) fn measure(cells: &mut Cells<'_>) -> Result<Option<Measure>, Wrong> {
    let before = cells.problems.len();
    let measure = of(cells);
    if cells.problems.len() > before { Err(Wrong) } else { Ok(measure) }
}

fn of(cells: &mut Cells<'_>) -> Option<Measure> {
    let before = cells.problems.len();
    let meter = cells.word(Column::Measure, METERS);
    let unit = cells.text(Column::Unit).unwrap_or_default();
    let scale = match meter {
        Some(Meter::Percent) => Scale::Percent,
        None if unit == "%" || unit.is_empty() && NUMBERS.iter().any(|column| cells.raw(*column).trim().ends_with('%')) => {
            Scale::Percent
        }
        Some(Meter::Money) => Scale::Money { currency: unit.clone() },
        Some(Meter::Number | Meter::YesNo | Meter::Milestones) | None => Scale::Number { unit: unit.clone() },
    };
    let [start, target, low, high] = NUMBERS.map(|column| cells.number(column, |text| amount(&scale, text)));
    let steps = cells.list(Column::Milestones, Title::new);
    // What a wrong cell would have said is not known: it must not look as if it were missing.
    if cells.problems.len() > before {
        return None;
    }
    let is_towards = start.is_some() || target.is_some();
    let is_within = low.is_some() || high.is_some();
    let meter = meter.or_else(|| {
        let is_stepped = !is_towards && !is_within && !steps.is_empty();
        let by_number = is_towards || is_within;
        if is_stepped { Some(Meter::Milestones) } else { by_number.then_some((&scale).into()) }
    });
    let is_number = matches!(meter, Some(Meter::Number | Meter::Percent | Meter::Money));
    let extra = match meter {
        Some(Meter::Percent) => !unit.is_empty() && unit != "%",
        _ => !unit.is_empty() && !is_number,
    };
    let strangers = [
        (Column::Unit, extra),
        (Column::Start, start.is_some() && (!is_number || is_within)),
        (Column::Target, target.is_some() && (!is_number || is_within)),
        (Column::AtLeast, low.is_some() && !is_number),
        (Column::AtMost, high.is_some() && !is_number),
        (Column::Milestones, !steps.is_empty() && meter != Some(Meter::Milestones)),
    ];
    for (column, _) in strangers.into_iter().filter(|(_, is_stranger)| *is_stranger) {
        cells.blame(column, Why::NotOfMeasure);
    }
    match meter? {
        Meter::YesNo => Some(Measure::YesNo),
        Meter::Milestones if steps.is_empty() => cells.needed(Column::Milestones, None),
        Meter::Milestones => Some(Measure::Milestones { steps }),
        _ if is_within => Some(Measure::Within { scale, low, high }),
        _ => {
            let target = cells.needed(Column::Target, target)?;
            Some(Measure::Towards { scale, start: start.unwrap_or_default(), target })
        }
    }
}

/// How far it is.
pub(super) fn value(cells: &mut Cells<'_>, measure: Option<&Measure>) -> Option<Amount> {
    let Some(measure) = measure else {
        if cells.says(Column::Value) {
            cells.blame(Column::Value, Why::NoNumber);
        }
        return None;
    };
    cells.number(Column::Value, |text| match measure.scale() {
        // A sign is the number's own: there is nothing yet that it could be more or less than.
        Some(scale) => amount(scale, text).or_else(|_| measure.read(text, None)),
        None => measure.read(text, None),
    })
}
