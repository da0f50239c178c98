#![deny(deprecated)]

use sqlspan::repository;

macro_rules! finders {
    ($($name:ident: $table:literal),*) => {
        $(async fn $name(pool: &sqlx::PgPool) -> sqlx::Result<()> {
            sqlx::query(concat!("SELECT id FROM ", $table)).execute(pool).await.map(drop)
        })*
    };
}

struct Orders;

#[repository]
impl Orders {
    finders!(all: "orders", items: "items");
}

fn main() {}
