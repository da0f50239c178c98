//! What depends on the deployment: set once at start-up, changed through the handle.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use opentelemetry::InstrumentationScope;
use opentelemetry::global::{self, BoxedTracer, ObjectSafeTracerProvider};
use opentelemetry::trace::{Span, Tracer, TracerProvider};
use sqlx::{Database, Pool};

use crate::conventions::SCHEMA_URL;
use crate::server;

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

/// A database system that the driver alone can't tell.
///
/// ```
/// assert_eq!(sqlspan::DatabaseSystem::MariaDb.as_str(), "mariadb");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DatabaseSystem {
    /// `mariadb`, reached through sqlx's MySQL driver.
    MariaDb,
    /// `cockroachdb`, reached through sqlx's PostgreSQL driver.
    CockroachDb,
}

impl DatabaseSystem {
    /// The value of `db.system.name`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MariaDb => "mariadb",
            Self::CockroachDb => "cockroachdb",
        }
    }
}

/// What is set for one pool.
///
/// ```
/// # async fn connect(pool: sqlx::Pool<sqlx::Any>) -> Result<(), sqlspan::InstallError> {
/// use sqlspan::{DatabaseSystem, PoolSettings, Telemetry};
///
/// Telemetry::builder()
///     .pool(&pool, PoolSettings::named("orders").system(DatabaseSystem::MariaDb))
///     .install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct PoolSettings {
    name: String,
    system: Option<DatabaseSystem>,
}

impl PoolSettings {
    /// The name by which `#[repository(pool = "..")]` finds the pool. Unique in the process.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), system: None }
    }

    /// Which system it is, where the driver serves several.
    pub fn system(mut self, system: DatabaseSystem) -> Self {
        self.system = Some(system);
        self
    }
}

/// The settings of the process. Without [`install`](TelemetryBuilder::install) everything works with the defaults and
/// the global tracer provider, which is looked up for every query, so that no order of set-up loses spans.
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
        QUERY_TEXT.store(query_text as u8, Ordering::Relaxed);
    }
}

/// Registers a pool under the name that it is given.
type Registration = Box<dyn FnOnce(&'static str) + Send>;

/// Collects the settings of the process.
#[must_use = "nothing is set before `install`"]
#[derive(Default)]
pub struct TelemetryBuilder {
    tracer_provider: Option<Provider>,
    query_text: QueryText,
    query_text_limit: Option<usize>,
    pools: Vec<(String, Registration)>,
}

impl fmt::Debug for TelemetryBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pools: Vec<&str> = self.pools.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("TelemetryBuilder")
            .field("query_text", &self.query_text)
            .field("query_text_limit", &self.query_text_limit)
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
        self.tracer_provider = Some(Box::new(provider));
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

    /// Names a pool, so that queries on its connections find their server (`pool = ".."`).
    pub fn pool<DB: Database>(mut self, pool: &Pool<DB>, settings: PoolSettings) -> Self {
        let pool = pool.clone();
        let PoolSettings { name, system } = settings;
        self.pools.push((name, Box::new(move |name| server::register(&pool, name, system))));
        self
    }

    /// Puts the settings in force.
    ///
    /// # Errors
    ///
    /// [`InstallError::AlreadyInstalled`] when the process has settings already, and
    /// [`InstallError::DuplicatePool`] when two pools have one name. Nothing changes then.
    pub fn install(self) -> Result<Telemetry, InstallError> {
        for (position, (name, _)) in self.pools.iter().enumerate() {
            if self.pools[..position].iter().any(|(other, _)| other == name) {
                return Err(InstallError::DuplicatePool(name.clone()));
            }
        }
        INSTALLED.set(self.tracer_provider).map_err(|_| InstallError::AlreadyInstalled)?;
        QUERY_TEXT.store(self.query_text as u8, Ordering::Relaxed);
        if let Some(bytes) = self.query_text_limit {
            QUERY_TEXT_LIMIT.store(bytes, Ordering::Relaxed);
        }
        for (name, register) in self.pools {
            register(String::leak(name));
        }
        Ok(Telemetry(()))
    }
}

/// Why [`TelemetryBuilder::install`] refused.
///
/// ```
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// use sqlspan::{InstallError, Telemetry};
///
/// let _telemetry = Telemetry::builder().install()?;
/// assert_eq!(Telemetry::builder().install().unwrap_err(), InstallError::AlreadyInstalled);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstallError {
    /// The process has settings: change them through the handle that the first `install` returned.
    AlreadyInstalled,
    /// Two pools were given this name: `pool = ".."` could not tell them apart.
    DuplicatePool(String),
}

impl fmt::Display for InstallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyInstalled => f.write_str(
                "sqlspan's settings are installed already: keep the handle that the first `install` returned and \
                 change them through it",
            ),
            Self::DuplicatePool(name) => {
                write!(f, "two pools are named `{name}`: give each pool a name of its own")
            }
        }
    }
}

impl std::error::Error for InstallError {}

type Provider = Box<dyn ObjectSafeTracerProvider + Send + Sync>;

static INSTALLED: OnceLock<Option<Provider>> = OnceLock::new();
static QUERY_TEXT: AtomicU8 = AtomicU8::new(QueryText::AsWritten as u8);
static QUERY_TEXT_LIMIT: AtomicUsize = AtomicUsize::new(4096);

pub(crate) fn query_text() -> QueryText {
    match QUERY_TEXT.load(Ordering::Relaxed) {
        0 => QueryText::AsWritten,
        1 => QueryText::Sanitized,
        _ => QueryText::Off,
    }
}

pub(crate) fn query_text_limit() -> usize {
    QUERY_TEXT_LIMIT.load(Ordering::Relaxed)
}

/// The tracer for one query. Never cached: a tracer from before `set_tracer_provider` stays without effect for ever.
pub(crate) fn tracer() -> BoxedTracer {
    static SCOPE: OnceLock<InstrumentationScope> = OnceLock::new();
    let scope = SCOPE
        .get_or_init(|| {
            InstrumentationScope::builder("sqlspan")
                .with_version(env!("CARGO_PKG_VERSION"))
                .with_schema_url(SCHEMA_URL)
                .build()
        })
        .clone();
    match INSTALLED.get() {
        Some(Some(provider)) => BoxedTracer::new(provider.boxed_tracer(scope)),
        _ => global::tracer_with_scope(scope),
    }
}
