//! `conn.transaction(|tx| ..)`: its `BEGIN` and its end are spans, as those of `begin` are.

use futures::FutureExt as _;
use futures::future::BoxFuture;
use opentelemetry_sdk::trace::SpanData;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Connection as _, Database, MySql, Pool, Postgres, Sqlite};
use tokio::sync::Notify;

#[derive(Debug)]
enum Failed {
    Refused,
    Sql,
}

impl From<sqlx::Error> for Failed {
    fn from(_: sqlx::Error) -> Self {
        Self::Sql
    }
}

fn told(spans: &[SpanData]) -> Vec<String> {
    let said = |span: &SpanData, name: &str| {
        span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| format!(" {}", pair.value))
    };
    let told = |span: &SpanData| {
        let ended = said(span, "sqlspan.outcome").or_else(|| said(span, "error.type")).unwrap_or_default();
        format!("{}{ended}", span.name)
    };
    spans.iter().map(told).collect()
}

macro_rules! on {
    ($module:ident: $system:ty) => {
        mod $module {
            use super::*;

            type Connection = <$system as Database>::Connection;

            #[sqlspan::repository]
            mod orders {
                use super::*;

                pub async fn paid(pool: &Pool<$system>) -> sqlx::Result<u64> {
                    let mut conn = pool.acquire().await?;
                    conn.transaction(|tx| {
                        Box::pin(async move {
                            sqlx::query("UPDATE orders SET status = 'paid' WHERE id = 1").execute(&mut **tx).await?;
                            Ok::<_, sqlx::Error>(7)
                        })
                    })
                    .await
                }

                pub async fn acquired(pool: &Pool<$system>, id: i64) -> Result<(), Failed> {
                    pool.acquire()
                        .await?
                        .transaction(move |tx| {
                            async move {
                                sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut **tx).await?;
                                if id == 1 { Err(Failed::Refused) } else { Ok(()) }
                            }
                            .boxed()
                        })
                        .await
                }

                pub async fn inner(conn: &mut Connection) -> Result<(), Failed> {
                    let mut tx = conn.begin().await?;
                    let done = tx.transaction(|tx| -> BoxFuture<'_, Result<(), Failed>> {
                        Box::pin(async move { tx.ping().await.map_err(Failed::from) })
                    });
                    done.await?;
                    tx.commit().await.map_err(Failed::from)
                }

                pub async fn waits(conn: &mut Connection, begun: &Notify) -> sqlx::Result<()> {
                    conn.transaction(|_| {
                        begun.notify_one();
                        Box::pin(std::future::pending())
                    })
                    .await
                }
            }

            #[tokio::test]
            async fn its_steps_are_spans() {
                let Some(db) = Fixture::<$system>::new().await else { return };
                let trace = Trace::start("paid");
                assert_eq!(trace.run(orders::paid(&db.pool)).await.unwrap(), 7);
                assert_eq!(told(&trace.statements()), ["BEGIN", "UPDATE orders", "COMMIT"]);
                let trace = Trace::start("refused");
                assert!(matches!(trace.run(orders::acquired(&db.pool, 1)).await, Err(Failed::Refused)));
                assert_eq!(told(&trace.statements()), ["BEGIN", "SELECT orders", "ROLLBACK"]);
                let trace = Trace::start("not refused");
                trace.run(orders::acquired(&db.pool, 2)).await.unwrap();
                assert_eq!(told(&trace.statements()), ["BEGIN", "SELECT orders", "COMMIT"]);
                let mut conn = db.pool.acquire().await.unwrap();
                let trace = Trace::start("inner");
                trace.run(orders::inner(&mut conn)).await.unwrap();
                let inner = ["BEGIN", "SAVEPOINT", "ping", "RELEASE SAVEPOINT", "COMMIT"];
                assert_eq!(told(&trace.statements()), inner);
                let trace = Trace::start("given up");
                let begun = Notify::new();
                tokio::select! {
                    result = trace.run(orders::waits(&mut conn, &begun)) => result.unwrap(),
                    () = begun.notified() => {}
                }
                assert_eq!(told(&trace.statements()), ["BEGIN", "ROLLBACK dropped"]);
            }
        }
    };
}

on! { postgres: Postgres }
on! { mysql: MySql }
on! { sqlite: Sqlite }

mod refused {
    use super::*;

