//! Pages that watch, and what they are told.

use crate::app::Browser;
use axum::body::BodyDataStream;
use futures_util::StreamExt;
use http::{Method, StatusCode, header};
use serde_json::Value;
use std::time::Duration;

/// Longer than anything takes here.
const SOON: Duration = Duration::from_secs(20);

/// A page that watches.
pub struct Watching {
    body: BodyDataStream,
    text: String,
    heard: String,
}

/// What was told next.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// This.
    Told(Value),
    /// The stream is over.
    End,
}

impl Watching {
    /// What is told next, but for who is there.
    pub async fn next(&mut self) -> Next {
        loop {
            match self.any().await {
                Next::Told(told) if told["is"] == "who" => {}
                next => return next,
            }
        }
    }

    /// What is told next.
    pub async fn any(&mut self) -> Next {
        loop {
            if let Some((event, _)) = self.text.split_once("\n\n") {
                let end = event.len() + 2;
                let told = event.strip_prefix("data: ").map(|data| serde_json::from_str(data).expect("JSON"));
                self.heard.push_str(event);
                self.text.drain(..end);
                match told {
                    Some(told) => return Next::Told(told),
                    None => continue,
                }
            }
            match tokio::time::timeout(SOON, self.body.next()).await.expect("in time") {
                Some(bytes) => self.text.push_str(std::str::from_utf8(&bytes.expect("whole")).expect("text")),
                None => return Next::End,
            }
        }
    }

    /// Whether nothing is said for a moment of who is where.
    pub async fn hears_nobody(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(600), self.who(|_| true)).await.is_err()
    }

    /// The same, where the stream goes on.
    pub async fn told(&mut self) -> Value {
        match self.next().await {
            Next::Told(told) => told,
            Next::End => panic!("the stream is over"),
        }
    }

    /// The next that is told of which this is so.
    pub async fn until(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.any().await {
                Next::Told(told) if is(&told) => return told,
                Next::Told(_) => {}
                Next::End => panic!("the stream is over"),
            }
        }
    }

    /// Who is at a goal, once that is so.
    pub async fn who(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        self.until(|told| told["is"] == "who" && is(told)).await
    }

    /// All that was told until now, as it was sent.
    pub fn heard(&self) -> &str {
        &self.heard
    }

    /// Whether nothing is told for a moment.
    pub async fn is_quiet(&mut self) -> bool {
        tokio::time::timeout(Duration::from_millis(400), self.next()).await.is_err()
    }
}

/// Asks to watch.
pub async fn answer(browser: &Browser, query: &str) -> axum::response::Response {
    let request = browser.request(Method::GET, &format!("/live?{query}"));
    browser.answer(request.header(header::ACCEPT, "text/event-stream")).await
}

/// How it is answered.
pub async fn status(browser: &Browser, query: &str) -> StatusCode {
    answer(browser, query).await.status()
}

/// Watches, and hears that it does; returns the stream's number as well.
pub async fn watch(browser: &Browser, query: &str) -> (Watching, u64) {
    let answer = answer(browser, query).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut watching = Watching { body: answer.into_body().into_data_stream(), text: String::new(), heard: String::new() };
    let here = watching.told().await;
    assert_eq!(here["is"], "here");
    (watching, here["stream"].as_u64().expect("a number"))
}
