//! `begin`, `commit`, `rollback`, savepoints: each round trip is a span, on every database, whatever it is called on.

use std::sync::Arc;

use opentelemetry::trace::SpanKind;
use sqlspan_tests::{Fixture, System, Trace};
use sqlx::{Connection as _, MySql, Pool, Postgres, Sqlite};

use crate::{attribute, told};

/// The functions under test, on one database. `$begin` begins a transaction there by a statement of its own.
macro_rules! functions {
    ($module:ident: $system:ty, $placeholder:literal, $begin:literal) => {
        mod $module {
            use super::*;

            type Transaction<'c> = sqlx::Transaction<'c, $system>;
            type Connection = <$system as sqlx::Database>::Connection;

            pub struct Orders {
                pub pool: Pool<$system>,
                pub shared: Arc<Pool<$system>>,
            }

            impl Orders {
                fn pool(&self) -> &Pool<$system> {
                    &self.pool
                }
            }

            async fn handed_over(tx: Transaction<'_>) -> sqlx::Result<()> {
                tx.commit().await
            }

            #[sqlspan::repository]
            impl Orders {
                async fn pay(connection: &mut Connection, id: i64) -> sqlx::Result<()> {
                    sqlx::query(concat!("UPDATE orders SET status = 'paid' WHERE id = ", $placeholder))
                        .bind(id)
                        .execute(connection)
                        .await
                        .map(drop)
                }

                pub async fn committed(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    tx.commit().await
                }

                pub async fn rolled_back(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    Self::pay(&mut *tx, 1).await?;
                    tx.rollback().await?;
                    Ok(())
                }

                pub async fn savepoints(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    let mut inner = tx.begin().await?;
                    Self::pay(&mut inner, 1).await?;
                    inner.commit().await?;
                    let mut inner = tx.begin().await?;
                    let innermost = inner.begin().await?;
                    innermost.rollback().await?;
                    inner.rollback().await?;
                    tx.commit().await
                }

                pub async fn on_a_connection(&self) -> sqlx::Result<()> {
                    let mut connection = self.pool.acquire().await?;
                    let mut tx = connection.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    tx.commit().await?;
                    let connection: &mut Connection = &mut connection;
                    let tx = connection.begin().await?;
                    tx.rollback().await
                }

                pub async fn by_a_statement(&self) -> sqlx::Result<()> {
                    let tx = self.pool.begin_with($begin).await?;
                    tx.commit().await?;
                    let mut connection = self.pool.acquire().await?;
                    let tx = connection.begin_with($begin).await?;
                    tx.commit().await
                }

                pub async fn of_what_is_no_place(&self) -> sqlx::Result<()> {
                    self.pool().begin().await?.commit().await?;
                    self.pool.clone().begin().await?.rollback().await?;
                    self.shared.begin().await?.commit().await?;
                    Arc::clone(&self.shared).begin_with($begin).await?.commit().await?;
                    self.pool.acquire().await?.begin().await?.commit().await
                }

                pub async fn if_there_is_one(&self) -> sqlx::Result<()> {
                    if let Some(tx) = self.pool.try_begin().await? {
                        tx.commit().await?;
                    }
                    Ok(())
                }

                pub async fn if_there_is_one_by_a_statement(&self) -> sqlx::Result<()> {
                    match self.shared.try_begin_with($begin).await? {
                        Some(tx) => tx.rollback().await,
                        None => Ok(()),
                    }
                }

                pub async fn in_patterns(&self) -> sqlx::Result<()> {
                    let Ok(mut tx) = self.pool.begin().await else { return Ok(()) };
                    let again = &mut tx;
                    Self::pay(again, 1).await?;
                    tx.commit().await?;
                    match self.pool.begin().await {
                        Ok(tx) => tx.rollback().await?,
                        Err(error) => return Err(error),
                    }
                    let Ok(tx) = self.pool.begin().await else { return Ok(()) };
                    let _ = &tx;
                    if self.pool.is_closed() {
                        return Ok(());
                    } else if let Ok(tx) = self.shared.begin().await {
                        tx.commit().await?;
                    }
                    Ok(())
                }

                pub async fn of_an_acquire<'a, A>(from: A) -> sqlx::Result<()>
                where
                    A: sqlx::Acquire<'a, Database = $system> + Send,
                {
                    let mut tx = from.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    tx.commit().await
                }

                pub async fn dropped(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    Err(sqlx::Error::RowNotFound)?;
                    tx.commit().await
                }

                pub async fn dropped_by_name(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    drop(tx);
                    Ok(())
                }

                pub async fn savepoint_dropped(&self) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await?;
                    {
                        let mut inner = tx.begin().await?;
                        Self::pay(&mut inner, 1).await?;
                    }
                    tx.commit().await
                }

                pub async fn given_away(&self) -> sqlx::Result<()> {
                    let tx = self.pool.begin().await?;
                    handed_over(tx).await?;
                    let tx = self.pool.begin().await?;
                    let boxed = Box::new(tx);
                    boxed.commit().await
                }

                pub async fn begun(&self) -> sqlx::Result<Transaction<'static>> {
                    let mut tx = self.pool.begin().await?;
                    Self::pay(&mut tx, 1).await?;
                    Ok(tx)
                }

                pub async fn in_a_loop(&self) -> sqlx::Result<()> {
                    for id in [1, 2] {
                        let mut tx = self.pool.begin().await?;
                        #[traced(allow(n_plus_one))]
                        Self::pay(&mut tx, id).await?;
                        if id == 1 {
                            continue;
                        }
                        tx.commit().await?;
                    }
                    Ok(())
                }

                pub async fn ended_in_a_branch(&self, keep: bool) -> sqlx::Result<()> {
                    let mut tx = self.pool.begin().await.map_err(|error| error)?;
                    Self::pay(&mut tx, 1).await?;
                    if keep {
                        tx.commit().await?
                    } else {
                        tx.rollback().await?
                    }
                    Ok(())
                }
            }
        }
    };
}

