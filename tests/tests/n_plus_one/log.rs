//! One warning for each call site.

use std::io::Write;
use std::sync::{Arc, Mutex};

use sqlspan::traced;
use sqlspan_tests::{Fixture, Trace};
use sqlx::{Sqlite, SqlitePool};
use tracing::instrument::WithSubscriber as _;

/// What was written.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a future, and returns what sqlspan logs. On a busy machine sqlx logs as well: that a query, or a wait, was slow.
pub async fn logged<T>(future: impl Future<Output = T>) -> (T, String) {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .without_time()
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(move || writer.clone())
        .finish();
    let output = future.with_subscriber(subscriber).await;
    let written = lines.0.lock().unwrap().clone();
    let written = String::from_utf8(written).unwrap();
    (output, written.split_inclusive('\n').filter(|line| line.contains(" sqlspan: ")).collect())
}

#[traced]
async fn one(pool: &SqlitePool, id: i64) -> sqlx::Result<Option<(String,)>> {
    sqlx::query_as("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
}

#[traced]
async fn other(pool: &SqlitePool, id: i64) -> sqlx::Result<Option<(i64,)>> {
    sqlx::query_as("SELECT count(*) FROM items WHERE order_id = $1").bind(id).fetch_optional(pool).await
}

#[tokio::test]
async fn each_call_site_is_told_of_once() {
    let db = Fixture::<Sqlite>::new().await.unwrap();
    let requests = async {
        for _ in 0..3 {
            let request = async {
                for id in 1..=50 {
                    one(&db.pool, id).await.unwrap();
                }
                // So that all are in flight before the first can have ended.
                let taken = futures::future::try_join_all((0..4).map(|_| db.pool.acquire())).await.unwrap();
                let mut all = Box::pin(futures::future::try_join_all((1..=50).map(|id| other(&db.pool, id))));
                assert!(futures::poll!(all.as_mut()).is_pending());
                drop(taken);
                all.await.unwrap();
            };
            Trace::start("request").run(request).await;
        }
    };
    let ((), log) = logged(requests).await;
    let lines: Vec<&str> = log.lines().collect();
    let [sequential, concurrent] = lines[..] else { panic!("{log}") };
    assert!(
        sequential.starts_with(
            " WARN sqlspan: N+1: `SELECT orders` ran 6 times under one span, one after another: ask for all of them in \
             one query, or say `#[traced(allow(n_plus_one))]` where it has to be one by one function=n_plus_one::log::one \
             file="
        ),
        "{sequential}"
    );
    assert!(sequential.ends_with(" count=6"), "{sequential}");
    assert!(
        concurrent.starts_with(" WARN sqlspan: N+1: `SELECT items` ran 6 times under one span, at the same time: "),
        "{concurrent}"
    );
}
