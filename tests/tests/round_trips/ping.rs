//! `Connection::ping`, on every database.

use sqlspan_tests::{Expect, Fixture, Trace};
use sqlx::{Connection as _, MySql, Pool, Postgres, Sqlite};

macro_rules! on {
    ($module:ident: $system:ty) => {
        mod $module {
            use super::*;

            #[sqlspan::traced]
            async fn alive(pool: &Pool<$system>) -> sqlx::Result<()> {
                let mut conn = pool.acquire().await?;
                conn.ping().await?;
                pool.acquire().await?.ping().await?;
                let mut tx = conn.begin().await?;
                tx.ping().await?;
                (&mut *tx).ping().await?;
                tx.as_mut().ping().await?;
                tx.rollback().await
            }

            #[sqlspan::traced]
            async fn lent(conn: &mut <$system as sqlx::Database>::Connection) -> sqlx::Result<()> {
                conn.ping().await
            }

            #[tokio::test]
            async fn is_a_span() {
                let Some(db) = Fixture::<$system>::new().await else { return };
                let trace = Trace::start("alive");
                trace.run(alive(&db.pool)).await.unwrap();
                let ping = || Expect::span("ping", "").no_text();
                let expected: Vec<_> = std::iter::repeat_with(ping).take(5).collect();
                Expect::exactly(&expected, &trace, &db.server, "alive");
                let mut conn = db.pool.acquire().await.unwrap();
                let trace = Trace::start("lent");
                trace.run(lent(&mut conn)).await.unwrap();
                Expect::exactly(&[ping().system_only()], &trace, &db.server, "lent");
            }
        }
    };
}

on! { postgres: Postgres }
on! { mysql: MySql }
on! { sqlite: Sqlite }
