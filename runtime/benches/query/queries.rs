//! The measured functions, once: plain, and with the attribute.

use futures::TryStreamExt as _;
use sqlx::{Database, Encode, Executor, IntoArguments, Pool, Type};

use crate::instant::Instant;

macro_rules! queries {
    ($module:ident, $(#[$attribute:meta])?) => {
        pub mod $module {
            use super::*;

            $(#[$attribute])?
            pub async fn on_pool<DB: Database>(pool: &Pool<DB>, id: i64) -> sqlx::Result<Option<DB::Row>>
            where
                for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
                DB::Arguments: IntoArguments<DB>,
                for<'q> i64: Encode<'q, DB> + Type<DB>,
            {
                sqlx::query("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
            }

            $(#[$attribute])?
            pub async fn on_connection<DB: Database>(connection: &mut DB::Connection, id: i64) -> sqlx::Result<Option<DB::Row>>
            where
                for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
                DB::Arguments: IntoArguments<DB>,
                for<'q> i64: Encode<'q, DB> + Type<DB>,
            {
                sqlx::query("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_optional(connection).await
            }

            $(#[$attribute])?
            pub async fn stream<DB: Database>(connection: &mut DB::Connection, id: i64) -> sqlx::Result<usize>
            where
                for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
                DB::Arguments: IntoArguments<DB>,
                for<'q> i64: Encode<'q, DB> + Type<DB>,
            {
                let mut rows = sqlx::query("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch(connection);
                let mut count = 0;
                while rows.try_next().await?.is_some() {
                    count += 1;
                }
                Ok(count)
            }

            $(#[$attribute])?
            pub async fn three<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
            where
                for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
                DB::Arguments: IntoArguments<DB>,
            {
                sqlx::query("SELECT id FROM orders").fetch_optional(pool).await?;
                sqlx::query("SELECT status FROM orders").fetch_all(pool).await?;
                sqlx::query("DELETE FROM orders WHERE id = 2").execute(pool).await?;
                Ok(())
            }

            $(#[$attribute])?
            pub async fn on_instant(instant: &Instant) -> sqlx::Result<Option<sqlx::sqlite::SqliteRow>> {
                sqlx::query("SELECT id, status FROM orders WHERE id = $1").bind(1).fetch_optional(instant).await
            }
        }
    };
}

queries!(raw,);
queries!(traced, #[sqlspan::traced]);
