//! Tests that count queries: what a piece of code asks of the database, and how much it may ask.
//!
//! ```
//! use sqlspan::assert_queries;
//! use sqlspan::testing::capture;
//! # use sqlx::SqlitePool;
//!
//! # #[sqlspan::traced]
//! # async fn count(pool: &SqlitePool) -> sqlx::Result<i64> {
//! #     sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool).await
//! # }
//! # fn main() -> sqlx::Result<()> {
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! # let pool = sqlx::pool::PoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
//! # sqlx::query("CREATE TABLE orders (id INTEGER)").execute(&pool).await?;
//! let (orders, queries) = capture(count(&pool)).await;
//!
//! assert_eq!(orders?, 0);
//! assert_eq!(queries.summaries(), ["SELECT orders"]);
//! assert_queries!(queries, max = 1, no_n_plus_one, only_tables = ["orders"], no_writes);
//! # Ok(())
//! # })
//! # }
//! ```
//!
//! The feature is for `[dev-dependencies]`; it needs neither a provider nor a sampler nor settings. More, with what a
//! failing test prints: [the guide](crate::guide::testing).

#[cfg(feature = "testing")]
mod budget;
#[cfg(feature = "testing")]
mod capture;
#[cfg(feature = "testing")]
mod captured;
#[cfg(feature = "testing")]
mod counted;
#[cfg(feature = "testing")]
mod group;
#[cfg(feature = "testing")]
mod macros;
#[cfg(not(feature = "testing"))]
mod noop;
#[cfg(feature = "testing")]
mod queries;
#[cfg(feature = "testing")]
mod query;
#[cfg(feature = "testing")]
mod sink;
#[cfg(feature = "testing")]
mod statement;
#[cfg(feature = "testing")]
mod tree;

#[cfg(feature = "testing")]
pub use self::budget::{Budget, Exceeded};
#[cfg(feature = "testing")]
pub use self::capture::{Capture, Inherit, capture, inherit};
#[cfg(feature = "testing")]
pub(crate) use self::captured::Captured;
#[cfg(not(feature = "testing"))]
pub(crate) use self::noop::Captured;
#[cfg(feature = "testing")]
pub use self::queries::{Iter, Queries};
#[cfg(feature = "testing")]
pub use self::query::Query;
#[cfg(feature = "testing")]
#[doc(inline)]
pub use crate::assert_queries;
