//! `sqlspan::testing`: what is recorded, of what, and what a test over its budget prints.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod budget;
mod recorded;
mod scope;
mod statements;
mod tree;

use sqlspan_tests::Fixture;
use sqlx::{Sqlite, SqlitePool};

/// Queries on SQLite, as a program has them.
#[sqlspan::repository]
mod orders {
    use sqlx::{SqliteConnection, SqlitePool};

    pub async fn all(pool: &SqlitePool) -> sqlx::Result<Vec<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders ORDER BY id").fetch_all(pool).await
    }

    pub async fn items(pool: &SqlitePool, order: i64) -> sqlx::Result<Vec<(String,)>> {
        sqlx::query_as("SELECT name FROM items WHERE order_id = $1").bind(order).fetch_all(pool).await
    }

    pub async fn add(pool: &SqlitePool, id: i64) -> sqlx::Result<()> {
        sqlx::query("INSERT INTO orders (id, status) VALUES ($1, 'new')").bind(id).execute(pool).await?;
        Ok(())
    }

    pub async fn pay_all(pool: &SqlitePool) -> sqlx::Result<()> {
        let mut tx = pool.begin().await?;
        pay(&mut tx).await?;
        tx.commit().await
    }

    pub async fn pay(conn: &mut SqliteConnection) -> sqlx::Result<()> {
        sqlx::query("UPDATE orders SET status = 'paid' WHERE id > 0").execute(conn).await?;
        Ok(())
    }

    #[traced(summary = "stock up")]
    pub async fn stated(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("DELETE FROM items WHERE name = 'ink'").execute(pool).await?;
        Ok(())
    }

    pub async fn joined(pool: &SqlitePool) -> sqlx::Result<Vec<(i64, String)>> {
        sqlx::query_as("SELECT orders.id, items.name FROM orders JOIN items ON items.order_id = orders.id")
            .fetch_all(pool)
            .await
    }
}

/// What is recorded does not depend on the comment, which is not in it.
#[test]
fn the_same_in_every_mode_of_comments() {
    sqlspan_tests::in_every_mode("the_same_in_every_mode_of_comments");
}

async fn database() -> Fixture<Sqlite> {
    Fixture::new().await.expect("SQLite is always there")
}

/// One query for the orders, and one for the items of each of three.
async fn fault(pool: &SqlitePool) -> sqlx::Result<()> {
    for (id,) in orders::all(pool).await? {
        orders::items(pool, id).await?;
    }
    Ok(())
}
