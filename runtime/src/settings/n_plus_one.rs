//! When a repeated query is reported.

use std::time::Duration;

use super::setting::Setting;

/// When a repeated query is reported.
///
/// | | default | |
/// |---|---|---|
/// | whether at all | in debug builds | [`on`](Self::on), [`off`](Self::off) |
/// | how many executions are none too many | 5 | [`more_than`](Self::more_than) |
/// | in which time | one second | [`within`](Self::within) |
/// | in traces that are not sampled | no | [`unsampled`](Self::unsampled) |
///
/// ```
/// use std::time::Duration;
///
/// use sqlspan::n_plus_one::NPlusOne;
///
/// let settings = NPlusOne::on().more_than(20).within(Duration::from_secs(5)).unsampled(true);
/// assert_ne!(settings, NPlusOne::default());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it is for `TelemetryBuilder::n_plus_one`"]
pub struct NPlusOne {
    pub(crate) on: bool,
    pub(crate) more_than: u32,
    pub(crate) within: Duration,
    pub(crate) unsampled: bool,
}

impl NPlusOne {
    /// Reports what repeats, in this build whichever it is.
    pub const fn on() -> Self {
        Self { on: true, more_than: MORE_THAN, within: WITHIN, unsampled: false }
    }

    /// Counts nothing: a query then costs what it costs without the feature, but for one look at this setting.
    pub const fn off() -> Self {
        Self { on: false, ..Self::on() }
    }

    /// How many executions of one query call under one span are none too many. 0 is taken for 1.
    pub const fn more_than(mut self, executions: u32) -> Self {
        self.more_than = executions;
        self
    }

    /// The time in which there must be more than that many, on the whole. A loop that sleeps between its rounds, under
    /// a span that lasts, stays below.
    pub const fn within(mut self, time: Duration) -> Self {
        self.within = time;
        self
    }

    /// Whether to look at traces that are not sampled as well. There is no span to say it on then: the log and the
    /// metric do.
    pub const fn unsampled(mut self, unsampled: bool) -> Self {
        self.unsampled = unsampled;
        self
    }
}

impl Default for NPlusOne {
    /// [`on`](Self::on) where this crate is built with `debug_assertions`, as in `cargo run` and `cargo test`; else
    /// [`off`](Self::off).
    fn default() -> Self {
        if cfg!(debug_assertions) { Self::on() } else { Self::off() }
    }
}

const MORE_THAN: u32 = 5;
const WITHIN: Duration = Duration::from_nanos(WITHIN_NANOS);
const WITHIN_NANOS: u64 = 1_000_000_000;

/// The settings, as they are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The count that is reported first, not 0.
    pub(crate) first: u32,
    /// In nanoseconds.
    pub(crate) within: u64,
    pub(crate) unsampled: bool,
}

/// The settings in force.
#[derive(Debug)]
pub(crate) struct NPlusOneInForce {
    /// The count that is reported first; 0 where none is.
    first: Setting<u32>,
    /// In nanoseconds.
    within: Setting<u64>,
    unsampled: Setting<bool>,
}

impl NPlusOneInForce {
    pub(super) const fn new() -> Self {
        Self {
            first: Setting::of_word(if cfg!(debug_assertions) { MORE_THAN as u64 + 1 } else { 0 }),
            within: Setting::of_word(WITHIN_NANOS),
            unsampled: Setting::of_word(0),
        }
    }

    /// `None` where nothing is reported.
    #[inline]
    pub(crate) fn limits(&self) -> Option<Limits> {
        let first = self.first.get();
        (first != 0).then(|| Limits { first, within: self.within.get(), unsampled: self.unsampled.get() })
    }

    /// Changes them, from the next query on.
    pub(crate) fn set(&self, settings: NPlusOne) {
        let NPlusOne { on, more_than, within, unsampled } = settings;
        self.within.set(u64::try_from(within.as_nanos()).unwrap_or(u64::MAX));
        self.unsampled.set(unsampled);
        self.first.set(if on { more_than.max(1).saturating_add(1) } else { 0 });
    }
}
