//! The program for tests, and browsers that use it.

use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::SignedDuration;
use server::{config::Config, jobs::Jobs, mail::Post, router::Routes, serve};
use std::{net::SocketAddr, path::PathBuf};
pub use store::demo::{ADMINISTRATOR, EMPLOYEE, LEAD, MANAGER};
use store::{
    Clock, Store,
    demo::{self, Company},
    password::Hasher,
};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// The address that browsers of these tests believe to be on.
pub const HOST: &str = "waymark.test";

/// The program around the demo company, on a clock that stands.
pub struct TestApp {
    pub router: Router,
    pub machines: Vec<&'static str>,
    pub store: Store,
    pub jobs: Jobs,
    letters: PathBuf,
    _folder: TempDir,
    /// What tells those who watch; it ends with the program.
    _telling: JoinSet<()>,
}

impl TestApp {
    /// The demo company, without mail.
    pub async fn new() -> Self {
        Self::with(&demo::company(), Config::default()).await
    }

    /// The demo company; letters are written to files.
    pub async fn with_mail() -> Self {
        Self::with(&demo::company(), Config { mail: "file:".to_owned(), ..Config::default() }).await
    }

    /// Another company, other settings. `mail: "file:"` means a folder of the test's own.
    pub async fn with(company: &Company, config: Config) -> Self {
        let store = Store::open("mem://", still()).await.expect("a store in memory opens");
        company.found(&store, &Hasher::cheap()).await.expect("the company is founded");
        Self::around(store, config)
    }

    /// An installation in which nobody is yet.
    pub async fn empty() -> Self {
        Self::around(Store::open("mem://", still()).await.expect("a store in memory opens"), Config::default())
    }

    /// The program around any store.
    pub fn around(store: Store, mut config: Config) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let letters = folder.path().join("mail");
        if config.mail == "file:" {
            config.mail = format!("file:{}", letters.display());
        }
        config.url = config.url.or_else(|| Some(format!("http://{HOST}")));
        let listening = SocketAddr::from(([127, 0, 0, 1], 3000));
        let post = Post::from(&config.mail, &config.mail_from).expect("the settings are fine");
        let program = serve::program(&config, store, Hasher::cheap(), post, listening);
        let (live, watched) = (program.live, program.store.clone());
        let mut telling = JoinSet::new();
        telling.spawn(async move { live.run(&watched).await });
        let Routes { router, machines } = program.routes;
        Self { router, machines, store: program.store, jobs: program.jobs, letters, _folder: folder, _telling: telling }
    }

    /// A browser with JavaScript in which nobody is signed in.
    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookie: None, plain: false }
    }

    /// A browser in which this person of the demo company is signed in.
    pub async fn browser_of(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.post("/fn/session/sign-in", &[("email", email), ("password", demo::PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert!(browser.cookie.is_some(), "a session began");
        browser
    }

    /// Moves the clock.
    pub fn pass(&self, time: SignedDuration) {
        self.store.clock().advance(time);
    }

    /// Everything that is stored, as one text.
    pub async fn picture(&self) -> String {
        store::check::fingerprint(&self.store).await.expect("reads")
    }

    /// The letters that were sent, their lines joined.
    pub async fn letters(&self) -> Vec<String> {
        self.jobs.run_due().await.expect("jobs run");
        let Ok(files) = std::fs::read_dir(&self.letters) else { return Vec::new() };
        files
            .flatten()
            .filter(|file| file.path().extension().is_some_and(|ending| ending == "eml"))
            .map(|file| std::fs::read_to_string(file.path()).expect("a letter").replace("=\r\n", "").replace("=3D", "="))
            .collect()
    }
}

/// A clock that stands on a Monday in January.
pub fn still() -> Clock {
    Clock::still("2027-01-11T08:00:00Z".parse().expect("a time"))
}

/// What sends requests and keeps a cookie.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
    plain: bool,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser {
    /// The same without JavaScript: forms are sent plainly and ask for pages.
    pub fn without_javascript(mut self) -> Self {
        self.plain = true;
        self
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let accept = if path.starts_with("/fn/") { "application/json" } else { "text/html" };
        self.send(self.request(Method::GET, path).header(header::ACCEPT, accept), Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.post_from("/account", path, form).await
    }

    /// Sends a form from the page at `from`.
    pub async fn post_from(&mut self, from: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        let request = self
            .request(Method::POST, path)
            .header(header::ACCEPT, if self.plain { "text/html" } else { "application/json" })
            .header(header::ORIGIN, format!("http://{HOST}"))
            .header(header::REFERER, format!("http://{HOST}{from}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    /// The beginning of a request of this browser.
    pub fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::USER_AGENT, "Firefox/140 Linux");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// What comes back to any request, before it is read.
    pub async fn answer(&self, request: http::request::Builder) -> axum::response::Response {
        let request = request.body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("the router answers")
    }

    /// Sends any request.
    pub async fn send(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let request = request.body(body).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 10_000_000).await.expect("a body");
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie is plain");
            self.cookie = cookie.split(';').next().filter(|pair| !pair.ends_with('=')).map(str::to_owned);
        }
        Answer { status: parts.status, headers: parts.headers, body: without_markers(&String::from_utf8_lossy(&body)) }
    }
}

/// The text without the markers by which the browser finds its way between pieces.
fn without_markers(html: &str) -> String {
    html.replace("<!>", "")
}

/// A value as forms write it.
pub fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The token in the first one-time link of a text.
pub fn token_in(text: &str) -> String {
    for marker in ["/set-password/", "link="] {
        if let Some((_, rest)) = text.split_once(marker) {
            return rest.chars().take_while(char::is_ascii_hexdigit).collect();
        }
    }
    panic!("no link in: {text}");
}

/// The text of a piece of a page.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}
