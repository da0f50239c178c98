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

mod budget;
mod capture;
mod captured;
mod group;
mod macros;
mod queries;
mod query;
mod statement;
mod tree;

pub use self::budget::{Budget, Exceeded};
pub use self::capture::{Capture, Inherit, capture, inherit};
pub(crate) use self::captured::Captured;
pub use self::queries::{Iter, Queries};
pub use self::query::Query;
#[doc(inline)]
pub use crate::assert_queries;
