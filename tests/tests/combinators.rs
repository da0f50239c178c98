//! What combines futures and streams, inside `tokio::spawn`: plain sqlx and the annotated twin of the same tokens
//! compile, result in the same, and the twin has one span for each query, each below the span that was active.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use futures::stream::{self, FuturesUnordered};
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use opentelemetry::trace::FutureExt as _;
use sqlspan::{repository, traced};
use sqlspan_tests::{Expect, Trace};
use sqlx::{Executor as _, Sqlite, SqlitePool};

type Fixture = sqlspan_tests::Fixture<Sqlite>;

const STATUS: &str = "SELECT status FROM orders WHERE id = $1";
const ALL: &str = "SELECT id FROM orders ORDER BY id";

/// The same function twice, spawned twice; the number is that of the spans of `STATUS`.
macro_rules! combinators {
    ($($name:ident, $spans:expr, $(#[$attribute:meta])* { $($item:tt)* })*) => {$(
        mod $name {
            use super::*;

            mod plain {
                use super::*;
                $($item)*
            }

            mod annotated {
                use super::*;
                $(#[$attribute])*
                $($item)*
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn is_traced() {
                let Some(db) = Fixture::new().await else { return };
                let trace = Trace::start("plain");
                let task = plain::run(db.pool.clone()).with_context(trace.context());
                let plain = tokio::spawn(task).await.unwrap().unwrap();
                assert_eq!(trace.queries().len(), 0, "plain sqlx makes no spans");

                let trace = Trace::start("annotated");
                let task = annotated::run(db.pool.clone()).with_context(trace.context());
                let annotated = tokio::spawn(task).await.unwrap().unwrap();
                assert_eq!(annotated, plain);
                Expect::exactly(&$spans, &trace, &db.server, concat!("::", stringify!($name), "::annotated::"));
            }
        }
    )*};
}

fn status() -> Expect {
    Expect::span("SELECT orders", STATUS).rows(1)
}

fn all() -> Expect {
    Expect::span("SELECT orders", ALL).rows(3)
}

combinators! {
    join_all, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let found = futures::future::join_all(
                (1..=3_i64).map(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool)),
            );
            found.await.into_iter().collect()
        }
    }
    try_join_all, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let ids = [1_i64, 2, 3];
            futures::future::try_join_all(
                ids.iter().map(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool)),
            )
            .await
        }
    }
    try_join_all_of_a_method, [status(), status(), status()], #[repository(allow(n_plus_one))] {
        impl Orders {
            async fn status(&self, id: i64) -> sqlx::Result<String> {
                sqlx::query_scalar(STATUS).bind(id).fetch_one(&self.pool).await
            }

            async fn all(&self) -> sqlx::Result<Vec<String>> {
                futures::future::try_join_all([1, 2, 3].map(|id| self.status(id))).await
            }
        }

        struct Orders {
            pool: SqlitePool,
        }

        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            Orders { pool }.all().await
        }
    }
    buffered, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            stream::iter(1..=3_i64)
                .map(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool))
                .buffered(2)
                .try_collect()
                .await
        }
    }
    buffer_unordered, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let mut found: Vec<String> = stream::iter([1_i64, 2, 3])
                .map(|id| {
                    let pool = &pool;
                    async move { sqlx::query_scalar(STATUS).bind(id).fetch_one(pool).await }
                })
                .buffer_unordered(3)
                .try_collect()
                .await?;
            found.sort_unstable();
            Ok(found)
        }
    }
    buffer_unordered_without_a_block, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<usize> {
            let found: Vec<String> = stream::iter([1_i64, 2, 3])
                .map(|id| sqlx::query_scalar::<_, String>(STATUS).bind(id).fetch_one(&pool))
                .buffer_unordered(3)
                .try_collect()
                .await?;
            Ok(found.len())
        }
    }
    futures_unordered, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let mut found: Vec<String> = [1_i64, 2]
                .into_iter()
                .map(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool))
                .collect::<FuturesUnordered<_>>()
                .try_collect()
                .await?;
            found.sort_unstable();
            Ok(found)
        }
    }
    futures_unordered_grown, [status(), status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<usize> {
            let found = FuturesUnordered::new();
            for id in 1..=3_i64 {
                found.push(sqlx::query_scalar::<_, String>(STATUS).bind(id).fetch_one(&pool));
            }
            found.push(sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool));
            let found: Vec<String> = found.try_collect().await?;
            Ok(found.len())
        }
    }
    join_all_of_a_list, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            futures::future::try_join_all(vec![
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool),
            ])
            .await
        }
    }
    choice_in_a_closure, [status(), status(), all()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<usize>> {
            let found = stream::iter([1_i64, 2, 3]).map(|id| match id {
                3 => sqlx::query(ALL).fetch_all(&pool),
                _ => sqlx::query(STATUS).bind(id).fetch_all(&pool),
            });
            found.buffered(1).map_ok(|rows| rows.len()).try_collect().await
        }
    }
    then, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            stream::iter([1_i64, 2])
                .then(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool))
                .try_collect()
                .await
        }
    }
    and_then_on_a_stream, [status(), status(), status(), all()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            sqlx::query_scalar::<_, i64>(ALL)
                .fetch(&pool)
                .and_then(|id| sqlx::query_scalar(STATUS).bind(id).fetch_one(&pool))
                .try_collect()
                .await
        }
    }
    try_for_each_concurrent, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<()> {
            stream::iter([Ok(1_i64), Ok(2)])
                .try_for_each_concurrent(2, |id| {
                    let pool = pool.clone();
                    async move { sqlx::query(STATUS).bind(id).fetch_one(&pool).await.map(|_| ()) }
                })
                .await
        }
    }
    join_of_tokio, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(String, String)> {
            let (one, two) = tokio::join!(
                biased;
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                async { sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool).await },
            );
            Ok((one?, two?))
        }
    }
    try_join_of_tokio, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(String, Option<String>)> {
            tokio::try_join!(
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_optional(&pool),
            )
        }
    }
    join_of_futures, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(String, String)> {
            let (one, two) = futures::join!(
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool)
            );
            Ok((one?, two?))
        }
    }
    try_join_of_futures, [status(), status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(String, String, String)> {
            futures::try_join!(
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool),
                async { sqlx::query_scalar(STATUS).bind(3_i64).fetch_one(&pool).await },
            )
        }
    }
    try_join_function, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(String, String)> {
            futures::future::try_join(
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool),
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool),
            )
            .await
        }
    }
    join_set, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let mut tasks = tokio::task::JoinSet::new();
            for id in [1_i64, 2] {
                let pool = pool.clone();
                let task = async move { sqlx::query_scalar::<_, String>(STATUS).bind(id).fetch_one(&pool).await };
                tasks.spawn(task.with_current_context());
            }
            let mut found = Vec::new();
            while let Some(status) = tasks.join_next().await {
                found.push(status.unwrap()?);
            }
            found.sort_unstable();
            Ok(found)
        }
    }
    select_of_tokio, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            tokio::select! {
                status = sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool) => status,
                () = tokio::time::sleep(Duration::from_mins(1)) => Err(sqlx::Error::PoolTimedOut),
            }
        }
    }
    select_of_tokio_with_all_there_is, [status(), all()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<usize> {
            let never = false;
            tokio::select! {
                biased;
                () = futures::future::ready(()), if never => Ok(0),
                Ok(status) = sqlx::query_scalar::<_, String>(STATUS).bind(1_i64).fetch_one(&pool) => {
                    let all: Vec<i64> = sqlx::query_scalar(ALL).fetch_all(&pool).await?;
                    Ok(status.len() + all.len())
                }
                else => Err(sqlx::Error::PoolTimedOut),
            }
        }
    }
    select_of_tokio_gives_up, [], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<bool> {
            tokio::select! {
                biased;
                () = futures::future::ready(()) => Ok(true),
                _ = sqlx::query(STATUS).bind(1_i64).fetch_one(&pool) => Ok(false),
            }
        }
    }
    select_of_futures, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            let status = sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool).fuse();
            futures::pin_mut!(status);
            let mut never = futures::future::pending::<()>();
            futures::select! {
                status = status => status,
                () = never => Err(sqlx::Error::PoolTimedOut),
            }
        }
    }
    select_of_futures_inline, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            futures::select_biased! {
                status = Box::pin(sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool)).fuse() => status,
                complete => Err(sqlx::Error::PoolTimedOut),
            }
        }
    }
    timeout, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            let status = sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool);
            tokio::time::timeout(Duration::from_mins(1), status).await.unwrap()
        }
    }
    timeout_inline, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            tokio::time::timeout(Duration::from_mins(1), sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool))
                .await
                .unwrap()
        }
    }
    mapped, [status(), all()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<(usize, usize)> {
            let one = sqlx::query_scalar::<_, String>(STATUS).bind(2_i64).fetch_one(&pool);
            let one = one.map(|status| status.map(|status| status.len())).await?;
            let all = sqlx::query(ALL).fetch_all(&pool).boxed().await?;
            Ok((one, all.len()))
        }
    }
    pinned, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            tokio::pin! {
                let status = sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool);
            }
            status.as_mut().await
        }
    }
    pinned_on_the_stack, [status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<String> {
            let status = std::pin::pin!(sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool));
            status.await
        }
    }
    in_a_vec, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            Ok(vec![
                sqlx::query_scalar(STATUS).bind(1_i64).fetch_one(&pool).await?,
                sqlx::query_scalar(STATUS).bind(2_i64).fetch_one(&pool).await?,
            ])
        }
    }
    boxed_futures, [status(), all()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<usize>> {
            use futures::future::BoxFuture;
            let both: Vec<BoxFuture<'_, sqlx::Result<usize>>> = vec![
                Box::pin(async { Ok(sqlx::query(STATUS).bind(1_i64).fetch_all(&pool).await?.len()) }),
                Box::pin(async { Ok(pool.fetch_all(ALL).await?.len()) }),
            ];
            let mut found = Vec::new();
            for one in both {
                found.push(one.await?);
            }
            Ok(found)
        }
    }
    on_one_transaction, [status(), status()], #[traced(allow(n_plus_one))] {
        pub async fn run(pool: SqlitePool) -> sqlx::Result<Vec<String>> {
            let mut tx = pool.begin().await?;
            let mut found = Vec::new();
            for id in [1_i64, 2] {
                found.push(sqlx::query_scalar(STATUS).bind(id).fetch_one(&mut *tx).await?);
            }
            Ok(found)
        }
    }
}
