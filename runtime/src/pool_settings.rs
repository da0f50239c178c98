//! What is settled for one pool.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::comment::{CommentMode, Comments};
use crate::metrics::Observed;

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

    /// Whether a driver, by the system that it says itself, reaches it.
    pub(crate) fn is_served_by(self, driver: &str) -> bool {
        match self {
            Self::MariaDb => matches!(driver, "mysql" | "mariadb"),
            Self::CockroachDb => driver == "postgresql",
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
    pub(crate) name: String,
    pub(crate) system: Option<DatabaseSystem>,
    pub(crate) comments: Option<Comments>,
    persistent: bool,
}

impl PoolSettings {
    /// The name by which `#[repository(pool = "..")]` finds the pool. Unique in the process.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), system: None, comments: None, persistent: true }
    }

    /// Which system it is, where the driver serves several.
    pub fn system(mut self, system: DatabaseSystem) -> Self {
        self.system = Some(system);
        self
    }

    /// The comments of the statements on this pool, instead of those of the process.
    pub fn comments(mut self, comments: Comments) -> Self {
        self.comments = Some(comments);
        self
    }

    /// Whether statements on this pool may be kept prepared. Default: yes. With `false` every statement runs as if it
    /// had [`.persistent(false)`](::sqlx::query::Query::persistent): for poolers such as `PgBouncer` in transaction
    /// mode, which give each transaction another connection.
    ///
    /// It holds for the queries that are traced.
    pub fn persistent(mut self, persistent: bool) -> Self {
        self.persistent = persistent;
        self
    }
}

/// A pool that was registered, and what can be changed of it.
#[derive(Debug)]
pub(crate) struct RegisteredPool {
    pub(crate) name: &'static str,
    pub(crate) comments: Option<Comments>,
    pub(crate) persistent: bool,
    mode: AtomicU8,
    #[cfg_attr(not(feature = "metrics"), expect(dead_code, reason = "the metrics observe it"))]
    pub(crate) observed: Observed,
}

/// The mode is that of the process.
const OF_PROCESS: u8 = u8::MAX;

impl RegisteredPool {
    pub(crate) fn new(settings: PoolSettings, observed: Observed) -> Self {
        let PoolSettings { name, comments, persistent, system: _ } = settings;
        let mode = comments.as_ref().map_or(OF_PROCESS, |comments| comments.mode as u8);
        Self { name: String::leak(name), comments, persistent, mode: AtomicU8::new(mode), observed }
    }

    /// The mode of the pool's own, if it has one.
    pub(crate) fn mode(&self) -> Option<CommentMode> {
        let mode = self.mode.load(Ordering::Relaxed);
        (mode != OF_PROCESS).then(|| CommentMode::from_u8(mode))
    }

    /// Gives the pool a mode of its own, or that of the process.
    pub(crate) fn set_mode(&self, mode: Option<CommentMode>) {
        self.mode.store(mode.map_or(OF_PROCESS, |mode| mode as u8), Ordering::Relaxed);
    }
}

/// Of the same registration: each pool has its own.
impl PartialEq for RegisteredPool {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for RegisteredPool {}
