//! Innocent cases: nothing is reported.

macro_rules! innocent {
    ($by_id:literal, $insert:literal, $delete:literal) => {
        cases! {
            five = "five times", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=5 {
                        find(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            call_sites = "the same statement at call sites of its own", [] {
                #[traced]
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    sqlx::query($by_id).bind(1_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(2_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(3_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(4_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(5_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(6_i64).fetch_optional(&db.pool).await?;
                    sqlx::query($by_id).bind(7_i64).fetch_optional(&db.pool).await?;
                    Ok(())
                }
            }
            texts = "one call site with another statement each time", [] {
                #[traced]
                async fn count(pool: &Pool, column: Option<&str>, desc: bool, limited: bool) -> sqlx::Result<Vec<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT id FROM orders");
                    if column.is_some() {
                        builder.push(" ORDER BY status");
                        if desc {
                            builder.push(" DESC");
                        }
                    }
                    if limited {
                        builder.push(" LIMIT 1");
                    }
                    builder.build().fetch_all(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for desc in [false, true] {
                        for limited in [false, true] {
                            count(&db.pool, None, desc, limited).await?;
                            count(&db.pool, Some("status"), desc, limited).await?;
                        }
                    }
                    Ok(())
                }
            }
            batch = "one statement with many rows", [] {
                #[traced]
                async fn insert(pool: &Pool) -> sqlx::Result<()> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("INSERT INTO orders (id, status) ");
                    builder.push_values(11..=60_i64, |mut row, id| {
                        row.push_bind(id).push_bind("new");
                    });
                    builder.build().execute(pool).await?;
                    Ok(())
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    insert(&db.pool).await
                }
            }
            batches = "batches: a statement for every ten of many values", [] {
                #[traced]
                async fn of(pool: &Pool, ids: &[i64]) -> sqlx::Result<Vec<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT status FROM orders WHERE id IN (");
                    let mut list = builder.separated(", ");
                    for id in ids {
                        list.push_bind(*id);
                    }
                    builder.push(")");
                    builder.build().fetch_all(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for ids in (1..=100).collect::<Vec<_>>().chunks(10) {
                        of(&db.pool, ids).await?;
                    }
                    Ok(())
                }
            }
            keys = "pages behind a key: `WHERE id > $1 ORDER BY id LIMIT 10`", [] {
                #[traced]
                async fn page(pool: &Pool, after: i64) -> sqlx::Result<Vec<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT id FROM orders WHERE id > ");
                    builder.push_bind(after).push(" ORDER BY id LIMIT 10");
                    builder.build().fetch_all(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for after in 0..8 {
                        page(&db.pool, after).await?;
                    }
                    Ok(())
                }
            }
            pages = "pages: a statement with `OFFSET`, a bound `LIMIT` or `SKIP LOCKED`", [] {
                #[traced]
                async fn page(pool: &Pool, number: i64) -> sqlx::Result<Vec<Row>> {
                    let mut builder = sqlx::QueryBuilder::<Db>::new("SELECT id FROM orders ORDER BY id LIMIT 1 OFFSET ");
                    builder.push_bind(number);
                    builder.build().fetch_all(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for number in 0..8 {
                        page(&db.pool, number).await?;
                    }
                    Ok(())
                }
            }
            remnants = "batches until nothing is left: a `DELETE` or `UPDATE` with a `LIMIT`, its own or in a query inside of it", [] {
                #[traced]
                async fn remove(pool: &Pool) -> sqlx::Result<()> {
                    // MariaDB wants the inner query to be a table.
                    let sql = "DELETE FROM orders WHERE id IN (SELECT id FROM (SELECT id FROM orders WHERE id < 0 LIMIT 5) gone)";
                    sqlx::query(sql).execute(pool).await?;
                    Ok(())
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for _ in 0..8 {
                        remove(&db.pool).await?;
                    }
                    Ok(())
                }
            }
            retries = "tried again after each failure", [] {
                #[traced]
                async fn insert(pool: &Pool, id: i64) -> sqlx::Result<()> {
                    sqlx::query($insert).bind(id).bind("new").execute(pool).await?;
                    Ok(())
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    // Taken, until the ninth time.
                    for _ in 1..=8 {
                        insert(&db.pool, 1).await.unwrap_err();
                    }
                    insert(&db.pool, 9).await
                }
            }
            given_up = "tried again after each time-out", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    // There is no connection left.
                    let taken = futures::future::try_join_all((0..4).map(|_| db.pool.acquire())).await?;
                    for id in 1..=8 {
                        let mut waiting = Box::pin(find(&db.pool, id));
                        assert!(futures::poll!(waiting.as_mut()).is_pending());
                    }
                    drop(taken);
                    find(&db.pool, 1).await.map(drop)
                }
            }
            spans = "each under a span of its own", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        let request = Context::current_with_span(global::tracer("tests").start("request"));
                        find(&db.pool, id).with_context(request).await?;
                    }
                    Ok(())
                }
            }
            suppressed = "where telemetry is suppressed", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    let silent = Context::current().with_telemetry_suppressed();
                    for id in 1..=8 {
                        find(&db.pool, id).with_context(silent.clone()).await?;
                    }
                    Ok(())
                }
            }
            outside = "outside of any trace", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        find(&db.pool, id).with_context(Context::new()).await?;
                    }
                    Ok(())
                }
            }
            steps = "`begin` and `commit`", [] {
                #[traced]
                async fn maybe(pool: &Pool, id: Option<i64>) -> sqlx::Result<()> {
                    let mut tx = pool.begin().await?;
                    if let Some(id) = id {
                        sqlx::query($delete).bind(id).execute(&mut *tx).await?;
                    }
                    tx.commit().await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for _ in 1..=8 {
                        maybe(&db.pool, None).await?;
                    }
                    maybe(&db.pool, Some(8)).await
                }
            }
            allowed_loop = "a loop under `#[traced(allow(n_plus_one))]`", [] {
                #[traced]
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    #[traced(allow(n_plus_one))]
                    for id in 1..=8_i64 {
                        sqlx::query($by_id).bind(id).fetch_optional(&db.pool).await?;
                    }
                    Ok(())
                }
            }
            allowed_call = "a loop under it that calls a function with the query", [] {
                #[traced]
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    #[traced(allow(n_plus_one))]
                    for id in 1..=8_i64 {
                        find(&db.pool, id).await?;
                    }
                    // So that there is a query.
                    sqlx::query($by_id).bind(1_i64).fetch_optional(&db.pool).await?;
                    Ok(())
                }
            }
            allowed_function = "a function under it, called in a loop", [] {
                #[traced(allow(n_plus_one))]
                async fn find_one(pool: &Pool, id: i64) -> Found {
                    sqlx::query_as($by_id).bind(id).fetch_optional(pool).await
                }

                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    for id in 1..=8 {
                        find_one(&db.pool, id).await?;
                    }
                    Ok(())
                }
            }
            allowed_here = "inside of `n_plus_one::allow(..)`", [] {
                async fn run(db: &Fixture) -> sqlx::Result<()> {
                    sqlspan::n_plus_one::allow(async {
                        for id in 1..=8 {
                            find(&db.pool, id).await?;
                        }
                        Ok(())
                    })
                    .await
                }
            }
        }
    };
}
