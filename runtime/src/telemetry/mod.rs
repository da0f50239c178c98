//! What depends on the deployment: set once at start-up, changed through the handle.

mod builder;
mod environment;
mod in_force;
mod install_error;

use std::fmt;
use std::sync::atomic::Ordering;

pub use self::builder::TelemetryBuilder;
#[cfg(feature = "metrics")]
pub(crate) use self::in_force::meter_provider;
pub(crate) use self::in_force::{
    comments, has_tracer_provider, is_installed, only_under_parent, pools, query_text, query_text_limit, tracer,
    traces_under, waits,
};
pub use self::install_error::InstallError;
use crate::comment::{self, CommentMode, Refusal};
#[cfg(feature = "n-plus-one")]
use crate::n_plus_one::{self, NPlusOne};
use crate::wait::Waits;

/// How much of a statement's text a span carries as `db.query.text`.
///
/// ```
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = sqlspan::Telemetry::builder()
///     .query_text(sqlspan::QueryText::Sanitized)
///     .install()?;
/// telemetry.set_query_text(sqlspan::QueryText::Off);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryText {
    /// Static text as it is written, white space collapsed. Text that is not proven static is sanitised all the same.
    #[default]
    AsWritten,
    /// Every literal is replaced by `?`.
    Sanitized,
    /// No text; the summary stays.
    Off,
}

/// The settings of the process. Without [`install`](TelemetryBuilder::install) everything works with the defaults and
/// the global tracer provider, which is looked up for every query, so that no order of set-up loses spans.
///
/// | what | at start | while it runs | by the environment |
/// |---|---|---|---|
/// | spans' provider | [`tracer_provider`](TelemetryBuilder::tracer_provider) | | |
/// | metrics' provider (feature `metrics`) | `meter_provider` | | |
/// | text on spans | [`query_text`](TelemetryBuilder::query_text), [`query_text_limit`](TelemetryBuilder::query_text_limit) | [`set_query_text`](Self::set_query_text) | `SQLSPAN_QUERY_TEXT` |
/// | comments on statements | [`comments`](TelemetryBuilder::comments) | [`set_comment_mode`](Self::set_comment_mode), [`set_pool_comment_mode`](Self::set_pool_comment_mode) | `SQLSPAN_COMMENTS` |
/// | waits for a connection | [`waits`](TelemetryBuilder::waits) | [`set_waits`](Self::set_waits) | `SQLSPAN_WAITS` |
/// | queries that repeat (feature `n-plus-one`) | `n_plus_one` | `set_n_plus_one` | `SQLSPAN_N_PLUS_ONE` |
/// | names of attributes | [`conventions`](TelemetryBuilder::conventions) | | `OTEL_SEMCONV_STABILITY_OPT_IN` |
/// | spans outside of traces | [`only_under_parent`](TelemetryBuilder::only_under_parent) | | `SQLSPAN_ONLY_UNDER_PARENT` |
/// | pools | [`pool`](TelemetryBuilder::pool) | | |
///
/// The environment is read where [`from_env`](TelemetryBuilder::from_env) asks for it.
#[derive(Debug)]
pub struct Telemetry(());

impl Telemetry {
    /// Starts from the defaults.
    ///
    /// ```
    /// # fn main() -> Result<(), sqlspan::InstallError> {
    /// sqlspan::Telemetry::builder().install()?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is set before `install`"]
    pub fn builder() -> TelemetryBuilder {
        TelemetryBuilder::default()
    }

    /// Changes how much text spans carry, from the next query on.
    pub fn set_query_text(&self, query_text: QueryText) {
        in_force::QUERY_TEXT.store(query_text as u8, Ordering::Relaxed);
    }

    /// Changes the mode of comments on every pool, also on those that had one of their own, from the next query on.
    pub fn set_comment_mode(&self, mode: CommentMode) {
        in_force::COMMENT_MODE.store(mode as u8, Ordering::Relaxed);
        for pool in in_force::pools() {
            pool.set_mode(None);
        }
    }

    /// Changes the mode of comments on one registered pool, from the next query on.
    ///
    /// # Errors
    ///
    /// [`UnknownPool`] when no pool was registered under this name.
    pub fn set_pool_comment_mode(&self, pool: &str, mode: CommentMode) -> Result<(), UnknownPool> {
        let registered = in_force::pools().iter().find(|registered| registered.name == pool);
        registered.ok_or_else(|| UnknownPool(pool.to_owned()))?.set_mode(Some(mode));
        Ok(())
    }

    /// Changes which waits for a connection have a span, from the next wait on.
    pub fn set_waits(&self, waits: Waits) {
        in_force::set_waits(waits);
    }

    /// Changes when a query call that repeats is reported, from the next query on.
    #[cfg(feature = "n-plus-one")]
    pub fn set_n_plus_one(&self, n_plus_one: NPlusOne) {
        n_plus_one::put_in_force(n_plus_one);
    }

    /// How often, since the process began, [`CommentMode::Bound`] could not add its parameter to a statement, by
    /// reason. Reasons that never applied are left out.
    ///
    /// ```
    /// # fn report(telemetry: &sqlspan::Telemetry) {
    /// for (reason, statements) in telemetry.comment_refusals() {
    ///     println!("{statements} statements: {reason}");
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn comment_refusals(&self) -> Vec<(Refusal, u64)> {
        Refusal::ALL.map(|refusal| (refusal, comment::refusals(refusal))).into_iter().filter(|(_, n)| *n > 0).collect()
    }
}

/// No pool was registered under this name: [`TelemetryBuilder::pool`] registers one.
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
