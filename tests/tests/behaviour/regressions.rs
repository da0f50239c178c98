//! What once had a wrong name, a value in its text, or did not compile.

use std::future::Future;

use futures::TryStreamExt as _;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Connection as _, QueryBuilder, Sqlite, SqliteConnection, SqliteExecutor, SqlitePool};

use crate::attributes;

const ORDERS: &str = "SELECT id FROM orders";
const ITEMS: &str = "SELECT name FROM items";

/// Runs a function on a database of its own: the names of its spans, each with the text that was recorded.
async fn spans(run: impl AsyncFnOnce(&SqlitePool) -> sqlx::Result<()>) -> Vec<(String, String)> {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    sqlx::query("CREATE TABLE orders_archive (id BIGINT)").execute(&fixture.pool).await.unwrap();
    let trace = Trace::start("test");
    trace.run(run(&fixture.pool)).await.unwrap();
    let text = |span| attributes(span).remove("db.query.text").unwrap_or_default();
    trace.queries().iter().map(|span| (span.name.to_string(), text(span))).collect()
}

/// The name of each span is the one of the statement that was executed, which is the one recorded.
macro_rules! named {
    ($($(#[$attribute:meta])* $name:ident($pool:ident) $body:block => [$($span:literal: $text:literal),* $(,)?])*) => {$(
        #[tokio::test]
        async fn $name() {
            #[sqlspan::traced(dialect = sqlite, allow(bind_count, n_plus_one, unfiltered_write))]
            $(#[$attribute])*
            async fn run($pool: &SqlitePool) -> sqlx::Result<()> $body
            let expected: &[(&str, &str)] = &[$(($span, $text)),*];
            let found = spans(async |pool: &SqlitePool| run(pool).await).await;
            let found: Vec<_> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            assert_eq!(found, expected);
        }
    )*};
}

named! {
    a_text_that_a_loop_assigns_below(pool) {
        let mut sql = ORDERS;
        for _ in 0..2 {
            sqlx::query(sql).execute(pool).await?;
            sql = "SELECT name FROM items";
        }
        Ok(())
    } => ["SELECT orders": "SELECT id FROM orders", "SELECT items": "SELECT name FROM items"]

    a_query_that_a_loop_assigns_below(pool) {
        let mut query = sqlx::query(ORDERS);
        for _ in 0..2 {
            query.execute(pool).await?;
            query = sqlx::query(ITEMS);
        }
        Ok(())
    } => ["SELECT orders": "SELECT id FROM orders", "SELECT items": "SELECT name FROM items"]

    a_text_that_is_replaced_through_a_reference(pool) {
        let mut sql = ORDERS;
        let place = &mut sql;
        *place = ITEMS;
        sqlx::query(sql).execute(pool).await.map(drop)
    } => ["SELECT items": "SELECT name FROM items"]

    texts_that_are_swapped(pool) {
        let (mut one, mut other) = (ORDERS, ITEMS);
        std::mem::swap(&mut one, &mut other);
        sqlx::query(one).execute(pool).await?;
        sqlx::query(other).execute(pool).await.map(drop)
    } => ["SELECT items": "SELECT name FROM items", "SELECT orders": "SELECT id FROM orders"]

    texts_that_are_assigned_apart(pool) {
        let (mut sql, mut more) = (ORDERS, 1);
        if more > 0 {
            (sql, more) = (ITEMS, 2);
        }
        sqlx::query(sql).bind(more).execute(pool).await.map(drop)
    } => ["SELECT items": "SELECT name FROM items"]

    a_constant_of_a_block(pool) {
        let sql = {
            const ORDERS: &str = "SELECT name FROM items";
            ORDERS
        };
        sqlx::query(sql).execute(pool).await.map(drop)
    } => ["SELECT items": "SELECT name FROM items"]

    a_constant_that_another_hides(pool) {
        let query = sqlx::query(ORDERS);
        {
            const ORDERS: i64 = 1;
            query.bind(ORDERS).execute(pool).await.map(drop)
        }
    } => ["SELECT orders": "SELECT id FROM orders"]

    a_query_of_a_block(pool) {
        let query = sqlx::query(ORDERS);
        let other = {
            let (query, id) = ("SELECT name FROM items WHERE order_id = $1", 1);
            let _ = query;
            sqlx::query("SELECT name FROM items WHERE order_id = $1").bind(id)
        };
        query.execute(pool).await?;
        other.execute(pool).await.map(drop)
    } => [
        "SELECT orders": "SELECT id FROM orders",
        "SELECT items": "SELECT name FROM items WHERE order_id = $1",
    ]

    what_cfg_takes_away(pool) {
        #[cfg(not(any()))]
        let sql = "SELECT id FROM orders";
        #[cfg(any())]
        let sql = nowhere::SQL;
        #[cfg(not(any()))]
        let mut tx = pool.begin().await?;
        #[cfg(any())]
        let mut tx = nowhere.begin().await?;
        sqlx::query(sql).execute(&mut *tx).await?;
        let sql = match sql.len() {
            #[cfg(any())]
            0 => nowhere::SQL,
            _ => "SELECT name FROM items",
        };
        sqlx::query(sql).execute(&mut *tx).await?;
        tx.commit().await
    } => ["SELECT orders": "SELECT id FROM orders", "SELECT items": "SELECT name FROM items"]

    a_builder_that_is_replaced(pool) {
        for items in [false, true] {
            let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders");
            if items {
                builder = QueryBuilder::new("SELECT name FROM items");
            }
            builder.build().execute(pool).await?;
        }
        Ok(())
    } => ["SELECT orders": "SELECT id FROM orders", "SELECT items": "SELECT name FROM items"]

    a_builder_that_is_reset(pool) {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT * FROM ");
        builder.push("orders");
        builder.build().execute(pool).await?;
        builder.reset();
        builder.push("items");
        builder.build().execute(pool).await.map(drop)
    } => ["SELECT orders": "SELECT * FROM orders", "SELECT items": "SELECT * FROM items"]

    a_builder_that_goes_on_in_a_word(pool) {
        for archive in [false, true] {
            let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders");
            if archive {
                builder.push("_archive");
            }
            builder.push(" LIMIT ").push(1);
            builder.build().execute(pool).await?;
        }
        Ok(())
    } => [
        "SELECT orders": "SELECT id FROM orders LIMIT 1",
        "SELECT orders_archive": "SELECT id FROM orders_archive LIMIT 1",
    ]

    a_builder_with_binds_and_more_text(pool) {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO items (order_id, name) ");
        builder.push("SELECT id, ").push_bind("pen").push(" FROM orders WHERE id = ").push_bind(1);
        builder.build().execute(pool).await.map(drop)
    } => ["INSERT items SELECT orders": "INSERT INTO items (order_id, name) SELECT id, ? FROM orders WHERE id = ?"]

    a_builder_in_one_chain(pool) {
        let id = QueryBuilder::<Sqlite>::new("SELECT id FROM orders")
            .push(" WHERE id = ")
            .push_bind(1)
            .build()
            .fetch_optional(pool)
            .await?;
        assert!(id.is_some());
        Ok(())
    } => ["SELECT orders": "SELECT id FROM orders WHERE id = ?"]

    a_builder_that_a_loop_resets_below(pool) {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT * FROM ");
        builder.push("orders");
        for _ in 0..2 {
            builder.build().execute(pool).await?;
            builder.reset();
            builder.push("items");
        }
        Ok(())
    } => ["SELECT": "SELECT * FROM orders", "SELECT": "SELECT * FROM items"]

    separators_that_a_loop_changes(pool) {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
        let mut separator = "";
        for id in 1..3 {
            builder.push(separator).push_bind(id);
            separator = ", ";
        }
        builder.push(")");
        builder.build().execute(pool).await.map(drop)
    } => ["SELECT orders": "SELECT id FROM orders WHERE id IN (?, ?)"]

    arms_that_do_not_return(pool) {
        let query = match pool.size() {
            0 => return Ok(()),
            1.. => sqlx::query(ORDERS),
        };
        query.execute(pool).await?;
        let Some(id) = Some(1) else { return Ok(()) };
        let query = if id == 1 { sqlx::query("SELECT name FROM items WHERE order_id = $1").bind(id) } else { panic!() };
        query.execute(pool).await.map(drop)
    } => [
        "SELECT orders": "SELECT id FROM orders",
        "SELECT items": "SELECT name FROM items WHERE order_id = $1",
    ]

    futures_in_variants(pool) {
        let future = if pool.size() > 0 {
            Some(sqlx::query(ORDERS).execute(pool))
        } else {
            Some(sqlx::query(ITEMS).execute(pool))
        };
        if let Some(future) = future {
            future.await?;
        }
        Ok(())
    } => ["SELECT orders": "SELECT id FROM orders"]
}

/// Names that the emitted code could clash with.
#[allow(non_upper_case_globals, reason = "what other people write")]
mod names {
    use sqlx::{Executor as _, SqlitePool};

    pub const query: &str = "SELECT id FROM orders";
    pub static executor: i64 = 1;
    pub static source: i64 = 1;
    pub static handle: i64 = 1;
    pub static recorder: i64 = 1;
    pub static result: i64 = 1;
    pub static call_site: i64 = 1;
    pub static tagged: i64 = 1;

    mod core {}
    mod std {}
    mod sqlspan {}

    #[::sqlspan::traced]
    pub async fn run(pool: &SqlitePool) -> sqlx::Result<()> {
        use futures::TryStreamExt as _;

        sqlx::query(query).execute(pool).await?;
        pool.execute(query).await?;
        let _: Vec<_> = sqlx::query(query).fetch(pool).try_collect().await?;
        let _: Vec<_> = pool.fetch_many(query).try_collect().await?;
        Ok(())
    }
}

#[tokio::test]
async fn constants_of_any_name() {
    let found = spans(async |pool: &SqlitePool| names::run(pool).await).await;
    let expected = ("SELECT orders".to_owned(), "SELECT id FROM orders".to_owned());
    assert_eq!(found, vec![expected; 4]);
    let used = names::executor + names::source + names::handle + names::recorder;
    assert_eq!(used + names::result + names::call_site + names::tagged, 7);
}

/// An executor of a generic type has its methods without an import of the trait.
mod no_import {
    #[sqlspan::traced]
    pub async fn execute(executor: impl sqlx::SqliteExecutor<'_>) -> sqlx::Result<()> {
        executor.execute("SELECT id FROM orders").await.map(drop)
    }

    #[sqlspan::traced]
    pub fn fetch<'e, E: sqlx::SqliteExecutor<'e> + 'e>(
        executor: E,
    ) -> futures::stream::BoxStream<'e, sqlx::Result<sqlx::sqlite::SqliteRow>> {
        executor.fetch("SELECT name FROM items")
    }
}

