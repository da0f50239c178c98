use sqlspan::repository;
use sqlx::{PgPool, Postgres, QueryBuilder};

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    fn newer_than(builder: &mut QueryBuilder<Postgres>, id: i64) {
        builder.push(format!(" WHERE id > {id}"));
    }

    async fn run(&self, id: i64) -> sqlx::Result<()> {
        let mut builder = QueryBuilder::new("SELECT id FROM orders");
        Self::newer_than(&mut builder, id);
        builder.build().execute(&self.pool).await?;
        Ok(())
    }
}

fn main() {}
