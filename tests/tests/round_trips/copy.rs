//! COPY on PostgreSQL: one span from the statement to the last row.

use futures::TryStreamExt as _;
use opentelemetry_sdk::trace::SpanData;
use sqlspan_tests::{Expect, Fixture, Trace};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgCopyIn, PgPoolCopyExt as _};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

const IN: &str = "COPY orders (id, status) FROM STDIN";
const OUT: &str = "COPY orders TO STDOUT";

struct Orders {
    pool: PgPool,
}

impl Orders {
    fn pool(&self) -> &PgPool {
        &self.pool
    }
}

async fn fill(mut copy: PgCopyIn<PoolConnection<Postgres>>) -> sqlx::Result<u64> {
    copy.send("12\tnew\n".as_bytes()).await?;
    copy.finish().await
}

#[sqlspan::repository]
impl Orders {
    async fn import(&self, rows: &str) -> sqlx::Result<u64> {
        let mut copy = self.pool.copy_in_raw("COPY orders (id, status) FROM STDIN").await?;
        copy.send(rows.as_bytes()).await?;
        copy.read_from(rows.replace("10", "11").as_bytes()).await?;
        copy.finish().await
    }

    async fn on_a_connection(&self, conn: &mut PgConnection, rows: &str) -> sqlx::Result<u64> {
        let mut copy = conn.copy_in_raw(IN).await?;
        copy.send(rows.as_bytes()).await?;
        copy.finish().await
    }

    async fn in_a_transaction(&self, rows: &str) -> sqlx::Result<u64> {
        let mut tx = self.pool.begin().await?;
        let mut copy = tx.copy_in_raw(IN).await?;
        copy.send(rows.as_bytes()).await?;
        let copied = copy.finish().await?;
        tx.commit().await?;
        Ok(copied)
    }

    async fn of_values(&self, tx: &mut Transaction<'_, Postgres>) -> sqlx::Result<(u64, usize)> {
        let mut copy = tx.as_mut().copy_in_raw("COPY orders (id, status) FROM STDIN").await?;
        copy.send("20\tnew\n".as_bytes()).await?;
        let copied = copy.finish().await?;
        let pieces: Vec<_> = self.pool().copy_out_raw("COPY orders TO STDOUT").await?.try_collect().await?;
        Ok((copied, pieces.len()))
    }

    async fn export(&self) -> sqlx::Result<usize> {
        let mut pieces = self.pool.copy_out_raw("COPY orders TO STDOUT").await?;
        let mut bytes = 0;
        while let Some(piece) = pieces.try_next().await? {
            bytes += piece.len();
        }
        Ok(bytes)
    }

    async fn first_piece(&self) -> sqlx::Result<bool> {
        let mut conn = self.pool.acquire().await?;
        let mut pieces = conn.copy_out_raw(OUT).await?;
        Ok(pieces.try_next().await?.is_some())
    }

    async fn given_up(&self) -> sqlx::Result<()> {
        let copy = self.pool.copy_in_raw(IN).await?;
        copy.abort("no more").await
    }

    async fn dropped(&self, rows: &str) -> sqlx::Result<()> {
        let mut copy = self.pool.copy_in_raw(IN).await?;
        copy.send(rows.as_bytes()).await?;
        Ok(())
    }

    async fn refused(&self) -> sqlx::Result<u64> {
        let copy = self.pool.copy_in_raw("COPY nothing FROM STDIN").await?;
        copy.finish().await
    }

    async fn rows_refused(&self) -> sqlx::Result<u64> {
        let mut copy = self.pool.copy_in_raw(IN).await?;
        copy.send("not a number\tnew\n".as_bytes()).await?;
        copy.finish().await
    }

    async fn handed_over(&self) -> sqlx::Result<u64> {
        let copy = self.pool.copy_in_raw(IN).await?;
        fill(copy).await
    }

    async fn awaited_later(&self) -> sqlx::Result<usize> {
        let started = self.pool.copy_out_raw("COPY orders TO STDOUT");
        let pieces: Vec<_> = started.await?.try_collect().await?;
        Ok(pieces.len())
    }

    #[sqlspan::traced(summary = "COPY table", allow(dynamic_sql))]
    async fn any_table(&self, statement: &str) -> sqlx::Result<usize> {
        let pieces: Vec<_> = self.pool.copy_out_raw(statement).await?.try_collect().await?;
        Ok(pieces.len())
    }