#[tokio::test]
async fn a_generic_executor_without_an_import() {
    let found = spans(async |pool: &SqlitePool| {
        no_import::execute(pool).await?;
        no_import::fetch(pool).try_collect::<Vec<_>>().await.map(drop)
    })
    .await;
    assert_eq!(found.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["SELECT orders", "SELECT items"]);
}

/// The receiver of a reversed call is borrowed when the method is called, not before its argument is evaluated.
#[sqlspan::traced]
async fn borrowed_twice(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    use sqlx::Executor as _;

    fn one(_: &SqliteConnection) -> i64 {
        1
    }
    conn.execute(sqlx::query("SELECT id FROM orders WHERE id = $1").bind(one(conn))).await.map(drop)
}

#[tokio::test]
async fn an_argument_that_borrows_the_receiver() {
    let found = spans(async |pool: &SqlitePool| borrowed_twice(&mut *pool.acquire().await?).await).await;
    assert_eq!(found[0].0, "SELECT orders");
}

trait Table {
    const ALL: &'static str;
}

struct Items;

impl Table for Items {
    const ALL: &'static str = ITEMS;
}

#[sqlspan::traced]
async fn chosen<T: Table + Sync>(pool: &SqlitePool, table: &T, all: bool) -> sqlx::Result<()> {
    let _ = table;
    let sql = if all { T::ALL } else { "SELECT name FROM items WHERE order_id = 1" };
    sqlx::query(sql).execute(pool).await.map(drop)
}

