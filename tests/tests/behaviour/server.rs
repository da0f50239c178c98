//! Which database a span names, on whatever the query runs.

use sqlspan_tests::{Fixture, Trace};
use sqlx::{PgConnection, PgPool, Postgres};

use crate::attributes;

struct Orders {
    pool: PgPool,
}

#[sqlspan::repository(dialect = postgres)]
impl Orders {
    async fn in_transaction(&self) -> sqlx::Result<()> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("SELECT count(*) FROM orders").fetch_one(&mut *tx).await?;
        tx.commit().await
    }

    async fn in_savepoint(&self) -> sqlx::Result<()> {
        use sqlx::Acquire as _;
        let mut connection = self.pool.acquire().await?;
        let mut tx = connection.begin().await?;
        let mut savepoint = tx.begin().await?;
        sqlx::query("SELECT count(*) FROM orders").fetch_one(&mut *savepoint).await?;
        savepoint.commit().await?;
        tx.commit().await
    }

    async fn on_acquired(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT count(*) FROM orders").fetch_one(&mut *self.pool.acquire().await?).await.map(drop)
    }

    async fn on_connection(connection: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::query("SELECT count(*) FROM orders").fetch_one(connection).await.map(drop)
    }

    #[traced(pool = "second postgres")]
    async fn on_named(connection: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::query("SELECT count(*) FROM orders").fetch_one(connection).await.map(drop)
    }

    #[traced(pool = "nobody's")]
    async fn on_unknown_name(connection: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::query("SELECT count(*) FROM orders").fetch_one(connection).await.map(drop)
    }
}

/// `db.namespace` of the one span.
fn namespace(trace: &Trace) -> Option<String> {
    let spans = trace.queries();
    assert_eq!(spans.len(), 1);
    attributes(&spans[0]).get("db.namespace").cloned()
}

#[tokio::test]
async fn of_what_the_function_took_out_of_a_pool() {
    let Some(fixture) = Fixture::<Postgres>::new().await else { return };
    let orders = Orders { pool: fixture.pool.clone() };
    for case in 0..3 {
        let trace = Trace::start("test");
        trace
            .run(async {
                match case {
                    0 => orders.in_transaction().await,
                    1 => orders.in_savepoint().await,
                    _ => orders.on_acquired().await,
                }
            })
            .await
            .unwrap();
        assert_eq!(namespace(&trace), fixture.server.namespace, "case {case}");
    }
}

/// The harness registers two pools of each system.
#[tokio::test]
async fn of_a_connection_from_elsewhere() {
    let Some(fixture) = Fixture::<Postgres>::new().await else { return };
    let mut connection = fixture.pool.acquire().await.unwrap();
    let trace = Trace::start("test");
    trace.run(Orders::on_connection(&mut connection)).await.unwrap();
    assert_eq!(namespace(&trace), None, "two pools are known, and nobody says which");
    let trace = Trace::start("test");
    trace.run(Orders::on_named(&mut connection)).await.unwrap();
    assert_eq!(namespace(&trace).as_deref(), Some("nothing"), "the database of the named pool");
    let trace = Trace::start("test");
    trace.run(Orders::on_unknown_name(&mut connection)).await.unwrap();
    assert_eq!(namespace(&trace), None, "a name that nobody registered is not guessed either");
}