    fn sendable(&self) -> impl Future<Output = sqlx::Result<u64>> + Send {
        async move {
            let mut copy = self.pool.copy_in_raw(IN).await?;
            copy.send("30\tnew\n".as_bytes()).await?;
            copy.finish().await
        }
    }
}

fn attribute(span: &SpanData, name: &str) -> Option<String> {
    span.attributes.iter().find(|pair| pair.key.as_str() == name).map(|pair| pair.value.to_string())
}

/// What the only span of a call says: its name, rows, bytes, outcome and failure.
async fn only<T>(call: impl Future<Output = sqlx::Result<T>>) -> (Option<T>, String) {
    let trace = Trace::start("copy");
    let result = trace.run(call).await.ok();
    let spans = trace.statements();
    let told = spans.iter().map(|span| {
        let said = ["sqlspan.rows_affected", "sqlspan.copied_bytes", "sqlspan.outcome", "error.type"]
            .map(|name| attribute(span, name).unwrap_or_default());
        format!("{}|{}", span.name, said.join("|"))
    });
    (result, told.collect::<Vec<_>>().join(", "))
}

#[tokio::test]
async fn one_span_is_the_whole_copy() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let orders = Orders { pool: db.pool.clone() };
    let trace = Trace::start("import");
    assert_eq!(trace.run(orders.import("10\tnew\n")).await.unwrap(), 2);
    let expected = [Expect::span("COPY orders", "COPY orders (id, status) FROM STDIN").affected(2)];
    Expect::exactly(&expected, &trace, &db.server, "copy::Orders::import");

    let mut conn = db.pool.acquire().await.unwrap();
    let trace = Trace::start("connection");
    assert_eq!(trace.run(orders.on_a_connection(&mut conn, "13\tnew\n")).await.unwrap(), 1);
    let expected = [Expect::span("COPY orders", IN).affected(1).system_only()];
    Expect::exactly(&expected, &trace, &db.server, "Orders::on_a_connection");

    let told = only(orders.in_a_transaction("14\tnew\n")).await;
    assert_eq!(told, (Some(1), "BEGIN||||, COPY orders|1|||, COMMIT||||".to_owned()));
    let mut tx = db.pool.begin().await.unwrap();
    let told = only(orders.of_values(&mut tx)).await.1;
    assert!(told.starts_with("COPY orders|1|||, COPY orders||") && told.ends_with("||"), "{told}");
    let told = only(orders.sendable()).await;
    assert_eq!(told, (Some(1), "COPY orders|1|||".to_owned()));
}

#[tokio::test]
async fn bytes_are_counted_until_the_stream_ends() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let orders = Orders { pool: db.pool.clone() };
    let (bytes, told) = only(orders.export()).await;
    assert_eq!(bytes, Some("1\tnew\n2\tpaid\n3\tnew\n".len()));
    assert_eq!(told, "COPY orders||19||");
    assert_eq!(only(Box::pin(orders.awaited_later())).await, (Some(3), "COPY orders||19||".to_owned()));
    assert_eq!(only(orders.any_table("COPY items TO STDOUT")).await, (Some(3), "COPY table||18||".to_owned()));
    // Last: sqlx refuses to use a connection again whose rows were not read to their end.
    assert_eq!(only(orders.first_piece()).await, (Some(true), "COPY orders||6||".to_owned()));
    let page = std::fs::read_to_string(sqlspan_tests::workspace().join("runtime/docs/signals.md")).unwrap();
    assert!(page.contains("| `sqlspan.copied_bytes` | `copy_out_raw`:"), "the page of all signals has it");
}

#[tokio::test]
async fn how_it_ended_is_told() {
    let Some(db) = Fixture::<Postgres>::new().await else { return };
    let orders = Orders { pool: db.pool.clone() };
    assert_eq!(only(orders.given_up()).await.1, "COPY orders|||aborted|");
    assert_eq!(only(orders.dropped("15\tnew\n")).await.1, "COPY orders|||dropped|");
    assert_eq!(only(orders.refused()).await.1, "COPY nothing||||42P01");
    assert_eq!(only(orders.rows_refused()).await.1, "COPY orders||||22P02");
    // Whoever gets it ends it out of sight: the span is that of the start.
    assert_eq!(only(orders.handed_over()).await, (Some(1), "COPY orders||||".to_owned()));
}
