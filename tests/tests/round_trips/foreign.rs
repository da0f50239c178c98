//! Other people's methods of these names: the same result, and no span.

use std::collections::HashMap;
use std::sync::Arc;

use sqlspan_tests::{Fixture, Trace};
use sqlx::{PgPool, Sqlite, SqlitePool};

#[derive(Debug, Default)]
struct Redis {
    sent: Vec<String>,
}

impl Redis {
    async fn ping(&mut self) -> Result<&'static str, std::fmt::Error> {
        self.sent.push("PING".into());
        std::future::ready(Ok("PONG")).await
    }

    fn listen(&mut self, channel: impl Into<String>) -> &mut Self {
        self.sent.push(channel.into());
        self
    }

    fn unlisten_all(&mut self) -> usize {
        self.sent.len()
    }

    async fn acquire(&self, permits: u32) -> u32 {
        std::future::ready(permits).await
    }

    fn copy_in_raw(&mut self, rows: Vec<String>) -> Copying<'_> {
        self.sent.extend(rows);
        Copying(self)
    }

    async fn copy_out_raw(&self, from: usize) -> Result<Vec<String>, String> {
        std::future::ready(Ok(self.sent[from..].to_vec())).await
    }

    fn release_now(self) -> Vec<String> {
        self.sent
    }
}

struct Copying<'r>(&'r mut Redis);

impl Copying<'_> {
    fn finish(self) -> usize {
        self.0.sent.len()
    }

    fn abort(self, why: &str) -> String {
        why.to_uppercase()
    }
}

impl IntoFuture for Copying<'_> {
    type Output = usize;
    type IntoFuture = std::future::Ready<usize>;

    fn into_future(self) -> Self::IntoFuture {
        std::future::ready(self.0.sent.len())
    }
}

/// A program's own methods on sqlx's types.
trait Health {
    fn ping(&self) -> impl Future<Output = bool> + Send;
    fn listen(&self, channel: &str) -> HashMap<String, u8>;
}

impl Health for PgPool {
    async fn ping(&self) -> bool {
        std::future::ready(self.is_closed()).await
    }

    fn listen(&self, channel: &str) -> HashMap<String, u8> {
        HashMap::from([(channel.to_owned(), 1)])
    }
}

fn made() -> Redis {
    Redis::default()
}

#[sqlspan::traced]
async fn all(pool: &SqlitePool, postgres: &PgPool) -> sqlx::Result<String> {
    let mut redis = Redis::default();
    let pong = redis.ping().await.unwrap();
    redis.listen("a").listen("b".to_owned()).listen(String::from("c"));
    let (count, permits) = (redis.unlisten_all(), redis.acquire(3).await);
    let semaphore = Arc::new(tokio::sync::Semaphore::new(2));
    let permit = semaphore.acquire().await.unwrap();
    let out = redis.copy_out_raw(3).await.unwrap();
    let kept = redis.copy_out_raw(1);
    let kept = kept.await.unwrap().len();
    let copy = redis.copy_in_raw(vec!["d".to_owned()]);
    let (finished, aborted) = (copy.finish(), redis.copy_in_raw(Vec::new()).abort("why"));
    let awaited = redis.copy_in_raw(Vec::new()).await;
    let copied = format!("{out:?} {kept} {finished} {aborted} {awaited}");
    let sent = redis.release_now();
    let value = made().release_now();
    let (health, listened) = (postgres.ping().await, postgres.listen("x").len());
    sqlx::query("SELECT id FROM orders WHERE id = 1").execute(pool).await?;
    Ok(format!("{pong} {count} {permits} {permit:?} {sent:?} {copied} {value:?} {health} {listened}"))
}

