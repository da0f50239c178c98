//! What the lints must never report, row by row of the checklist (`A01` to `A27`): it compiles with every warning denied,
//! every lint of sqlspan's denied besides, and runs. `query!` and its family (`A03`, `A04`) are in `query_macros`.

#![deny(warnings)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod innocent;
mod levels;
mod loops;
mod postgres;
mod test_code;

use sqlspan_tests::Fixture;
use sqlx::{AssertSqlSafe, QueryBuilder, SqlStr, Sqlite, SqlitePool};

const STATUS: &str = "SELECT status FROM orders WHERE id = $1";
static STATIC: &str = "SELECT status FROM orders WHERE id = $1";

mod queries {
    pub(crate) const STATUS: &str = "SELECT status FROM orders WHERE id = $1";
}

trait Repository {
    const STATUS: &'static str;
}

struct Orders {
    pool: SqlitePool,
}

impl Repository for Orders {
    const STATUS: &'static str = "SELECT status FROM orders WHERE id = $1";
}

#[derive(Clone, Copy)]
enum Kind {
    New,
    Paid,
    All,
}

macro_rules! columns {
    () => {
        "id, status"
    };
}

/// Whatever stands for a lock.
fn lock() -> std::sync::MutexGuard<'static, ()> {
    static LOCK: std::sync::Mutex<()> = std::sync::Mutex::new(());
    LOCK.lock().unwrap()
}

type Status = sqlx::Result<String>;

#[sqlspan::repository(dialect = sqlite, deny(all))]
impl Orders {
    const STATUS: &'static str = "SELECT status FROM orders WHERE id = $1";

    async fn a01_literal(&self) -> Status {
        sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(1).fetch_one(&self.pool).await
    }

    async fn a02_raw_and_multi_line(&self) -> Status {
        sqlx::query(r#"SELECT "id" FROM orders"#).fetch_all(&self.pool).await?;
        sqlx::query(r"SELECT id FROM orders").fetch_all(&self.pool).await?;
        sqlx::query(
            "SELECT id
             FROM orders",
        )
        .fetch_all(&self.pool)
        .await?;
        sqlx::query_scalar(
            "SELECT status \
             FROM orders WHERE id = ?",
        )
        .bind(1)
        .fetch_one(&self.pool)
        .await
    }

    async fn a05_constants(&self) -> Status {
        sqlx::query(STATUS).bind(1).fetch_one(&self.pool).await?;
        sqlx::query(Self::STATUS).bind(1).fetch_one(&self.pool).await?;
        sqlx::query(queries::STATUS).bind(1).fetch_one(&self.pool).await?;
        sqlx::query_scalar(<Self as Repository>::STATUS).bind(1).fetch_one(&self.pool).await
    }

    async fn a06_static(&self) -> Status {
        sqlx::query_scalar(STATIC).bind(1).fetch_one(&self.pool).await
    }

    async fn a07_concat(&self) -> Status {
        sqlx::query(concat!("SELECT ", "id", " FROM orders")).fetch_all(&self.pool).await?;
        sqlx::query_as(concat!("SELECT ", columns!(), " FROM orders WHERE id = $1"))
            .bind(1)
            .fetch_one(&self.pool)
            .await
            .map(|(_, status): (i64, String)| status)
    }

    async fn a08_included_file(&self) -> Status {
        sqlx::query_scalar(include_str!("file.sql")).bind(1).fetch_one(&self.pool).await
    }

    async fn a09_local(&self) -> Status {
        let sql = "SELECT status FROM orders WHERE id = 1";
        sqlx::query_scalar(sql).fetch_one(&self.pool).await
    }

    async fn a10_if(&self, newest: bool) -> Status {
        let sql =
            if newest { "SELECT status FROM orders ORDER BY id DESC" } else { "SELECT status FROM orders ORDER BY id" };
        sqlx::query_scalar(sql).fetch_one(&self.pool).await
    }

    async fn a11_match(&self, kind: Kind) -> Status {
        let sql = match kind {
            Kind::New => "SELECT status FROM orders WHERE status = 'new'",
            Kind::Paid => "SELECT status FROM orders WHERE status = 'paid'",
            Kind::All => unreachable!(),
        };
        sqlx::query_scalar(sql).fetch_one(&self.pool).await
    }

    async fn a12_inline(&self, newest: bool) -> Status {
        sqlx::query_scalar(if newest {
            "SELECT status FROM orders ORDER BY id DESC"
        } else {
            "SELECT status FROM orders ORDER BY id ASC"
        })
        .fetch_one(&self.pool)
        .await
    }

    #[allow(
        unused_parens,
        clippy::double_parens,
        clippy::needless_borrow,
        clippy::borrow_deref_ref,
        trivial_casts,
        reason = "the shapes are the test"
    )]
    async fn a13_wrapped(&self) -> Status {
        sqlx::query({
            let _guard = lock();
            "SELECT id FROM orders"
        })
        .fetch_all(&self.pool)
        .await?;
        sqlx::query(("SELECT id FROM orders")).fetch_all(&self.pool).await?;
        sqlx::query(&*"SELECT id FROM orders").fetch_all(&self.pool).await?;
        sqlx::query_scalar("SELECT status FROM orders WHERE id = 1" as &'static str).fetch_one(&self.pool).await
    }

    async fn a14_alias(&self) -> Status {
        let sql: &'static str = "SELECT status FROM orders WHERE id = 1";
        let query = sql;
        sqlx::query_scalar(query).fetch_one(&self.pool).await
    }

    async fn a15_inline_const(&self) -> Status {
        sqlx::query_scalar(const { concat!("SELECT status ", "FROM orders") }).fetch_one(&self.pool).await
    }

    async fn a16_wrapper(&self) -> Status {
        sqlx::query(SqlStr::from_static("SELECT id FROM orders")).fetch_all(&self.pool).await?;
        sqlx::query_scalar(AssertSqlSafe("SELECT status FROM orders")).fetch_one(&self.pool).await
    }

    async fn a17_braces_in_quotes(&self, a: i64) -> Status {
        sqlx::query("SELECT '{}', '{1,2}', '{address,city}', '{\"a\":1}', json_array($1)")
            .bind(a)
            .fetch_one(&self.pool)
            .await?;
        sqlx::query_scalar("SELECT json_extract('{\"a\": \"{b}\"}', '$.a')").fetch_one(&self.pool).await
    }

    async fn a18_braces_in_comments(&self) -> Status {
        sqlx::query("SELECT id FROM orders -- {todo}").fetch_all(&self.pool).await?;
        sqlx::query("SELECT id /* {x} %s ${y} */ FROM orders").fetch_all(&self.pool).await?;
        sqlx::query_scalar("SELECT status AS \"col{1}\" FROM orders").fetch_one(&self.pool).await
    }

    async fn a20_interpolation_in_a_value(&self, name: &str) -> Status {
        sqlx::query_scalar("SELECT status FROM orders WHERE status LIKE $1")
            .bind(format!("%{name}%"))
            .fetch_one(&self.pool)
            .await
    }

    async fn a21_text_that_no_query_gets(&self, id: i64) -> Status {
        let line = format!("SELECT status FROM orders WHERE id = {id}");
        let mut log = String::from("SELECT ");
        log.push_str(&line);
        assert!(log.contains(&id.to_string()), "SELECT {id}");
        sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    async fn a22_shadowing(&self, id: i64) -> Status {
        let sql = format!("nothing {id}");
        assert!(!sql.is_empty());
        {
            let sql = "SELECT status FROM orders WHERE id = 1";
            sqlx::query_scalar(sql).fetch_one(&self.pool).await
        }
    }

    #[traced(summary = "whatever the caller states")]
    async fn a23_static_parameter(&self, sql: &'static str) -> Status {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await
    }

    #[traced(summary = "whatever the caller states")]
    async fn a23_static_parameter_of_a_closure(&self) -> Status {
        let run = async |sql: &'static str| sqlx::query_scalar(sql).fetch_one(&self.pool).await;
        run("SELECT status FROM orders WHERE id = 1").await
    }

    async fn a24_builder(&self, ids: &[i64]) -> Status {
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("SELECT status FROM orders WHERE id IN (");
        let mut list = builder.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        list.push_unseparated(")");
        builder.push(" AND id < ").push_bind(100).push(" ORDER BY id LIMIT ").push(1);
        let status = builder.build_query_scalar().fetch_one(&self.pool).await;
        let mut builder: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO orders (id, status) ");
        builder.push_values([(10, "new"), (11, "paid")], |mut row, (id, status)| {
            row.push_bind(id).push_bind(status);
        });
        builder.build().execute(&self.pool).await?;
        status
    }

    async fn a25_value_of_sql_words(&self) -> Status {
        let value = String::from("DELETE FROM orders; -- {id}");
        sqlx::query("SELECT $1").bind(value).fetch_one(&self.pool).await?;
        sqlx::query_scalar("SELECT status FROM orders WHERE id = $1").bind(1).fetch_one(&self.pool).await
    }

    #[traced(summary = "SELECT orders", allow(dynamic_sql))]
    async fn a27_opted_in(&self, sql: String) -> Status {
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.pool).await
    }

    #[traced(summary = "SELECT orders", allow(dynamic_sql))]
    async fn a27_opted_in_to_interpolation(&self, table: &str) -> Status {
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT status FROM {table}"))).fetch_one(&self.pool).await
    }

    #[traced(summary = "SELECT orders", allow(interpolated_sql))]
    async fn a27_by_its_own_name(&self, table: &str) -> Status {
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT status FROM {table}"))).fetch_one(&self.pool).await
    }
}

