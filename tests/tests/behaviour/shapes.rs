//! The shapes in which code bases wrap sqlx: queries are traced whatever stands between a function and its database.

use std::fmt::Display;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;

use futures::{FutureExt as _, TryFutureExt as _};
use sqlspan_tests::{Fixture, Trace};
use sqlx::pool::PoolConnection;
use sqlx::{Database, Executor, IntoArguments, Pool, Sqlite, SqliteConnection, SqlitePool, Transaction};

/// The names of the spans that a function makes, `BEGIN` and its like among them.
async fn statements(run: impl AsyncFnOnce(&SqlitePool) -> sqlx::Result<()>) -> Vec<String> {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    trace.run(run(&fixture.pool)).await.unwrap();
    trace.statements().iter().map(|span| span.name.to_string()).collect()
}

/// Links of one's own, on queries and on their futures.
mod links {
    use sqlx::Sqlite;
    use sqlx::query::Query;
    use sqlx::sqlite::SqliteArguments;

    pub trait QueryExt: Sized {
        #[must_use]
        fn page(self, limit: i64) -> Self;
    }

    impl QueryExt for Query<'_, Sqlite, SqliteArguments> {
        fn page(self, limit: i64) -> Self {
            self.bind(limit)
        }
    }

    #[derive(Debug)]
    pub struct Failed(pub String, pub sqlx::Error);

    impl From<Failed> for sqlx::Error {
        fn from(Failed(_, error): Failed) -> Self {
            error
        }
    }

    pub trait Context<T> {
        fn context(self, what: impl std::fmt::Display) -> Result<T, Failed>;
    }

    impl<T> Context<T> for sqlx::Result<T> {
        fn context(self, what: impl std::fmt::Display) -> Result<T, Failed> {
            self.map_err(|error| Failed(what.to_string(), error))
        }
    }

    pub trait FutureContext<T>: Future<Output = sqlx::Result<T>> + Sized {
        async fn during(self, what: &str) -> Result<T, Failed> {
            self.await.context(what)
        }
    }

    impl<T, F: Future<Output = sqlx::Result<T>>> FutureContext<T> for F {}
}

#[sqlspan::traced(dialect = sqlite)]
async fn linked(pool: &SqlitePool) -> sqlx::Result<()> {
    use links::{Context as _, FutureContext as _, QueryExt as _};
    sqlx::query("SELECT id FROM orders LIMIT $1").page(2).fetch_all(pool).await.context("reading orders")?;
    sqlx::query("SELECT name FROM items").fetch_all(pool).during("reading items").await?;
    sqlx::query("SELECT id FROM orders").fetch_all(pool).map_err(|error| error).map_ok(|rows| rows.len()).await?;
    sqlx::query("SELECT name FROM items").fetch_all(pool).boxed().during("again").await.map(drop)?;
    Ok(())
}

#[tokio::test]
async fn links_of_ones_own_before_and_behind_a_call() {
    assert_eq!(super::names(linked).await, ["SELECT orders", "SELECT items", "SELECT orders", "SELECT items"]);
}

/// A database of one's own, which lends what sqlx takes.
trait MyDb: Send + Sync {
    fn reader(&self) -> &SqlitePool;

    fn writer(&self) -> impl Future<Output = sqlx::Result<PoolConnection<Sqlite>>> + Send;

    fn executor(&self) -> impl Executor<'_, Database = Sqlite>;

    async fn closed(&self) -> sqlx::Result<i64>;
}

#[sqlspan::repository(dialect = sqlite)]
impl MyDb for SqlitePool {
    #[traced(skip)]
    fn reader(&self) -> &SqlitePool {
        self
    }

    #[traced(skip)]
    async fn writer(&self) -> sqlx::Result<PoolConnection<Sqlite>> {
        self.acquire().await
    }

    fn executor(&self) -> impl Executor<'_, Database = Sqlite> {
        self
    }

    async fn closed(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(self).await
    }
}

#[sqlspan::traced(dialect = sqlite)]
async fn by_my_db(db: &impl MyDb) -> sqlx::Result<()> {
    sqlx::query("SELECT id FROM orders").fetch_all(db.reader()).await?;
    sqlx::query("UPDATE orders SET id = id").execute(&mut *db.writer().await?).await?;
    sqlx::query("SELECT name FROM items").fetch_all(db.executor()).await?;
    db.executor().execute("UPDATE items SET name = name").await?;
    Ok(())
}

async fn through_my_db(pool: &SqlitePool) -> sqlx::Result<()> {
    by_my_db(pool).await?;
    pool.closed().await.map(drop)
}

/// A connection of one's own, which is sqlx's behind `Deref`.
struct Unit<'t>(Transaction<'t, Sqlite>);

impl Deref for Unit<'_> {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.0
    }
}

impl DerefMut for Unit<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

impl Unit<'_> {
    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

#[sqlspan::traced(dialect = sqlite, allow(unfiltered_write))]
async fn in_a_unit(pool: &SqlitePool) -> sqlx::Result<()> {
    let mut unit = Unit(pool.begin().await?);
    sqlx::query("SELECT id FROM orders").fetch_all(&mut *unit).await?;
    sqlx::query("DELETE FROM items").execute(unit.connection()).await?;
    sqlx::query("SELECT name FROM items").fetch_all(&mut *unit.0).await?;
    unit.0.commit().await
}

/// A bound of one's own over sqlx's executor.
trait Db<'c>: Executor<'c, Database = Sqlite> {}

impl<'c, E: Executor<'c, Database = Sqlite>> Db<'c> for E {}

#[sqlspan::traced(dialect = sqlite)]
async fn bounded<'c>(db: impl Db<'c>) -> sqlx::Result<()> {
    sqlx::query("SELECT name FROM items").fetch_all(db).await.map(drop)
}

