//! The attribute macros of [sqlspan]: depend on that crate, which re-exports them and documents them.
//!
//! [sqlspan]: https://docs.rs/sqlspan

#![warn(missing_docs, missing_debug_implementations)]

mod diagnostics;
mod emit;
mod expand;
mod fallback;
#[cfg(test)]
mod tests;
mod versions;
mod wrapped;

use proc_macro::TokenStream;

/// Traces every query call of an `impl` block, a trait's default bodies or an inline module.
///
/// ```
/// # use sqlx::{AssertSqlSafe, FromRow, PgPool};
/// # struct Orders { pool: PgPool }
/// # #[derive(FromRow)] struct Order { id: i64, status: String }
/// # struct Filter;
/// # impl Filter { fn to_sql(&self) -> String { String::new() } }
/// #[sqlspan::repository(dialect = postgres)]
/// impl Orders {
///     async fn find(&self, id: i64) -> sqlx::Result<Option<Order>> {
///         sqlx::query_as("SELECT id, status FROM orders WHERE id = $1")
///             .bind(id)
///             .fetch_optional(&self.pool)
///             .await
///     }
///
///     #[traced(summary = "search orders", allow(dynamic_sql))]
///     async fn search(&self, filter: &Filter) -> sqlx::Result<Vec<Order>> {
///         sqlx::query_as(AssertSqlSafe(filter.to_sql())).fetch_all(&self.pool).await
///     }
/// }
/// ```
///
/// # Options
///
#[doc = sqlspan_analysis::options_table!()]
///
/// [`macro@traced`] inside of the block, on a function, a statement, a loop or an expression, takes the same options;
/// the innermost wins. Written so, as `#[traced(..)]`, it needs no import.
///
/// Put it above `#[async_trait]` and `#[tracing::instrument]`; below them works as well.
#[proc_macro_attribute]
pub fn repository(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::repository(args.into(), item.into()).into()
}

/// Traces every query call of one function or method. It takes the options of [`macro@repository`].
///
/// ```
/// # use sqlx::{Postgres, Transaction};
/// #[sqlspan::traced]
/// async fn delete(tx: &mut Transaction<'_, Postgres>, id: i64) -> sqlx::Result<()> {
///     sqlx::query("DELETE FROM orders WHERE id = $1").bind(id).execute(&mut **tx).await?;
///     Ok(())
/// }
/// ```
#[proc_macro_attribute]
pub fn traced(args: TokenStream, item: TokenStream) -> TokenStream {
    expand::traced(&args.into(), item.into()).into()
}
