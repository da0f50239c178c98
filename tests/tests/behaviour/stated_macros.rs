//! Macros that `macros(..)` names: queries in their arguments are traced in place.

use sqlx::{Row as _, SqlitePool};

/// Lends a connection to a closure.
macro_rules! with_conn {
    ($pool:expr, $run:expr) => {{
        let mut conn = $pool.acquire().await?;
        ($run)(&mut *conn).await
    }};
}

/// Runs a block in a transaction.
macro_rules! in_transaction {
    ($pool:ident => $tx:ident $block:block) => {{
        let mut $tx = $pool.begin().await?;
        let result: sqlx::Result<_> = async { $block }.await;
        $tx.commit().await?;
        result
    }};
}

/// Repeats an expression that failed.
macro_rules! retried {
    ($times:literal times, $run:expr) => {{
        let mut left = $times;
        loop {
            let result = $run;
            left -= 1;
            if result.is_ok() || left == 0 {
                break result;
            }
        }
    }};
}

/// A body of statements.
macro_rules! body {
    ($($statement:tt)*) => { async { $($statement)* } };
}

/// Awaits what it is given.
macro_rules! awaited {
    (run = $query:expr) => {
        $query.await
    };
}

#[sqlspan::traced(dialect = sqlite, macros(with_conn))]
async fn closure(pool: &SqlitePool) -> sqlx::Result<()> {
    with_conn!(pool, async |c: &mut sqlx::SqliteConnection| {
        sqlx::query("SELECT count(*) FROM orders").execute(c).await.map(drop)
    })
}

#[sqlspan::traced(dialect = sqlite, macros(in_transaction))]
async fn block(pool: &SqlitePool) -> sqlx::Result<()> {
    in_transaction!(pool => tx {
        sqlx::query("UPDATE orders SET id = id WHERE id = 1").execute(&mut *tx).await?;
        let rows = sqlx::query("SELECT order_id FROM items").fetch_all(&mut *tx).await?;
        assert!(rows.iter().all(|row| row.try_get::<i64, _>(0).is_ok()));
        Ok(())
    })
}

#[sqlspan::traced(dialect = sqlite, macros(crate::retried))]
async fn expression(pool: &SqlitePool) -> sqlx::Result<()> {
    retried!(3 times, sqlx::query("SELECT id FROM orders").fetch_all(pool).await).map(drop)
}

#[sqlspan::traced(dialect = sqlite, macros(body, awaited))]
async fn statements(pool: &SqlitePool) -> sqlx::Result<()> {
    body! {
        let orders = awaited!(run = sqlx::query("SELECT id FROM orders").fetch_all(pool))?;
        sqlx::query("SELECT count(*) FROM items").fetch_one(pool).await?;
        drop(orders);
        Ok(())
    }
    .await
}

/// Runs an expression for each of some things.
macro_rules! each {
    ($item:ident in $items:expr => $run:expr) => {
        for $item in $items {
            $run?;
        }
    };
}

/// Is no query of sqlx's.
struct Job(u8);

impl Job {
    async fn execute(&self, pool: &SqlitePool) -> sqlx::Result<u8> {
        pool.acquire().await.map(|_| self.0)
    }
}

/// What the macro binds is known in its arguments alone, also to the check by type.
#[sqlspan::traced(dialect = sqlite, macros(each))]
async fn bound_by_the_macro(pool: &SqlitePool) -> sqlx::Result<()> {
    each!(job in [Job(1), Job(2)] => job.execute(pool).await);
    each!(table in ["a", "b"] => {
        let label = format!("table {table}");
        sqlx::query("SELECT id FROM orders WHERE $1 <> ''").bind(label).fetch_all(pool).await
    });
    each! { _once in [()] => sqlx::query("SELECT name FROM items").fetch_all(pool).await };
    Ok(())
}

#[tokio::test]
async fn queries_in_their_arguments_are_traced() {
    assert_eq!(super::names(closure).await, ["SELECT orders"]);
    assert_eq!(super::names(block).await, ["UPDATE orders", "SELECT items"]);
    assert_eq!(super::names(expression).await, ["SELECT orders"]);
    assert_eq!(super::names(statements).await, ["SELECT orders", "SELECT items"]);
    assert_eq!(super::names(bound_by_the_macro).await, ["SELECT orders", "SELECT orders", "SELECT items"]);
}
