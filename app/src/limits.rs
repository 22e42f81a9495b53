//! How often somebody may try: by client address against many guesses, by e-mail address against guesses from many
//! clients. Kept in memory: a restart forgets them, which costs an attacker nothing but gains them little either.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use std::{hash::Hash, net::IpAddr, num::NonZeroU32, time::Duration};

/// The tries that are counted.
#[derive(Debug)]
pub struct Limits {
    clients: DefaultKeyedRateLimiter<IpAddr>,
    addresses: DefaultKeyedRateLimiter<String>,
    letters: DefaultKeyedRateLimiter<String>,
}

/// A keyed limiter is tidied when it holds this many keys.
const TIDY_AT: usize = 20_000;

fn quota(burst: u32, every: Duration) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(every).expect("a period of some seconds is not zero").allow_burst(burst)
}

impl Limits {
    /// Limits that let one client try `tries` times at once and then once every six seconds; one e-mail address ten times
    /// and then every 90 seconds; and that send one address three letters and then one every ten minutes.
    pub fn new(tries: u32) -> Self {
        Self {
            clients: RateLimiter::keyed(quota(tries, Duration::from_secs(6))),
            addresses: RateLimiter::keyed(quota(10, Duration::from_secs(90))),
            letters: RateLimiter::keyed(quota(3, Duration::from_mins(10))),
        }
    }

    /// Counts a try of this client.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn client(&self, client: IpAddr) -> Result<(), u64> {
        check(&self.clients, &network(client))
    }

    /// Counts a try to sign in with this address, whether anybody has it.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn address(&self, address: &str) -> Result<(), u64> {
        check(&self.addresses, &key(address))
    }

    /// Counts a letter asked for to this address, whether anybody has it.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn letter(&self, address: &str) -> Result<(), u64> {
        check(&self.letters, &key(address))
    }
}

fn key(address: &str) -> String {
    address.trim().to_lowercase().chars().take(waymark::email::LONGEST).collect()
}

/// One IPv6 subscriber has a whole /64.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((address.to_bits() & (u128::MAX << 64)).into()),
        },
    }
}

fn check<K: Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), u64> {
    if limiter.len() > TIDY_AT {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_may_try_so_often_and_then_waits() {
        let limits = Limits::new(3);
        let client = "192.0.2.1".parse().expect("an address");
        for _ in 0..3 {
            assert_eq!(limits.client(client), Ok(()));
        }
        assert!((1..=7).contains(&limits.client(client).expect_err("the fourth")));
        assert_eq!(limits.client("192.0.2.2".parse().expect("an address")), Ok(()), "another client");
    }

    #[test]
    fn one_ipv6_network_is_one_client() {
        let limits = Limits::new(1);
        assert_eq!(limits.client("2001:db8::1".parse().expect("an address")), Ok(()));
        assert!(limits.client("2001:db8::ffff".parse().expect("an address")).is_err());
        assert_eq!(limits.client("2001:db8:0:1::1".parse().expect("an address")), Ok(()));
        assert_eq!(network("::ffff:192.0.2.1".parse().expect("an address")), "192.0.2.1".parse::<IpAddr>().expect("an address"));
    }

    #[test]
    fn an_address_is_counted_however_it_is_written() {
        let limits = Limits::new(100);
        for _ in 0..10 {
            assert_eq!(limits.address("Nadia@halden.example "), Ok(()));
        }
        assert!(limits.address("nadia@halden.example").is_err());
    }
}
