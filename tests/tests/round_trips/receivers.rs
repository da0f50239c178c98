//! What the receiver of a round trip stands behind: states of web frameworks, types of the program's own, guards of locks,
//! values that are made once. All of them dereference to something of sqlx's.

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::sync::{Arc, LazyLock, OnceLock};

use futures::{FutureExt as _, TryFutureExt as _};
use sqlspan_tests::{Expect, Fixture, Trace};
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgListener, PgPoolCopyExt as _};
use sqlx::{Connection as _, PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use tokio::sync::{Mutex, OnceCell};

/// As actix has it.
struct Data<T>(Arc<T>);

impl<T> Deref for Data<T> {
    type Target = Arc<T>;

    fn deref(&self) -> &Arc<T> {
        &self.0
    }
}

/// As rocket has it.
struct State<T>(T);

impl<T> Deref for State<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// As programs have it.
#[derive(Clone)]
struct Db(PgPool);

impl Deref for Db {
    type Target = PgPool;

    fn deref(&self) -> &PgPool {
        &self.0
    }
}

struct Leased(PoolConnection<Postgres>);

impl Deref for Leased {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.0
    }
}

impl DerefMut for Leased {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}

#[sqlspan::repository]
mod begins {
    use super::*;

    pub async fn data(pool: Data<PgPool>) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        tx.commit().await
    }

    /// What runs on the connection knows which server it came from.
    pub async fn queries(pool: Data<PgPool>, db: &Db, shared: &Arc<Db>) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *tx).await?;
        tx.ping().await?;
        tx.commit().await?;
        let mut conn = db.acquire().await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *conn).await?;
        let mut conn = shared.acquire().await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *conn).await.map(drop)
    }

    pub async fn lent_data(pool: &Data<PgPool>) -> sqlx::Result<()> {
        pool.begin().await?.rollback().await
    }

    pub async fn state(pool: &State<PgPool>) -> sqlx::Result<()> {
        let tx = pool.begin().await?;
        tx.commit().await
    }

    pub async fn own(db: Db) -> sqlx::Result<()> {
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn lent_own(db: &Db) -> sqlx::Result<()> {
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn shared_own(db: &Arc<Db>) -> sqlx::Result<()> {
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn once(pool: PgPool) -> sqlx::Result<()> {
        let db = LazyLock::new(move || pool);
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn cow(db: Cow<'_, PgPool>) -> sqlx::Result<()> {
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn boxed(db: Box<Db>) -> sqlx::Result<()> {
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn locked(db: &tokio::sync::RwLock<PgPool>) -> sqlx::Result<()> {
        let db = db.read().await;
        let tx = db.begin().await?;
        tx.commit().await
    }

    pub async fn locked_connection(conn: &Mutex<PoolConnection<Postgres>>) -> sqlx::Result<()> {
        let mut conn = conn.lock().await;
        let tx = conn.begin().await?;
        tx.commit().await
    }

    pub async fn leased(conn: &mut Leased) -> sqlx::Result<()> {
        let tx = conn.begin().await?;
        tx.commit().await
    }

    pub async fn boxed_connection(mut conn: Box<PoolConnection<Postgres>>) -> sqlx::Result<()> {
        let tx = conn.begin().await?;
        tx.commit().await
    }
}

#[tokio::test]
async fn begin_is_seen_behind_all_of_them() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let pool = || db.pool.clone();
    macro_rules! seen {
        ($($call:expr => $end:literal),* $(,)?) => {$(
            let trace = Trace::start("begin");
            trace.run($call).await.unwrap();
            let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
            assert_eq!(names, ["BEGIN", $end], "{}", stringify!($call));
        )*};
    }
    seen! {
        begins::data(Data(Arc::new(pool()))) => "COMMIT",
        begins::lent_data(&Data(Arc::new(pool()))) => "ROLLBACK",
        begins::state(&State(pool())) => "COMMIT",
        begins::own(Db(pool())) => "COMMIT",
        begins::lent_own(&Db(pool())) => "COMMIT",
        begins::shared_own(&Arc::new(Db(pool()))) => "COMMIT",
        begins::once(pool()) => "COMMIT",
        begins::cow(Cow::Borrowed(&pool())) => "COMMIT",
        begins::boxed(Box::new(Db(pool()))) => "COMMIT",
        begins::locked(&tokio::sync::RwLock::new(pool())) => "COMMIT",
        begins::locked_connection(&Mutex::new(pool().acquire().await.unwrap())) => "COMMIT",
        begins::leased(&mut Leased(pool().acquire().await.unwrap())) => "COMMIT",
        begins::boxed_connection(Box::new(pool().acquire().await.unwrap())) => "COMMIT",
    }
}

#[tokio::test]
async fn the_server_is_known_behind_all_of_them() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let trace = Trace::start("queries");
    let own = Db(db.pool.clone());
    trace.run(begins::queries(Data(Arc::new(db.pool.clone())), &own, &Arc::new(own.clone()))).await.unwrap();
    let select = || Expect::span("SELECT orders", "SELECT id FROM orders WHERE id = 1").affected(1);
    let expected = [select(), Expect::span("ping", "").no_text(), select(), select()];
    Expect::exactly(&expected, &trace, &db.server, "begins::queries");
}

/// Everything else that goes to a server, behind them.
#[sqlspan::traced]
async fn others(data: Data<PgPool>, listener: &Mutex<PgListener>) -> sqlx::Result<()> {
    let conn = data.acquire().await?;
    let conn = Mutex::new(conn);
    let mut guard = conn.lock().await;
    guard.ping().await?;
    guard.transaction(|_| Box::pin(async { Ok::<_, sqlx::Error>(()) })).await?;
    guard.copy_in_raw("COPY orders FROM STDIN").await?.abort("none").await?;
    data.copy_in_raw("COPY orders FROM STDIN").await?.finish().await?;
    let mut listener = listener.lock().await;
    listener.listen("orders").await?;
    let lent = &mut listener;
    lent.unlisten("orders").await?;
    let shared = Rc::new(Db(PgPool::clone(&data)));
    // A connection comes back to its pool some time later.
    while shared.try_begin().await?.is_none() {
        tokio::task::yield_now().await;
    }
    let transaction = Mutex::new(data.begin().await?);
    let mut transaction = transaction.lock().await;
    transaction.ping().await?;
    transaction.begin().await?.commit().await?;
    // What is lent in the argument lives until the future is done.
    let lock = sqlx::postgres::PgAdvisoryLock::new("receivers");
    drop(lock.acquire(&mut *data.acquire().await?).map_err(Box::new).await.map_err(|error| *error)?);
    drop(lock.try_acquire(&mut **lent_connection(&data).await?).boxed().await?);
    let table = "orders";
    #[traced(summary = "COPY table", allow(interpolated_sql))]
    let copy = data.copy_in_raw(&format!("COPY {table} FROM STDIN")).boxed().await?;
    copy.abort("none").await
}

async fn lent_connection(pool: &PgPool) -> sqlx::Result<Box<PoolConnection<Postgres>>> {
    pool.acquire().await.map(Box::new)
}

#[tokio::test]
async fn all_round_trips_are_seen_behind_them() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let listener = Mutex::new(PgListener::connect_with(&db.pool).await.unwrap());
    let trace = Trace::start("others");
    trace.run(others(Data(Arc::new(db.pool.clone())), &listener)).await.unwrap();
    let mut names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
    names.retain(|name| name != "ROLLBACK");
    let expected = [
        "ping",
        "BEGIN",
        "COMMIT",
        "COPY orders",
        "COPY orders",
        "LISTEN orders",
        "UNLISTEN orders",
        "BEGIN",
        "BEGIN",
        "ping",
        "SAVEPOINT",
        "RELEASE SAVEPOINT",
        "SELECT pg_advisory_lock",
        "SELECT pg_try_advisory_lock",
        "COPY table",
    ];
    assert_eq!(names, expected);
}

static MIGRATOR: LazyLock<Migrator> = LazyLock::new(|| sqlx::migrate!("tests/round_trips/migrations"));
static EMBEDDED: Migrator = sqlx::migrate!("tests/round_trips/migrations");
static LATER: OnceLock<Migrator> = OnceLock::new();

struct Deployment {
    migrator: Migrator,
    shared: Arc<Migrator>,
    cell: OnceCell<Migrator>,
}

impl Deployment {
    const EMBEDDED: &'static Migrator = &EMBEDDED;
}

async fn loaded() -> Result<Migrator, sqlx::migrate::MigrateError> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/round_trips/migrations");
    Migrator::new(std::path::Path::new(path)).await
}

#[sqlspan::repository]
impl Deployment {
    async fn all(&mut self, pool: &SqlitePool) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        MIGRATOR.run(pool).await?;
        self::EMBEDDED.run(pool).await.expect("it was applied");
        Self::EMBEDDED.run(&mut *pool.acquire().await?).await?;
        self.migrator.run(pool).await.map_err(|error| error.to_string())?;
        self.migrator.set_locking(false).run(pool).await?;
        self.shared.undo(pool, 0).await?;
        LATER.get_or_init(|| sqlx::migrate!("tests/round_trips/migrations")).run(pool).await?;
        let migrator = self.cell.get_or_try_init(loaded).await?;
        migrator.run(pool).await?;
        let migrator = Migrator::new(std::path::Path::new("tests/round_trips/migrations")).await?;
        tokio::time::timeout(std::time::Duration::from_mins(10), migrator.run(pool)).await??;
        let mut adapted = sqlx::migrate!("tests/round_trips/migrations");
        adapted.set_ignore_missing(true);
        let lent = &adapted;
        tokio::try_join!(lent.run(pool))?;
        let mut tx: Transaction<'_, Sqlite> = pool.begin().await?;
        adapted.run_to(1, &mut *tx).await?;
        tx.commit().await?;
        let migrator = loaded().await?;
        migrator.run(pool).await?;
        for migrator in [&*MIGRATOR, &EMBEDDED] {
            migrator.run(pool).await?;
        }
        if let Some(migrator) = Some(&self.migrator) {
            return Ok(migrator.run(pool).await?);
        }
        Ok(())
    }
}

