//! How often somebody may try: by client address against many guesses, by e-mail address against guesses from many
//! clients. Kept in memory: a restart forgets them, which costs an attacker nothing but gains them little either.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use std::{
    hash::Hash,
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

/// The tries that are counted.
#[derive(Debug)]
pub struct Limits {
    clients: Keyed<IpAddr>,
    addresses: Keyed<(IpAddr, String)>,
    addresses_of_all: Keyed<String>,
    letters: Keyed<String>,
}

impl Limits {
    /// Limits that let one client try `tries` times at once and then once every six seconds; one e-mail address from one
    /// client ten times and then every 90 seconds, from all clients together a hundred times and then every 30 seconds
    /// (NIST SP 800-63B allows a hundred failures; a single stranger cannot use them up for its owner); and that send one
    /// address three letters and then one every ten minutes.
    pub fn new(tries: u32) -> Self {
        Self {
            clients: Keyed::new(tries, Duration::from_secs(6)),
            addresses: Keyed::new(10, Duration::from_secs(90)),
            addresses_of_all: Keyed::new(100, Duration::from_secs(30)),
            letters: Keyed::new(3, Duration::from_mins(10)),
        }
    }

    /// Counts a try of this client.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn client(&self, client: IpAddr) -> Result<(), u64> {
        self.clients.check(&network(client))
    }

    /// Counts a try of this client to sign in with this address, whether anybody has it.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn address(&self, client: IpAddr, address: &str) -> Result<(), u64> {
        let address = key(address);
        self.addresses.check(&(network(client), address.clone()))?;
        self.addresses_of_all.check(&address)
    }

    /// Counts a letter asked for to this address, whether anybody has it.
    ///
    /// # Errors
    ///
    /// The seconds to wait.
    pub fn letter(&self, address: &str) -> Result<(), u64> {
        self.letters.check(&key(address))
    }
}

/// A limiter with a key, which forgets the keys that no longer count before it holds too many.
#[derive(Debug)]
struct Keyed<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    tidy_at: AtomicUsize,
}

/// A limiter that holds fewer keys is not tidied.
const FEW: usize = 20_000;

impl<K: Hash + Eq + Clone> Keyed<K> {
    /// `burst` tries at once, then one `every` so often.
    fn new(burst: u32, every: Duration) -> Self {
        let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::with_period(every).expect("a period of some seconds is not zero").allow_burst(burst);
        Self { limiter: RateLimiter::keyed(quota), tidy_at: AtomicUsize::new(FEW) }
    }

    fn check(&self, key: &K) -> Result<(), u64> {
        if self.limiter.len() > self.tidy_at.load(Ordering::Relaxed) {
            self.limiter.retain_recent();
            // Not again until twice as many came: each look at all of them is paid for by as many tries.
            self.tidy_at.store((2 * self.limiter.len()).max(FEW), Ordering::Relaxed);
        }
        let now = || DefaultClock::default().now();
        self.limiter.check_key(key).map_err(|not_until| not_until.wait_time_from(now()).as_secs() + 1)
    }
}

fn key(address: &str) -> String {
    address.trim().to_lowercase().chars().take(waymark::email::LONGEST).collect()
}

/// One IPv6 subscriber has a whole network of addresses: a line at home a /56, a company a /48 (RFC 6177).
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((address.to_bits() & (u128::MAX << 80)).into()),
        },
    }
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
        for same in ["2001:db8::ffff", "2001:db8:0:1::1", "2001:db8:0:ffff::1"] {
            assert!(limits.client(same.parse().expect("an address")).is_err(), "{same}");
        }
        assert_eq!(limits.client("2001:db8:1::1".parse().expect("an address")), Ok(()));
        assert_eq!(network("::ffff:192.0.2.1".parse().expect("an address")), "192.0.2.1".parse::<IpAddr>().expect("an address"));
    }

    #[test]
    fn an_address_is_counted_however_it_is_written() {
        let limits = Limits::new(100);
        let client = "192.0.2.1".parse().expect("an address");
        for _ in 0..10 {
            assert_eq!(limits.address(client, "Nadia@halden.example "), Ok(()));
        }
        assert!(limits.address(client, "nadia@halden.example").is_err());
    }

    #[test]
    fn one_stranger_locks_nobody_out_and_many_are_slowed() {
        let limits = Limits::new(100);
        let client = |number: u8| IpAddr::from([192, 0, 2, number]);
        for _ in 0..50 {
            let _ = limits.address(client(1), "nadia@halden.example");
        }
        assert_eq!(limits.address(client(2), "nadia@halden.example"), Ok(()));
        let allowed = (3..=60).flat_map(|number| std::iter::repeat_n(number, 10));
        let allowed = allowed.filter(|number| limits.address(client(*number), "nadia@halden.example").is_ok()).count();
        assert_eq!(allowed, 100 - 10 - 1);
    }

    #[test]
    fn keys_that_no_longer_count_are_forgotten() {
        let keyed = Keyed::new(1, Duration::from_nanos(1));
        for number in 0..3 * FEW {
            let _ = keyed.check(&number);
        }
        assert!(keyed.limiter.len() <= FEW + 1, "{}", keyed.limiter.len());
    }
}
