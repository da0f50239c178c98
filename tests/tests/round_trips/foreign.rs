//! Other people's methods of these names: the same result, and no span.

use std::collections::HashMap;
use std::sync::Arc;

use sqlspan_tests::{Fixture, Trace};
use sqlx::{PgPool, Sqlite, SqlitePool};

#[derive(Debug, Default)]
struct Redis {
    sent: Vec<String>,
}

impl Redis {
    async fn ping(&mut self) -> Result<&'static str, std::fmt::Error> {
        self.sent.push("PING".into());
        std::future::ready(Ok("PONG")).await
    }

    fn listen(&mut self, channel: impl Into<String>) -> &mut Self {
        self.sent.push(channel.into());
        self
    }

    fn unlisten_all(&mut self) -> usize {
        self.sent.len()
    }

    async fn acquire(&self, permits: u32) -> u32 {
        std::future::ready(permits).await
    }

    fn copy_in_raw(&mut self, rows: Vec<String>) -> Copying<'_> {
        self.sent.extend(rows);
        Copying(self)
    }

    async fn copy_out_raw(&self, from: usize) -> Result<Vec<String>, String> {
        std::future::ready(Ok(self.sent[from..].to_vec())).await
    }

    fn release_now(self) -> Vec<String> {
        self.sent
    }
}

struct Copying<'r>(&'r mut Redis);

impl Copying<'_> {
    fn finish(self) -> usize {
        self.0.sent.len()
    }

    fn abort(self, why: &str) -> String {
        why.to_uppercase()
    }
}

impl IntoFuture for Copying<'_> {
    type Output = usize;
    type IntoFuture = std::future::Ready<usize>;

    fn into_future(self) -> Self::IntoFuture {
        std::future::ready(self.0.sent.len())
    }
}

/// A program's own methods on sqlx's types.
trait Health {
    fn ping(&self) -> impl Future<Output = bool> + Send;
    fn listen(&self, channel: &str) -> HashMap<String, u8>;
}

impl Health for PgPool {
    async fn ping(&self) -> bool {
        std::future::ready(self.is_closed()).await
    }

    fn listen(&self, channel: &str) -> HashMap<String, u8> {
        HashMap::from([(channel.to_owned(), 1)])
    }
}

fn made() -> Redis {
    Redis::default()
}

#[sqlspan::traced]
async fn all(pool: &SqlitePool, postgres: &PgPool) -> sqlx::Result<String> {
    let mut redis = Redis::default();
    let pong = redis.ping().await.unwrap();
    redis.listen("a").listen("b".to_owned()).listen(String::from("c"));
    let (count, permits) = (redis.unlisten_all(), redis.acquire(3).await);
    let semaphore = Arc::new(tokio::sync::Semaphore::new(2));
    let permit = semaphore.acquire().await.unwrap();
    let out = redis.copy_out_raw(3).await.unwrap();
    let kept = redis.copy_out_raw(1);
    let kept = kept.await.unwrap().len();
    let copy = redis.copy_in_raw(vec!["d".to_owned()]);
    let (finished, aborted) = (copy.finish(), redis.copy_in_raw(Vec::new()).abort("why"));
    let awaited = redis.copy_in_raw(Vec::new()).await;
    let copied = format!("{out:?} {kept} {finished} {aborted} {awaited}");
    let sent = redis.release_now();
    let value = made().release_now();
    let (health, listened) = (postgres.ping().await, postgres.listen("x").len());
    sqlx::query("SELECT id FROM orders WHERE id = 1").execute(pool).await?;
    Ok(format!("{pong} {count} {permits} {permit:?} {sent:?} {copied} {value:?} {health} {listened}"))
}

#[tokio::test]
async fn they_are_left_alone() {
    let Some(db) = Fixture::<Sqlite>::new().await else { return };
    let postgres = PgPool::connect_lazy("postgres://nowhere.invalid/none").unwrap();
    let trace = Trace::start("foreign");
    let told = trace.run(all(&db.pool, &postgres)).await.unwrap();
    assert!(
        told.starts_with("PONG 4 3 ") && told.ends_with(r#"["PING", "a", "b", "c", "d"] ["c"] 3 5 WHY 5 [] false 1"#),
        "{told}"
    );
    let names: Vec<_> = trace.queries().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["SELECT orders"]);
}
