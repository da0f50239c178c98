//! Round trips that compile with plain sqlx compile with the attribute: types that are settled late, generic code, futures
//! that are kept, sent and returned, errors that only the caller knows.

#![allow(
    dead_code,
    clippy::unused_async,
    clippy::missing_errors_doc,
    clippy::needless_lifetimes,
    clippy::too_many_lines
)]

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Connection, Database, PgConnection, PgPool, Pool, Postgres, Sqlite, SqlitePool, Transaction};

#[sqlspan::traced]
async fn inferred() -> sqlx::Result<()> {
    let pool = Pool::connect("sqlite::memory:").await?;
    let tx = pool.begin().await?;
    let tx: Transaction<'_, Sqlite> = tx;
    tx.commit().await
}

#[sqlspan::traced]
async fn generic_deref<D: Deref<Target = PgPool>>(db: D) -> sqlx::Result<()> {
    let tx = db.begin().await?;
    tx.commit().await
}

#[sqlspan::traced]
async fn generic_db<DB: Database>(db: &Arc<Pool<DB>>) -> sqlx::Result<()> {
    let mut conn = db.acquire().await?;
    conn.ping().await?;
    let tx = conn.begin().await?;
    tx.rollback().await
}

#[sqlspan::traced]
async fn generic_conn<C: Connection>(conn: &mut C) -> sqlx::Result<()> {
    conn.ping().await?;
    let tx = conn.begin().await?;
    tx.rollback().await
}

#[sqlspan::traced]
async fn generic_mut<P>(mut conn: P) -> sqlx::Result<()>
where
    P: DerefMut<Target = PgConnection>,
{
    conn.ping().await?;
    let tx = conn.begin().await?;
    tx.rollback().await
}

#[sqlspan::traced]
async fn acquire<'a, A: sqlx::Acquire<'a, Database = Postgres>>(from: A) -> sqlx::Result<()> {
    let mut conn = from.acquire().await?;
    conn.ping().await
}

#[sqlspan::traced]
async fn begins<'a, A>(from: A) -> sqlx::Result<()>
where
    A: sqlx::Acquire<'a, Database = Postgres> + Send,
{
    let tx = from.begin().await?;
    tx.commit().await
}

#[sqlspan::traced]
async fn in_option(slot: &mut Option<Transaction<'static, Postgres>>, pool: &PgPool) -> sqlx::Result<()> {
    if let Some(tx) = slot.take() {
        tx.commit().await?;
    }
    if let Some(tx) = slot {
        tx.ping().await?;
    }
    if let Some(tx) = slot.as_mut() {
        tx.ping().await?;
    }
    *slot = Some(pool.begin().await?);
    match slot.take() {
        Some(tx) => tx.rollback().await,
        None => Ok(()),
    }
}

#[sqlspan::traced]
async fn late(pool: &SqlitePool, how: bool) -> sqlx::Result<()> {
    let tx;
    if how {
        tx = pool.begin().await?;
    } else {
        tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    }
    tx.commit().await
}

#[sqlspan::traced]
async fn indexed(pools: &[PgPool], map: &std::collections::HashMap<String, PgPool>, n: usize) -> sqlx::Result<()> {
    let tx = pools[n].begin().await?;
    tx.commit().await?;
    let tx = map["a"].begin().await?;
    tx.commit().await?;
    let tx = map.get("a").ok_or(sqlx::Error::PoolClosed)?.begin().await?;
    tx.commit().await
}

#[sqlspan::traced]
async fn futures_kept(pool: PgPool) -> sqlx::Result<()> {
    let begin = pool.begin();
    let handle = tokio::spawn(async move { 1 });
    drop(handle.await);
    let tx = begin.await?;
    let commit = tx.commit();
    commit.await
}

#[sqlspan::traced]
fn returned(
    pool: &PgPool,
) -> impl Future<Output = sqlx::Result<Transaction<'static, Postgres>>> + Send + 'static + use<> {
    let pool = pool.clone();
    async move { pool.begin().await }
}

#[sqlspan::traced]
fn acquired(pool: &PgPool) -> impl Future<Output = sqlx::Result<PoolConnection<Postgres>>> + Send + 'static + use<> {
    pool.acquire()
}

struct Unit<'c> {
    conn: &'c mut PgConnection,
}

