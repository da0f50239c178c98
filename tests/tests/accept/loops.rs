//! The loops that are no N+1: pages, retries, batches, streams, heads, and closures that are called elsewhere.

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _};
use sqlspan_tests::Fixture;
use sqlx::{QueryBuilder, Sqlite, SqlitePool};
use tokio::sync::mpsc::Receiver;

struct Orders {
    pool: SqlitePool,
    shards: Vec<SqlitePool>,
}

#[sqlspan::repository(dialect = sqlite, deny(all))]
impl Orders {
    async fn head_of_a_loop(&self) -> sqlx::Result<i64> {
        let mut sum = 0;
        for id in sqlx::query_scalar::<_, i64>("SELECT id FROM orders").fetch_all(&self.pool).await? {
            sum += id;
        }
        Ok(sum)
    }

    async fn pages_by_offset(&self) -> sqlx::Result<usize> {
        let mut found = 0;
        loop {
            let page = sqlx::query("SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET $1")
                .bind(i64::try_from(found).unwrap())
                .fetch_all(&self.pool)
                .await?;
            found += page.len();
            if page.len() < 2 {
                return Ok(found);
            }
        }
    }

    async fn pages_by_key(&self) -> sqlx::Result<usize> {
        let mut last = Some(0_i64);
        let mut found = 0;
        while let Some(after) = last {
            let page: Vec<i64> = sqlx::query_scalar("SELECT id FROM orders WHERE id > $1 ORDER BY id LIMIT 2")
                .bind(after)
                .fetch_all(&self.pool)
                .await?;
            found += page.len();
            last = page.last().copied();
        }
        Ok(found)
    }

    async fn numbered_pages(&self) -> sqlx::Result<usize> {
        let mut found = 0;
        for page in 0..2 {
            let sql = "SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET $1";
            found += sqlx::query(sql).bind(page * 2).fetch_all(&self.pool).await?.len();
        }
        Ok(found)
    }

    async fn by_status(&self) -> sqlx::Result<Vec<i64>> {
        const STATUSES: [&str; 2] = ["new", "paid"];
        let mut counts = Vec::new();
        for status in STATUSES {
            let sql = "SELECT count(*) FROM orders WHERE status = $1";
            counts.push(sqlx::query_scalar(sql).bind(status).fetch_one(&self.pool).await?);
        }
        Ok(counts)
    }

    async fn first_three(&self) -> sqlx::Result<usize> {
        let ids = [1_i64, 2, 3];
        let found =
            ids.map(|id| sqlx::query("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(&self.pool));
        Ok(futures::future::try_join_all(found).await?.len())
    }

    async fn retries(&self) -> sqlx::Result<i64> {
        for _ in 0..3 {
            match sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool).await {
                Ok(count) => return Ok(count),
                Err(sqlx::Error::PoolTimedOut) => {}
                Err(error) => return Err(error),
            }
        }
        Err(sqlx::Error::PoolTimedOut)
    }

    async fn retries_with_pauses(&self) -> sqlx::Result<i64> {
        let mut pauses = [1, 2, 4].into_iter();
        loop {
            let counted = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool).await;
            match (counted, pauses.next()) {
                (Ok(count), _) => break Ok(count),
                (Err(error), None) => break Err(error),
                (Err(_), Some(pause)) => tokio::time::sleep(Duration::from_millis(pause)).await,
            }
        }
    }