functions!(sqlite: Sqlite, "$1", "BEGIN IMMEDIATE");
functions!(postgres: Postgres, "$1", "BEGIN ISOLATION LEVEL SERIALIZABLE");
functions!(mariadb: MySql, "?", "START TRANSACTION READ WRITE");

/// Runs functions on a database and compares the spans of each.
macro_rules! expect {
    ($fixture:expr, $orders:expr; $($method:ident ($($argument:expr),*) $result:ident => [$($name:literal),*];)*) => {$(
        // sqlx gives a connection back in a task of its own, and `try_begin` does not wait for it.
        while $fixture.pool.num_idle() == 0 {
            tokio::task::yield_now().await;
        }
        let trace = Trace::start("request");
        let result = trace.run($orders.$method($($argument),*)).await;
        assert!(result.$result(), concat!(stringify!($method), ": {:?}"), result.err());
        let spans = trace.statements();
        let names: Vec<String> = spans.iter().map(told).collect();
        assert_eq!(names, [$($name),*], stringify!($method));
        for span in spans {
            assert_eq!(span.parent_span_id, trace.root());
            assert_eq!(span.span_kind, SpanKind::Client);
            let namespace = attribute(&span, "db.namespace");
            // A helper that is handed a connection does not know the server.
            if span.name != "UPDATE orders" {
                assert_eq!(namespace, $fixture.server.namespace, "{span:?}");
                let function = attribute(&span, "code.function.name").unwrap();
                assert!(function.ends_with(concat!("::Orders::", stringify!($method))), "{function}");
            }
        }
    )*};
}