#[sqlspan::repository]
impl<'c> Unit<'c> {
    async fn begin(&mut self) -> sqlx::Result<Transaction<'_, Postgres>> {
        self.conn.begin().await
    }
    async fn lent<'s>(&'s mut self) -> sqlx::Result<Transaction<'s, Postgres>>
    where
        'c: 's,
    {
        (*self.conn).begin().await
    }
    async fn ping(&mut self) -> sqlx::Result<()> {
        self.conn.ping().await
    }
    fn boxed(&mut self) -> std::pin::Pin<Box<dyn Future<Output = sqlx::Result<()>> + Send + '_>> {
        Box::pin(self.conn.ping())
    }
    async fn closure(&mut self, ids: Vec<i64>) -> sqlx::Result<usize> {
        self.conn
            .transaction(|tx| {
                Box::pin(async move {
                    for id in &ids {
                        if *id == 3 {
                            return Ok(0);
                        }
                    }
                    tx.ping().await?;
                    let inner = tx.begin().await?;
                    inner.commit().await?;
                    Ok(ids.len())
                })
            })
            .await
    }
    async fn typed<E: From<sqlx::Error> + Send + 'static>(&mut self) -> Result<u8, E> {
        self.conn
            .transaction(|tx| {
                Box::pin(async move {
                    tx.ping().await?;
                    Ok(1)
                })
            })
            .await
    }
    async fn moved(&mut self, text: String) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
        self.conn
            .transaction::<_, String, Box<dyn std::error::Error + Send + Sync>>(move |_| {
                Box::pin(async move { Ok(text) })
            })
            .await
    }
    async fn pending(&mut self) -> sqlx::Result<()> {
        self.conn.transaction(|_| Box::pin(std::future::pending())).await
    }
    async fn never(&mut self) -> sqlx::Result<()> {
        self.conn.transaction(|_tx| Box::pin(async move { Err::<(), sqlx::Error>(sqlx::Error::RowNotFound) })).await
    }
}

#[derive(Debug)]
enum Failed {
    Refused,
    Sql,
}
impl From<sqlx::Error> for Failed {
    fn from(_: sqlx::Error) -> Self {
        Self::Sql
    }
}

#[sqlspan::repository]
mod errors {
    use super::*;
    pub async fn tail(conn: &mut PgConnection) -> Result<(), Failed> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(())
            })
        })
        .await
    }
    pub async fn of_sqlx(conn: &mut PgConnection) -> sqlx::Result<()> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(())
            })
        })
        .await
    }
    pub async fn boxed(conn: &mut PgConnection) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(())
            })
        })
        .await
    }
    pub async fn mapped(conn: &mut PgConnection) -> Result<(), String> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Err(Failed::Refused)
            })
        })
        .await
        .map_err(|error| format!("{error:?}"))
    }
    pub async fn bound(conn: &mut PgConnection) -> Result<u8, Failed> {
        let done: Result<u8, Failed> = conn
            .transaction(|tx| {
                Box::pin(async move {
                    tx.ping().await?;
                    Ok(1)
                })
            })
            .await;
        done
    }
    pub async fn generic<T: Send + Default>(conn: &mut PgConnection) -> Result<T, Failed> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(T::default())
            })
        })
        .await
    }
    pub async fn any<E: From<sqlx::Error> + Send>(conn: &mut PgConnection) -> Result<u8, E> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(1)
            })
        })
        .await
    }
}

struct Errors<E>(E);
#[sqlspan::repository]
impl<E: From<sqlx::Error> + Send> Errors<E> {
    pub async fn of_block(conn: &mut PgConnection) -> Result<u8, E> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(1)
            })
        })
        .await
    }
}

trait Fails {
    type Error: From<sqlx::Error> + Send;
}

#[sqlspan::repository]
trait Runs: Fails {
    async fn run(&self, conn: &mut PgConnection) -> Result<u8, Self::Error> {
        conn.transaction(|tx| {
            Box::pin(async move {
                tx.ping().await?;
                Ok(1)
            })
        })
        .await
    }
}

fn is_send<T: Send>(_: T) {}

#[test]
fn futures_are_send() {
    fn check(pool: PgPool, db: &'static Arc<Pool<Sqlite>>, shared: Arc<PgPool>) {
        is_send(inferred());
        is_send(generic_deref(shared));
        is_send(generic_db(db));
        is_send(futures_kept(pool));
    }
    let _ = check;
}
