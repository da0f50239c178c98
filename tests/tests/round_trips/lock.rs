//! PostgreSQL's advisory locks.

use std::sync::Arc;

use sqlspan_tests::{Expect, Fixture, Trace};
use sqlx::postgres::PgAdvisoryLock;
use sqlx::{Either, PgConnection, PgPool, Postgres};

struct Jobs {
    pool: PgPool,
    lock: PgAdvisoryLock,
    shared: Arc<PgAdvisoryLock>,
}

impl Jobs {
    fn lock(&self) -> &PgAdvisoryLock {
        &self.lock
    }
}

#[sqlspan::repository]
impl Jobs {
    async fn run(&self) -> sqlx::Result<()> {
        let lock = PgAdvisoryLock::new("jobs");
        let mut conn = self.pool.acquire().await?;
        let mut guard = lock.acquire(&mut conn).await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *guard).await?;
        guard.release_now().await?;
        if let Either::Left(guard) = self.shared.try_acquire(self.pool.acquire().await?).await? {
            let conn = guard.leak();
            self.shared.force_release(conn).await?;
        }
        Ok(())
    }

    async fn by_value(&self, conn: &mut PgConnection) -> sqlx::Result<()> {
        self.lock().acquire(conn).await?.release_now().await?;
        Ok(())
    }

    async fn given_up(&self) -> sqlx::Result<bool> {
        let mut tx = self.pool.begin().await?;
        let got = self.lock.try_acquire(&mut *tx).await?.is_left();
        Ok(got)
    }
}

#[tokio::test]
async fn each_of_their_statements_is_a_span() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let lock = PgAdvisoryLock::new("orders");
    let jobs = Jobs { pool: db.pool.clone(), shared: Arc::new(lock.clone()), lock };
    let locks = |name| Expect::span(name, "").no_text();
    let trace = Trace::start("run");
    trace.run(jobs.run()).await.unwrap();
    let expected = [
        locks("SELECT pg_advisory_lock"),
        Expect::span("SELECT orders", "SELECT id FROM orders WHERE id = 1").affected(1),
        locks("SELECT pg_advisory_unlock"),
        locks("SELECT pg_try_advisory_lock"),
        locks("SELECT pg_advisory_unlock").system_only(),
    ];
    Expect::exactly(&expected, &trace, &db.server, "lock::Jobs::run");

    let mut conn = db.pool.acquire().await.unwrap();
    let trace = Trace::start("by value");
    trace.run(jobs.by_value(&mut conn)).await.unwrap();
    let expected = [locks("SELECT pg_advisory_lock").system_only(), locks("SELECT pg_advisory_unlock").system_only()];
    Expect::exactly(&expected, &trace, &db.server, "lock::Jobs::by_value");

    let trace = Trace::start("given up");
    assert!(trace.run(jobs.given_up()).await.unwrap());
    let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["BEGIN", "SELECT pg_try_advisory_lock", "ROLLBACK"]);
}
