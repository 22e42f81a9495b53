//! Setting a password with a one-time link, and asking for such a link.

mod api;
mod forgot;
mod set;

pub use api::*;
pub use forgot::ForgotPassword;
pub use set::SetPassword;

use waymark::password::PasswordRefused;

/// What helps to choose a password.
pub const HINT: &str = "At least 15 characters. A few words together are good; nothing has to be a digit or a sign.";

/// Why a password was refused, as a sentence.
pub fn sentence(refused: PasswordRefused) -> String {
    match refused {
        PasswordRefused::TooShort { at_least, has } => format!("This has {has} characters; it needs {at_least}."),
        PasswordRefused::TooLong { at_most } => format!("This is too long; it may have {at_most} characters."),
        PasswordRefused::Guessable => {
            "This is one of the first that would be guessed. Choose words that do not usually stand together.".to_owned()
        }
        PasswordRefused::AboutYou => {
            "This is made of your name, your address or the word Waymark. Choose something else.".to_owned()
        }
    }
}
