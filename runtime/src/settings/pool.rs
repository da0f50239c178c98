//! What is settled for one pool.

use super::comments::Comments;
use crate::driver::DatabaseSystem;

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
    pub(crate) persistent: bool,
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
