#![deny(warnings, clippy::pedantic)]
use futures::StreamExt as _;
use sqlx::{Executor as _, QueryBuilder, Row as _, Sqlite, SqliteConnection, SqlitePool};
pub struct Orders {
    pool: SqlitePool,
}
const FIND: &str = "SELECT id
   FROM orders WHERE id = ?";
#[sqlspan::repository(dialect = sqlite)]
impl Orders {
    const SQL: &'static str = "SELECT id FROM orders";
    async fn find(&self, id: i64) -> sqlx::Result<Option<(i64, String)>> {
        sqlx::query_as("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_optional(&self.pool).await
    }
    async fn konst(&self, id: i64) -> sqlx::Result<Option<(i64,)>> {
        sqlx::query_as(FIND).bind(id).fetch_optional(&self.pool).await
    }
    async fn assoc(&self) -> sqlx::Result<Vec<(i64,)>> {
        sqlx::query_as(Self::SQL).fetch_all(&self.pool).await
    }
    async fn choice(&self, desc: bool) -> sqlx::Result<Vec<(i64,)>> {
        let sql = if desc { "SELECT id FROM orders ORDER BY id DESC" } else { "SELECT id FROM archive ORDER BY id" };
        sqlx::query_as(sql).fetch_all(&self.pool).await
    }
    async fn built(&self, ids: &[i64]) -> sqlx::Result<usize> {
        let mut qb: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT id FROM orders WHERE id IN (");
        let mut sep = qb.separated(", ");
        for id in ids {
            sep.push_bind(id);
        }
        qb.push(")");
        Ok(qb.build().fetch_all(&self.pool).await?.len())
    }
    async fn tx(&self) -> sqlx::Result<u64> {
        let mut tx = self.pool.begin().await?;
        let a =
            sqlx::query("INSERT INTO orders (id, status) VALUES (2, 'new')").execute(&mut *tx).await?.rows_affected();
        tx.execute("DELETE FROM orders WHERE id = 77").await?;
        let n: i64 = tx.fetch_one("SELECT count(*) FROM orders").await?.get(0);
        tx.commit().await?;
        Ok(a + n.unsigned_abs())
    }
    fn stream<'a>(&'a self, s: &'a str) -> futures::stream::BoxStream<'a, sqlx::Result<(i64,)>> {
        sqlx::query_as("SELECT id FROM orders WHERE status = $1").bind(s).fetch(&self.pool)
    }
    async fn on(conn: &mut SqliteConnection) -> sqlx::Result<(i64,)> {
        let q = sqlx::query_as("SELECT count(*) FROM orders");
        q.fetch_one(&mut *conn).await
    }
    async fn joined(&self) -> sqlx::Result<i64> {
        let (a, b) = futures::try_join!(
            sqlx::query_scalar::<_, i64>("SELECT count(*) FROM orders").fetch_one(&self.pool),
            sqlx::query_scalar::<_, i64>("SELECT max(id) FROM orders").fetch_one(&self.pool),
        )?;
        Ok(a + b)
    }
    async fn fails(&self) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT * FROM nowhere").execute(&self.pool).await?;
        Ok(())
    }
    fn helper(&self) -> usize {
        self.pool.size() as usize
    }
}
#[tokio::test]
async fn runs() {
    let exporter = opentelemetry_sdk::trace::InMemorySpanExporter::default();
    let provider =
        opentelemetry_sdk::trace::SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build();
    opentelemetry::global::set_tracer_provider(provider);
    let pool = sqlx::pool::PoolOptions::new().max_connections(1).connect("sqlite::memory:").await.unwrap();
    sqlx::raw_sql("create table orders (id integer primary key, status text); create table archive (id integer); insert into orders values (1, 'new')").execute(&pool).await.unwrap();
    let o = Orders { pool };
    assert!(o.find(1).await.unwrap().is_some());
    assert!(o.konst(1).await.unwrap().is_some());
    o.assoc().await.unwrap();
    o.choice(true).await.unwrap();
    o.choice(false).await.unwrap();
    o.built(&[1, 2]).await.unwrap();
    o.tx().await.unwrap();
    assert_eq!(o.stream("new").collect::<Vec<_>>().await.len(), 2);
    Orders::on(&mut o.pool.acquire().await.unwrap()).await.unwrap();
    o.joined().await.unwrap();
    o.fails().await.unwrap_err();
    o.helper();
    for s in exporter.get_finished_spans().unwrap() {
        println!(
            "{} {:?} {:?}",
            s.name,
            s.status,
            s.attributes.iter().map(|k| format!("{}={}", k.key, k.value)).collect::<Vec<_>>()
        );
    }
}