macro_rules! on {
    ($module:ident, $system:ty) => {{
        let Some(fixture) = Fixture::<$system>::new().await else { return };
        let orders = $module::Orders { pool: fixture.pool.clone(), shared: Arc::new(fixture.pool.clone()) };
        expect! { fixture, orders;
            committed() is_ok => ["BEGIN", "UPDATE orders", "COMMIT"];
            rolled_back() is_ok => ["BEGIN", "UPDATE orders", "ROLLBACK"];
            savepoints() is_ok => [
                "BEGIN", "SAVEPOINT", "UPDATE orders", "RELEASE SAVEPOINT", "SAVEPOINT", "SAVEPOINT",
                "ROLLBACK TO SAVEPOINT", "ROLLBACK TO SAVEPOINT", "COMMIT"
            ];
            on_a_connection() is_ok => ["BEGIN", "UPDATE orders", "COMMIT", "BEGIN", "ROLLBACK"];
            by_a_statement() is_ok => ["BEGIN", "COMMIT", "BEGIN", "COMMIT"];
            if_there_is_one() is_ok => ["BEGIN", "COMMIT"];
            if_there_is_one_by_a_statement() is_ok => ["BEGIN", "ROLLBACK"];
            in_patterns() is_ok => [
                "BEGIN", "UPDATE orders", "COMMIT", "BEGIN", "ROLLBACK", "BEGIN", "BEGIN", "COMMIT", "ROLLBACK: dropped"
            ];
            dropped() is_err => ["BEGIN", "UPDATE orders", "ROLLBACK: dropped"];
            dropped_by_name() is_ok => ["BEGIN", "UPDATE orders", "ROLLBACK: dropped"];
            savepoint_dropped() is_ok => [
                "BEGIN", "SAVEPOINT", "UPDATE orders", "ROLLBACK TO SAVEPOINT: dropped", "COMMIT"
            ];
            in_a_loop() is_ok => [
                "BEGIN", "UPDATE orders", "ROLLBACK: dropped", "BEGIN", "UPDATE orders", "COMMIT"
            ];
            ended_in_a_branch(true) is_ok => ["BEGIN", "UPDATE orders", "COMMIT"];
            ended_in_a_branch(false) is_ok => ["BEGIN", "UPDATE orders", "ROLLBACK"];
        }
        for (name, spans) in [
            (
                "of_what_is_no_place",
                vec!["BEGIN", "COMMIT", "BEGIN", "ROLLBACK", "BEGIN", "COMMIT", "BEGIN", "COMMIT", "BEGIN", "COMMIT"],
            ),
            // Whoever has the transaction ends it: what is not annotated makes no span, and a transaction that is given
            // away is not dropped here.
            ("given_away", vec!["BEGIN", "BEGIN", "COMMIT"]),
            ("begun", vec!["BEGIN", "UPDATE orders"]),
            ("of_an_acquire, a pool", vec!["BEGIN", "UPDATE orders", "COMMIT"]),
            ("of_an_acquire, a connection", vec!["BEGIN", "UPDATE orders", "COMMIT"]),
            ("of_an_acquire, a transaction", vec!["SAVEPOINT", "UPDATE orders", "RELEASE SAVEPOINT"]),
        ] {
            let trace = Trace::start("request");
            match name {
                "of_what_is_no_place" => trace.run(orders.of_what_is_no_place()).await.unwrap(),
                "given_away" => trace.run(orders.given_away()).await.unwrap(),
                "begun" => trace.run(orders.begun()).await.unwrap().rollback().await.unwrap(),
                "of_an_acquire, a pool" => trace.run($module::Orders::of_an_acquire(&orders.pool)).await.unwrap(),
                "of_an_acquire, a connection" => {
                    let mut connection = orders.pool.acquire().await.unwrap();
                    trace.run($module::Orders::of_an_acquire(&mut *connection)).await.unwrap();
                }
                _ => {
                    let mut tx = orders.pool.begin().await.unwrap();
                    trace.run($module::Orders::of_an_acquire(&mut *tx)).await.unwrap();
                }
            }
            let names: Vec<String> = trace.statements().iter().map(told).collect();
            assert_eq!(names, spans, "{name}");
        }
    }};
}

#[tokio::test]
async fn on_sqlite() {
    on!(sqlite, Sqlite);
}

#[tokio::test]
async fn on_postgres() {
    on!(postgres, Postgres);
}

#[tokio::test]
async fn on_mariadb() {
    on!(mariadb, MySql);
}

/// The text is what sqlx sends, without the literals of a statement of the program's own.
#[tokio::test]
async fn the_text_is_recorded() {
    let fixture = Fixture::<Sqlite>::new().await.unwrap();
    let orders = sqlite::Orders { pool: fixture.pool.clone(), shared: Arc::new(fixture.pool.clone()) };
    let trace = Trace::start("request");
    trace.run(orders.savepoints()).await.unwrap();
    trace.run(orders.by_a_statement()).await.unwrap();
    let spans = trace.statements();
    let texts: Vec<String> = spans.iter().filter_map(|span| attribute(span, "db.query.text")).collect();
    assert_eq!(
        texts[..],
        [
            "BEGIN",
            "SAVEPOINT _sqlx_savepoint_1",
            "UPDATE orders SET status = 'paid' WHERE id = $1",
            "RELEASE SAVEPOINT _sqlx_savepoint_1",
            "SAVEPOINT _sqlx_savepoint_1",
            "SAVEPOINT _sqlx_savepoint_2",
            "ROLLBACK TO SAVEPOINT _sqlx_savepoint_2",
            "ROLLBACK TO SAVEPOINT _sqlx_savepoint_1",
            "COMMIT",
            "BEGIN IMMEDIATE",
            "COMMIT",
            "BEGIN IMMEDIATE",
            "COMMIT",
        ]
    );
    for span in spans {
        assert_eq!(attribute(&span, "db.query.summary").as_deref(), Some(&*span.name));
        assert_eq!(attribute(&span, "code.file.path").as_deref(), Some("tests/tests/operating/steps.rs"));
    }
}

