//! Which column of a table means what.

use super::{Field, Why};
use deunicode::deunicode;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which column serves which field; columns count from 0.
///
/// A field may be without an entry (nobody chose), or with an entry of `None` (nobody serves it, as was chosen).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Columns(BTreeMap<Field, Option<usize>>);

impl Columns {
    /// Finds the fields by the names of the columns. Names that mean exactly a field win over those with a telling word.
    pub fn matched(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let mut columns = Self::default();
        let mut free: BTreeSet<usize> = (0..names.len()).collect();
        for field in Field::ALL {
            let exact = field.names().iter().find_map(|meant| free.iter().copied().find(|column| names[*column] == *meant));
            if let Some(column) = exact {
                free.remove(&column);
                columns.set(field, Some(column));
            }
        }
        for (field, words) in Field::BY_WORD {
            // Somebody else's data never stands for one's own: each of a manager's columns is out, not only the one used.
            let others = Field::BY_WORD[0].1;
            let fits = |column: &usize| {
                let mut of_name = names[*column].split(' ');
                let about_others = of_name.clone().any(|word| others.contains(&word));
                of_name.any(|word| words.contains(&word)) && (field == Field::ReportsTo || !about_others)
            };
            if columns.get(field).is_none()
                && let Some(column) = free.iter().copied().find(fits)
            {
                free.remove(&column);
                columns.set(field, Some(column));
            }
        }
        columns
    }

    /// Chooses a column for a field, or none.
    pub fn set(&mut self, field: Field, column: Option<usize>) {
        self.0.insert(field, column);
    }

    /// The column that serves a field.
    pub fn get(&self, field: Field) -> Option<usize> {
        self.0.get(&field).copied().flatten()
    }

    /// The field that a column serves.
    pub fn field(&self, column: usize) -> Option<Field> {
        self.0.iter().find(|(_, serving)| **serving == Some(column)).map(|(field, _)| *field)
    }

    /// These, with what was chosen by hand: a column that was chosen serves nothing else.
    #[must_use]
    pub fn chosen(&self, by_hand: &Self) -> Self {
        let taken: BTreeSet<usize> = by_hand.0.values().copied().flatten().collect();
        let mut columns = self.clone();
        columns.0.retain(|_, column| column.is_some_and(|column| !taken.contains(&column)));
        columns.0.extend(by_hand.0.iter().map(|(field, column)| (*field, *column)));
        columns
    }

    /// Looks whether each column exists, of a table with so many, and serves one field.
    ///
    /// # Errors
    ///
    /// [`Why::NoSuchColumn`] or [`Why::ColumnServesTwo`], the first that is found.
    pub fn check(&self, width: usize) -> Result<(), Why> {
        let mut serves = BTreeMap::new();
        for (field, column) in self.0.iter().filter_map(|(field, column)| Some((*field, (*column)?))) {
            if column >= width {
                return Err(Why::NoSuchColumn { field, column });
            }
            if let Some(first) = serves.insert(column, field) {
                return Err(Why::ColumnServesTwo { first, second: field });
            }
        }
        Ok(())
    }

    /// How many fields have a column.
    pub(super) fn count(&self) -> usize {
        self.0.values().flatten().count()
    }
}

