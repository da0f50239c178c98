//! The handle through which settings change while the process runs.

use std::fmt;

use crate::comment::{BindSkipReason, bind_skips};
use crate::server::{registered_pool, registered_pools};
#[cfg(feature = "n-plus-one")]
use crate::settings::NPlusOne;
use crate::settings::{CommentMode, IN_FORCE, QueryText, Transactions, Waits};

/// The settings of the process. Without [`install`](crate::TelemetryBuilder::install) everything works with the defaults and
/// the global tracer provider, which is looked up for every query, so that no order of set-up loses spans.
///
/// | what | at start | while it runs | by the environment |
/// |---|---|---|---|
/// | spans' provider | [`tracer_provider`](crate::TelemetryBuilder::tracer_provider) | | |
/// | metrics' provider (feature `metrics`) | `meter_provider` | | |
/// | text on spans | [`query_text`](crate::TelemetryBuilder::query_text), [`query_text_limit`](crate::TelemetryBuilder::query_text_limit) | [`set_query_text`](Self::set_query_text) | `SQLSPAN_QUERY_TEXT` |
/// | comments on statements | [`comments`](crate::TelemetryBuilder::comments) | [`set_comment_mode`](Self::set_comment_mode), [`set_pool_comment_mode`](Self::set_pool_comment_mode) | `SQLSPAN_COMMENTS` |
/// | waits for a connection | [`waits`](crate::TelemetryBuilder::waits) | [`set_waits`](Self::set_waits) | `SQLSPAN_WAITS` |
/// | spans of transactions | [`transactions`](crate::TelemetryBuilder::transactions) | [`set_transactions`](Self::set_transactions) | `SQLSPAN_TRANSACTIONS` |
/// | queries that repeat (feature `n-plus-one`) | `n_plus_one` | `set_n_plus_one` | `SQLSPAN_N_PLUS_ONE` |
/// | names of attributes | [`conventions`](crate::TelemetryBuilder::conventions) | | `OTEL_SEMCONV_STABILITY_OPT_IN` |
/// | spans outside of traces | [`only_under_parent`](crate::TelemetryBuilder::only_under_parent) | | `SQLSPAN_ONLY_UNDER_PARENT` |
/// | pools | [`pool`](crate::TelemetryBuilder::pool) | | |
///
/// The environment is read where [`from_env`](crate::TelemetryBuilder::from_env) asks for it.
#[derive(Debug)]
pub struct Telemetry(pub(super) ());

impl Telemetry {
    /// Changes how much text spans carry, from the next query on.
    pub fn set_query_text(&self, query_text: QueryText) {
        IN_FORCE.query_text.set(query_text);
    }

    /// Changes the mode of comments on every pool, also on those that had one of their own, from the next query on.
    pub fn set_comment_mode(&self, mode: CommentMode) {
        IN_FORCE.comment_mode.set(mode);
        for pool in registered_pools() {
            pool.comment_mode.set(None);
        }
    }

    /// Changes the mode of comments on one registered pool, from the next query on.
    ///
    /// # Errors
    ///
    /// [`UnknownPool`] when no pool was registered under this name.
    pub fn set_pool_comment_mode(&self, pool: &str, mode: CommentMode) -> Result<(), UnknownPool> {
        let registered = registered_pool(pool).ok_or_else(|| UnknownPool(pool.to_owned()))?;
        registered.comment_mode.set(Some(mode));
        Ok(())
    }

    /// Changes which waits for a connection have a span, from the next wait on.
    pub fn set_waits(&self, waits: Waits) {
        IN_FORCE.waits.set(waits);
    }

    /// Changes which transactions have a span of their own, from the next one on.
    pub fn set_transactions(&self, transactions: Transactions) {
        IN_FORCE.transactions.set(transactions);
    }

    /// Changes when a query call that repeats is reported, from the next query on.
    #[cfg(feature = "n-plus-one")]
    pub fn set_n_plus_one(&self, n_plus_one: NPlusOne) {
        IN_FORCE.n_plus_one.set(n_plus_one);
    }

    /// How often, since the process began, [`CommentMode::Bound`] could not add its parameter to a statement, by
    /// reason. Reasons that never applied are left out.
    ///
    /// ```
    /// # fn report(telemetry: &sqlspan::Telemetry) {
    /// for (reason, statements) in telemetry.bind_skips() {
    ///     println!("{statements} statements: {reason}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn bind_skips(&self) -> Vec<(BindSkipReason, u64)> {
        bind_skips()
    }
}

/// No pool was registered under this name: [`TelemetryBuilder::pool`](crate::TelemetryBuilder::pool) registers one.
///
/// ```
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = sqlspan::Telemetry::builder().install()?;
/// assert!(telemetry.set_pool_comment_mode("orders", sqlspan::CommentMode::Off).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPool(String);

impl fmt::Display for UnknownPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no pool is named `{}`: register it with `Telemetry::builder().pool(..)`", self.0)
    }
}

impl std::error::Error for UnknownPool {}
