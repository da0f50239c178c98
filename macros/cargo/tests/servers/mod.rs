//! Databases for tests, each made for one of them and dropped after it.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::path::Path;

use sqlx::{AssertSqlSafe, Connection as _, MySqlConnection, PgConnection, SqliteConnection, raw_sql};

/// Runs a future.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The server that a variable of the environment names. Without one there is no test, unless all are to run.
pub fn server(variable: &str) -> Option<String> {
    let url = std::env::var(variable).ok();
    let required = std::env::var("SQLSPAN_REQUIRE_DATABASES").is_ok_and(|value| value == "1");
    assert!(url.is_some() || !required, "{variable} names no server");
    url
}

/// A database of a test.
pub struct Database {
    server: String,
    name: String,
    /// The URL of it.
    pub url: String,
}

impl Database {
    /// Makes one with these statements in it.
    pub fn make(variable: &str, name: &str, schema: &str) -> Option<Self> {
        let server = server(variable)?;
        let name = format!("sqlspan_test_{name}_{}", std::process::id());
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        let database = Self { server, name, url };
        execute(&database.server, &format!("CREATE DATABASE {}", database.name));
        execute(&database.url, schema);
        Some(database)
    }

    /// The number that a query gives.
    pub fn number(&self, query: &str) -> i64 {
        number(&self.url, query)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        execute(&self.server, &format!("DROP DATABASE {}", self.name));
    }
}

/// Runs a script.
pub fn execute(url: &str, script: &str) {
    block_on(async {
        let script = raw_sql(AssertSqlSafe(script));
        if url.starts_with("postgres") {
            let mut connection = PgConnection::connect(url).await.unwrap();
            script.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else if url.starts_with("mysql") {
            let mut connection = MySqlConnection::connect(url).await.unwrap();
            script.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            script.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    });
}

/// The number that a query gives.
pub fn number(url: &str, query: &str) -> i64 {
    block_on(async {
        let text = AssertSqlSafe(query);
        if url.starts_with("postgres") {
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap()
        } else if url.starts_with("mysql") {
            let mut connection = MySqlConnection::connect(url).await.unwrap();
            sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap()
        } else {
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::query_scalar(text).fetch_one(&mut connection).await.unwrap()
        }
    })
}

/// The URL of a new file of SQLite's in a folder, with these statements in it.
pub fn sqlite(folder: &Path, schema: &str) -> String {
    let url = format!("sqlite://{}", folder.join("shop.db").display());
    execute(&format!("{url}?mode=rwc"), schema);
    url
}
