//! How an administrator looks after people: lets them in, corrects them, moves them, imports them.

mod api;
mod edit;
mod former;
mod import;
mod list;

pub use api::UPLOAD;
pub use edit::AdminPerson;
pub use former::TakeName;
pub use import::ImportPeople;
pub use list::AdminPeople;

use crate::change::broken_sentence;
use waymark::person::ChangeRefused;

/// Why somebody's record stays as it was, as a sentence.
fn change_sentence(why: &ChangeRefused) -> String {
    match why {
        ChangeRefused::Unknown => "There is no such person any more.".to_owned(),
        ChangeRefused::Changed => {
            "Somebody else changed this person meanwhile. Load the page again to see what is there now.".to_owned()
        }
        ChangeRefused::Left => "They are not here any more.".to_owned(),
        ChangeRefused::Oneself => {
            "Nobody lets themselves go or stops being an administrator here: ask another administrator.".to_owned()
        }
        ChangeRefused::Heir => "Whoever leaves takes nothing over from themselves: name somebody else, or nobody.".to_owned(),
        ChangeRefused::Nameless => {
            "Their name was taken away, and that cannot be undone. Whoever comes back is a new person.".to_owned()
        }
        ChangeRefused::Day => "This day is too far away: from the year 2000 to a year from now will do.".to_owned(),
        ChangeRefused::Broken(broken) => broken_sentence(broken),
    }
}