#[tokio::test]
async fn migrators_are_seen_wherever_they_are_kept() {
    let Some(db) = Fixture::<Sqlite>::new().await else { return };
    let mut deployment = Deployment {
        migrator: loaded().await.unwrap(),
        shared: Arc::new(loaded().await.unwrap()),
        cell: OnceCell::new(),
    };
    let trace = Trace::start("deploy");
    trace.run(deployment.all(&db.pool)).await.unwrap();
    let runs = trace.statements().into_iter().filter(|span| span.name == "migrate").count();
    assert_eq!(runs, 15);
}

/// A type of the program's own that dereferences to a pool, and has methods of its own that return what the pool's do.
struct Tenant {
    pool: PgPool,
    schema: &'static str,
}

impl Deref for Tenant {
    type Target = PgPool;

    fn deref(&self) -> &PgPool {
        &self.pool
    }
}

impl Tenant {
    async fn acquire(&self) -> sqlx::Result<PoolConnection<Postgres>> {
        let mut conn = self.pool.acquire().await?;
        sqlx::query("SELECT set_config('search_path', $1, false)").bind(self.schema).execute(&mut *conn).await?;
        Ok(conn)
    }

    async fn begin(&self) -> sqlx::Result<Transaction<'static, Postgres>> {
        self.begin_with("BEGIN READ ONLY").await
    }

    async fn begin_with(&self, statement: &'static str) -> sqlx::Result<Transaction<'static, Postgres>> {
        let mut tx = self.pool.begin_with(statement).await?;
        sqlx::query("SELECT set_config('search_path', $1, true)").bind(self.schema).execute(&mut *tx).await?;
        Ok(tx)
    }

    async fn try_begin(&self) -> sqlx::Result<Option<Transaction<'static, Postgres>>> {
        self.begin().await.map(Some)
    }
}