#[sqlspan::repository]
mod deferred {
    use sqlx::{Database, Executor, IntoArguments, Pool};

    /// A constraint that is checked at commit, and a row that does not hold.
    pub async fn commit<DB: Database>(pool: &Pool<DB>) -> sqlx::Result<()>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        let mut tx = pool.begin().await?;
        sqlx::query("INSERT INTO parcels (order_id) VALUES (4711)").execute(&mut *tx).await?;
        tx.commit().await
    }
}

/// A deferred constraint that does not hold fails the commit, with the database's code; `MariaDB` has none of these.
#[tokio::test]
async fn a_commit_fails() {
    const TABLE: &str = "CREATE TABLE parcels (order_id BIGINT REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED)";
    async fn spans<DB: System>(code: &str)
    where
        for<'c> &'c mut DB::Connection: sqlx::Executor<'c, Database = DB>,
        DB::Arguments: sqlx::IntoArguments<DB>,
    {
        let Some(fixture) = Fixture::<DB>::new().await else { return };
        sqlx::raw_sql(TABLE).execute(&fixture.pool).await.unwrap();
        let trace = Trace::start("request");
        trace.run(deferred::commit(&fixture.pool)).await.unwrap_err();
        let spans = trace.statements();
        let names: Vec<String> = spans.iter().map(told).collect();
        assert_eq!(names, ["BEGIN", "INSERT parcels", &format!("COMMIT: error {code}")]);
        assert_eq!(attribute(&spans[2], "db.response.status_code").as_deref(), Some(code));
        assert!(!format!("{spans:?}").contains("violates"), "no text of the database's");
    }
    spans::<Sqlite>("787").await;
    spans::<Postgres>("23503").await;
}

#[tokio::test]
async fn a_begin_fails() {
    let fixture = Fixture::<Sqlite>::new().await.unwrap();
    let orders = sqlite::Orders { pool: fixture.pool.clone(), shared: Arc::new(fixture.pool.clone()) };
    fixture.pool.close().await;
    let trace = Trace::start("request");
    trace.run(orders.committed()).await.unwrap_err();
    let names: Vec<String> = trace.spans().iter().map(told).collect();
    let wait = format!("acquire {}: error PoolClosed", fixture.server.namespace.as_deref().unwrap());
    assert_eq!(names, [wait.as_str(), "BEGIN: error PoolClosed"]);
}

/// Given up in the middle: what the transaction had done is undone, and the trace says so.
#[tokio::test]
async fn given_up() {
    #[sqlspan::traced(dialect = sqlite)]
    async fn waits(pool: &Pool<Sqlite>) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        sqlx::query("UPDATE orders SET status = 'paid' WHERE id = 1").execute(&mut *tx).await?;
        std::future::pending::<()>().await;
        tx.commit().await
    }
    let fixture = Fixture::<Sqlite>::new().await.unwrap();
    let trace = Trace::start("request");
    let mut waiting = Box::pin(trace.run(waits(&fixture.pool)));
    while trace.statements().len() < 2 {
        assert!(futures::poll!(&mut waiting).is_pending());
        tokio::task::yield_now().await;
    }
    drop(waiting);
    let names: Vec<String> = trace.statements().iter().map(told).collect();
    assert_eq!(names, ["BEGIN", "UPDATE orders", "ROLLBACK: dropped"]);
    let status: String =
        sqlx::query_scalar("SELECT status FROM orders WHERE id = 1").fetch_one(&fixture.pool).await.unwrap();
    assert_eq!(status, "new");
}
