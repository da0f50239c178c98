//! `begin` and its like where they are harder to see: what compiles with plain sqlx compiles with the attribute, and
//! means the same.

use std::pin::Pin;
use std::sync::Arc;

use futures::future::BoxFuture;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Connection, Database, Pool, Sqlite, SqliteConnection, SqlitePool, Transaction};

use crate::told;

struct Unit<'c> {
    tx: Option<Transaction<'c, Sqlite>>,
}

struct Shared {
    connection: tokio::sync::Mutex<SqliteConnection>,
}

trait Begins {
    fn begin(&self) -> BoxFuture<'_, sqlx::Result<Transaction<'static, Sqlite>>>;
}

#[sqlspan::repository]
impl Begins for SqlitePool {
    fn begin(&self) -> BoxFuture<'_, sqlx::Result<Transaction<'static, Sqlite>>> {
        Box::pin(async move {
            sqlx::query("SELECT 1 FROM orders").execute(self).await?;
            Pool::begin(self).await
        })
    }
}

#[sqlspan::repository]
impl Unit<'_> {
    async fn of(pool: &SqlitePool) -> sqlx::Result<Unit<'static>> {
        Ok(Unit { tx: Some(pool.begin().await?) })
    }

    async fn finish(&mut self) -> sqlx::Result<()> {
        if let Some(mut tx) = self.tx.take() {
            sqlx::query("SELECT 2 FROM orders").execute(&mut *tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn finish_by_value(self) -> sqlx::Result<()> {
        self.tx.expect("it was begun").commit().await
    }
}

#[sqlspan::repository]
mod functions {
    use super::*;

    pub fn future(pool: &SqlitePool) -> impl Future<Output = sqlx::Result<Transaction<'static, Sqlite>>> + Send + '_ {
        pool.begin()
    }

    pub fn boxed(pool: &SqlitePool) -> Pin<Box<dyn Future<Output = sqlx::Result<()>> + Send + '_>> {
        Box::pin(async move {
            let tx = pool.begin().await?;
            tx.commit().await
        })
    }

    pub async fn kept(pool: &SqlitePool) -> sqlx::Result<()> {
        let begin = pool.begin();
        let tx = begin.await?;
        let commit = tx.commit();
        commit.await
    }

    pub async fn in_macros(pool: &SqlitePool) -> sqlx::Result<()> {
        let (one, two) = tokio::try_join!(pool.begin(), pool.acquire())?;
        drop(two);
        tokio::select! {
            committed = one.commit() => committed,
            () = std::future::pending() => unreachable!(),
        }
    }

    pub async fn spawned(pool: SqlitePool) -> sqlx::Result<()> {
        tokio::spawn(async move {
            let mut tx = pool.begin().await?;
            sqlx::query("SELECT 3 FROM orders").execute(&mut *tx).await?;
            tx.rollback().await
        })
        .await
        .expect("the task does not panic")
    }

    pub async fn under_a_lock(shared: &Shared) -> sqlx::Result<()> {
        let mut connection = shared.connection.lock().await;
        let mut tx = connection.begin().await?;
        sqlx::query("SELECT 4 FROM orders").execute(&mut *tx).await?;
        tx.commit().await
    }

    pub async fn of_any_connection<C>(connection: &mut C) -> sqlx::Result<()>
    where
        C: Connection,
    {
        let tx = connection.begin().await?;
        tx.commit().await
    }

    pub async fn of_any_database<DB: Database>(pool: Arc<Pool<DB>>) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        let ended = async { tx.commit().await };
        ended.await
    }

    pub async fn in_closures(pool: &SqlitePool) -> sqlx::Result<()> {
        let begin = || pool.begin();
        let end = async |tx: Transaction<'_, Sqlite>| tx.rollback().await;
        end(begin().await?).await?;
        let tx = begin().await?;
        (move || tx.commit())().await
    }

    pub async fn matched(pool: &SqlitePool) -> Result<(), String> {
        match pool.begin().await {
            Ok(tx) => tx.commit().await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        }
    }

    pub async fn chained(pool: &SqlitePool) -> sqlx::Result<bool> {
        use futures::{FutureExt as _, TryFutureExt as _};
        let tx = pool.begin().map_err(|error| error).await?;
        tx.commit().map(|committed| committed.is_ok()).map(Ok).await
    }

    pub async fn replaced(pool: &SqlitePool) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        for _ in 0..2 {
            tx.commit().await?;
            tx = pool.begin().await?;
        }
        tx.rollback().await
    }

    pub async fn shadowed(pool: &SqlitePool) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        let mut tx = tx;
        sqlx::query("SELECT 5 FROM orders").execute(&mut *tx).await?;
        let tx = { tx };
        tx.commit().await
    }

    pub async fn destructured(pool: &SqlitePool) -> sqlx::Result<()> {
        let (tx, _other) = (pool.begin().await?, 1);
        tx.commit().await
    }

    pub async fn moved_in_one_arm(pool: &SqlitePool, keep: bool) -> sqlx::Result<Option<Transaction<'static, Sqlite>>> {
        let tx = pool.begin().await?;
        if keep {
            return Ok(Some(tx));
        }
        tx.commit().await?;
        Ok(None)
    }
}