#[tokio::test]
async fn the_accept_list_runs() {
    let db = Fixture::<Sqlite>::new().await.expect("SQLite is always there");
    let orders = Orders { pool: db.pool.clone() };
    let statuses = [
        orders.a01_literal().await,
        orders.a02_raw_and_multi_line().await,
        orders.a05_constants().await,
        orders.a06_static().await,
        orders.a07_concat().await,
        orders.a08_included_file().await,
        orders.a09_local().await,
        orders.a10_if(true).await,
        orders.a11_match(Kind::New).await,
        orders.a12_inline(false).await,
        orders.a13_wrapped().await,
        orders.a14_alias().await,
        orders.a15_inline_const().await,
        orders.a16_wrapper().await,
        orders.a18_braces_in_comments().await,
        orders.a20_interpolation_in_a_value("ne").await,
        orders.a21_text_that_no_query_gets(1).await,
        orders.a22_shadowing(1).await,
        orders.a23_static_parameter("SELECT status FROM orders WHERE id = 1").await,
        orders.a23_static_parameter_of_a_closure().await,
        orders.a24_builder(&[1, 3]).await,
        orders.a25_value_of_sql_words().await,
        orders.a27_opted_in("SELECT status FROM orders".to_owned()).await,
        orders.a27_opted_in_to_interpolation("orders").await,
        orders.a27_by_its_own_name("orders").await,
    ];
    for status in statuses {
        assert_eq!(status.unwrap(), "new");
    }
    assert_eq!(orders.a17_braces_in_quotes(1).await.unwrap(), "{b}");
    assert_eq!(orders.a11_match(Kind::Paid).await.unwrap(), "paid");
    assert!(matches!(Kind::All, Kind::All));
}