#[sqlspan::traced]
async fn schemas(tenant: &Tenant) -> sqlx::Result<Vec<String>> {
    let mut conn = tenant.acquire().await?;
    let mut schemas = vec![sqlx::query_scalar("SHOW search_path").fetch_one(&mut *conn).await?];
    let mut tx = tenant.begin().await?;
    schemas.push(sqlx::query_scalar("SHOW search_path").fetch_one(&mut *tx).await?);
    tx.commit().await?;
    let mut tx = tenant.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?;
    schemas.push(sqlx::query_scalar("SHOW search_path").fetch_one(&mut *tx).await?);
    tx.commit().await?;
    let Some(mut tx) = tenant.try_begin().await? else { return Ok(schemas) };
    schemas.push(sqlx::query_scalar("SHOW search_path").fetch_one(&mut *tx).await?);
    tx.rollback().await?;
    while tenant.try_begin_with("BEGIN").await?.is_none() {
        tokio::task::yield_now().await;
    }
    Ok(schemas)
}

#[tokio::test]
async fn own_methods_in_front_of_a_pool_do_what_they_do() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let tenant = Tenant { pool: db.pool.clone(), schema: "tenant" };
    let trace = Trace::start("schemas");
    assert_eq!(trace.run(schemas(&tenant)).await.unwrap(), ["tenant"; 4]);
    let mut names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
    names.retain(|name| name != "SHOW");
    // Of the last one there is no watch that could tell what becomes of it.
    assert_eq!(names, ["COMMIT", "COMMIT", "ROLLBACK", "BEGIN"]);
}
