//! The one error of all server functions: a verb's own refusal, or one of the few things that go wrong everywhere.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

/// Why a server function did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure<R> {
    /// A rule refused it; the view has the sentence.
    Refused(R),
    /// Nobody is signed in, or no longer.
    SignedOut,
    /// It does not exist, or is not theirs to see: the same answer for both.
    NotFound,
    /// What was sent cannot be read.
    Malformed,
    /// Too many tries; the next one is welcome after so many seconds.
    TooMany {
        /// How long to wait.
        seconds: u64,
    },
    /// More was sent than the server takes at once.
    TooLarge,
    /// The server did not answer.
    Offline,
    /// Something broke on the server. Under this id the log says what.
    Internal {
        /// What to tell the administrator.
        id: String,
    },
}

/// Whether this is the code of an error as the server makes them: eight hexadecimal digits. Anything else may be a
/// stranger's sentence, since an error travels in the address after a plain form.
fn is_code(id: &str) -> bool {
    id.len() == CODE && id.bytes().all(|c| c.is_ascii_hexdigit())
}

/// How many digits the code of an error has.
pub const CODE: usize = 8;

/// For server functions that refuse nothing of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nothing {}

/// A refusal that brings back what was typed, so that a form without JavaScript loses nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again<Typed, Why> {
    /// What was typed; never a secret: it travels in the address of the page, or waits in the session.
    pub typed: Typed,
    /// Why it was refused.
    pub why: Why,
}

/// What was typed on one line, as a refusal gives it back: what is longer than anything that is taken is cut.
#[cfg(feature = "ssr")]
pub fn given_back(text: &str) -> String {
    text.chars().take(300).collect()
}

impl<R> Failure<R> {
    /// The same failure with another kind of refusal.
    pub fn map<S>(self, refusal: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Refused(why) => Failure::Refused(refusal(why)),
            Self::SignedOut => Failure::SignedOut,
            Self::NotFound => Failure::NotFound,
            Self::Malformed => Failure::Malformed,
            Self::TooMany { seconds } => Failure::TooMany { seconds },
            Self::TooLarge => Failure::TooLarge,
            Self::Offline => Failure::Offline,
            Self::Internal { id } => Failure::Internal { id },
        }
    }

    /// The same failure, with what was typed beside a refusal.
    pub fn again<Typed>(self, typed: Typed) -> Failure<Again<Typed, R>> {
        self.map(|why| Again { typed, why })
    }

    /// Whether the same may succeed later, from the same page: once the server answers, or one has signed in again in
    /// another tab.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Offline | Self::TooMany { .. } | Self::Internal { .. } | Self::SignedOut)
    }

    /// The sentence for what goes wrong everywhere; `None` for a verb's own refusal.
    pub fn sentence(&self) -> Option<String> {
        Some(match self {
            Self::Refused(_) => return None,
            Self::SignedOut => "You are signed out. Sign in again, then repeat this.".to_owned(),
            Self::NotFound => "This is not here, or not yours to see.".to_owned(),
            Self::Malformed => "The server could not read what was sent. Load the page again and repeat it.".to_owned(),
            Self::TooMany { seconds } => match seconds {
                0..=1 => "Too many tries. Wait a second, then try again.".to_owned(),
                2..=90 => format!("Too many tries. Try again in {seconds} seconds."),
                _ => format!("Too many tries. Try again in {} minutes.", seconds.div_ceil(60)),
            },
            Self::TooLarge => {
                "This is more than the server takes at once. Nothing was changed, and what you wrote is still here: shorten it."
                    .to_owned()
            }
            Self::Offline => "The server does not answer. What you wrote is still here; try again.".to_owned(),
            Self::Internal { id } if is_code(id) => {
                format!("Something broke on the server. Nothing was changed. Tell your administrator the code {id}.")
            }
            Self::Internal { .. } => "Something broke on the server. Nothing was changed.".to_owned(),
        })
    }
}

impl<R> fmt::Display for Failure<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence().unwrap_or_else(|| "refused".to_owned()))
    }
}

impl<R: fmt::Debug> std::error::Error for Failure<R> {}

impl<R: fmt::Debug + Clone + Serialize + DeserializeOwned + Send + 'static> FromServerFnError for Failure<R> {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => Self::Malformed,
            _ => Self::Internal { id: String::new() },
        }
    }
}