#[tokio::test]
async fn a_choice_with_a_constant_of_a_type_parameter() {
    let found = spans(async |pool: &SqlitePool| {
        chosen(pool, &Items, true).await?;
        chosen(pool, &Items, false).await
    })
    .await;
    assert_eq!(found[0], ("SELECT items".to_owned(), ITEMS.to_owned()));
    assert_eq!(found[1].0, "SELECT items");
}

/// Pieces that nothing proves static, where dynamic text is allowed: they are not recorded.
mod allowed {
    use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, SqlitePool};

    macro_rules! same {
        ($text:expr) => {
            $text
        };
    }

    #[sqlspan::traced(summary = "orders", allow(dynamic_sql))]
    pub async fn of_a_macro(pool: &SqlitePool, status: &str) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::<Sqlite>::new("SELECT id FROM orders WHERE status = '");
        builder.push(same!(status)).push("'");
        builder.build().execute(pool).await.map(drop)
    }

    #[sqlspan::traced(summary = "orders", allow(dynamic_sql))]
    pub async fn of_an_arm(pool: &SqlitePool, status: Option<&str>) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::<Sqlite>::new("SELECT id FROM orders WHERE status = '");
        let (part, _) = match status {
            Some(status) => (status, 1),
            None => ("", 0),
        };
        builder.push(part);
        builder.push(match status {
            Some(status) if !status.is_empty() => status,
            _ => "",
        });
        builder.push("'");
        builder.build().execute(pool).await.map(drop)
    }

    macro_rules! lazy {
        ($($tokens:tt)*) => {
            format!($($tokens)*)
        };
    }

    #[sqlspan::traced(summary = "orders", allow(dynamic_sql))]
    pub async fn asserted(pool: &SqlitePool, status: &str) -> sqlx::Result<()> {
        let text = AssertSqlSafe(lazy!("SELECT id FROM orders WHERE status = '{status}'"));
        sqlx::query(text).execute(pool).await?;
        // SQLite takes it for a string.
        sqlx::query(AssertSqlSafe(lazy!("SELECT id FROM orders WHERE status = \"{status}\"")))
            .execute(pool)
            .await
            .map(drop)
    }

    #[sqlspan::traced(summary = "orders", allow(dynamic_sql))]
    pub async fn after_it_was_built(pool: &SqlitePool, status: &str) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::<Sqlite>::new("SELECT id FROM orders WHERE status <> ''");
        for _ in 0..2 {
            builder.build().execute(pool).await?;
            builder.reset();
            builder.push(format!(" AND status = '{status}'"));
        }
        Ok(())
    }
}