#[tokio::test]
async fn they_are_left_alone() {
    let Some(db) = Fixture::<Sqlite>::new().await else { return };
    let postgres = PgPool::connect_lazy("postgres://nowhere.invalid/none").unwrap();
    let trace = Trace::start("foreign");
    let told = trace.run(all(&db.pool, &postgres)).await.unwrap();
    assert!(
        told.starts_with("PONG 4 3 ") && told.ends_with(r#"["PING", "a", "b", "c", "d"] ["c"] 3 5 WHY 5 [] false 1"#),
        "{told}"
    );
    let names: Vec<_> = trace.queries().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["SELECT orders"]);
}

/// A program's own methods on a connection, with sqlx's names and results of its own.
mod on_connections {
    use futures::future::BoxFuture;
    use sqlspan_tests::{Fixture, Trace};
    use sqlx::pool::PoolConnection;
    use sqlx::{Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

    #[derive(Debug, PartialEq)]
    struct Denied;

    struct Unit<'c>(&'c mut SqliteConnection);

    impl Unit<'_> {
        async fn run(self) -> bool {
            sqlx::query("SELECT 1").execute(self.0).await.is_ok()
        }
    }

    trait Own {
        fn ping(&mut self) -> impl Future<Output = bool> + Send;
        fn listen(&mut self, channel: &str) -> impl Future<Output = Result<usize, Denied>> + Send;
        fn listen_all(&mut self, channels: Vec<u8>) -> usize;
        fn begin(&mut self) -> impl Future<Output = Unit<'_>> + Send;
        fn begin_with(&mut self, statement: &str) -> impl Future<Output = Result<u8, sqlx::Error>> + Send;
        fn try_begin(&mut self) -> Option<Unit<'_>>;
        fn acquire(&mut self) -> Result<u8, Denied>;
        fn release_now(&mut self) -> Result<(), sqlx::Error>;
        fn copy_in_raw(&mut self, statement: &str) -> impl Future<Output = Result<u64, Denied>> + Send;
        fn copy_out_raw(&mut self, statement: &str) -> impl Future<Output = Vec<u8>> + Send;
        fn transaction<R>(&mut self, body: impl FnOnce(&mut Self) -> R) -> R;
    }

    impl Own for SqliteConnection {
        async fn ping(&mut self) -> bool {
            sqlx::query("SELECT 1").execute(self).await.is_ok()
        }

        async fn listen(&mut self, channel: &str) -> Result<usize, Denied> {
            std::future::ready(if channel.is_empty() { Err(Denied) } else { Ok(channel.len()) }).await
        }

        fn listen_all(&mut self, channels: Vec<u8>) -> usize {
            channels.len()
        }

        async fn begin(&mut self) -> Unit<'_> {
            std::future::ready(()).await;
            Unit(self)
        }

        async fn begin_with(&mut self, statement: &str) -> Result<u8, sqlx::Error> {
            std::future::ready(u8::try_from(statement.len()).map_err(|_| sqlx::Error::RowNotFound)).await
        }

        fn try_begin(&mut self) -> Option<Unit<'_>> {
            Some(Unit(self))
        }

        fn acquire(&mut self) -> Result<u8, Denied> {
            Ok(1)
        }

        fn release_now(&mut self) -> Result<(), sqlx::Error> {
            Err(sqlx::Error::PoolClosed)
        }

        async fn copy_in_raw(&mut self, statement: &str) -> Result<u64, Denied> {
            std::future::ready(if statement.len() > 4 { Ok(4) } else { Err(Denied) }).await
        }

        async fn copy_out_raw(&mut self, statement: &str) -> Vec<u8> {
            std::future::ready(statement.as_bytes().to_vec()).await
        }

        fn transaction<R>(&mut self, body: impl FnOnce(&mut Self) -> R) -> R {
            body(self)
        }
    }

    #[sqlspan::traced]
    async fn called(conn: &mut SqliteConnection) -> String {
        let ping = conn.ping().await;
        let listened = (conn.listen("").await, conn.listen("a").await, conn.listen_all(vec![1]));
        let later = conn.ping();
        let later = later.await;
        let begun = conn.begin().await.run().await;
        let begun_with = conn.begin_with("BEGIN IMMEDIATE").await.unwrap();
        let tried = conn.try_begin().is_some_and(|unit| std::ptr::from_ref(unit.0).is_aligned());
        let (acquired, released) = (conn.acquire(), conn.release_now().is_err());
        let copied = (conn.copy_in_raw("COPY a").await, conn.copy_in_raw("").await, conn.copy_out_raw("x").await);
        let copy = conn.copy_in_raw("COPY b");
        let copy = copy.await;
        let out = conn.copy_out_raw("y");
        let out = out.await;
        let plain = conn.transaction(|conn| conn.listen_all(vec![2, 3]));
        let boxed = conn.transaction(|conn| -> BoxFuture<'static, usize> {
            let channels = conn.listen_all(vec![4]);
            Box::pin(async move { channels })
        });
        let pinned = conn.transaction(|conn| Box::pin(std::future::ready(conn.listen_all(vec![])))).await;
        let boxed = boxed.await;
        format!(
            "{ping} {listened:?} {later} {begun} {begun_with} {tried} {acquired:?} {released} {copied:?} {copy:?} \
             {out:?} {plain} {boxed} {pinned}"
        )
    }

    /// The same on a connection of a pool, and on a transaction.
    #[sqlspan::traced]
    async fn borrowed(pool: &SqlitePool) -> sqlx::Result<(bool, bool, bool, usize)> {
        let mut conn: PoolConnection<Sqlite> = pool.acquire().await?;
        let on_pooled = conn.ping().await;
        let unit = Own::begin(&mut *conn).await.run().await;
        let mut tx = pool.begin().await?;
        let in_transaction = tx.ping().await;
        let listened = tx.listen("abc").await.unwrap();
        tx.commit().await?;
        Ok((on_pooled, unit, in_transaction, listened))
    }

    trait Health {
        fn ping(&mut self) -> impl Future<Output = &'static str> + Send;
    }

    impl Health for Transaction<'_, Postgres> {
        async fn ping(&mut self) -> &'static str {
            std::future::ready("up").await
        }
    }

    /// Where sqlx has a COPY, what is called so and results in something else is taken for one that ends at once.
    trait Import {
        fn copy_in_raw(&self, statement: &str) -> impl Future<Output = Result<u64, Denied>> + Send;
    }

    impl Import for sqlx::PgPool {
        async fn copy_in_raw(&self, statement: &str) -> Result<u64, Denied> {
            std::future::ready(if statement.is_empty() { Err(Denied) } else { Ok(3) }).await
        }
    }

    #[sqlspan::traced]
    async fn of_a_transaction(db: &sqlx::PgPool) -> sqlx::Result<&'static str> {
        let mut tx = db.begin().await?;
        let told = tx.ping().await;
        assert_eq!(db.copy_in_raw("COPY orders FROM STDIN").await, Ok(3));
        tx.rollback().await?;
        Ok(told)
    }

    #[tokio::test]
    async fn the_result_decides() {
        let Some(db) = Fixture::<Sqlite>::new().await else { return };
        let trace = Trace::start("own methods of connections");
        let mut conn = db.pool.acquire().await.unwrap();
        assert_eq!(
            trace.run(called(&mut conn)).await,
            "true (Err(Denied), Ok(1), 1) true true 15 true Ok(1) true (Ok(4), Err(Denied), [120]) Ok(4) [121] 2 1 0"
        );
        drop(conn);
        assert_eq!(trace.run(borrowed(&db.pool)).await.unwrap(), (true, true, true, 3));
        let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
        assert_eq!(names, ["BEGIN", "COMMIT"]);
    }

    #[tokio::test]
    async fn they_are_left_alone_in_transactions() {
        let Some(db) = Fixture::<Postgres>::new().await else { return };
        let trace = Trace::start("own methods of transactions");
        assert_eq!(trace.run(of_a_transaction(&db.pool)).await.unwrap(), "up");
        let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
        assert_eq!(names, ["BEGIN", "COPY orders", "ROLLBACK"]);
    }
}
