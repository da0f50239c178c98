//! The names of attributes: stable, those of before, both.

use std::collections::BTreeMap;

use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;
use sqlspan::{Conventions, Telemetry};
use sqlspan_tests::{Fixture, OwnPostgres, Trace, alone, block_on};
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Sqlite, SqlitePool};

#[sqlspan::repository]
mod orders {
    use super::{PgPool, SqlitePool};

    #[traced(dialect = postgres)]
    pub async fn find(pool: &PgPool, id: i64) -> sqlx::Result<Option<(i64, String)>> {
        sqlx::query_as("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
    }

    pub async fn joined(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT 1 FROM orders JOIN items ON items.order_id = orders.id").execute(pool).await.map(drop)
    }

    #[traced(operation = "FIND", collection = "order")]
    pub async fn stated(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT missing FROM orders").execute(pool).await.map(drop)
    }

    pub async fn union(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT 1 UNION SELECT 2").execute(pool).await.map(drop)
    }

    pub async fn script(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::raw_sql("BEGIN; COMMIT").execute(pool).await.map(drop)
    }

    pub async fn explained(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("EXPLAIN SELECT 1").execute(pool).await.map(drop)
    }

    pub async fn exists(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT EXISTS (SELECT 1 FROM orders)").execute(pool).await.map(drop)
    }

    const QUOTED: &str = "SELECT * FROM \"user data\"";

    /// A text that the compiler alone reads.
    pub async fn constant(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query(QUOTED).execute(pool).await.map(drop)
    }

    /// A choice, of which one is executed.
    pub async fn chosen(pool: &SqlitePool, items: bool) -> sqlx::Result<()> {
        let sql = if items { "SELECT 1 FROM items" } else { "DELETE FROM orders WHERE id = 70" };
        sqlx::query(sql).execute(pool).await.map(drop)
    }

    /// A text that is put together at run time.
    pub async fn built(pool: &SqlitePool) -> sqlx::Result<()> {
        let mut builder = sqlx::QueryBuilder::new("WITH c AS (SELECT 1) SELECT * FROM c JOIN ");
        builder.push("orders ON orders.id = ").push_bind(1_i64);
        builder.build().execute(pool).await.map(drop)
    }

    #[traced(summary = "get user by id")]
    pub async fn summarised(pool: &SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT 1 FROM orders").execute(pool).await.map(drop)
    }
}

/// All that a span says but for where in the source it stands.
fn said(span: &SpanData) -> BTreeMap<String, String> {
    let pairs = span.attributes.iter().map(|pair| (pair.key.to_string(), pair.value.to_string()));
    let said: BTreeMap<String, String> = pairs.filter(|(key, _)| !key.starts_with("code.")).collect();
    assert_eq!(said.len() + 3, span.attributes.len(), "each once: {:?}", span.attributes);
    said
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// The span of `SQLAlchemy`'s guide, on a database of the name that it has there.
#[test]
fn legacy_is_what_the_guide_shows() {
    if !alone("conventions::legacy_is_what_the_guide_shows") {
        return;
    }
    block_on(async {
        let Some(server) = OwnPostgres::start() else { return };
        let admin = PgPoolOptions::new().connect(&server.url()).await.unwrap();
        sqlx::raw_sql("CREATE DATABASE orders").execute(&admin).await.unwrap();
        let url = format!("postgres://postgres@127.0.0.1:{}/orders", server.port);
        let pool = PgPoolOptions::new().connect(&url).await.unwrap();
        sqlx::raw_sql(sqlspan_tests::SEED).execute(&pool).await.unwrap();
        let _telemetry = Telemetry::builder().conventions(Conventions::Legacy).install().unwrap();
        let trace = Trace::start("GET /orders/{id}");
        trace.run(orders::find(&pool, 1)).await.unwrap();
        let spans = trace.queries();
        let [span] = spans.as_slice() else { panic!("{spans:?}") };
        assert_eq!(
            (span.name.as_ref(), &span.span_kind, &span.status),
            ("SELECT orders", &SpanKind::Client, &Status::Unset)
        );
        assert_eq!(span.parent_span_id, trace.root());
        let expected = [
            ("db.system", "postgresql"),
            ("db.name", "orders"),
            ("db.statement", "SELECT id, status FROM orders WHERE id = $1"),
            ("db.operation", "SELECT"),
            ("db.sql.table", "orders"),
            ("net.peer.name", "127.0.0.1"),
            ("net.peer.port", &server.port.to_string()),
        ];
        assert_eq!(said(span), map(&expected));
        assert_eq!(span.instrumentation_scope.schema_url(), Some("https://opentelemetry.io/schemas/1.24.0"));
    });
}

/// Runs the queries on SQLite and says what their spans say.
async fn on_sqlite() -> Vec<SpanData> {
    let fixture = Fixture::<Sqlite>::alone().await.unwrap();
    let trace = Trace::start("request");
    trace
        .run(async {
            orders::joined(&fixture.pool).await.unwrap();
            orders::stated(&fixture.pool).await.unwrap_err();
            orders::summarised(&fixture.pool).await.unwrap();
        })
        .await;
    trace.queries()
}

#[test]
fn legacy_names_are_read_off_the_statement() {
    if !alone("conventions::legacy_names_are_read_off_the_statement") {
        return;
    }
    block_on(async {
        let _telemetry = Telemetry::builder().conventions(Conventions::Legacy).install().unwrap();
        let fixture = Fixture::<Sqlite>::alone().await.unwrap();
        let trace = Trace::start("request");
        trace
            .run(async {
                let pool = &fixture.pool;
                orders::union(pool).await.unwrap();
                orders::script(pool).await.unwrap();
                orders::explained(pool).await.unwrap();
                orders::exists(pool).await.unwrap();
                // There is no such table.
                orders::constant(pool).await.unwrap_err();
                orders::chosen(pool, true).await.unwrap();
                orders::chosen(pool, false).await.unwrap();
                orders::built(pool).await.unwrap();
            })
            .await;
        let spans: Vec<_> = trace.queries().iter().map(said).collect();
        let name = |span: &BTreeMap<String, String>, name: &str| span.get(name).cloned().unwrap_or_default();
        let names: Vec<_> = spans.iter().map(|span| (name(span, "db.operation"), name(span, "db.sql.table"))).collect();
        let expected = [
            ("SELECT", ""),
            ("", ""),
            ("EXPLAIN", ""),
            ("SELECT", "orders"),
            ("SELECT", "\"user data\""),
            ("SELECT", "items"),
            ("DELETE", "orders"),
            ("SELECT", "orders"),
        ];
        assert_eq!(names, expected.map(|(operation, table)| (operation.to_owned(), table.to_owned())));
    });
}

/// What the old conventions can't say of a statement with two tables, what is stated, and what a summary does not tell.
#[test]
fn legacy_names_one_table_or_none() {
    if !alone("conventions::legacy_names_one_table_or_none") {
        return;
    }
    block_on(async {
        let _telemetry = Telemetry::builder().conventions(Conventions::Legacy).install().unwrap();
        let spans = on_sqlite().await;
        let [joined, stated, summarised] = spans.as_slice() else { panic!("{spans:?}") };
        let joined = said(joined);
        assert_eq!((joined["db.operation"].as_str(), joined.get("db.sql.table")), ("SELECT", None));
        let stated = said(stated);
        assert_eq!((stated["db.operation"].as_str(), stated["db.sql.table"].as_str()), ("FIND", "order"));
        assert_eq!(stated["error.type"], "1");
        assert_eq!(stated.get("db.response.status_code"), None, "there was no such name");
        let summarised = said(summarised);
        assert_eq!((summarised.get("db.operation"), summarised.get("db.sql.table")), (None, None));
    });
}

#[test]
fn both() {
    if !alone("conventions::both") {
        return;
    }
    block_on(async {
        let _telemetry = Telemetry::builder().conventions(Conventions::Both).install().unwrap();
        let spans = on_sqlite().await;
        let said = said(&spans[1]);
        for (stable, legacy) in [
            ("db.system.name", "db.system"),
            ("db.namespace", "db.name"),
            ("db.query.text", "db.statement"),
            ("db.operation.name", "db.operation"),
            ("db.collection.name", "db.sql.table"),
        ] {
            assert_eq!(said[stable], said[legacy], "{stable}");
        }
        assert_eq!(said["db.query.summary"], "SELECT orders");
        assert_eq!(said["db.response.status_code"], "1");
        assert_eq!(spans[1].dropped_attributes_count, 0);
        assert_eq!(spans[1].instrumentation_scope.schema_url(), Some("https://opentelemetry.io/schemas/1.44.0"));
    });
}
