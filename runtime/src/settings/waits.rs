//! Which waits for a connection are shown.

use std::time::Duration;

use super::setting::Word;

/// Which waits for a connection have a span of their own, `acquire <pool>`. Waits that failed have one unless it is
/// [`Never`](Self::Never).
///
/// ```
/// use std::time::Duration;
///
/// use sqlspan::{Telemetry, Waits};
///
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = Telemetry::builder().waits(Waits::LongerThan(Duration::from_millis(100))).install()?;
/// telemetry.set_waits(Waits::Always);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// Every one, however short.
    Always,
    /// Those that lasted longer.
    LongerThan(Duration),
    /// None.
    Never,
}

pub(super) const DEFAULT_NANOS: u64 = 10_000_000;

impl Default for Waits {
    /// Longer than 10 milliseconds.
    fn default() -> Self {
        Self::LongerThan(Duration::from_nanos(DEFAULT_NANOS))
    }
}

/// The limit in nanoseconds.
impl Word for Waits {
    fn to_word(self) -> u64 {
        match self {
            Self::Always => 0,
            // Nothing is shorter than a nanosecond, and 584 years are never.
            Self::LongerThan(limit) => u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX).max(1),
            Self::Never => u64::MAX,
        }
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        match word {
            u64::MAX => Self::Never,
            0 => Self::Always,
            limit => Self::LongerThan(Duration::from_nanos(limit)),
        }
    }
}
