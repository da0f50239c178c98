//! How often each key was seen: a table of a fixed size that forgets what was not seen for longest. It is allocated
//! once, and never after that.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::key::Key;
use super::settings::Limits;

/// A power of two.
const SETS: usize = 1024;
/// How many keys may have the same set before one is forgotten.
const WAYS: usize = 8;

/// 8,192 keys, in sets with a lock each, so that threads rarely meet.
#[derive(Debug)]
pub(super) struct Counts(Box<[Mutex<Set>]>);

#[derive(Debug, Default)]
struct Set {
    /// The hashes of the keys; 0 where there is none.
    hashes: [u64; WAYS],
    /// When each was seen last.
    seen: [u64; WAYS],
    runs: [Run; WAYS],
}

/// The executions of one key, as long as they keep coming.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    key: Key,
    /// When it began, or was reported last.
    since: u64,
    count: u32,
    /// Those of the count that began while another one was in flight.
    overlapping: u32,
    in_flight: u32,
    /// Executions that failed and were not tried again yet.
    failed: u32,
}

/// A run has become long enough to be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crossing {
    pub(super) count: u32,
    /// Whether most of it was in flight together, as under `join_all`.
    pub(super) concurrent: bool,
}

impl Default for Counts {
    fn default() -> Self {
        Self((0..SETS).map(|_| Mutex::default()).collect())
    }
}

impl Counts {
    /// An execution begins at `now`, in nanoseconds. Returns what [`end`](Self::end) wants to know.
    pub(super) fn begin(&self, key: Key, now: u64, limits: Limits) -> (u64, Option<Crossing>) {
        let hash = key.hash();
        let mut set = self.set(hash);
        let way = set.find(hash).filter(|way| set.runs[*way].key == key).unwrap_or_else(|| {
            let oldest = set.oldest();
            set.hashes[oldest] = hash;
            set.runs[oldest] = Run { key, since: now, ..Run::default() };
            oldest
        });
        let last = std::mem::replace(&mut set.seen[way], now);
        (hash, set.runs[way].begin(last, now, limits))
    }

    /// An execution ends. Nothing happens if its key was forgotten.
    pub(super) fn end(&self, hash: u64, failed: bool) {
        let mut set = self.set(hash);
        if let Some(way) = set.find(hash) {
            let run = &mut set.runs[way];
            run.in_flight = run.in_flight.saturating_sub(1);
            run.failed = run.failed.saturating_add(failed.into());
        }
    }

    fn set(&self, hash: u64) -> MutexGuard<'_, Set> {
        // The lowest bit is always 1.
        let number = usize::try_from(hash >> 32).unwrap_or_default() % SETS;
        self.0[number].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Set {
    fn find(&self, hash: u64) -> Option<usize> {
        self.hashes.iter().position(|other| *other == hash)
    }

    fn oldest(&self) -> usize {
        (0..WAYS).min_by_key(|way| (self.hashes[*way] != 0, self.seen[*way])).unwrap_or_default()
    }
}

impl Run {
    fn begin(&mut self, last: u64, now: u64, limits: Limits) -> Option<Crossing> {
        if self.is_over(last, now, limits) {
            *self = Self { key: self.key, since: now, in_flight: self.in_flight, ..Self::default() };
        }
        let overlaps = self.in_flight > 0;
        self.in_flight = self.in_flight.saturating_add(1);
        if self.failed > 0 {
            self.failed -= 1;
            return None;
        }
        self.count = self.count.saturating_add(1);
        self.overlapping = self.overlapping.saturating_add(overlaps.into());
        let doubled = self.count / limits.first;
        if !self.count.is_multiple_of(limits.first) || !doubled.is_power_of_two() {
            return None;
        }
        self.since = now;
        Some(Crossing { count: self.count, concurrent: self.overlapping >= self.count / 2 })
    }

    /// A run goes on while its executions are as dense as those that are reported first: so many in a window, and twice
    /// as many in two. So a burst under a span that never ends is told from the slow beat of its loop.
    fn is_over(&self, last: u64, now: u64, limits: Limits) -> bool {
        let windows = (self.count / limits.first).checked_ilog2().map_or(1, |doublings| 1 << doublings);
        now.saturating_sub(last) > limits.within
            || now.saturating_sub(self.since) > limits.within.saturating_mul(windows)
    }
}

#[cfg(test)]
mod tests;
