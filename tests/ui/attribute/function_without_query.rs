use sqlspan::traced;
use sqlx::PgPool;

#[traced]
fn size(pool: &PgPool) -> u32 {
    pool.size()
}

fn main() {}
