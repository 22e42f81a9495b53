//! What a page shows, read through a server function.
//!
//! One kind of resource serves every page: it keeps the answer as text, and only what the page makes of it knows the type.
//! Leptos's own made a machine of its own for each type of answer, in the wasm.

use crate::failure::{Failure, Nothing};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
    server_fn::ServerFn,
};
use serde::{Serialize, de::DeserializeOwned};
use std::{future::Future, marker::PhantomData, pin::Pin, sync::Arc};

/// The JSON of an answer, or why there is none.
type Answer = Result<Arc<str>, Failure<Nothing>>;

/// What to ask for: the server function's arguments, and how often it was asked for anew.
type Asked = (usize, String);

type Fetch = Box<dyn Fn(Asked) -> Pin<Box<dyn Future<Output = Answer> + Send>> + Send + Sync>;

/// What a page reads.
pub struct Reading<T> {
    answer: Resource<Answer, AsItIs>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

/// Reads what this call answers, again whenever the call or the count changes. The page is not sent before it is there.
pub fn read<F>(
    count: impl Fn() -> usize + Send + Sync + 'static,
    call: impl Fn() -> F + Send + Sync + 'static,
) -> Reading<F::Output>
where
    F: ServerFn<Error = Failure<Nothing>> + Serialize + 'static,
    F::Output: Serialize,
{
    let call = Arc::new(call);
    let fetch = fetch(Arc::clone(&call));
    // Numbers and texts can always be written so.
    let asked = move || (count(), serde_qs::to_string(&call()).unwrap_or_default());
    Reading { answer: resource(Box::new(asked), fetch), of: PhantomData }
}

fn resource(asked: Box<dyn Fn() -> Asked + Send + Sync>, fetch: Fetch) -> Resource<Answer, AsItIs> {
    Resource::new_with_options(asked, fetch, true)
}

#[cfg(feature = "ssr")]
fn fetch<F>(call: Arc<impl Fn() -> F + Send + Sync + 'static>) -> Fetch
where
    F: ServerFn<Error = Failure<Nothing>> + 'static,
    F::Output: Serialize,
{
    Box::new(move |_| {
        let call = untrack(|| call());
        Box::pin(async move {
            let answer = call.run_body().await?;
            serde_json::to_string(&answer).map(Arc::from).map_err(crate::server::internal)
        })
    })
}

#[cfg(not(feature = "ssr"))]
fn fetch<F: ServerFn>(_call: Arc<impl Fn() -> F + Send + Sync + 'static>) -> Fetch {
    get(F::PATH)
}

#[cfg(not(feature = "ssr"))]
fn get(path: &'static str) -> Fetch {
    #[cfg(feature = "hydrate")]
    return Box::new(move |(_, query)| Box::pin(send_wrapper::SendWrapper::new(ask(path, query))));
    #[cfg(not(feature = "hydrate"))]
    Box::new(move |_| unreachable!("{path} is asked for by a server or a browser"))
}

#[cfg(feature = "hydrate")]
async fn ask(path: &str, query: String) -> Answer {
    let request = gloo_net::http::Request::get(&format!("{path}?{query}")).header("accept", "application/json");
    let answer = request.send().await.map_err(|_| Failure::Offline)?;
    let text = answer.text().await.map_err(|_| Failure::Offline)?;
    if answer.ok() {
        return Ok(text.into());
    }
    Err(serde_json::from_str(&text).unwrap_or(Failure::Internal { id: String::new() }))
}

/// Asks once, where a page does not read anew by itself.
#[cfg(feature = "hydrate")]
pub async fn once<F>(call: &F) -> Result<F::Output, Failure<Nothing>>
where
    F: ServerFn<Error = Failure<Nothing>> + Serialize,
    F::Output: DeserializeOwned,
{
    let answer = ask(F::PATH, serde_qs::to_string(call).unwrap_or_default()).await?;
    serde_json::from_str(&answer).map_err(|_| Failure::Malformed)
}

impl<T> Reading<T> {
    /// How far it is.
    pub fn state(self) -> Option<Result<(), Failure<Nothing>>> {
        self.answer.with(|answer| answer.as_ref().map(|answer| answer.as_ref().map(|_| ()).map_err(Clone::clone)))
    }

    /// For who only asks how far it is.
    pub fn untyped(self) -> Reading<()> {
        Reading { answer: self.answer, of: PhantomData }
    }
}

impl<T: DeserializeOwned> Reading<T> {
    /// What was read last; nothing where that is not there, or of another version of the program.
    pub fn get(self) -> Option<T> {
        self.answer.with(|answer| serde_json::from_str(answer.as_ref()?.as_ref().ok()?).ok())
    }
}

/// Puts the text of an answer into the page as it is.
struct AsItIs;

const THERE: char = '+';
const FAILED: char = '-';

impl Encoder<Answer> for AsItIs {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(answer: &Answer) -> Result<String, Self::Error> {
        Ok(match answer {
            Ok(text) => format!("{THERE}{text}"),
            Err(failure) => format!("{FAILED}{}", serde_json::to_string(failure)?),
        })
    }
}

impl Decoder<Answer> for AsItIs {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<Answer, Self::Error> {
        match text.strip_prefix(THERE) {
            Some(text) => Ok(Ok(text.into())),
            None => serde_json::from_str(text.trim_start_matches(FAILED)).map(Err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_comes_through_the_page_as_it_was() {
        for answer in
            [Ok(Arc::from("[1,\"-\"]")), Ok(Arc::from("")), Err(Failure::NotFound), Err(Failure::TooMany { seconds: 3 })]
        {
            let text = AsItIs::encode(&answer).expect("it can be written");
            assert_eq!(AsItIs::decode(&text).expect("it can be read"), answer);
        }
    }
}
