//! Functions and closures that return a query: it is traced where it runs, by the name of its text; without `queries(..)`
//! where they are in sight.

#![allow(clippy::unused_self, reason = "what people write")]

use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};

#[sqlspan::repository(dialect = sqlite)]
mod queries {
    use sqlx::query::{Query, QueryScalar};
    use sqlx::sqlite::SqliteArguments;
    use sqlx::{AssertSqlSafe, Sqlite, SqlitePool};

    const COUNT: &str = "SELECT count(*) FROM orders";

    fn count_below(id: i64) -> QueryScalar<'static, Sqlite, i64, SqliteArguments> {
        sqlx::query_scalar("SELECT count(*) FROM items WHERE 1 < $1").bind(id)
    }

    fn counted() -> QueryScalar<'static, Sqlite, i64, SqliteArguments> {
        sqlx::query_scalar(COUNT)
    }

    #[traced(summary = "any", allow(dynamic_sql))]
    fn safe(sql: impl Into<String>) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query(AssertSqlSafe(sql.into()))
    }

    pub async fn by_function(pool: &SqlitePool) -> sqlx::Result<()> {
        count_below(9).fetch_one(pool).await.map(drop)
    }

    /// The caller's own constant is none of the function's business.
    pub async fn by_function_with_a_constant(pool: &SqlitePool) -> sqlx::Result<()> {
        #[allow(dead_code)]
        const COUNT: &str = "SELECT count(*) FROM items";
        counted().fetch_one(pool).await.map(drop)
    }

    pub async fn by_closure(pool: &SqlitePool) -> sqlx::Result<()> {
        let below = |id: i64| sqlx::query("SELECT id FROM orders WHERE id < $1").bind(id);
        below(9).fetch_all(pool).await?;
        below(1).fetch_all(pool).await.map(drop)
    }

    pub async fn by_argument(pool: &SqlitePool) -> sqlx::Result<()> {
        safe("UPDATE orders SET id = id WHERE id = 1").execute(pool).await.map(drop)
    }

    pub async fn inside(pool: &SqlitePool) -> sqlx::Result<()> {
        fn all() -> Query<'static, Sqlite, SqliteArguments> {
            sqlx::query("SELECT count(*) FROM items")
        }
        all().fetch_all(pool).await.map(drop)
    }
}

struct Orders {
    pool: SqlitePool,
}

#[sqlspan::repository(dialect = sqlite)]
impl Orders {
    fn find(&self, id: i64) -> sqlx::query::Query<'static, Sqlite, sqlx::sqlite::SqliteArguments> {
        sqlx::query("SELECT id FROM orders WHERE id = $1").bind(id)
    }

    async fn by_method(&self) -> sqlx::Result<()> {
        self.find(1).fetch_optional(&self.pool).await?;
        Self::find(self, 2).fetch_optional(&self.pool).await.map(drop)
    }
}

mod elsewhere {
    use sqlx::query::Query;
    use sqlx::sqlite::SqliteArguments;
    use sqlx::{AssertSqlSafe, Sqlite};

    pub fn safe(sql: impl Into<String>) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query(AssertSqlSafe(sql.into()))
    }

    pub fn with_status(status: &str) -> Query<'static, Sqlite, SqliteArguments> {
        sqlx::query("SELECT id FROM orders WHERE status = $1").bind(status.to_owned())
    }
}

#[sqlspan::traced(dialect = sqlite, queries(elsewhere::safe, elsewhere::with_status))]
async fn listed(pool: &SqlitePool) -> sqlx::Result<()> {
    elsewhere::safe("SELECT count(*) FROM items").fetch_one(pool).await?;
    elsewhere::safe("SELECT count(*) FROM orders".to_owned()).fetch_one(pool).await?;
    // What is bound is no text, though it says what the query is.
    elsewhere::with_status(&format!("{}d", "close")).fetch_all(pool).await?;
    let table = "orders";
    #[traced(summary = "any of them", allow(interpolated_sql))]
    elsewhere::safe(format!("SELECT id FROM {table}")).fetch_all(pool).await?;
    Ok(())
}

#[tokio::test]
async fn a_query_of_a_listed_function_is_named_by_the_text_that_it_is_given() {
    assert_eq!(super::names(listed).await, ["SELECT items", "SELECT orders", "SELECT orders", "any of them"]);
}

#[tokio::test]
async fn a_query_of_a_function_in_sight_is_named_by_its_text() {
    assert_eq!(super::names(queries::by_function).await, ["SELECT items"]);
    assert_eq!(super::names(queries::by_function_with_a_constant).await, ["SELECT orders"]);
    assert_eq!(super::names(queries::by_closure).await, ["SELECT orders", "SELECT orders"]);
    assert_eq!(super::names(queries::by_argument).await, ["UPDATE orders"]);
    assert_eq!(super::names(queries::inside).await, ["SELECT items"]);
}

#[tokio::test]
async fn a_query_of_a_method_of_the_block_is_named_by_its_text() {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    trace.run(Orders { pool: fixture.pool.clone() }.by_method()).await.unwrap();
    let names: Vec<_> = trace.queries().iter().map(|span| span.name.to_string()).collect();
    assert_eq!(names, ["SELECT orders", "SELECT orders"]);
}