#[tokio::test]
async fn the_same_in_every_place() {
    let fixture = Fixture::<Sqlite>::new().await.unwrap();
    let pool = &fixture.pool;
    macro_rules! expect {
        ($($call:expr => [$($name:literal),*];)*) => {$(
            let trace = Trace::start("request");
            let result = trace.run(async { $call }).await;
            assert!(result.is_ok(), "{}", stringify!($call));
            drop(result);
            let names: Vec<String> = trace.statements().iter().map(told).collect();
            let expected: &[&str] = &[$($name),*];
            assert_eq!(names, expected, "{}", stringify!($call));
        )*};
    }
    let shared = Shared { connection: SqliteConnection::connect(&fixture.url).await.unwrap().into() };
    let mut connection = pool.acquire().await.unwrap();
    expect! {
        functions::future(pool).await => ["BEGIN"];
        functions::boxed(pool).await => ["BEGIN", "COMMIT"];
        functions::kept(pool).await => ["BEGIN", "COMMIT"];
        functions::in_macros(pool).await => ["BEGIN", "COMMIT"];
        functions::spawned(pool.clone()).await => [];
        functions::under_a_lock(&shared).await => ["BEGIN", "SELECT orders", "COMMIT"];
        functions::of_any_connection(&mut *connection).await => ["BEGIN", "COMMIT"];
        functions::of_any_database(Arc::new(pool.clone())).await => ["BEGIN", "COMMIT"];
        functions::in_closures(pool).await => ["BEGIN", "ROLLBACK", "BEGIN", "COMMIT"];
        functions::matched(pool).await => ["BEGIN", "COMMIT"];
        functions::chained(pool).await => ["BEGIN", "COMMIT"];
        functions::replaced(pool).await => ["BEGIN", "COMMIT", "BEGIN", "COMMIT", "BEGIN", "ROLLBACK"];
        functions::shadowed(pool).await => ["BEGIN", "SELECT orders", "COMMIT"];
        functions::destructured(pool).await => ["BEGIN", "COMMIT"];
        functions::moved_in_one_arm(pool, true).await => ["BEGIN"];
        functions::moved_in_one_arm(pool, false).await => ["BEGIN", "COMMIT"];
        Begins::begin(pool).await => ["SELECT orders", "BEGIN"];
        async { Unit::of(pool).await?.finish().await }.await => ["BEGIN", "SELECT orders", "COMMIT"];
        async { Unit::of(pool).await?.finish_by_value().await }.await => ["BEGIN", "COMMIT"];
    }
}
