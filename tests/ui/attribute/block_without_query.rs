use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

#[repository]
impl Orders {
    fn size(&self) -> u32 {
        self.pool.size()
    }
}

fn main() {}
