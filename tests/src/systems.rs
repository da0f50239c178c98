//! How each database system makes, opens and removes a database.

use std::sync::Once;
use std::time::Duration;

use futures::Future;
use sqlspan::n_plus_one::NPlusOne;
use sqlspan::{CommentMode, Comments, PoolSettings};
use sqlx::pool::PoolOptions;
use sqlx::{AssertSqlSafe, Connection as _, Database, MySql, Pool, Postgres, Row as _, Sqlite};

use crate::Server;

/// A database system that the tests run on.
pub trait System: Database {
    /// The environment variable with the URL of its server, if it has one.
    const URL_VARIABLE: Option<&'static str>;

    /// A URL under which nobody listens.
    const NOWHERE: &'static str;

    /// Makes a database, and says its URL.
    fn create(server: &str, name: &str) -> impl Future<Output = String> + Send;

    /// Removes a database, whoever is still connected.
    fn remove(server: &str, name: &str) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// What spans say of the server of a pool.
    #[must_use]
    fn server(pool: &Pool<Self>) -> Server;

    /// A pool that keeps a connection open: a database in memory lives as long as one.
    #[must_use]
    fn connect(url: &str) -> impl Future<Output = Pool<Self>> + Send {
        let connecting = PoolOptions::new()
            .min_connections(1)
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(20))
            .connect(url);
        async { connecting.await.expect("the database can be opened") }
    }
}

/// Names two pools of each system, for as long as the process lives: on a connection that does not say where it comes
/// from, sqlspan takes the only pool that there is, and how many the other tests have at that moment is chance. Whoever
/// tests that rule has a process of their own.
pub(crate) fn keep_two_pools_of_each() {
    static KEPT: Once = Once::new();
    fn lazy<DB: System>(name: &str) -> (Pool<DB>, PoolSettings) {
        let pool = PoolOptions::new().connect_lazy(DB::NOWHERE).expect("the URL is well-formed");
        std::mem::forget(pool.clone());
        (pool, PoolSettings::named(name))
    }
    KEPT.call_once(|| {
        // However slow the machine is: no test depends on how fast queries follow each other.
        let n_plus_one = NPlusOne::on().within(Duration::MAX);
        let mut builder = sqlspan::Telemetry::builder().comments(Comments::new(mode())).n_plus_one(n_plus_one);
        for number in ["first", "second"] {
            let (sqlite, named_sqlite) = lazy::<Sqlite>(&format!("{number} sqlite"));
            let (postgres, named_postgres) = lazy::<Postgres>(&format!("{number} postgres"));
            let (mysql, named_mysql) = lazy::<MySql>(&format!("{number} mysql"));
            builder = builder.pool(&sqlite, named_sqlite).pool(&postgres, named_postgres).pool(&mysql, named_mysql);
        }
        builder.install().expect("nobody else installs settings in this process");
    });
}

/// The comments that [`in_every_mode`](crate::in_every_mode) asks for.
fn mode() -> CommentMode {
    match std::env::var(COMMENTS).as_deref() {
        Err(_) => CommentMode::Off,
        Ok("constant") => CommentMode::Constant,
        Ok("sampled") => CommentMode::Sampled,
        Ok("bound") => CommentMode::Bound,
        Ok(other) => panic!("{COMMENTS} is {other}"),
    }
}

/// The environment variable with the mode of comments that the tests run in.
pub(crate) const COMMENTS: &str = "SQLSPAN_TEST_COMMENTS";

impl System for Sqlite {
    const URL_VARIABLE: Option<&'static str> = None;
    const NOWHERE: &'static str = "sqlite::memory:";

    async fn create(_: &str, name: &str) -> String {
        format!("sqlite:file:{name}?mode=memory&cache=shared")
    }

    async fn remove(_: &str, _: &str) -> sqlx::Result<()> {
        Ok(())
    }

    fn server(pool: &Pool<Self>) -> Server {
        let file = pool.connect_options().get_filename().to_string_lossy().into_owned();
        Server { system: "sqlite", namespace: Some(file), address: None, port: None }
    }
}

impl System for Postgres {
    const URL_VARIABLE: Option<&'static str> = Some("SQLSPAN_POSTGRES_URL");
    const NOWHERE: &'static str = "postgres://nobody@127.0.0.1:9/nothing";

    async fn create(server: &str, name: &str) -> String {
        let mut admin = sqlx::PgConnection::connect(server).await.expect("SQLSPAN_POSTGRES_URL leads to a server");
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut admin).await.expect("a database can be made");
        database_url(server, name)
    }

    async fn remove(server: &str, name: &str) -> sqlx::Result<()> {
        let mut admin = sqlx::PgConnection::connect(server).await?;
        let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
        sqlx::raw_sql(drop).execute(&mut admin).await?;
        Ok(())
    }

    fn server(pool: &Pool<Self>) -> Server {
        let options = pool.connect_options();
        Server {
            system: "postgresql",
            namespace: options.get_database().map(str::to_owned),
            address: Some(options.get_host().to_owned()),
            port: Some(options.get_port()),
        }
    }
}

impl System for MySql {
    const URL_VARIABLE: Option<&'static str> = Some("SQLSPAN_MYSQL_URL");
    const NOWHERE: &'static str = "mysql://nobody@127.0.0.1:9/nothing";

    async fn create(server: &str, name: &str) -> String {
        let mut admin = sqlx::MySqlConnection::connect(server).await.expect("SQLSPAN_MYSQL_URL leads to a server");
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut admin).await.expect("a database can be made");
        database_url(server, name)
    }

    async fn remove(server: &str, name: &str) -> sqlx::Result<()> {
        let mut admin = sqlx::MySqlConnection::connect(server).await?;
        // An open transaction would hold the tables for ever.
        let list = "SELECT CAST(id AS SIGNED) FROM information_schema.processlist WHERE db = ?";
        for row in sqlx::query(list).bind(name).fetch_all(&mut admin).await? {
            let kill = AssertSqlSafe(format!("KILL {}", row.get::<i64, _>(0)));
            // It may be gone by now.
            let _ = sqlx::raw_sql(kill).execute(&mut admin).await;
        }
        let drop = AssertSqlSafe(format!("DROP DATABASE {name}"));
        sqlx::raw_sql(drop).execute(&mut admin).await?;
        Ok(())
    }

    fn server(pool: &Pool<Self>) -> Server {
        let options = pool.connect_options();
        Server {
            system: "mysql",
            namespace: options.get_database().map(str::to_owned),
            address: Some(options.get_host().to_owned()),
            port: Some(options.get_port()),
        }
    }
}

/// The URL of another database of the same server.
fn database_url(server: &str, name: &str) -> String {
    match server.rsplit_once('/') {
        Some((server, _)) if !server.ends_with('/') => format!("{server}/{name}"),
        _ => format!("{server}/{name}"),
    }
}
