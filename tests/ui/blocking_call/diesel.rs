// A warning, which trybuild compares only where it is an error.
#![deny(deprecated)]

use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

mod diesel {
    pub(crate) struct PgConnection;
    pub(crate) struct Delete;
    pub(crate) fn delete(_: &str) -> Delete {
        Delete
    }
    impl PgConnection {
        pub(crate) fn establish(_: &str) -> std::io::Result<Self> {
            Ok(Self)
        }
    }
    impl Delete {
        pub(crate) fn execute(self, _: &mut PgConnection) -> std::io::Result<()> {
            Ok(())
        }
    }
}

#[repository]
impl Orders {
    async fn run(&self) -> Result<(), Box<dyn std::error::Error>> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        let mut connection = diesel::PgConnection::establish("postgres://localhost")?;
        diesel::delete("orders").execute(&mut connection)?;
        Ok(())
    }
}

fn main() {}
