//! Refusals that are too long for an address.
//!
//! A form without script is led back to its page, and what the server function refused stands in that address, with what was typed. Proxies take
//! addresses of 8 KiB; a page of text is longer. Such a refusal waits in the session, and the address names it.

use app::server::{HeldRefusal, PERSON, REFUSAL, accepts_html, logged};
use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, Method, header};
use tower_sessions::Session;

/// The longest address in which a refusal travels, in bytes.
const LONGEST: usize = 4000;

/// The name under which an address names what waits.
const HELD: &str = "held";

/// Keeps a refusal that is too long for the address it would stand in, and puts it into the request that comes for it. Only for who is signed in:
/// nobody else has anything to say that is as long.
pub async fn hold(mut request: Request, next: Next) -> Response {
    let Some(session) = request.extensions().get::<Session>().cloned() else { return next.run(request).await };
    if request.method() == Method::GET {
        if let Some(key) = named(request.uri().query().unwrap_or_default()) {
            let held = session.get::<HeldRefusal>(REFUSAL).await.unwrap_or_else(|error| {
                logged(error);
                None
            });
            if let Some(held) = held.filter(|held| held.key == key) {
                request.extensions_mut().insert(held);
            }
        }
        return next.run(request).await;
    }
    let is_plain = accepts_html(request.headers());
    let mut response = next.run(request).await;
    if let Err(error) = settle(&session, is_plain, &mut response).await {
        // The long address is not lost on who needs no proxy.
        logged(error);
    }
    response
}

fn named(query: &str) -> Option<String> {
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == HELD).map(|(_, key)| key.into_owned())
}

async fn settle(session: &Session, is_plain: bool, response: &mut Response) -> Result<(), tower_sessions::session::Error> {
    let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    let (address, held) = parted(location);
    match held.filter(|_| is_plain && location.len() > LONGEST) {
        Some(held) if session.get::<String>(PERSON).await?.is_some() => {
            session.insert(REFUSAL, &held).await?;
            if let Ok(address) = HeaderValue::from_str(&address) {
                response.headers_mut().insert(header::LOCATION, address);
            }
        }
        // What was refused before is settled. A session that is only looked at is not written.
        _ => {
            if session.get_value(REFUSAL).await?.is_some() {
                session.remove_value(REFUSAL).await?;
            }
        }
    }
    Ok(())
}

/// An address without the refusal in it but with its key, and the refusal.
fn parted(location: &str) -> (String, Option<HeldRefusal>) {
    let (rest, anchor) = location.split_once('#').map_or((location, None), |(rest, anchor)| (rest, Some(anchor)));
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut held = HeldRefusal { key: uuid::Uuid::new_v4().simple().to_string(), path: String::new(), error: String::new() };
    let mut kept = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "__path" => held.path = value.into_owned(),
            "__err" => held.error = value.into_owned(),
            HELD => {}
            _ => drop(kept.append_pair(&name, &value)),
        }
    }
    if held.path.is_empty() || held.error.is_empty() {
        return (location.to_owned(), None);
    }
    kept.append_pair(HELD, &held.key);
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    (format!("{page}?{}{anchor}", kept.finish()), Some(held))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_parted_from_the_refusal_in_it() {
        let (address, held) = parted("http://host/goals/1?all=true&held=old&__path=%2Ffn%2Fgoals%2Freport&__err=eyJ9%3D#report");
        let held = held.expect("a refusal");
        assert_eq!((&*held.path, &*held.error), ("/fn/goals/report", "eyJ9="));
        assert_eq!(address, format!("http://host/goals/1?all=true&held={}#report", held.key));
        assert_eq!(named(&address.split_once('?').expect("a query").1.replace("#report", "")), Some(held.key));
    }

    #[test]
    fn an_address_without_a_refusal_stays() {
        for address in ["", "/goals?done=saved#x", "/goals/1?__path=%2Ffn%2Fgoals%2Freport", "/s/abc#key"] {
            let (same, held) = parted(address);
            assert_eq!((&*same, held.is_none()), (address, true));
        }
    }
}
