//! The databases, and the proof that the floor and `#[traced]` make the same span.

use opentelemetry::global;
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};
use sqlx::pool::PoolOptions;
use sqlx::{Database, Executor, Pool, Postgres, Sqlite};
use tokio::runtime::{Builder, Runtime};

use crate::floor;
use crate::queries::traced;

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

/// Runs the floor and the annotated functions, and compares what they export.
pub fn same_spans() {
    let exporter = InMemorySpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    global::set_tracer_provider(provider);
    let sqlite = Server::sqlite();
    sqlite.run(floor::on_pool(&sqlite.pool, &sqlite.target, 1));
    sqlite.run(traced::on_pool(&sqlite.pool, 1));
    if let Some(postgres) = Server::postgres() {
        postgres.run(floor::on_pool(&postgres.pool, &postgres.target, 1));
        postgres.run(traced::on_pool(&postgres.pool, 1));
    }
    let spans = exporter.get_finished_spans().expect("the exporter is alive");
    for pair in spans.chunks(2) {
        assert_eq!(described(&pair[0]), described(&pair[1]), "the floor makes the span that `#[traced]` makes");
    }
}

/// All that the span says but for where in the source it stands, and when it was.
fn described(span: &SpanData) -> (String, String, Vec<String>) {
    let mut attributes: Vec<String> = span
        .attributes
        .iter()
        .map(|pair| if pair.key.as_str().starts_with("code.") { pair.key.to_string() } else { format!("{pair:?}") })
        .collect();
    attributes.sort();
    (span.name.to_string(), format!("{:?} {:?}", span.span_kind, span.status), attributes)
}
