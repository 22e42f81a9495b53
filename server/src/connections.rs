//! Connections: taken on, kept within bounds, ended in order.
//!
//! `axum::serve` would wait for ever for a request whose head never ends, and take on as many connections as come, until no
//! file descriptor is left for the database.

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};
use tower::Service;

/// File descriptors that are not for connections: the database's files, logs, letters.
const SPARE: u64 = 256;

/// How much of connections there may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// The most at once; more wait to be taken on.
    pub at_once: usize,
    /// How long a connection may be without a whole head of a request.
    pub head: Duration,
}

impl Bounds {
    /// As many as the system allows this program, after asking it for as much as it may have. Heads may take 75 seconds:
    /// longer than the minute for which proxies keep idle connections, so that they are the ones who close.
    pub fn of_this_process() -> Self {
        let files = rlimit::increase_nofile_limit(1 << 20).unwrap_or(1024);
        let at_once = files.saturating_sub(SPARE).max(files / 4);
        Self { at_once: usize::try_from(at_once).unwrap_or(1024).min(Semaphore::MAX_PERMITS), head: Duration::from_secs(75) }
    }
}

/// Serves until `stop` becomes true; then takes on nobody, and lets what is under way be finished.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, mut stop: watch::Receiver<bool>) {
    let places = Arc::new(Semaphore::new(bounds.at_once));
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = told(&mut stop) => break,
            accepted = accept(&listener, &places) => accepted,
        };
        // Those that ended meanwhile are let go.
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, peer, place)) => {
                connections.spawn(one(stream, peer, router.clone(), bounds.head, stop.clone(), place));
            }
            // The client left before its turn came.
            Err(error) if matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken on");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

async fn one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    head: Duration,
    mut stop: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    // Nagle's algorithm holds back the small pieces that a streamed page is made of, each for a delayed acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    // How a connection ends badly (the client left, the head never came) is nobody's business but the client's.
    tokio::select! {
        _ = connection.as_mut() => {}
        () = told(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        task::JoinHandle,
        time::timeout,
    };

    const SOON: Duration = Duration::from_secs(20);

    async fn serving(bounds: Bounds) -> (SocketAddr, watch::Sender<bool>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }));
        let (stop, stopping) = watch::channel(false);
        (address, stop, tokio::spawn(serve(listener, router, bounds, stopping)))
    }

    async fn say(stream: &mut TcpStream, text: &str) {
        stream.write_all(text.as_bytes()).await.expect("sent");
    }

    async fn answer(stream: &mut TcpStream) -> String {
        let mut bytes = vec![0; 1000];
        let read = timeout(SOON, stream.read(&mut bytes)).await.expect("in time").expect("read");
        String::from_utf8_lossy(&bytes[..read]).into_owned()
    }

    const WHOLE: &str = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    /// A connection that was answered once and is kept.
    async fn answered(address: SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("connects");
        say(&mut stream, WHOLE).await;
        let answer = answer(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.contains(&stream.local_addr().expect("an address").to_string()), "{answer}");
        stream
    }

    #[tokio::test]
    async fn a_head_that_never_ends_is_given_up_and_so_is_silence() {
        let (address, _stop, _serving) = serving(Bounds { at_once: 10, head: Duration::from_millis(50) }).await;
        let mut endless = TcpStream::connect(address).await.expect("connects");
        say(&mut endless, "GET / HT").await;
        assert_eq!(answer(&mut endless).await, "", "the connection ends");
        let mut silent = answered(address).await;
        assert_eq!(answer(&mut silent).await, "", "the idle connection ends");
    }

    #[tokio::test]
    async fn who_comes_when_all_places_are_taken_waits() {
        let (address, _stop, _serving) = serving(Bounds { at_once: 1, head: Duration::from_mins(1) }).await;
        let first = answered(address).await;
        let mut second = TcpStream::connect(address).await.expect("connects");
        say(&mut second, WHOLE).await;
        let nothing = timeout(Duration::from_millis(100), second.read(&mut [0; 10])).await;
        assert!(nothing.is_err(), "not yet: {nothing:?}");
        drop(first);
        assert!(answer(&mut second).await.starts_with("HTTP/1.1 200"));
    }

    #[tokio::test]
    async fn at_the_end_idle_connections_are_closed_and_nobody_is_taken_on() {
        let (address, stop, serving) = serving(Bounds { at_once: 10, head: Duration::from_mins(1) }).await;
        let mut idle = answered(address).await;
        stop.send(true).expect("it listens");
        timeout(SOON, serving).await.expect("in time").expect("no panic");
        assert_eq!(answer(&mut idle).await, "");
        assert!(TcpStream::connect(address).await.is_err());
    }
}
