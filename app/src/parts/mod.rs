//! Small parts that every page is made of: icons, forms and their fields, what is said about a form.

mod field;
mod form;
pub mod icon;
mod people;
mod said;

pub use field::{Field, PasswordField, UserNameHint};
pub use form::{Form, when_done};
pub use icon::Icon;
pub use people::{Initials, PersonRow, Row};
pub use said::{Note, Refusal, Submit};