/// A column's name in the form in which names are compared: small letters without marks, words apart, `#` as a number.
pub(crate) fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut before = ' ';
    for c in name.chars() {
        if matches!(c, '#' | '№') {
            text.push_str(" number ");
        } else if matches!(c, '\'' | '’') {
            // "Manager's" is the word "managers": the s goes with it below.
        } else if c.is_alphanumeric() {
            if before.is_lowercase() && c.is_uppercase() {
                text.push(' ');
            }
            text.push(c);
        } else {
            text.push(' ');
        }
        before = c;
    }
    let words = deunicode(&text).to_lowercase();
    let singular = |word: &str| {
        if word == "managers" || word == "supervisors" { word[..word.len() - 1].to_owned() } else { word.to_owned() }
    };
    words.split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// What each column is taken for.
    fn taken(names: &[&str]) -> Vec<Option<Field>> {
        let columns = Columns::matched(&header(names));
        (0..names.len()).map(|column| columns.field(column)).collect()
    }

    #[test]
    fn the_columns_of_an_hr_system_are_found_by_their_names() {
        let names = ["Employee #", "Full name", "Work email", "Job title", "Team", "Location", "Reports to"];
        let fields = [Field::Number, Field::Name, Field::Email, Field::Title, Field::Team, Field::Location, Field::ReportsTo];
        assert_eq!(taken(&names), fields.map(Some));
        assert_eq!(
            taken(&[
                "employee_id",
                "firstName",
                "LAST NAME",
                "E-Mail",
                "Position",
                "Org. unit",
                "Country",
                "Manager's ID",
                "Active"
            ]),
            [
                Field::Number,
                Field::FirstName,
                Field::LastName,
                Field::Email,
                Field::Title,
                Field::Team,
                Field::Location,
                Field::ReportsTo,
                Field::Status
            ]
            .map(Some)
        );
        assert_eq!(
            taken(&["Personalnummer", "Vorname", "Nachname", "E-Mail-Adresse", "Führungskraft"]),
            [Field::Number, Field::FirstName, Field::LastName, Field::Email, Field::ReportsTo].map(Some)
        );
        assert_eq!(
            taken(&["Matricule", "Prénom", "Nom", "Courriel", "Équipe", "Nærmeste leder"]),
            [Field::Number, Field::FirstName, Field::LastName, Field::Email, Field::Team, Field::ReportsTo].map(Some)
        );
    }

    #[test]
    fn exact_names_win_over_telling_words() {
        assert_eq!(taken(&["Home office", "Office"]), [None, Some(Field::Location)]);
        assert_eq!(taken(&["Manager", "Manager ID"]), [None, Some(Field::ReportsTo)]);
        assert_eq!(taken(&["Manager's private mail", "Email"]), [Some(Field::ReportsTo), Some(Field::Email)]);
        assert_eq!(taken(&["Title of the manager", "Manager"]), [None, Some(Field::ReportsTo)], "a manager's title is nobody's");
    }

    #[test]
    fn a_column_serves_one_field_and_a_field_has_one_column() {
        assert_eq!(taken(&["Team", "Department"]), [Some(Field::Team), None]);
        assert_eq!(taken(&["Name", "Name"]), [Some(Field::Name), None]);
    }

    #[test]
    fn what_was_chosen_by_hand_takes_the_column_from_what_was_found() {
        let found = Columns::matched(&header(&["ID", "Name", "Team"]));
        let mut by_hand = Columns::default();
        by_hand.set(Field::Location, Some(2));
        let columns = found.chosen(&by_hand);
        assert_eq!((columns.get(Field::Location), columns.get(Field::Team)), (Some(2), None));
        assert_eq!((columns.get(Field::Number), columns.get(Field::Name)), (Some(0), Some(1)));
        by_hand.set(Field::Number, None);
        assert_eq!(found.chosen(&by_hand).get(Field::Number), None);
    }

    #[test]
    fn a_column_that_is_not_there_or_serves_two_is_refused() {
        let mut columns = Columns::default();
        columns.set(Field::Name, Some(3));
        assert_eq!(columns.check(3), Err(Why::NoSuchColumn { field: Field::Name, column: 3 }));
        columns.set(Field::Title, Some(1));
        columns.set(Field::Name, Some(1));
        assert_eq!(columns.check(3), Err(Why::ColumnServesTwo { first: Field::Name, second: Field::Title }));
        columns.set(Field::Title, None);
        assert_eq!(columns.check(3), Ok(()));
    }

    #[test]
    fn a_choice_of_columns_reads_back_as_itself() {
        let columns = Columns::matched(&header(&["ID", "Name", "Manager"]));
        let text = serde_json::to_string(&columns).expect("JSON");
        assert_eq!(text, r#"{"Number":0,"Name":1,"ReportsTo":2}"#);
        assert_eq!(serde_json::from_str::<Columns>(&text).expect("columns"), columns);
    }
}
