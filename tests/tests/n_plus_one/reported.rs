//! True cases. Eight orders, so that the sixth query is one too many, or fifty.

macro_rules! reported {
    ($by_id:literal, $insert:literal, $delete:literal) => {
        use crate::{CONCURRENT, SEQUENTIAL};

        cases! {
            sequential = "a loop in the caller", [(6, SEQUENTIAL)] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        find(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            latest = "a loop that asks for the latest of each: `WHERE owner = $1 ORDER BY id LIMIT 10`", [(6, SEQUENTIAL)] {
                #[traced]
                async fn latest(pool: &Pool, status: &str) -> sqlx::Result<Vec<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT id FROM orders WHERE status = ");
                    builder.push_bind(status).push(" ORDER BY id LIMIT 10");
                    builder.build().fetch_all(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for status in ["new", "paid", "sent", "lost", "back", "gone", "new", "paid"] {
                        latest(&db.pool, status).await?;
                    }
                    Ok(())
                }
            }
            doublings = "a loop of fifty rounds", [(6, SEQUENTIAL), (12, SEQUENTIAL), (24, SEQUENTIAL), (48, SEQUENTIAL)] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=50 {
                        find(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            concurrent = "`join_all`, `buffered` and their like", [(6, CONCURRENT)] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    // So that all are in flight before the first can have ended.
                    let taken = futures::future::try_join_all((0..4).map(|_| db.pool.acquire())).await?;
                    let mut all = Box::pin(futures::future::try_join_all((1..=8).map(|id| find(&db.pool, id))));
                    assert!(futures::poll!(all.as_mut()).is_pending());
                    drop(taken);
                    all.await?;
                    Ok(())
                }
            }
            spawned = "tasks that are spawned, each under the span that was active", [(6, CONCURRENT)] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let taken = futures::future::try_join_all((0..4).map(|_| db.pool.acquire())).await?;
                    let tasks = (1..=8).map(|id| {
                        let pool = db.pool.clone();
                        tokio::spawn(async move { find(&pool, id).await }.with_current_context())
                    });
                    let tasks: Vec<_> = tasks.collect();
                    tokio::task::yield_now().await;
                    drop(taken);
                    for task in tasks {
                        task.await.unwrap()?;
                    }
                    Ok(())
                }
            }
            helper = "through helper functions that no attribute is on", [(6, SEQUENTIAL)] {
                async fn status(db: &Fixture, id: i64) -> sqlx::Result<String> {
                    let found = find(&db.pool, id).await?;
                    Ok(found.map(|(_, status)| status).unwrap_or_default())
                }

                async fn is_new(db: &Fixture, id: i64) -> sqlx::Result<bool> {
                    Ok(status(db, id).await? == "new")
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        is_new(db, id).await?;
                    }
                    Ok(())
                }
            }
            modules = "across modules, types and trait objects", [(6, SEQUENTIAL)] {
                mod storage {
                    use super::*;

                    pub struct Orders(pub Pool);

                    #[sqlspan::repository]
                    impl Orders {
                        pub async fn status(&self, id: i64) -> sqlx::Result<Option<(i64, String)>> {
                            sqlx::query_as($by_id).bind(id).fetch_optional(&self.0).await
                        }
                    }
                }

                mod service {
                    use futures::future::BoxFuture;

                    pub trait Orders {
                        fn status(&self, id: i64) -> BoxFuture<'_, sqlx::Result<Option<(i64, String)>>>;
                    }

                    impl Orders for super::storage::Orders {
                        fn status(&self, id: i64) -> BoxFuture<'_, sqlx::Result<Option<(i64, String)>>> {
                            Box::pin(self.status(id))
                        }
                    }

                    pub async fn serve(orders: &dyn Orders) -> sqlx::Result<()> {
                        for id in 1..=8 {
                            orders.status(id).await?;
                        }
                        Ok(())
                    }
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    service::serve(&storage::Orders(db.pool.clone())).await
                }
            }
            transaction = "in a transaction", [(6, SEQUENTIAL)] {
                #[traced]
                async fn remove(conn: &mut Conn, id: i64) -> sqlx::Result<()> {
                    sqlx::query($delete).bind(id).execute(conn).await?;
                    Ok(())
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let mut tx = db.pool.begin().await?;
                    for id in 1..=8 {
                        remove(&mut tx, id).await?;
                    }
                    tx.commit().await
                }
            }
            stream = "in the body of a stream", [(6, SEQUENTIAL)] {
                #[traced]
                fn ids(pool: &Pool) -> futures::stream::BoxStream<'_, sqlx::Result<(i64,)>> {
                    sqlx::query_as("SELECT id FROM orders ORDER BY id").fetch(pool)
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let mut ids = ids(&db.pool);
                    while let Some((id,)) = ids.try_next().await? {
                        find(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            connection = "on one connection", [(6, SEQUENTIAL)] {
                #[traced]
                async fn find_on(conn: &mut Conn, id: i64) -> Found {
                    sqlx::query_as($by_id).bind(id).fetch_optional(&mut *conn).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let mut conn = db.pool.acquire().await?;
                    for id in 1..=8 {
                        find_on(&mut conn, id).await?;
                    }
                    Ok(())
                }
            }
            reversed = "the executor first: `pool.fetch_optional(query)`", [(6, SEQUENTIAL)] {
                #[traced]
                async fn find_reversed(pool: &Pool, id: i64) -> sqlx::Result<Option<Row>> {
                    pool.fetch_optional(sqlx::query($by_id).bind(id)).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        find_reversed(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            streamed = "a stream for every item", [(6, SEQUENTIAL)] {
                #[traced]
                async fn stream(pool: &Pool, id: i64) -> sqlx::Result<Vec<(i64, String)>> {
                    sqlx::query_as($by_id).bind(id).fetch(pool).try_collect().await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        stream(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            streamed_on_connection = "a stream for every item, on one connection", [(6, SEQUENTIAL)] {
                #[traced]
                async fn stream(conn: &mut Conn, id: i64) -> sqlx::Result<Vec<(i64, String)>> {
                    sqlx::query_as($by_id).bind(id).fetch(conn).try_collect().await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let mut conn = db.pool.acquire().await?;
                    for id in 1..=8 {
                        stream(&mut conn, id).await?;
                    }
                    Ok(())
                }
            }
            built = "a `QueryBuilder` that puts the same text together", [(6, SEQUENTIAL)] {
                #[traced]
                async fn build(pool: &Pool, id: i64) -> sqlx::Result<Option<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT status FROM orders WHERE id = ");
                    builder.push_bind(id);
                    builder.build().fetch_optional(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        build(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            interpolated = "a text with its values in it", [(6, SEQUENTIAL)] {
                #[traced(summary = "look at orders", allow(dynamic_sql, interpolated_sql))]
                async fn look(pool: &Pool, id: i64) -> sqlx::Result<Option<Row>> {
                    let text = format!("SELECT status FROM orders WHERE id = {id}");
                    sqlx::query(sqlx::AssertSqlSafe(text)).fetch_optional(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        look(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
        }
    };
}