#[tokio::test]
async fn values_of_dynamic_pieces_are_not_recorded() {
    let found = spans(async |pool: &SqlitePool| {
        allowed::of_a_macro(pool, "secret").await?;
        allowed::of_an_arm(pool, Some("secret")).await?;
        allowed::asserted(pool, "secret").await?;
        allowed::after_it_was_built(pool, "secret").await
    })
    .await;
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|(name, text)| name == "orders" && !text.contains("secret")), "{found:?}");
}

#[sqlspan::traced]
fn returned(pool: &SqlitePool) -> impl Future<Output = sqlx::Result<i64>> + Send + use<'_> {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(pool)
}

#[sqlspan::traced]
async fn nested(executor: impl SqliteExecutor<'_>, conn: &mut SqliteConnection) -> sqlx::Result<i64> {
    let mut tx = conn.begin().await?;
    let mut savepoint = tx.begin().await?;
    let found = sqlx::query_scalar("SELECT count(*) FROM items").fetch_one(&mut *savepoint).await?;
    savepoint.rollback().await?;
    tx.commit().await?;
    sqlx::query_scalar("SELECT $1 + count(*) FROM orders").bind::<i64>(found).fetch_one(executor).await
}

#[tokio::test]
async fn futures_and_savepoints() {
    let found = spans(async |pool: &SqlitePool| {
        assert_eq!(returned(pool).await?, 3);
        let mut conn = pool.acquire().await?;
        assert_eq!(nested(pool, &mut conn).await?, 6);
        Ok(())
    })
    .await;
    let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["SELECT orders", "SELECT items", "SELECT orders"]);
}
