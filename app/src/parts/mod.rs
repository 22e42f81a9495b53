//! Small parts that every page is made of: icons, forms and their fields, what is said about a form.

mod conflict;
mod done;
mod field;
mod form;
pub mod icon;
mod pager;
mod pause;
mod people;
mod said;
mod search;
mod title;

pub use conflict::Conflict;
pub use done::Done;
#[cfg(feature = "ssr")]
pub use done::undo_address;
pub use field::{Check, Choice, Field, PasswordField, Suggested, TextArea, UserNameHint, in_text_area};
#[cfg(feature = "hydrate")]
pub use form::post;
pub use form::{Form, RecordForm, Sending, answers, shown_version, version_shown};
pub use icon::Icon;
pub use pager::{Pager, counted, grouped};
pub use pause::Pause;
pub use people::{Initials, PersonRow, Row};
pub use said::{Note, Refusal, Submit};
pub use search::{Filter, Search, sought_at};
pub use title::Title;
