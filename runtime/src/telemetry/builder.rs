//! The settings of the process, collected.

use std::fmt;
use std::sync::atomic::Ordering;

use opentelemetry::trace::{Span, Tracer, TracerProvider};
use sqlx::{Database, Pool};

use super::in_force::{self, Installed};
use super::{InstallError, QueryText, Telemetry, environment};
use crate::comment::Comments;
use crate::conventions::{self, Conventions};
#[cfg(feature = "n-plus-one")]
use crate::n_plus_one::{self, NPlusOne};
use crate::pool_settings::PoolSettings;
use crate::server::{Registration, register};
use crate::wait::Waits;

/// Collects the settings of the process.
#[must_use = "nothing is set before `install`"]
#[derive(Default)]
pub struct TelemetryBuilder {
    installed: Installed,
    pub(super) query_text: QueryText,
    query_text_limit: Option<usize>,
    pub(super) comments: Comments,
    pub(super) waits: Waits,
    pub(super) conventions: Conventions,
    #[cfg(feature = "n-plus-one")]
    pub(super) n_plus_one: NPlusOne,
    pub(super) only_under_parent: bool,
    pools: Vec<Registration>,
    error: Option<InstallError>,
}

impl fmt::Debug for TelemetryBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pools: Vec<&str> = self.pools.iter().map(Registration::name).collect();
        let mut debug = f.debug_struct("TelemetryBuilder");
        #[cfg(feature = "n-plus-one")]
        debug.field("n_plus_one", &self.n_plus_one);
        debug
            .field("query_text", &self.query_text)
            .field("query_text_limit", &self.query_text_limit)
            .field("comments", &self.comments)
            .field("waits", &self.waits)
            .field("conventions", &self.conventions)
            .field("only_under_parent", &self.only_under_parent)
            .field("pools", &pools)
            .finish_non_exhaustive()
    }
}

impl TelemetryBuilder {
    /// Spans go to this provider, whatever the global one is. Default: the global one.
    pub fn tracer_provider<P, T, S>(mut self, provider: P) -> Self
    where
        P: TracerProvider<Tracer = T> + Send + Sync + 'static,
        T: Tracer<Span = S> + Send + Sync + 'static,
        S: Span + Send + Sync + 'static,
    {
        self.installed.tracer_provider = Some(Box::new(provider));
        self
    }

    /// Metrics go to this provider, whatever the global one is. Default: the global one.
    #[cfg(feature = "metrics")]
    pub fn meter_provider(
        mut self,
        provider: impl opentelemetry::metrics::MeterProvider + Send + Sync + 'static,
    ) -> Self {
        self.installed.meter_provider = Some(std::sync::Arc::new(provider));
        self
    }

    /// How much text spans carry. Default: [`QueryText::AsWritten`].
    pub fn query_text(mut self, query_text: QueryText) -> Self {
        self.query_text = query_text;
        self
    }

    /// The most bytes that are recorded of a text which is put together at run time (`QueryBuilder`). Default: 4096.
    pub fn query_text_limit(mut self, bytes: usize) -> Self {
        self.query_text_limit = Some(bytes);
        self
    }

    /// The comments that statements carry. Default: none.
    pub fn comments(mut self, comments: Comments) -> Self {
        self.comments = comments;
        self
    }

    /// Which waits for a connection have a span. Default: those that lasted longer than 10 milliseconds.
    pub fn waits(mut self, waits: Waits) -> Self {
        self.waits = waits;
        self
    }

    /// When a query call that runs again and again under one span is reported. Default: in debug builds, more than 5
    /// times within a second.
    #[cfg(feature = "n-plus-one")]
    pub fn n_plus_one(mut self, n_plus_one: NPlusOne) -> Self {
        self.n_plus_one = n_plus_one;
        self
    }

    /// Which names the attributes of spans have. Default: the stable ones. Metrics always have these.
    pub fn conventions(mut self, conventions: Conventions) -> Self {
        self.conventions = conventions;
        self
    }

    /// Whether queries that run outside of any trace have no span. Default: no, they begin a trace of their own. With
    /// `true`, a worker that polls a table does not fill the backend with traces of one span; metrics count its queries
    /// all the same.
    pub fn only_under_parent(mut self, only: bool) -> Self {
        self.only_under_parent = only;
        self
    }

    /// Reads the environment; what it says takes the place of what was set before this call.
    ///
    /// | variable | values |
    /// |---|---|
    /// | `SQLSPAN_COMMENTS` | `off`, `constant`, `sampled`, `bound`, `transaction`: the mode of the process |
    /// | `SQLSPAN_QUERY_TEXT` | `as_written`, `sanitized`, `off` |
    /// | `SQLSPAN_WAITS` | `always`, `never`, or a time such as `10ms` |
    /// | `SQLSPAN_N_PLUS_ONE` (feature `n-plus-one`) | `off`; or `on`, how many are none too many such as `10`, a time such as `1s`, `unsampled`: one of them, or several as in `10,500ms,unsampled` |
    /// | `SQLSPAN_ONLY_UNDER_PARENT` | `true`, `false` |
    /// | `OTEL_SEMCONV_STABILITY_OPT_IN` | with `database/dup` among its values: [`Conventions::Both`]; else [`Conventions::Stable`] |
    ///
    /// What is unset or empty changes nothing. Another value is an [`InstallError::Variable`] of [`install`](Self::install).
    pub fn from_env(mut self) -> Self {
        if let Err(error) = environment::preset(&mut self, |name| std::env::var(name).ok()) {
            self.error.get_or_insert(error);
        }
        self
    }

    /// Names a pool, so that queries on its connections find their server (`pool = ".."`), and settles what is
    /// different on it. With the feature `metrics` the pool is observed, and kept, until it is closed.
    pub fn pool<DB: Database>(mut self, pool: &Pool<DB>, settings: PoolSettings) -> Self {
        self.pools.push(Registration::new(pool, settings));
        self
    }

    /// Puts the settings in force.
    ///
    /// # Errors
    ///
    /// [`InstallError::AlreadyInstalled`] when the process has settings already; the other variants when the settings
    /// contradict each other. Nothing changes then.
    pub fn install(self) -> Result<Telemetry, InstallError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        for (position, pool) in self.pools.iter().enumerate() {
            pool.check(&self.pools[..position])?;
        }
        in_force::INSTALLED.set(self.installed).map_err(|_| InstallError::AlreadyInstalled)?;
        conventions::put_in_force(self.conventions);
        in_force::QUERY_TEXT.store(self.query_text as u8, Ordering::Relaxed);
        if let Some(bytes) = self.query_text_limit {
            in_force::QUERY_TEXT_LIMIT.store(bytes, Ordering::Relaxed);
        }
        in_force::set_waits(self.waits);
        #[cfg(feature = "n-plus-one")]
        n_plus_one::put_in_force(self.n_plus_one);
        in_force::ONLY_UNDER_PARENT.store(self.only_under_parent, Ordering::Relaxed);
        in_force::COMMENT_MODE.store(self.comments.mode as u8, Ordering::Relaxed);
        // Nobody else sets these: this is the one `install`.
        let _ = in_force::COMMENTS.set(self.comments);
        let _ = in_force::POOLS.set(self.pools.into_iter().map(register).collect());
        // Pools are observed from here on, if there is a meter provider already.
        crate::metrics::are_recorded();
        Ok(Telemetry(()))
    }
}
