//! The settings of the process, collected.

use std::fmt;

use opentelemetry::trace::{Span, Tracer, TracerProvider};

use super::handle::Telemetry;
use super::install_error::InstallError;
use super::{check, environment};
use crate::server::{Registration, register_pools};
#[cfg(feature = "n-plus-one")]
use crate::settings::NPlusOne;
use crate::settings::{Comments, Conventions, IN_FORCE, Providers, QueryText, Settings, Transactions, Waits};
use crate::signals::metrics;

/// Collects the settings of the process.
#[must_use = "nothing is set before `install`"]
#[derive(Default)]
pub struct TelemetryBuilder {
    settings: Settings,
    providers: Providers,
    pub(super) pools: Vec<Registration>,
    error: Option<InstallError>,
}

impl fmt::Debug for TelemetryBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pools: Vec<&str> = self.pools.iter().map(Registration::name).collect();
        f.debug_struct("TelemetryBuilder")
            .field("settings", &self.settings)
            .field("pools", &pools)
            .finish_non_exhaustive()
    }
}

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
}

impl TelemetryBuilder {
    /// Spans go to this provider, whatever the global one is. Default: the global one.
    pub fn tracer_provider<P, T, S>(mut self, provider: P) -> Self
    where
        P: TracerProvider<Tracer = T> + Send + Sync + 'static,
        T: Tracer<Span = S> + Send + Sync + 'static,
        S: Span + Send + Sync + 'static,
    {
        self.providers.set_tracer(provider);
        self
    }

    /// Metrics go to this provider, whatever the global one is. Default: the global one.
    #[cfg(feature = "metrics")]
    pub fn meter_provider(
        mut self,
        provider: impl opentelemetry::metrics::MeterProvider + Send + Sync + 'static,
    ) -> Self {
        self.providers.meter = Some(std::sync::Arc::new(provider));
        self
    }

    /// How much text spans carry. Default: [`QueryText::AsWritten`].
    pub fn query_text(mut self, query_text: QueryText) -> Self {
        self.settings.query_text = query_text;
        self
    }

    /// The most bytes that are recorded of a text which is put together at run time (`QueryBuilder`). Default: 4096.
    pub fn query_text_limit(mut self, bytes: usize) -> Self {
        self.settings.query_text_limit = bytes;
        self
    }

    /// The comments that statements carry. Default: none.
    pub fn comments(mut self, comments: Comments) -> Self {
        self.settings.comments = comments;
        self
    }

    /// Which waits for a connection have a span. Default: those that lasted longer than 10 milliseconds.
    pub fn waits(mut self, waits: Waits) -> Self {
        self.settings.waits = waits;
        self
    }

    /// Which transactions have a span of their own. Default: those outside of any trace.
    pub fn transactions(mut self, transactions: Transactions) -> Self {
        self.settings.transactions = transactions;
        self
    }

    /// When a query call that runs again and again under one span is reported. Default: in debug builds, more than 5
    /// times within a second.
    #[cfg(feature = "n-plus-one")]
    pub fn n_plus_one(mut self, n_plus_one: NPlusOne) -> Self {
        self.settings.n_plus_one = n_plus_one;
        self
    }

    /// Which names the attributes of spans have. Default: the stable ones. Metrics always have these.
    pub fn conventions(mut self, conventions: Conventions) -> Self {
        self.settings.conventions = conventions;
        self
    }

    /// Whether queries that run outside of any trace have no span. Default: no, they begin a trace of their own. With
    /// `true`, a worker that polls a table does not fill the backend with traces of one span; metrics count its queries
    /// all the same.
    pub fn only_under_parent(mut self, only: bool) -> Self {
        self.settings.only_under_parent = only;
        self
    }

    /// Reads the environment; what it says takes the place of what was set before this call.
    ///
    /// | variable | values |
    /// |---|---|
    /// | `SQLSPAN_COMMENTS` | `off`, `constant`, `sampled`, `bound`, `transaction`: the mode of the process |
    /// | `SQLSPAN_QUERY_TEXT` | `as_written`, `sanitized`, `off` |
    /// | `SQLSPAN_WAITS` | `always`, `never`, or a time such as `10ms` |
    /// | `SQLSPAN_TRANSACTIONS` | `steps`, `grouped` |
    /// | `SQLSPAN_N_PLUS_ONE` (feature `n-plus-one`) | `off`; or `on`, how many are none too many such as `10`, a time such as `1s`, `unsampled`: one of them, or several as in `10,500ms,unsampled` |
    /// | `SQLSPAN_ONLY_UNDER_PARENT` | `true`, `false` |
    /// | `OTEL_SEMCONV_STABILITY_OPT_IN` | with `database/dup` among its values: [`Conventions::Both`]; else [`Conventions::Stable`] |
    ///
    /// What is unset or empty changes nothing. Another value is an [`InstallError::Variable`] of [`install`](Self::install).
    pub fn from_env(mut self) -> Self {
        if let Err(error) = environment::preset(&mut self.settings, |name| std::env::var(name).ok()) {
            self.error.get_or_insert(error);
        }
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
        check::check(&self.pools)?;
        IN_FORCE.install(self.settings, self.providers).map_err(|_| InstallError::AlreadyInstalled)?;
        register_pools(self.pools);
        // Pools are observed from here on, if there is a meter provider already.
        metrics::are_recorded();
        Ok(Telemetry(()))
    }
}
