//! How often each key was seen: a table of a fixed size that forgets what was not seen for longest. It is allocated
//! once, and never after that.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::key::Key;
use crate::settings::Limits;

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
    /// What `turn` was when each was seen last.
    seen: [u32; WAYS],
    /// Goes on with each execution.
    turn: u32,
    runs: [Run; WAYS],
}

/// The executions of one key, as long as they keep coming.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    key: Key,
    /// When it began, or was reported last; 0 where that is not known.
    since: u64,
    /// When it was last.
    last: u64,
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
    /// An execution begins. Returns what [`end`](Self::end) wants to know. `now`, in nanoseconds, is asked for where the
    /// key was seen before: most are not, and the clock costs as much as all the rest.
    pub(super) fn begin(&self, key: Key, limits: Limits, now: impl FnOnce() -> u64) -> (u64, Option<Crossing>) {
        let hash = key.hash();
        let mut set = self.set(hash);
        let set = &mut *set;
        set.turn = set.turn.wrapping_add(1);
        if let Some(way) = set.find(hash)
            && set.runs[way].key == key
        {
            set.seen[way] = set.turn;
            let run = &mut set.runs[way];
            run.come_to(now(), limits);
            return (hash, run.begin(limits));
        }
        let way = set.oldest();
        set.seen[way] = set.turn;
        set.hashes[way] = hash;
        set.runs[way] = Run { key, ..Run::default() };
        (hash, set.runs[way].begin(limits))
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
        // One that is empty was seen longer ago than any.
        (0..WAYS)
            .max_by_key(|way| if self.hashes[*way] == 0 { u32::MAX } else { self.turn.wrapping_sub(self.seen[*way]) })
            .unwrap_or_default()
    }
}

impl Run {
    /// Begins anew where the run is over.
    fn come_to(&mut self, now: u64, limits: Limits) {
        if self.since == 0 {
            // Nobody looked at the clock when it was first: as long ago as may be between two of a run.
            let beat = limits.within / u64::from(limits.first - 1);
            self.since = now.saturating_sub(beat).max(1);
        } else if self.is_over(now, limits) {
            *self = Self { key: self.key, since: now, in_flight: self.in_flight, ..Self::default() };
        }
        self.last = now;
    }

    /// A run goes on while its executions are as dense as those that are reported first: so many in a window, and twice
    /// as many in two. So a burst under a span that never ends is told from the slow beat of its loop.
    fn is_over(&self, now: u64, limits: Limits) -> bool {
        let windows = (self.count / limits.first).checked_ilog2().map_or(1, |doublings| 1 << doublings);
        now.saturating_sub(self.last) > limits.within
            || now.saturating_sub(self.since) > limits.within.saturating_mul(windows)
    }

    fn begin(&mut self, limits: Limits) -> Option<Crossing> {
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
        self.since = self.last;
        Some(Crossing { count: self.count, concurrent: self.overlapping >= self.count / 2 })
    }
}

#[cfg(test)]
mod tests;
