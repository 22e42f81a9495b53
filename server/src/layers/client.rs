//! Who is at the other end of the connection, and whether a proxy says for whom it asks.

use app::server::{Client, Whoever};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::HeaderMap;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

/// The machine at the other end of the connection, a proxy's too.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Notes peer and client, and makes room for who acts.
pub async fn note(State(trusted): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(Ipv4Addr::LOCALHOST.into(), |info| info.0.ip().to_canonical());
    let client = client(peer, request.headers(), &trusted);
    request.extensions_mut().insert(Peer(peer));
    request.extensions_mut().insert(Client(client));
    request.extensions_mut().insert(Whoever::default());
    next.run(request).await
}

/// The last address in `X-Forwarded-For` that no trusted proxy has, if the peer is a trusted one. What stands before it
/// was written by whoever asked.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .rev()
        // What cannot be read ends the search: whatever stands before it may be made up.
        .map_while(|text| text.trim().parse::<IpAddr>().ok().map(|address| address.to_canonical()))
        .find(|address| !trusted.contains(address))
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_who_asks() {
        let proxy: IpAddr = "192.0.2.1".parse().expect("an address");
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "10.9.9.9, nonsense, 203.0.113.7, 192.0.2.1".parse().expect("a value"));
        assert_eq!(client(proxy, &headers, &[]), proxy, "nobody is trusted");
        assert_eq!(client(proxy, &headers, &[proxy]), "203.0.113.7".parse::<IpAddr>().expect("an address"));
        assert_eq!(client(proxy, &HeaderMap::new(), &[proxy]), proxy);
        headers.insert("x-forwarded-for", "10.9.9.9, 203.0.113.7:4711".parse().expect("a value"));
        assert_eq!(client(proxy, &headers, &[proxy]), proxy, "what stands before the unreadable is not believed");
    }
}