    async fn polls(&self) -> sqlx::Result<i64> {
        loop {
            let count: i64 = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&self.pool).await?;
            if count > 0 {
                break Ok(count);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    async fn batches(&self, ids: &[i64]) -> sqlx::Result<usize> {
        let mut found = 0;
        for chunk in ids.chunks(2) {
            let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
            let mut list = builder.separated(", ");
            for id in chunk {
                list.push_bind(id);
            }
            builder.push(")");
            found += builder.build().fetch_all(&self.pool).await?.len();
        }
        Ok(found)
    }

    async fn batches_until_enough(&self, total: u64) -> sqlx::Result<u64> {
        let mut moved = 0;
        while moved < total {
            let sql = "UPDATE orders SET status = 'moved' WHERE id IN (SELECT id FROM orders WHERE status <> 'moved' LIMIT 2)";
            moved += sqlx::query(sql).execute(&self.pool).await?.rows_affected();
        }
        Ok(moved)
    }

    async fn batches_in_one_value(&self, groups: &[&str]) -> sqlx::Result<usize> {
        let mut found = 0;
        for ids in groups {
            let sql = "SELECT id FROM orders WHERE id IN (SELECT value FROM json_each($1))";
            found += sqlx::query(sql).bind(*ids).fetch_all(&self.pool).await?.len();
        }
        Ok(found)
    }

    async fn rows_of_a_stream(&self) -> sqlx::Result<i64> {
        let mut rows = sqlx::query_scalar::<_, i64>("SELECT id FROM orders").fetch(&self.pool);
        let mut sum = 0;
        while let Some(id) = rows.try_next().await? {
            sum += id;
        }
        Ok(sum)
    }

    async fn messages(&self, mut messages: Receiver<i64>) -> sqlx::Result<u64> {
        let mut changed = 0;
        while let Some(id) = messages.recv().await {
            let sql = "UPDATE orders SET status = 'seen' WHERE id = $1";
            changed += sqlx::query(sql).bind(id).execute(&self.pool).await?.rows_affected();
        }
        Ok(changed)
    }

    async fn shards(&self) -> sqlx::Result<i64> {
        let mut sum = 0;
        for pool in &self.shards {
            sum += sqlx::query_scalar::<_, i64>("SELECT count(*) FROM orders").fetch_one(pool).await?;
        }
        Ok(sum)
    }

    async fn other_statements(&self) -> sqlx::Result<usize> {
        let mut found = 0;
        for sql in ["SELECT id FROM orders", "SELECT name FROM items"] {
            found += sqlx::query(sql).fetch_all(&self.pool).await?.len();
        }
        Ok(found)
    }

    async fn definitions(&self) -> sqlx::Result<i64> {
        for _ in 0..2 {
            sqlx::query("CREATE TABLE IF NOT EXISTS notes (id INTEGER)").execute(&self.pool).await?;
        }
        // Made in the loop, called after it.
        let mut last = None;
        for id in [1_i64, 2] {
            last = Some(move |pool: SqlitePool| async move {
                sqlx::query_scalar::<_, i64>("SELECT id FROM orders WHERE id = $1").bind(id).fetch_one(&pool).await
            });
        }
        last.expect("two rounds")(self.pool.clone()).await
    }

    async fn of_an_option(&self, id: Option<i64>) -> sqlx::Result<Option<String>> {
        let found =
            id.map(|id| sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool));
        match found {
            Some(found) => found.await.map(Some),
            None => Ok(None),
        }
    }

    async fn one_query_before_the_loop(&self) -> sqlx::Result<usize> {
        let statuses: Vec<String> = sqlx::query_scalar("SELECT status FROM orders").fetch_all(&self.pool).await?;
        let new = futures::stream::iter(statuses).filter(|status| futures::future::ready(status == "new"));
        Ok(new.collect::<Vec<_>>().await.len())
    }
}

#[tokio::test]
async fn loops_that_repeat_nothing_are_not_reported() {
    let db = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let orders = Orders { pool: db.pool.clone(), shards: vec![db.pool.clone(), db.pool.clone()] };
    assert_eq!(orders.head_of_a_loop().await.unwrap(), 6);
    assert_eq!(orders.pages_by_offset().await.unwrap(), 3);
    assert_eq!(orders.pages_by_key().await.unwrap(), 3);
    assert_eq!(orders.numbered_pages().await.unwrap(), 3);
    assert_eq!(orders.by_status().await.unwrap().len(), 2);
    assert_eq!(orders.first_three().await.unwrap(), 3);
    assert_eq!(orders.retries().await.unwrap(), 3);
    assert_eq!(orders.retries_with_pauses().await.unwrap(), 3);
    assert_eq!(orders.polls().await.unwrap(), 3);
    assert_eq!(orders.batches(&[1, 2, 3]).await.unwrap(), 3);
    assert_eq!(orders.batches_in_one_value(&["[1, 2]", "[3]"]).await.unwrap(), 3);
    assert_eq!(orders.rows_of_a_stream().await.unwrap(), 6);
    let (sender, receiver) = tokio::sync::mpsc::channel(4);
    sender.send(1).await.unwrap();
    drop(sender);
    assert_eq!(orders.messages(receiver).await.unwrap(), 1);
    assert_eq!(orders.shards().await.unwrap(), 6);
    assert_eq!(orders.other_statements().await.unwrap(), 6);
    assert_eq!(orders.definitions().await.unwrap(), 2);
    assert_eq!(orders.of_an_option(Some(2)).await.unwrap().as_deref(), Some("paid"));
    assert_eq!(orders.one_query_before_the_loop().await.unwrap(), 1);
    assert_eq!(orders.batches_until_enough(3).await.unwrap(), 3);
}
