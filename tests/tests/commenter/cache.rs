//! What comments leave behind on the server: prepared statements and plans.

use sqlspan::{CommentMode, Comments, PoolSettings, Telemetry};
use sqlspan_tests::{Fixture, Trace, alone, block_on};
use sqlx::mysql::MySqlPoolOptions;
use sqlx::postgres::PgPoolOptions;
use sqlx::{MySql, MySqlPool, Postgres};

use crate::modes::server;
use crate::orders::Orders;
use crate::{MODES, comments, sampled, unsampled};

/// The statements that the server keeps for the one connection of the pool, and those of the application's own that
/// are still among them.
async fn prepared(orders: &Orders) -> (i64, i64) {
    let count = "SELECT count(*), count(*) FILTER (WHERE statement LIKE 'SELECT % AS hot') FROM pg_prepared_statements";
    sqlx::query_as(count).persistent(false).fetch_one(&orders.pool).await.unwrap()
}

/// Ten thousand queries in each mode; every statement of the application's own, as many as the driver keeps but for
/// those of the annotated functions, stays prepared.
#[test]
fn prepared_statements_on_postgres() {
    if !alone("cache::prepared_statements_on_postgres") {
        return;
    }
    block_on(async {
        let Some(fixture) = Fixture::<Postgres>::alone().await else { return };
        for (name, mode) in [
            ("off", CommentMode::Off),
            ("constant", CommentMode::Constant),
            ("sampled", CommentMode::Sampled),
            ("bound", CommentMode::Bound),
        ] {
            let pool = PgPoolOptions::new().max_connections(1).connect(&fixture.url).await.unwrap();
            let orders = Orders { pool };
            if mode == CommentMode::Off {
                install_once();
            }
            handle().set_comment_mode(mode);
            for number in 0..90 {
                let hot = sqlx::AssertSqlSafe(format!("SELECT {number} AS hot"));
                sqlx::query(hot).execute(&orders.pool).await.unwrap();
            }
            let trace = Trace::start("requests");
            trace
                .run(async {
                    for id in 0..10_000 {
                        orders.find(1 + id % 3).await.unwrap();
                    }
                })
                .await;
            let spans = trace.queries();
            assert_eq!(spans.len(), 10_000);
            unsampled(orders.find(1)).await;
            let (all, hot) = prepared(&orders).await;
            assert_eq!(hot, 90, "{name}: the application's own are not evicted");
            // `find` once, constant; nothing for each trace. sqlx's own statements may be there.
            let of_find: Vec<String> = sqlx::query_scalar(
                "SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT id, status%'",
            )
            .persistent(false)
            .fetch_all(&orders.pool)
            .await
            .unwrap();
            assert_eq!(of_find.len(), 1, "{name}: {of_find:?}");
            assert!(!of_find[0].contains("traceparent"), "{of_find:?}");
            assert!(all <= 93, "{name}: {all} statements");
            orders.pool.close().await;
        }
    });
}

static HANDLE: std::sync::OnceLock<Telemetry> = std::sync::OnceLock::new();

fn install_once() {
    HANDLE.get_or_init(|| Telemetry::builder().comments(comments(CommentMode::Off)).install().unwrap());
}

fn handle() -> &'static Telemetry {
    HANDLE.get().expect("it is installed")
}

struct Statuses {
    pool: MySqlPool,
}

#[sqlspan::repository(dialect = mysql)]
impl Statuses {
    async fn find(&self, id: i64) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT status FROM orders WHERE id = ?").bind(id).fetch_one(&self.pool).await
    }
}

#[test]
fn prepared_statements_on_mariadb() {
    if !alone("cache::prepared_statements_on_mariadb") {
        return;
    }
    block_on(async {
        let Some(fixture) = Fixture::<MySql>::alone().await else { return };
        install_once();
        // On its socket, where the server is local: over TCP, sqlx 0.9.0 waits 40 ms after each statement that it does
        // not keep (transact-rs/sqlx#4335).
        let socket: String = sqlx::query_scalar("SELECT @@socket").fetch_one(&fixture.pool).await.unwrap();
        let mut options = (*fixture.pool.connect_options()).clone();
        if std::path::Path::new(&socket).exists() {
            options = options.socket(socket);
        }
        for mode in MODES {
            handle().set_comment_mode(mode);
            let pool = MySqlPoolOptions::new().max_connections(1).connect_with(options.clone()).await.unwrap();
            let statuses = Statuses { pool };
            let trace = Trace::start("requests");
            trace
                .run(async {
                    for id in 0..10_000 {
                        statuses.find(1 + id % 3).await.unwrap();
                    }
                })
                .await;
            assert_eq!(trace.queries().len(), 10_000);
            unsampled(statuses.find(1)).await;
            // Of this connection: prepared and not closed again.
            let left = "SELECT CAST(SUM(IF(variable_name = 'COM_STMT_PREPARE', variable_value, -variable_value)) AS SIGNED) \
                        FROM information_schema.session_status \
                        WHERE variable_name IN ('COM_STMT_PREPARE', 'COM_STMT_CLOSE')";
            let left: i64 = sqlx::query_scalar(left).fetch_one(&statuses.pool).await.unwrap();
            // The statement of the call, and this one.
            assert_eq!(left, 2, "{mode:?}");
            statuses.pool.close().await;
        }
    });
}

