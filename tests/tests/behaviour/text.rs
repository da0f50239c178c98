//! What is recorded of a text, by how it came to be.

use sqlspan_tests::{Fixture, Trace};
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite, SqlitePool};

use crate::{attributes, names};

#[sqlspan::repository(dialect = sqlite, allow(n_plus_one, unfiltered_write))]
mod queries {
    use super::{AssertSqlSafe, QueryBuilder, Sqlite, SqlitePool};

    pub async fn spaced(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query(
            "SELECT id,
                    'two  spaces'
             FROM   orders -- why
             WHERE  id = 1",
        )
        .execute(pool)
        .await
        .map(drop)
    }

    #[traced(summary = "orders by name", allow(dynamic_sql))]
    pub async fn dynamic(pool: &SqlitePool, name: &str) -> sqlx::Result<()> {
        let sql = format!("SELECT id FROM orders WHERE status = '{name}'");
        sqlx::query(AssertSqlSafe(sql)).execute(pool).await.map(drop)
    }

    #[traced(allow(interpolated_sql))]
    fn filter(builder: &mut QueryBuilder<Sqlite>, name: &str) {
        builder.push(format!(" AND status = '{name}'"));
    }

    pub async fn escaped(pool: &SqlitePool, name: &str) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::new("SELECT id FROM orders WHERE id > 0");
        filter(&mut builder, name);
        builder.build().execute(pool).await.map(drop)
    }

    pub async fn long(pool: &SqlitePool, ids: usize) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::<Sqlite>::new("SELECT id FROM orders WHERE id IN (");
        let mut list = builder.separated(", ");
        for id in 0..ids {
            list.push_bind(i64::try_from(id).unwrap_or_default());
        }
        list.push_unseparated(")");
        builder.build().execute(pool).await.map(drop)
    }

    pub async fn from_a_tuple(pool: &SqlitePool, new: bool) -> sqlx::Result<()> {
        let (sql, status) = if new {
            ("SELECT id FROM orders WHERE status = $1", "new")
        } else {
            ("SELECT order_id FROM items WHERE name = $1", "pen")
        };
        sqlx::query(sql).bind(status).execute(pool).await.map(drop)
    }

    pub async fn from_a_list(pool: &SqlitePool) -> sqlx::Result<()> {
        for sql in ["DELETE FROM items", "DELETE FROM orders"] {
            sqlx::query(sql).execute(pool).await?;
        }
        Ok(())
    }

    pub async fn logged(pool: &SqlitePool) -> sqlx::Result<()> {
        let sql = "DELETE FROM orders";
        for round in 0..2 {
            println!("{sql} of {round}", sql = sql.len());
            tracing::info!(sql = sql, "run");
            sqlx::query(sql).execute(pool).await?;
        }
        Ok(())
    }

    pub async fn conditional(pool: &SqlitePool) -> sqlx::Result<()> {
        // What the macro puts before a statement is under the same condition.
        #[cfg(any())]
        let mut tx = missing.begin().await?;
        #[cfg(not(any()))]
        let mut tx = pool.begin().await?;
        sqlx::query("DELETE FROM orders").execute(&mut *tx).await?;
        tx.commit().await
    }

    #[traced(summary = "count the orders", operation = "COUNT", collection = "orders")]
    pub async fn stated(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT count(*) FROM orders").execute(pool).await.map(drop)
    }
}

async fn recorded(run: impl AsyncFnOnce(&SqlitePool) -> sqlx::Result<()>) -> (String, String) {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    trace.run(run(&fixture.pool)).await.unwrap();
    let spans = trace.queries();
    assert_eq!(spans.len(), 1);
    (spans[0].name.to_string(), attributes(&spans[0])["db.query.text"].clone())
}

#[tokio::test]
async fn white_space_is_collapsed_and_the_text_means_the_same() {
    let (name, text) = recorded(async |pool: &SqlitePool| queries::spaced(pool).await).await;
    assert_eq!(name, "SELECT orders");
    assert_eq!(text, "SELECT id, 'two  spaces' FROM orders -- why\nWHERE id = 1");
}

#[tokio::test]
async fn text_that_is_not_proven_static_is_sanitised() {
    let (name, text) = recorded(async |pool: &SqlitePool| queries::dynamic(pool, "secret").await).await;
    assert_eq!(name, "orders by name");
    assert_eq!(text, "SELECT id FROM orders WHERE status = ?");
}

#[tokio::test]
async fn a_builder_that_others_grow_is_sanitised() {
    let (name, text) = recorded(async |pool: &SqlitePool| queries::escaped(pool, "secret").await).await;
    assert_eq!(name, "SELECT orders");
    assert_eq!(text, "SELECT id FROM orders WHERE id > ? AND status = ?");
}

#[tokio::test]
async fn built_text_has_a_limit() {
    let (name, text) = recorded(async |pool: &SqlitePool| queries::long(pool, 5000).await).await;
    assert_eq!(name, "SELECT orders");
    assert!(text.len() <= 4096, "{} bytes", text.len());
    assert!(text.starts_with("SELECT id FROM orders WHERE id IN (?, ?"));
}

#[tokio::test]
async fn stated_names_win() {
    let fixture = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let trace = Trace::start("test");
    trace.run(queries::stated(&fixture.pool)).await.unwrap();
    let attributes = attributes(&trace.queries()[0]);
    assert_eq!(trace.queries()[0].name, "count the orders");
    assert_eq!(attributes["db.query.summary"], "count the orders");
    assert_eq!(attributes["db.operation.name"], "COUNT");
    assert_eq!(attributes["db.collection.name"], "orders");
}

#[tokio::test]
async fn a_text_out_of_a_tuple() {
    assert_eq!(names(async |pool: &SqlitePool| queries::from_a_tuple(pool, true).await).await, ["SELECT orders"]);
    assert_eq!(names(async |pool: &SqlitePool| queries::from_a_tuple(pool, false).await).await, ["SELECT items"]);
}

#[tokio::test]
async fn a_text_out_of_a_list() {
    let names = names(async |pool: &SqlitePool| queries::from_a_list(pool).await).await;
    assert_eq!(names, ["DELETE items", "DELETE orders"]);
}

/// The name of a macro's argument is no assignment.
#[tokio::test]
async fn a_text_that_is_logged_in_a_loop() {
    assert_eq!(names(async |pool: &SqlitePool| queries::logged(pool).await).await, ["DELETE orders", "DELETE orders"]);
}

#[tokio::test]
async fn a_transaction_under_a_condition() {
    assert_eq!(names(async |pool: &SqlitePool| queries::conditional(pool).await).await, ["DELETE orders"]);
}
