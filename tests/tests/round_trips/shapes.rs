//! Round trips as people write them: behind error adapters, lent to helpers, in loops, in spawned tasks and blocks.

use std::pin::Pin;

use futures::stream::{BoxStream, Stream};
use futures::{StreamExt as _, TryStreamExt as _};
use sqlspan_tests::{Fixture, Trace};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgAdvisoryLock, PgCopyIn, PgListener, PgPoolCopyExt as _};
use sqlx::{Either, PgConnection, PgPool, Postgres, Transaction};

type Error = Box<dyn std::error::Error + Send + Sync>;
type Piece = sqlx_core::bytes::Bytes;

struct Store {
    pool: PgPool,
}

async fn header<C: std::ops::DerefMut<Target = PgConnection>>(copy: &mut PgCopyIn<C>) -> sqlx::Result<()> {
    copy.send("id,status\n".as_bytes()).await.map(drop)
}

#[sqlspan::repository(dialect = postgres)]
impl Store {
    async fn behind_an_adapter(&self, rows: &[&str]) -> Result<u64, Error> {
        let statement = r"
            COPY orders (id, status)
            FROM STDIN WITH (FORMAT csv, HEADER)";
        let mut copy_in =
            self.pool.copy_in_raw(statement).await.map_err(|error| format!("the COPY does not begin: {error}"))?;
        header(&mut copy_in).await?;
        for row in rows {
            copy_in.send(row.as_bytes()).await.map_err(|error| Error::from(error.to_string()))?;
        }
        copy_in.finish().await.map_err(|error| format!("the COPY does not end: {error}").into())
    }

    async fn in_a_loop(&self, batches: &[&str]) -> sqlx::Result<u64> {
        let mut copied = 0;
        for batch in batches {
            let mut conn = self.pool.acquire().await?;
            let mut copy = conn.copy_in_raw("COPY orders FROM STDIN").await?;
            copy.send(batch.as_bytes()).await?;
            copied += copy.finish().await?;
        }
        Ok(copied)
    }

    async fn given_up_in_a_branch(&self, tx: &mut Transaction<'_, Postgres>, rows: &str) -> Result<u64, Error> {
        let mut copy = tx.copy_in_raw("COPY orders FROM STDIN").await?;
        if copy.send(rows.as_bytes()).await.is_err() || rows.is_empty() {
            let _ = copy.abort("nothing to copy").await;
            return Err("nothing to copy".into());
        }
        Ok(copy.finish().await?)
    }

    async fn checked(conn: &mut PgConnection) -> sqlx::Result<PgCopyIn<&mut PgConnection>> {
        let copy = conn.copy_in_raw("COPY orders FROM STDIN").await?;
        if !copy.is_textual() {
            copy.abort("binary").await?;
            return Err(sqlx::Error::RowNotFound);
        }
        Ok(copy)
    }

    async fn pieces(&self) -> sqlx::Result<BoxStream<'static, sqlx::Result<Piece>>> {
        self.pool.copy_out_raw("COPY (SELECT id FROM orders ORDER BY id) TO STDOUT").await
    }

    async fn of_a_lent_transaction(&self) -> sqlx::Result<usize> {
        let mut tx = self.pool.begin().await?;
        let mut out: Pin<Box<dyn Stream<Item = sqlx::Result<Piece>> + Send>> =
            (&mut tx).copy_out_raw("COPY items TO STDOUT").await?;
        let mut pieces = 0;
        while let Some(piece) = out.next().await {
            pieces += usize::from(!piece?.is_empty());
        }
        drop(out);
        tx.rollback().await?;
        Ok(pieces)
    }

    async fn of_a_connection_that_is_acquired_there(&self) -> sqlx::Result<usize> {
        let pieces: Vec<_> =
            self.pool.acquire().await?.copy_out_raw("COPY items TO STDOUT").await?.try_collect().await?;
        Ok(pieces.len())
    }

    async fn in_a_block(&self) -> Result<u64, Error> {
        let mut conn = self.pool.acquire().await?;
        let result: Result<u64, Error> = async {
            sqlx::query("TRUNCATE items").execute(&mut *conn).await?;
            let mut copy = conn.copy_in_raw("COPY items FROM STDIN").await?;
            copy.send("1\tpen\n".as_bytes()).await?;
            Ok(copy.finish().await?)
        }
        .await;
        result
    }

    async fn if_nobody_else_does(&self) -> Result<bool, Error> {
        let lock = PgAdvisoryLock::new("once");
        let _guard = match lock.try_acquire(self.pool.acquire().await?).await.map_err(|error| error.to_string())? {
            Either::Left(guard) => guard,
            Either::Right(_) => return Ok(false),
        };
        sqlx::query("SELECT count(*) FROM orders").execute(&self.pool).await?;
        Ok(true)
    }

    async fn spawned(&self) -> Result<(), Error> {
        use opentelemetry::trace::FutureExt as _;

        let conn: PoolConnection<Postgres> = self.pool.acquire().await?;
        let lock = PgAdvisoryLock::new("spawned");
        let task = async move {
            match lock.acquire(conn).await {
                Ok(guard) => {
                    if let Err(error) = guard.release_now().await {
                        eprintln!("{error}");
                    }
                }
                Err(error) => eprintln!("{error}"),
            }
        };
        tokio::spawn(task.with_current_context()).await?;
        Ok(())
    }

    async fn listens(&self, channels: [&str; 2]) -> Result<String, Error> {
        let connect = async {
            let mut listener = PgListener::connect_with(&self.pool).await?;
            listener.listen_all(channels).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        let mut listener = tokio::select! {
            biased;
            connected = connect => connected?,
            () = std::future::pending() => return Err("never".into()),
        };
        if let Err(error) = listener.listen("orders").await {
            return Err(error.into());
        }
        sqlx::query("SELECT pg_notify('orders', '7')").execute(&self.pool).await?;
        let mut stream = listener.into_stream();
        let notification = stream.try_next().await?.ok_or("the end")?;
        Ok(notification.payload().to_owned())
    }
}

