//! The pools of the process: the one setting that names types of sqlx's.

use sqlx::{Database, Pool};

use super::builder::TelemetryBuilder;
use crate::server::Registration;
use crate::settings::PoolSettings;

impl TelemetryBuilder {
    /// Names a pool, so that queries on its connections find their server (`pool = ".."`), and settles what is
    /// different on it. With the feature `metrics` the pool is observed, and kept, until it is closed.
    pub fn pool<DB: Database>(mut self, pool: &Pool<DB>, settings: PoolSettings) -> Self {
        self.pools.push(Registration::new(pool, settings));
        self
    }
}