    #[sqlspan::traced]
    async fn deferred(pool: &Pool<Postgres>) -> sqlx::Result<()> {
        let mut conn = pool.acquire().await?;
        conn.transaction(|tx| {
            Box::pin(async move {
                sqlx::query("INSERT INTO parcels (order_id) VALUES (4711)").execute(&mut **tx).await.map(drop)
            })
        })
        .await
    }

    /// The type of the error is settled behind the call alone.
    #[sqlspan::repository]
    mod settled_late {
        use super::*;

        type Any = Box<dyn std::error::Error + Send + Sync>;

        const INSERT: &str = "INSERT INTO parcels (order_id) VALUES (4711)";

        pub async fn of_sqlx(conn: &mut sqlx::PgConnection) -> sqlx::Result<()> {
            conn.transaction(|tx| {
                Box::pin(async move {
                    sqlx::query(INSERT).execute(&mut **tx).await?;
                    Ok(())
                })
            })
            .await
        }

        pub async fn of_program(conn: &mut sqlx::PgConnection) -> Result<(), Failed> {
            conn.transaction(|tx| {
                Box::pin(async move {
                    sqlx::query(INSERT).execute(&mut **tx).await?;
                    Ok(())
                })
            })
            .await
        }

        pub async fn stated(conn: &mut sqlx::PgConnection) -> Result<u8, Any> {
            conn.transaction::<_, u8, Any>(|tx| {
                Box::pin(async move {
                    sqlx::query(INSERT).execute(&mut **tx).await?;
                    Ok(1)
                })
            })
            .await
        }

        /// The code of an error is known where its type is sqlx's, and no type parameter's.
        pub async fn of_parameter<E: From<sqlx::Error> + Send>(conn: &mut sqlx::PgConnection) -> Result<(), E> {
            conn.transaction(|tx| {
                Box::pin(async move {
                    sqlx::query(INSERT).execute(&mut **tx).await?;
                    Ok(())
                })
            })
            .await
        }
    }

    /// What a deferred constraint refuses is the failure of the `COMMIT`.
    #[tokio::test]
    async fn a_commit_fails() {
        let Some(db) = Fixture::<Postgres>::new().await else { return };
        let parcels = "CREATE TABLE parcels (order_id BIGINT REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED)";
        sqlx::raw_sql(parcels).execute(&db.pool).await.unwrap();
        let trace = Trace::start("deferred");
        trace.run(deferred(&db.pool)).await.unwrap_err();
        assert_eq!(told(&trace.statements()), ["BEGIN", "INSERT parcels", "COMMIT 23503"]);

        let mut conn = db.pool.acquire().await.unwrap();
        let trace = Trace::start("settled late");
        trace.run(settled_late::of_sqlx(&mut conn)).await.unwrap_err();
        trace.run(settled_late::of_program(&mut conn)).await.unwrap_err();
        trace.run(settled_late::stated(&mut conn)).await.unwrap_err();
        trace.run(settled_late::of_parameter::<sqlx::Error>(&mut conn)).await.unwrap_err();
        let mut told = told(&trace.statements());
        told.retain(|told| told.starts_with("COMMIT"));
        assert_eq!(told, ["COMMIT 23503", "COMMIT _OTHER", "COMMIT _OTHER", "COMMIT _OTHER"]);
    }
}

mod foreign {
    /// Another library's: its closure may be called again, from anywhere.
    pub struct Store(u32);

    impl Store {
        pub fn transaction<T>(&self, work: impl Fn(u32) -> T + 'static) -> Vec<T> {
            (0..self.0).map(work).collect()
        }
    }

    #[sqlspan::traced]
    async fn twice(pool: &sqlx::SqlitePool) -> sqlx::Result<Vec<u32>> {
        let store = Store(3);
        let rounds = store.transaction(|round| round + 1);
        let closures = store.transaction(|round| -> Box<dyn Fn() -> u32> { Box::new(move || round * 2) });
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(pool).await?;
        Ok(rounds.into_iter().chain(closures.iter().map(|closure| closure())).collect())
    }

    #[tokio::test]
    async fn is_left_alone() {
        let Some(db) = sqlspan_tests::Fixture::<sqlx::Sqlite>::new().await else { return };
        let trace = sqlspan_tests::Trace::start("twice");
        assert_eq!(trace.run(twice(&db.pool)).await.unwrap(), [1, 2, 3, 0, 2, 4]);
        assert_eq!(super::told(&trace.statements()), ["SELECT orders"]);
    }
}
