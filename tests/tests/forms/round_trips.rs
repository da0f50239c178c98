//! Round trips that are no query method, on what sqlx has them on.

macro_rules! round_trips {
    ($by_id:tt $status_of:tt $insert:tt $update:tt $of_three:tt) => { forms! {
        ping = "`ping`" on "a connection", [Expect::span("ping", "").no_text()] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let mut conn = db.pool.acquire().await?;
                conn.ping().await
            }
        }
        ping_acquired = "`ping`" on "`pool.acquire().await?`", [Expect::span("ping", "").no_text()] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                db.pool.acquire().await?.ping().await
            }
        }
        ping_lent = "`ping`" on "`tx.as_mut()`", [Expect::span("ping", "").no_text()] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let mut tx = db.pool.begin().await?;
                tx.as_mut().ping().await?;
                tx.rollback().await
            }
        }
        transaction = "`transaction(..)`" on "a connection",
            [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut conn = db.pool.acquire().await?;
                conn.transaction(|tx| {
                    Box::pin(async move { sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut **tx).await })
                })
                .await
            }
        }
        transaction_acquired = "`transaction(..)`" on "`pool.acquire().await?`",
            [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                db.pool.acquire().await?.transaction(|tx| sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut **tx).boxed()).await
            }
        }
        transaction_in_another = "`transaction(..)`" on "`tx`",
            [Expect::span("SELECT orders", $by_id).rows(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<Order> {
                let mut tx = db.pool.begin().await?;
                let found = tx
                    .transaction(|tx| async move { sqlx::query_as($by_id).bind(1_i64).fetch_one(&mut **tx).await }.boxed())
                    .await;
                tx.commit().await?;
                found
            }
        }
    } };
}

macro_rules! round_trips_of_postgres {
    () => { forms! {
        copy_in = "`copy_in_raw`, `send`, `finish`" on "`&pool`",
            [Expect::span("COPY orders", "COPY orders FROM STDIN").affected(2)] [
            use sqlx::postgres::PgPoolCopyExt as _;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut copy = db.pool.copy_in_raw("COPY orders FROM STDIN").await?;
                copy.send("10\tnew\n11\tpaid\n".as_bytes()).await?;
                copy.finish().await
            }
        }
        copy_in_on_a_connection = "`copy_in_raw`, `send`, `finish`" on "a connection",
            [Expect::span("COPY orders", "COPY orders FROM STDIN").affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut conn = db.pool.acquire().await?;
                let mut copy = conn.copy_in_raw("COPY orders FROM STDIN").await?;
                copy.send("10\tnew\n".as_bytes()).await?;
                copy.finish().await
            }
        }
        copy_in_a_transaction = "`copy_in_raw`, `send`, `finish`" on "`tx`",
            [Expect::span("COPY orders", "COPY orders FROM STDIN").affected(1)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<u64> {
                let mut tx = db.pool.begin().await?;
                let mut copy = tx.copy_in_raw("COPY orders FROM STDIN").await?;
                copy.send("10\tnew\n".as_bytes()).await?;
                let rows = copy.finish().await?;
                tx.commit().await?;
                Ok(rows)
            }
        }
        copy_aborted = "`copy_in_raw`, `abort`" on "`&pool`",
            [Expect::span("COPY orders", "COPY orders FROM STDIN").outcome("aborted")] [
            use sqlx::postgres::PgPoolCopyExt as _;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let copy = db.pool.copy_in_raw("COPY orders FROM STDIN").await?;
                copy.abort("no more").await
            }
        }
        copy_out = "`copy_out_raw`" on "`&pool`",
            [Expect::span("COPY items", "COPY items TO STDOUT").copied(18)] [
            use sqlx::postgres::PgPoolCopyExt as _;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let pieces: Vec<_> = db.pool.copy_out_raw("COPY items TO STDOUT").await?.try_collect().await?;
                Ok(pieces.len())
            }
        }
        copy_out_lent = "`copy_out_raw`" on "`tx.as_mut()`",
            [Expect::span("COPY items", "COPY items TO STDOUT").copied(18)] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<usize> {
                let mut tx = db.pool.begin().await?;
                let pieces: Vec<_> = tx.as_mut().copy_out_raw("COPY items TO STDOUT").await?.try_collect().await?;
                tx.commit().await?;
                Ok(pieces.len())
            }
        }
        listen = "`listen`, `unlisten`" on "`PgListener`",
            [Expect::span("LISTEN orders", "LISTEN \"orders\""), Expect::span("UNLISTEN orders", "UNLISTEN \"orders\"")] [
            use sqlx::postgres::PgListener;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let mut listener = PgListener::connect_with(&db.pool).await?;
                listener.listen("orders").await?;
                listener.unlisten("orders").await
            }
        }
        listen_all = "`listen_all`, `unlisten_all`" on "`PgListener`",
            [Expect::span("LISTEN", "").no_text(), Expect::span("UNLISTEN", "UNLISTEN *")] [
            use sqlx::postgres::PgListener;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let mut listener = PgListener::connect_with(&db.pool).await?;
                listener.listen_all(["orders", "items"]).await?;
                listener.unlisten_all().await
            }
        }
        lock = "`acquire`, `release_now`" on "`PgAdvisoryLock`",
            [Expect::span("SELECT pg_advisory_lock", "").no_text(), Expect::span("SELECT pg_advisory_unlock", "").no_text()] [
            use sqlx::postgres::PgAdvisoryLock;
        ] {
            => #[traced]
            pub async fn run(db: &Fixture) -> sqlx::Result<()> {
                let lock = PgAdvisoryLock::new("orders");
                let guard = lock.acquire(db.pool.acquire().await?).await?;
                guard.release_now().await.map(drop)
            }
        }
    } };
}
