//! Somebody who visits the server: connections, single requests, signing in.

use anyhow::{Context, Result, bail, ensure};
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, StatusCode, Uri,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header::{self, HeaderMap, HeaderValue},
};
use hyper_util::rt::TokioIo;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use store::demo::PASSWORD;
use tokio::{net::TcpStream, time::timeout};

/// A request that takes longer than this counts as failed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that takes one request after the other.
pub type Connection = SendRequest<Full<Bytes>>;

/// Opens a connection; a task of the current runtime drives it.
pub async fn connect(address: SocketAddr) -> Result<Connection> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // What went wrong is told to whoever waits for an answer.
        let _ = connection.await;
    });
    Ok(sender)
}

/// A whole answer.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// Whether its body holds this text.
    pub fn holds(&self, text: &str) -> bool {
        std::str::from_utf8(&self.body).is_ok_and(|body| body.contains(text))
    }

    /// Where it leads, if it is a redirect.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }
}

/// Sends a request over a connection and reads the answer to its end.
pub async fn ask(connection: &mut Connection, request: Request<Full<Bytes>>) -> Result<Answer> {
    Ok(ask_and_time(connection, request).await?.1)
}

/// The same, with how long the answer's head took.
pub async fn ask_and_time(connection: &mut Connection, request: Request<Full<Bytes>>) -> Result<(Duration, Answer)> {
    let asking = async {
        connection.ready().await?;
        let sent = Instant::now();
        let (parts, body) = connection.send_request(request).await?.into_parts();
        let head = sent.elapsed();
        let body = body.collect().await?.to_bytes();
        anyhow::Ok((head, Answer { status: parts.status, headers: parts.headers, body }))
    };
    timeout(PATIENCE, asking).await.context("no answer in time")?
}

/// Who asks: an address to ask at, and a cookie once signed in.
#[derive(Clone, Debug)]
pub struct Visitor {
    address: SocketAddr,
    cookie: Option<HeaderValue>,
}

impl Visitor {
    /// Somebody who is not signed in.
    pub fn of(address: SocketAddr) -> Self {
        Self { address, cookie: None }
    }

    /// The same person at another address of the same installation: sessions outlive the process.
    #[must_use]
    pub fn moved_to(&self, address: SocketAddr) -> Self {
        Self { address, cookie: self.cookie.clone() }
    }

    /// Signs in.
    pub async fn sign_in(address: SocketAddr, email: &str) -> Result<Self> {
        let visitor = Self::of(address);
        let answer = visitor.post("/fn/session/sign-in", &[("email", email), ("password", PASSWORD)]).await?;
        ensure!(answer.status == StatusCode::FOUND, "signing in as {email} answers {}", answer.status);
        let cookie = answer.headers.get(header::SET_COOKIE).with_context(|| {
            format!("signing in as {email} sets no cookie; it leads to {}", answer.location().unwrap_or("nowhere"))
        })?;
        let pair = cookie.to_str()?.split(';').next().unwrap_or_default().to_owned();
        Ok(Self { address, cookie: Some(pair.parse()?) })
    }

    /// Where they ask.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Their cookie.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_ref()?.to_str().ok()
    }

    /// A request for a page.
    pub fn page(&self, path: &str) -> Result<Request<Full<Bytes>>> {
        self.request(Method::GET, path, "text/html", Full::default())
    }

    /// A form, sent as a browser without JavaScript does.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Request<Full<Bytes>>> {
        self.sent(path, "text/html", fields)
    }

    /// A form, sent as the program's own script does: it is answered with data, not with a page to go to.
    pub fn call(&self, path: &str, fields: &[(&str, String)]) -> Result<Request<Full<Bytes>>> {
        self.sent(path, "application/json", fields)
    }

    fn sent(&self, path: &str, accept: &'static str, fields: &[(&str, impl AsRef<str>)]) -> Result<Request<Full<Bytes>>> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = self.request(Method::POST, path, accept, Full::from(body))?;
        let headers = request.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(header::ORIGIN, format!("http://{}", self.address).parse()?);
        Ok(request)
    }

    fn request(&self, method: Method, path: &str, accept: &'static str, body: Full<Bytes>) -> Result<Request<Full<Bytes>>> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse::<Uri>()?;
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.address.to_string().parse()?);
        headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.clone());
        }
        Ok(request)
    }

    /// Reads an address over a connection of its own.
    pub async fn get(&self, path: &str) -> Result<Answer> {
        ask(&mut connect(self.address).await?, self.page(path)?).await
    }

    /// Sends a form over a connection of its own.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        ask(&mut connect(self.address).await?, self.form(path, fields)?).await
    }

    /// Reads data that the program's own script would read.
    pub async fn read(&self, path: &str) -> Result<serde_json::Value> {
        let request = self.request(Method::GET, path, "application/json", Full::default())?;
        let answer = ask(&mut connect(self.address).await?, request).await?;
        if answer.status != StatusCode::OK {
            bail!("{path} answers {}: {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        Ok(serde_json::from_slice(&answer.body)?)
    }
}
