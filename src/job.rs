//! Jobs: work that is due at a time and tried until it succeeds or is given up.

/// How often a job is tried before it is given up, counting the first time.
///
/// With [`wait_after`] that spans some 14 hours: a mail server may be down over a night.
pub const ATTEMPTS: u32 = 12;

/// How long one attempt may take, in seconds. A job that was claimed longer ago belongs to a program that died.
pub const LEASE_SECONDS: i64 = 300;

/// How long to wait after the `attempt`th try failed (the first is 1), in seconds; `None` when it is to be given up.
///
/// Doubles from 30 seconds, at most six hours.
pub fn wait_after(attempt: u32) -> Option<i64> {
    (attempt < ATTEMPTS).then(|| (30_i64 << attempt.saturating_sub(1).min(20)).min(6 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<_> = (1..ATTEMPTS).filter_map(wait_after).collect();
        assert_eq!(waits.len(), 11);
        assert!(waits.is_sorted());
        assert_eq!((waits[0], waits[10]), (30, 21_600));
        assert_eq!(wait_after(ATTEMPTS), None);
        assert!((12 * 3600..24 * 3600).contains(&waits.iter().sum::<i64>()), "{waits:?}");
    }
}
