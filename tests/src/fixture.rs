//! A database of its own for each test, with the same rows in all of them.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Executor, IntoArguments, Pool};

use crate::systems::keep_two_pools_of_each;
use crate::{Server, System};

/// A pool on a database that nobody else uses; the database goes when this is dropped, also on a panic.
#[derive(Debug)]
pub struct Fixture<DB: System> {
    pub pool: Pool<DB>,
    pub url: String,
    pub server: Server,
    name: String,
}

impl<DB: System> Fixture<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    /// Makes a database with the tables `orders` and `items`; `None`, and why on standard output, when there is no
    /// server of this kind.
    ///
    /// # Panics
    ///
    /// When the server that the environment names can't be used, or must be named and is not.
    pub async fn new() -> Option<Self> {
        keep_two_pools_of_each();
        Self::alone().await
    }

    /// The same in a process whose settings are the test's own ([`alone`](crate::alone)).
    ///
    /// # Panics
    ///
    /// As [`new`](Self::new).
    pub async fn alone() -> Option<Self> {
        let server = match DB::URL_VARIABLE {
            None => String::new(),
            Some(variable) => {
                let Ok(url) = std::env::var(variable) else {
                    let required = std::env::var("SQLSPAN_REQUIRE_DATABASES").is_ok_and(|value| value == "1");
                    assert!(!required, "{variable} is not set, and SQLSPAN_REQUIRE_DATABASES=1 asks for all databases");
                    println!("skipped: {variable} is not set");
                    return None;
                };
                url
            }
        };
        let name = unique_name();
        let url = DB::create(&server, &name).await;
        let pool = DB::connect(&url).await;
        let server = DB::server(&pool);
        let fixture = Self { pool, url, server, name };
        fixture.seed().await;
        Some(fixture)
    }

    /// Puts the tables into the state in which every test finds them.
    ///
    /// # Panics
    ///
    /// When the database refuses.
    pub async fn seed(&self) {
        sqlx::raw_sql(SEED).execute(&self.pool).await.expect("the tables are made");
    }
}

impl<DB: System> Drop for Fixture<DB> {
    fn drop(&mut self) {
        let Some(variable) = DB::URL_VARIABLE else { return };
        let (name, server) = (self.name.clone(), std::env::var(variable).unwrap_or_default());
        // The test's own runtime can't be waited for here.
        let removal = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let removed =
                runtime.map_err(sqlx::Error::Io).and_then(|runtime| runtime.block_on(DB::remove(&server, &name)));
            if let Err(error) = removed {
                eprintln!("the database {name} is left behind: {error}");
            }
        });
        // What it could not do it has said.
        let _ = removal.join();
    }
}

/// What every database holds.
pub const SEED: &str = "
    DROP TABLE IF EXISTS items;
    DROP TABLE IF EXISTS orders;
    CREATE TABLE orders (id BIGINT PRIMARY KEY NOT NULL, status VARCHAR(20) NOT NULL);
    CREATE TABLE items (order_id BIGINT NOT NULL, name VARCHAR(20) NOT NULL);
    INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'paid'), (3, 'new');
    INSERT INTO items (order_id, name) VALUES (1, 'pen'), (1, 'ink'), (2, 'cup');
";

fn unique_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("sqlspan_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}
