//! People: the directory, the org chart, a person's page; and how an administrator looks after them.

mod admin;
mod api;
mod chart;
mod choose;
mod list;
mod profile;

pub use admin::{AdminPeople, AdminPerson, ImportPeople, TakeName, UPLOAD};
pub use api::{Named, Sought};
pub use chart::OrgChart;
pub use choose::{Chooser, Kind, NotOne, not_one};
#[cfg(feature = "ssr")]
pub use choose::{chosen_person, chosen_team};
pub use list::People;
pub use profile::{Person, links};

use waymark::{email::EmailRefused, person::NameRefused};

/// Why a name was refused, as a sentence.
pub fn name_sentence(refused: NameRefused) -> String {
    match refused {
        NameRefused::Empty => "A name is needed.".to_owned(),
        NameRefused::TooLong { at_most } => format!("This is too long; a name may have {at_most} characters."),
        NameRefused::ControlCharacters => "A name stands on one line, without control characters.".to_owned(),
    }
}

/// Why an address was refused, as a sentence.
pub fn email_sentence(refused: EmailRefused) -> String {
    match refused {
        EmailRefused::Empty => "An address is needed.",
        EmailRefused::Malformed => "This is not a whole address: it needs a name, an @ and a domain, as in nadia@example.org.",
        EmailRefused::TooLong => "This is longer than an address can be.",
        EmailRefused::NotAscii => "This has letters that mail servers do not carry; an address is written with a to z.",
    }
    .to_owned()
}
