//! Methods that are called as paths: traced where the receiver is a place, which tells its type.

use sqlspan_tests::{Fixture, Trace};
use sqlx::postgres::PgListener;
use sqlx::{Acquire, Connection, PgConnection, PgPool, Pool, Postgres, Transaction};

#[sqlspan::repository]
mod calls {
    use super::*;

    pub async fn of_traits(pool: &PgPool, conn: &mut PgConnection) -> sqlx::Result<()> {
        let tx = Connection::begin(&mut *conn).await?;
        Transaction::commit(tx).await?;
        let mut tx = sqlx::Connection::begin(conn).await?;
        Connection::ping(&mut *tx).await?;
        let inner = Acquire::begin(&mut tx).await?;
        sqlx::Transaction::rollback(inner).await?;
        tx.commit().await?;
        let tx = sqlx::Acquire::begin(pool).await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *Acquire::acquire(pool).await?).await?;
        Transaction::rollback(tx).await
    }

    pub async fn of_types(pool: &PgPool) -> sqlx::Result<()> {
        let mut conn = PgPool::acquire(pool).await?;
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(&mut *conn).await?;
        let tx = Pool::<Postgres>::begin(pool).await?;
        tx.commit().await?;
        let mut listener = PgListener::connect_with(pool).await?;
        PgListener::listen(&mut listener, "orders").await?;
        PgConnection::ping(&mut conn).await?;
        <PgConnection as Connection>::ping(&mut conn).await
    }
}

#[tokio::test]
async fn they_are_traced() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let trace = Trace::start("paths");
    let mut conn = db.pool.acquire().await.unwrap();
    trace.run(calls::of_traits(&db.pool, &mut conn)).await.unwrap();
    drop(conn);
    let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
    let expected = [
        "BEGIN",
        "COMMIT",
        "BEGIN",
        "ping",
        "SAVEPOINT",
        "ROLLBACK TO SAVEPOINT",
        "COMMIT",
        "BEGIN",
        "SELECT orders",
        "ROLLBACK",
    ];
    assert_eq!(names, expected);

    let trace = Trace::start("paths of types");
    trace.run(calls::of_types(&db.pool)).await.unwrap();
    let names: Vec<_> = trace.statements().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["SELECT orders", "BEGIN", "COMMIT", "LISTEN orders", "ping", "ping"]);
    let select = &trace.queries()[0];
    let namespace = select.attributes.iter().find(|pair| pair.key.as_str() == "db.namespace");
    assert_eq!(namespace.map(|pair| pair.value.as_str().into_owned()), db.server.namespace.clone());
}

/// Other people's types of these names.
mod foreign {
    #[derive(Default)]
    pub struct Connection(u32);

    impl Connection {
        pub async fn ping(&mut self) -> u32 {
            self.0 += 1;
            std::future::ready(self.0).await
        }

        pub fn begin(&mut self) -> Transaction<'_> {
            Transaction(self)
        }
    }

    pub struct Transaction<'c>(&'c mut Connection);

    impl Transaction<'_> {
        pub fn commit(self) -> u32 {
            self.0.0
        }
    }

    #[sqlspan::traced]
    pub async fn all(pool: &sqlx::PgPool) -> sqlx::Result<(u32, u32)> {
        let mut conn = Connection::default();
        let ping = Connection::ping(&mut conn).await;
        let tx = Connection::begin(&mut conn);
        let done = Transaction::commit(tx);
        sqlx::query("SELECT id FROM orders WHERE id = 1").execute(pool).await?;
        Ok((ping, done))
    }
}

#[tokio::test]
async fn others_are_left_alone() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let trace = Trace::start("foreign paths");
    assert_eq!(trace.run(foreign::all(&db.pool)).await.unwrap(), (1, 1));
    assert_eq!(trace.statements().len(), 1);
}