/// `(generic, custom)` plans of a statement that is prepared on the one connection of the pool.
async fn plans(orders: &Orders, beginning: &str) -> Option<(i64, i64)> {
    sqlx::query_as("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE $1 || '%'")
        .bind(beginning)
        .persistent(false)
        .fetch_optional(&orders.pool)
        .await
        .unwrap()
}

/// A statement is planned anew five times, then PostgreSQL decides whether to keep one plan. A comment changes nothing
/// of that, nor does a parameter that the statement does not use.
#[test]
fn the_same_plans() {
    if !alone("cache::the_same_plans") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        install_once();
        // A thousand orders of one status and a few of another: the best plan depends on the value.
        let rows = "DELETE FROM orders; INSERT INTO orders SELECT n, CASE WHEN n < 10 THEN 'rare' ELSE 'common' END \
                    FROM generate_series(1, 20000) n; CREATE INDEX by_status ON orders (status); ANALYZE orders";
        sqlx::raw_sql(rows).execute(&orders.pool).await.unwrap();
        orders.pool.close().await;
        let mut seen = Vec::new();
        for mode in MODES {
            handle().set_comment_mode(mode);
            let orders = Orders { pool: PgPoolOptions::new().max_connections(1).connect(&server.url()).await.unwrap() };
            let explain =
                "LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_timing = off";
            sqlx::raw_sql(explain).execute(&orders.pool).await.unwrap();
            for execution in 0..12 {
                sampled(orders.by_status(if execution % 2 == 0 { "rare" } else { "common" })).await;
                sampled(orders.find(execution + 1)).await;
                sampled(orders.count()).await;
            }
            seen.push((
                mode,
                plans(&orders, "SELECT id FROM orders WHERE status = $1").await,
                plans(&orders, "SELECT id, status FROM orders WHERE id = $1").await,
                plans(&orders, "SELECT count(*) FROM orders").await,
                server.plans(),
            ));
            orders.pool.close().await;
        }
        for (mode, by_status, find, count, plans) in &seen[1..] {
            if *mode == CommentMode::Sampled {
                // Those that are traced are prepared and planned for themselves.
                continue;
            }
            assert_eq!((by_status, find), (&seen[0].1, &seen[0].2), "{mode:?}");
            if *mode == CommentMode::Constant {
                assert_eq!(count, &seen[0].3);
            } else {
                // Without a parameter there would be one plan from the beginning; with one, after five executions.
                assert_eq!((seen[0].3, *count), (Some((12, 0)), Some((7, 5))));
            }
            // With the three that ask for the counts.
            assert_eq!(plans.len(), 39);
            assert_eq!(plans, &seen[0].4, "{mode:?}");
        }
    });
}

/// `persistent(false)` on a pool: nothing is kept, whatever the mode.
#[test]
fn a_pool_that_keeps_nothing() {
    if !alone("cache::a_pool_that_keeps_nothing") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let settings = PoolSettings::named("orders").persistent(false);
        let telemetry =
            Telemetry::builder().comments(Comments::default()).pool(&orders.pool, settings).install().unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            sampled(orders.find(1)).await;
            sampled(orders.stream()).await;
            assert_eq!(prepared(&orders).await.0, 0, "{mode:?}");
            let logged = server.log();
            let found = logged.iter().rfind(|logged| logged.text.starts_with("SELECT id, status")).unwrap();
            assert_eq!(found.name, "<unnamed>");
            let expected = matches!(mode, CommentMode::Sampled | CommentMode::Bound);
            assert_eq!(found.text.contains("traceparent='"), expected, "it costs no more: {found:?}");
        }
    });
}
