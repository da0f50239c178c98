use sqlspan::repository;
use sqlx::PgPool;

const ALL: &[&str] = &["CREATE TABLE a (id INT)", "CREATE TABLE b (id INT)"];

struct Schema {
    pool: PgPool,
}

#[repository]
impl Schema {
    const INDEXES: [&'static str; 2] = ["CREATE INDEX ON a (id)", "CREATE INDEX ON b (id)"];

    async fn create(&self) -> sqlx::Result<()> {
        for sql in ALL {
            sqlx::query(*sql).execute(&self.pool).await?;
        }
        for &sql in Self::INDEXES.iter().rev() {
            sqlx::raw_sql(sql).execute(&self.pool).await?;
        }
        Ok(())
    }
}

fn main() {}