async fn by_a_bound(pool: &SqlitePool) -> sqlx::Result<()> {
    bounded(pool).await?;
    bounded(&mut *pool.acquire().await?).await
}

#[tokio::test]
async fn executors_behind_traits_and_types_of_ones_own() {
    let expected = ["SELECT orders", "UPDATE orders", "SELECT items", "UPDATE items", "SELECT orders"];
    assert_eq!(super::names(through_my_db).await, expected);
    let expected = ["BEGIN", "SELECT orders", "DELETE items", "SELECT items", "COMMIT"];
    assert_eq!(statements(in_a_unit).await, expected);
    assert_eq!(super::names(by_a_bound).await, ["SELECT items", "SELECT items"]);
}

/// A repository over any database.
struct Repository<DB: Database> {
    pool: Pool<DB>,
}

#[sqlspan::repository]
impl<DB> Repository<DB>
where
    DB: Database,
    DB::Arguments: IntoArguments<DB>,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    for<'c> &'c Pool<DB>: Executor<'c, Database = DB>,
    for<'r> i64: sqlx::Decode<'r, DB> + sqlx::Encode<'r, DB> + sqlx::Type<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
{
    async fn count(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool).await
    }

    async fn first(&self) -> sqlx::Result<Option<DB::Row>> {
        let mut conn = self.pool.acquire().await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").fetch_optional(&mut *conn).await
    }

    async fn all<'c, E: Executor<'c, Database = DB>>(executor: E) -> sqlx::Result<Vec<DB::Row>> {
        sqlx::query("SELECT name FROM items").fetch_all(executor).await
    }
}

async fn over_any_database(pool: &SqlitePool) -> sqlx::Result<()> {
    let repository = Repository { pool: pool.clone() };
    repository.count().await?;
    repository.first().await?;
    Repository::<Sqlite>::all(pool).await?;
    Repository::<Sqlite>::all(&mut *pool.acquire().await?).await.map(drop)
}

/// Queries in the methods that a trait comes with.
#[sqlspan::repository(dialect = sqlite)]
trait Orders {
    fn pool(&self) -> &SqlitePool;

    async fn count(&self) -> sqlx::Result<i64> {
        sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(self.pool()).await
    }

    fn names(&self) -> Pin<Box<dyn Future<Output = sqlx::Result<usize>> + Send + '_>>
    where
        Self: Sync,
    {
        Box::pin(async move { Ok(sqlx::query("SELECT name FROM items").fetch_all(self.pool()).await?.len()) })
    }
}

struct Shop(SqlitePool);

impl Orders for Shop {
    fn pool(&self) -> &SqlitePool {
        &self.0
    }
}

async fn by_default(pool: &SqlitePool) -> sqlx::Result<()> {
    let shop = Shop(pool.clone());
    shop.count().await?;
    shop.names().await.map(drop)
}

#[tokio::test]
async fn repositories_over_any_database_and_in_default_methods() {
    assert_eq!(
        super::names(over_any_database).await,
        ["SELECT orders", "SELECT orders", "SELECT items", "SELECT items"]
    );
    assert_eq!(super::names(by_default).await, ["SELECT orders", "SELECT items"]);
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = sqlx::Result<T>> + Send + 'a>>;

/// A unit of work that takes a closure.
#[sqlspan::traced]
async fn with_tx<T, F>(pool: &SqlitePool, run: F) -> sqlx::Result<T>
where
    F: for<'c> FnOnce(&'c mut Transaction<'static, Sqlite>) -> Boxed<'c, T>,
{
    let mut tx = pool.begin().await?;
    let result = run(&mut tx).await?;
    tx.commit().await?;
    Ok(result)
}

async fn with_conn<T>(
    pool: &SqlitePool,
    run: impl AsyncFnOnce(&mut SqliteConnection) -> sqlx::Result<T>,
) -> sqlx::Result<T> {
    run(&mut *pool.acquire().await?).await
}

async fn retried<T, E: Display, F: Future<Output = Result<T, E>>>(mut run: impl FnMut() -> F) -> Result<T, E> {
    match run().await {
        Err(_) => run().await,
        done => done,
    }
}

#[sqlspan::traced(dialect = sqlite)]
async fn passed_on(pool: &SqlitePool) -> sqlx::Result<()> {
    let name = "pen".to_owned();
    with_tx(pool, |tx| {
        Box::pin(async move {
            sqlx::query("UPDATE items SET name = name WHERE name = $1").bind(name).execute(&mut **tx).await?;
            sqlx::query("SELECT id FROM orders").fetch_all(tx.as_mut()).await
        })
    })
    .await?;
    with_conn(pool, async |conn| sqlx::query("SELECT name FROM items").fetch_all(conn).await).await?;
    retried(|| sqlx::query("SELECT id FROM orders").fetch_all(pool)).await?;
    retried(|| async { sqlx::query("SELECT name FROM items").fetch_all(pool).await }).await?;
    Ok(())
}

#[tokio::test]
async fn closures_that_are_passed_on() {
    let expected =
        ["BEGIN", "UPDATE items", "SELECT orders", "COMMIT", "SELECT items", "SELECT orders", "SELECT items"];
    assert_eq!(statements(passed_on).await, expected);
}

/// They stay `Send`, as plain sqlx's are.
#[test]
fn they_can_be_spawned() {
    fn spawned<T: Send>(_: T) {}
    let _ = |pool: &'static SqlitePool| {
        spawned(linked(pool));
        spawned(by_my_db(pool));
        spawned(in_a_unit(pool));
        spawned(passed_on(pool));
    };
}