/// The names of the spans of a call, with what they say of rows and their outcome.
async fn told<T>(call: impl Future<Output = T>) -> (T, Vec<String>) {
    let trace = Trace::start("shape");
    let result = trace.run(call).await;
    let told = trace.statements().into_iter().map(|span| {
        let said = |name: &str| {
            span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| format!(" {}", pair.value))
        };
        let said: String =
            ["sqlspan.rows_affected", "sqlspan.outcome", "error.type"].into_iter().filter_map(said).collect();
        format!("{}{said}", span.name)
    });
    (result, told.collect())
}

#[tokio::test]
async fn copies() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let store = Store { pool: db.pool.clone() };
    let (result, spans) = told(store.behind_an_adapter(&["10,new\n", "11,paid\n"])).await;
    assert_eq!((result.unwrap(), spans), (2, vec!["COPY orders 2".to_owned()]));
    let (result, spans) = told(store.in_a_loop(&["12\tnew\n", "13\tnew\n14\tnew\n"])).await;
    assert_eq!((result.unwrap(), spans), (3, vec!["COPY orders 1".to_owned(), "COPY orders 2".to_owned()]));
    let mut tx = db.pool.begin().await.unwrap();
    let (result, spans) = told(store.given_up_in_a_branch(&mut tx, "")).await;
    assert_eq!((result.is_err(), spans), (true, vec!["COPY orders aborted".to_owned()]));
    tx.rollback().await.unwrap();
    let mut conn = db.pool.acquire().await.unwrap();
    let (result, spans) = told(Store::checked(&mut conn)).await;
    assert_eq!(spans, ["COPY orders"]);
    result.unwrap().finish().await.unwrap();
    let (result, spans) = told(async { store.pieces().await.unwrap().count().await }).await;
    assert_eq!((result, spans), (8, vec!["COPY SELECT orders".to_owned()]));
    let (result, spans) = told(store.of_a_lent_transaction()).await;
    assert_eq!(result.unwrap(), 3);
    assert_eq!(spans, ["BEGIN", "COPY items", "ROLLBACK"]);
    let (result, spans) = told(store.of_a_connection_that_is_acquired_there()).await;
    assert_eq!((result.unwrap(), spans), (3, vec!["COPY items".to_owned()]));
    let (result, spans) = told(store.in_a_block()).await;
    assert_eq!((result.unwrap(), spans), (1, vec!["TRUNCATE items 0".to_owned(), "COPY items 1".to_owned()]));
}

#[tokio::test]
async fn locks_and_listeners() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let store = Store { pool: db.pool.clone() };
    let (result, spans) = told(store.if_nobody_else_does()).await;
    assert!(result.unwrap());
    assert_eq!(spans, ["SELECT pg_try_advisory_lock", "SELECT orders 1"]);
    let (result, spans) = told(store.spawned()).await;
    result.unwrap();
    assert_eq!(spans, ["SELECT pg_advisory_lock", "SELECT pg_advisory_unlock"]);
    let (result, spans) = told(store.listens(["a", "b"])).await;
    assert_eq!(result.unwrap(), "7");
    assert_eq!(spans, ["LISTEN", "LISTEN orders", "SELECT 1"]);
}
