use sqlspan::repository;
use sqlx::PgPool;

struct Orders {
    pool: PgPool,
}

struct Shell;

impl Shell {
    fn execute(&self, text: &str) -> usize {
        text.len()
    }
}

#[repository]
impl Orders {
    async fn run(&self, shell: &Shell) -> sqlx::Result<()> {
        sqlx::query("SELECT id FROM orders").execute(&self.pool).await?;
        shell.execute("SHOW FILES");
        Ok(())
    }
}

fn main() {}
