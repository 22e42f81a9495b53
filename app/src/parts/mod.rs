//! Small parts that every page is made of: icons, fields, what is said about a form.

mod field;
pub mod icon;
mod people;
mod said;

pub use field::{Field, PasswordField, UserNameHint};
pub use icon::Icon;
pub use people::{Initials, PersonRow, Row};
pub use said::{Note, Refusal, Submit};
