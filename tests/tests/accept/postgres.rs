//! The rows of the checklist that need PostgreSQL or MySQL to run.

use sqlspan_tests::Fixture;
use sqlx::{MySql, MySqlPool, PgPool, Postgres};

struct Documents {
    pool: PgPool,
}

#[sqlspan::repository(dialect = postgres, deny(all))]
impl Documents {
    async fn a17_json_and_arrays(&self, a: i32, address: &str) -> sqlx::Result<bool> {
        sqlx::query("SELECT '{1,2}'::int[], '{\"a\": 1}'::jsonb #>> '{address,city}', '{a}'::text[], $1::text")
            .bind(address)
            .fetch_one(&self.pool)
            .await?;
        // `?` is an operator here, and no placeholder.
        sqlx::query("SELECT '{\"a\": 1}'::jsonb ? 'a', $1::int").bind(a).fetch_one(&self.pool).await?;
        sqlx::query_scalar("SELECT '{}'::jsonb @> '{}'::jsonb").fetch_one(&self.pool).await
    }

    /// What is made takes the values, not the statement that makes it.
    async fn parameters_of_what_is_made(&self) -> sqlx::Result<i32> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("CREATE FUNCTION next_number(int) RETURNS int LANGUAGE sql RETURN $1 + 1")
            .execute(&mut *tx)
            .await?;
        sqlx::query("PREPARE sum AS SELECT $1::int + $2::int").execute(&mut *tx).await?;
        let next = sqlx::query_scalar("SELECT next_number($1)").bind(1).fetch_one(&mut *tx).await;
        tx.rollback().await?;
        next
    }

    async fn a18_dollar_quotes(&self) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT $$ {x} %s $$ || $tag$ ${y} $tag$").fetch_one(&self.pool).await
    }
}

struct Dates {
    pool: MySqlPool,
}

#[sqlspan::repository(dialect = mysql, deny(all))]
impl Dates {
    async fn a19_escapes_of_odbc(&self, least: i32) -> sqlx::Result<i64> {
        sqlx::query_scalar(
            "SELECT count(*) FROM orders WHERE {d '2020-01-01'} < {ts '2021-01-01 00:00:00'} AND id % 2 >= ?",
        )
        .bind(least)
        .fetch_one(&self.pool)
        .await
    }
}

#[tokio::test]
async fn on_postgresql() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let documents = Documents { pool: db.pool.clone() };
    assert!(documents.a17_json_and_arrays(1, "here").await.unwrap());
    assert_eq!(documents.parameters_of_what_is_made().await.unwrap(), 2);
    assert_eq!(documents.a18_dollar_quotes().await.unwrap(), " {x} %s  ${y} ");
}

#[tokio::test]
async fn on_mysql() {
    let Some(db) = Fixture::<MySql>::new().await else { return };
    assert_eq!(Dates { pool: db.pool.clone() }.a19_escapes_of_odbc(0).await.unwrap(), 3);
}
