//! The databases.

use sqlx::pool::PoolOptions;
use sqlx::{Database, Executor, Pool, Postgres, Sqlite};
use tokio::runtime::{Builder, Runtime};

/// What the floor says of the server, as a developer would have it at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Target {
    pub system: &'static str,
    pub namespace: &'static str,
    pub address: Option<&'static str>,
    pub port: Option<i64>,
}

pub struct Server<DB: Database> {
    pub pool: Pool<DB>,
    pub target: Target,
    runtime: Runtime,
}

impl Server<Sqlite> {
    pub fn sqlite() -> Self {
        let target = Target { system: "sqlite", namespace: ":memory:", ..Target::default() };
        Self::connect("sqlite::memory:", target).expect("SQLite is always there")
    }
}

impl Server<Postgres> {
    /// `None` where no server is named.
    pub fn postgres() -> Option<Self> {
        let url = std::env::var("SQLSPAN_POSTGRES_URL").ok()?;
        let mut server = Self::connect(&url, Target::default()).expect("SQLSPAN_POSTGRES_URL leads to a server");
        let options = server.pool.connect_options();
        let leak = |text: &str| -> &'static str { text.to_owned().leak() };
        server.target = Target {
            system: "postgresql",
            namespace: leak(options.get_database().unwrap_or_else(|| options.get_username())),
            address: Some(leak(options.get_host())),
            port: Some(options.get_port().into()),
        };
        Some(server)
    }
}

impl<DB: Database> Server<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    fn connect(url: &str, target: Target) -> sqlx::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let pool = runtime.block_on(async {
            let pool = PoolOptions::<DB>::new().max_connections(1).connect(url).await?;
            sqlx::raw_sql("CREATE TEMP TABLE orders (id BIGINT PRIMARY KEY, status TEXT NOT NULL)")
                .execute(&pool)
                .await?;
            sqlx::raw_sql("INSERT INTO orders VALUES (1, 'new')").execute(&pool).await?;
            Ok::<_, sqlx::Error>(pool)
        })?;
        Ok(Self { pool, target, runtime })
    }

    pub fn run<T>(&self, future: impl Future<Output = sqlx::Result<T>>) -> T {
        self.runtime.block_on(future).expect("the query succeeds")
    }

    /// A connection that no longer belongs to the pool, which would want the runtime when it is dropped.
    pub fn connection(&self) -> DB::Connection {
        self.run(self.pool.acquire()).detach()
    }
}
