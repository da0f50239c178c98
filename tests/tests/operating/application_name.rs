//! The comment mode `Transaction`: PostgreSQL shows the trace of a transaction in `application_name` while it runs, and
//! nobody else's.

use opentelemetry::trace::{SpanId, TraceContextExt as _};
use sqlspan::{CommentMode, Comments, PoolSettings, Telemetry};
use sqlspan_tests::{OwnPostgres, SEED, Trace, alone, block_on};
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection as _, PgConnection, PgPool};

struct Orders {
    pool: PgPool,
}

#[sqlspan::repository(dialect = postgres)]
impl Orders {
    async fn name(connection: &mut PgConnection) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
            .fetch_one(connection)
            .await
    }

    async fn committed(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin().await?;
        let name = Self::name(&mut tx).await?;
        tx.commit().await?;
        Ok(name)
    }

    async fn rolled_back(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin().await?;
        let name = Self::name(&mut tx).await?;
        tx.rollback().await?;
        Ok(name)
    }

    async fn dropped(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin().await?;
        Self::name(&mut tx).await
    }

    async fn failed(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin().await?;
        let name = Self::name(&mut tx).await?;
        let failed = sqlx::query("SELECT 1 / 0").execute(&mut *tx).await;
        assert!(failed.is_err() && tx.commit().await.is_ok());
        Ok(name)
    }

    async fn in_a_savepoint(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin().await?;
        let inner = tx.begin().await?;
        inner.rollback().await?;
        let name = Self::name(&mut tx).await?;
        tx.commit().await?;
        Ok(name)
    }

    async fn on_a_connection(&self) -> sqlx::Result<String> {
        let mut connection = self.pool.acquire().await?;
        let mut tx = connection.begin().await?;
        let name = Self::name(&mut tx).await?;
        tx.commit().await?;
        Ok(name)
    }

    async fn by_a_statement(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ -- as of now").await?;
        let level: String = sqlx::query_scalar("SHOW transaction_isolation").fetch_one(&mut *tx).await?;
        assert_eq!(level, "repeatable read");
        let name = Self::name(&mut tx).await?;
        tx.commit().await?;
        Ok(name)
    }

    async fn passed_through(&self) -> sqlx::Result<String> {
        let mut tx = self.pool.clone().begin().await?;
        let name = Self::name(&mut tx).await?;
        tx.commit().await?;
        Ok(name)
    }

    async fn outside(&self) -> sqlx::Result<String> {
        Self::name(&mut *self.pool.acquire().await?).await
    }

    async fn broken(&self) -> sqlx::Result<()> {
        let mut tx = self.pool.begin().await?;
        let killed = sqlx::query("SELECT pg_terminate_backend(pg_backend_pid())").execute(&mut *tx).await;
        assert!(killed.is_err());
        drop(tx);
        Ok(())
    }
}

/// The only connection of the pool is named `shop` by its owner.
async fn start() -> Option<(OwnPostgres, Orders, Telemetry)> {
    let server = OwnPostgres::start_with(&["log_line_prefix=%p [%a] "])?;
    let options = server.url().parse::<sqlx::postgres::PgConnectOptions>().unwrap().application_name("shop");
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    sqlx::raw_sql(SEED).execute(&pool).await.unwrap();
    let comments = Comments::new(CommentMode::Transaction).application("shop");
    let settings = PoolSettings::named("orders").comments(comments);
    let telemetry = Telemetry::builder().pool(&pool, settings).install().unwrap();
    Some((server, Orders { pool }, telemetry))
}

fn traceparent(trace: &Trace) -> String {
    let context = trace.context();
    format!("00-{}-{}-01", context.span().span_context().trace_id(), trace.root())
}

macro_rules! named {
    ($orders:expr, $($method:ident),*) => {$(
        let trace = Trace::start("request");
        let name = trace.run($orders.$method()).await.unwrap();
        assert_eq!(name, traceparent(&trace), stringify!($method));
        assert_eq!($orders.outside().await.unwrap(), "shop", concat!("after ", stringify!($method)));
    )*};
}

/// However the transaction begins and ends, the name is its own while it lasts and the pool's afterwards.
#[test]
fn the_trace_while_it_runs_and_never_longer() {
    if !alone("application_name::the_trace_while_it_runs_and_never_longer") {
        return;
    }
    block_on(async {
        let Some((server, orders, _telemetry)) = start().await else { return };
        named!(
            orders,
            committed,
            rolled_back,
            dropped,
            failed,
            in_a_savepoint,
            on_a_connection,
            by_a_statement,
            passed_through
        );
        // A connection that breaks takes its name along.
        let trace = Trace::start("request");
        trace.run(orders.broken()).await.unwrap();
        assert_eq!(orders.outside().await.unwrap(), "shop");

        // By the log's prefix, too: what ran in the transaction, and what set the name itself.
        let trace = Trace::start("request");
        trace.run(orders.committed()).await.unwrap();
        let log = server.text();
        let within = format!("[{}] LOG:  execute", traceparent(&trace));
        assert_eq!(log.matches(&within).count(), 1, "{log}");
        // The statements have the constant comment.
        assert!(log.contains("/*action='name',application='shop',controller='Orders',db_driver='sqlx-postgres'*/"));
    });
}

/// Two at once on two connections: each has its own.
#[test]
fn transactions_at_once() {
    if !alone("application_name::transactions_at_once") {
        return;
    }
    block_on(async {
        let Some((server, _orders, telemetry)) = start().await else { return };
        telemetry.set_comment_mode(CommentMode::Transaction);
        let pool = PgPoolOptions::new().max_connections(8).connect(&server.url()).await.unwrap();
        let orders = Orders { pool };
        let tasks = (0..200).map(|_| async {
            let trace = Trace::start("request");
            assert_eq!(trace.run(orders.committed()).await.unwrap(), traceparent(&trace));
        });
        futures::future::join_all(tasks).await;
        let mut observer = PgConnection::connect(&server.url()).await.unwrap();
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE '00-%'")
            .fetch_one(&mut observer)
            .await
            .unwrap();
        assert_eq!(left, 0);
    });
}

/// Without a trace that is sampled, or in another mode, `BEGIN` is what it was.
#[test]
fn nothing_to_name() {
    if !alone("application_name::nothing_to_name") {
        return;
    }
    block_on(async {
        let Some((server, orders, telemetry)) = start().await else { return };
        assert_eq!(orders.committed().await.unwrap(), "shop");
        let trace = Trace::start("request");
        assert_ne!(trace.root(), SpanId::INVALID);
        let suppressed = trace.context().with_telemetry_suppressed();
        let name = opentelemetry::trace::FutureExt::with_context(orders.committed(), suppressed).await;
        assert_eq!(name.unwrap(), "shop");
        for mode in [CommentMode::Off, CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            assert_eq!(trace.run(orders.committed()).await.unwrap(), "shop", "{mode:?}");
        }
        assert!(!server.text().contains("SET LOCAL"), "{}", server.text());
    });
}
