//! The same results in every mode, over statements and types of many kinds. Call forms by executors: the tests `forms`,
//! `query_macros` and `behaviour` run once more in every mode.

use sqlspan::{CommentMode, Telemetry};
use sqlspan_tests::{Fixture, System, Trace, alone, block_on};
use sqlx::pool::PoolOptions;
use sqlx::{
    AssertSqlSafe, Column as _, Executor, IntoArguments, MySql, Pool, Postgres, Row as _, TypeInfo as _, ValueRef as _,
};

use crate::{MODES, comments, sampled, unsampled};

/// Statements without binds, and what the database says of each.
#[sqlspan::repository(summary = "any statement", allow(dynamic_sql, n_plus_one, unfiltered_write))]
mod any {
    use super::{AssertSqlSafe, Executor, IntoArguments, Pool, System};

    pub async fn prepared<DB: System>(pool: &Pool<DB>, sql: &str) -> sqlx::Result<Vec<DB::Row>>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::query(AssertSqlSafe(sql)).fetch_all(pool).await
    }

    pub async fn raw<DB: System>(pool: &Pool<DB>, sql: &str) -> sqlx::Result<Vec<DB::Row>>
    where
        for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
        DB::Arguments: IntoArguments<DB>,
    {
        sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(pool).await
    }
}

/// What is common to the databases, then what each has of its own.
const STATEMENTS: &[&str] = &[
    "SELECT id, status FROM orders ORDER BY id",
    "SELECT id FROM orders WHERE status = 'new' ORDER BY id;",
    "SELECT o.id, i.name FROM orders o LEFT JOIN items i ON i.order_id = o.id ORDER BY 1, 2",
    "WITH recent AS (SELECT id FROM orders WHERE id > 1) SELECT count(*) FROM recent",
    "SELECT status, count(*) AS n FROM orders GROUP BY status HAVING count(*) > 0 ORDER BY n, status",
    "SELECT id, rank() OVER (PARTITION BY status ORDER BY id) FROM orders ORDER BY id",
    "SELECT id FROM orders UNION ALL SELECT order_id FROM items ORDER BY 1",
    "SELECT '/* no comment */' AS a, '-- nor this' AS b, ';' AS c, 'it''s' AS d",
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM items WHERE order_id = 3) THEN 'yes' ELSE 'no' END",
    "INSERT INTO items (order_id, name) VALUES (3, 'mug'), (3, 'jar')",
    "UPDATE orders SET status = 'sent' WHERE id IN (SELECT order_id FROM items)",
    "SELECT id FROM orders WHERE id = 1 FOR UPDATE",
    "DELETE FROM items WHERE order_id = 3",
    "CREATE TABLE extra (id INT PRIMARY KEY, note TEXT)",
    "INSERT INTO extra VALUES (1, 'a')",
    "INSERT INTO extra VALUES (1, 'a')",
    "CREATE VIEW seen AS SELECT id FROM extra",
    "SELECT * FROM seen",
    "DROP VIEW seen",
    "ALTER TABLE extra ADD more INT",
    "TRUNCATE TABLE extra",
    "DROP TABLE extra;",
    "SELECT no_such_column FROM orders",
    "SELECT FROM WHERE",
    "SELECT 'unclosed",
    "",
    ";",
    " ",
];

const OF_POSTGRES: &[&str] = &[
    "SELECT $$ -- text $$ AS a, $t$ /* text */ $t$ AS b, E'it\\'s' AS c, U&'\\0041' AS d",
    "SELECT '{\"a\": {\"b\": 1}}'::jsonb #>> '{a,b}', '{\"a\":1}'::jsonb ? 'a', 5 # 3",
    "INSERT INTO orders VALUES (9, 'new') ON CONFLICT (id) DO UPDATE SET status = 'again' RETURNING id, status",
    "DELETE FROM orders WHERE id = 9 RETURNING *",
    "SELECT 1 / 0",
    "VALUES (1, 'a'), (2, 'b')",
    "EXPLAIN (COSTS OFF) SELECT * FROM orders",
    "SET LOCAL statement_timeout = 0",
    "SHOW server_version_num",
    "CREATE FUNCTION twice(n INT) RETURNS INT LANGUAGE SQL AS $$ SELECT n * 2 $$",
    "SELECT twice(21)",
    "SELECT prosrc FROM pg_proc WHERE proname = 'twice'",
    "DO $$ BEGIN PERFORM 1; END $$",
    "SELECT generate_series(1, 3), ARRAY[1, 2, 3], (1, 'a')::text, now() > '2000-01-01'",
    "LISTEN jobs",
    "COPY orders TO STDOUT",
    "TABLE orders",
    "SELECT a[1:2] FROM (SELECT ARRAY[1, 2, 3] AS a) t",
    "SELECT id AS \"quoted /* name */\" FROM orders ORDER BY id LIMIT 1",
];

const OF_MARIADB: &[&str] = &[
    "SELECT \"-- text\" AS a, `id` AS `/* b */`, 'it\\'s', '\\\\' FROM orders WHERE id = 1",
    "SELECT 5--1, 7 DIV 2, 0x41, b'1', @@session.sql_mode LIKE '%ANSI%'",
    "REPLACE INTO orders VALUES (9, 'new')",
    "INSERT INTO orders VALUES (9, 'new') ON DUPLICATE KEY UPDATE status = 'again'",
    "DELETE FROM orders WHERE id = 9 LIMIT 1",
    "SHOW COLUMNS FROM orders",
    "CREATE PROCEDURE two() BEGIN SELECT 1; SELECT 2; END",
    "SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_NAME = 'two'",
    "DROP PROCEDURE two",
    "CREATE TRIGGER before_orders BEFORE INSERT ON orders FOR EACH ROW SET NEW.status = UPPER(NEW.status)",
    "SELECT ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'before_orders'",
    "DROP TRIGGER before_orders",
    "SELECT SQL_NO_CACHE id FROM orders ORDER BY id",
    "SELECT id FROM orders LIMIT 1 OFFSET 1",
    "SET @x := 5",
    "SELECT @x + 1",
    "DO SLEEP(0)",
    "DESCRIBE orders",
];

/// Rows, or the error's code, since MariaDB's messages quote the end of the text: columns with their types, and the values as the database sent them.
fn described<DB: System>(result: sqlx::Result<Vec<DB::Row>>) -> Vec<String>
where
    usize: sqlx::ColumnIndex<DB::Row>,
    for<'r> &'r [u8]: sqlx::Decode<'r, DB>,
{
    match result {
        Err(error) => {
            let code =
                error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned);
            vec![code.unwrap_or_else(|| error.to_string())]
        }
        Ok(rows) => rows
            .iter()
            .map(|row| {
                let cells = row.columns().iter().map(|column| {
                    let value = row.try_get_raw(column.ordinal()).expect("the column is there");
                    let kind = value.type_info().name().to_owned();
                    let bytes = <&[u8] as sqlx::Decode<DB>>::decode(value);
                    format!("{}: {kind} = {:?}", column.name(), bytes.ok())
                });
                cells.collect::<Vec<_>>().join(", ")
            })
            .collect(),
    }
}

async fn results<DB: System>(own: &[&str]) -> Option<Vec<(String, Vec<String>)>>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
    for<'r> &'r [u8]: sqlx::Decode<'r, DB>,
{
    let fixture = Fixture::<DB>::alone().await?;
    // One connection: some statements are about it.
    let pool = PoolOptions::<DB>::new().max_connections(1).connect(&fixture.url).await.unwrap();
    let trace = Trace::start("request");
    let mut seen = Vec::new();
    // Twice: prepared anew, and out of the cache.
    for round in 0..2 {
        for sql in STATEMENTS.iter().chain(own) {
            let prepared = trace.run(any::prepared(&pool, sql)).await;
            seen.push((format!("{round}: {sql}"), described::<DB>(prepared)));
        }
        fixture.seed().await;
        for sql in STATEMENTS.iter().chain(own) {
            let raw = trace.run(any::raw(&pool, sql)).await;
            seen.push((format!("{round}, raw: {sql}"), described::<DB>(raw)));
        }
        fixture.seed().await;
    }
    pool.close().await;
    Some(seen)
}

fn compare<DB: System>(own: &[&str])
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
    for<'r> &'r [u8]: sqlx::Decode<'r, DB>,
{
    block_on(async {
        let telemetry = Telemetry::builder().comments(comments(CommentMode::Off)).install().unwrap();
        let Some(plain) = results::<DB>(own).await else { return };
        for mode in [CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            let commented = results::<DB>(own).await.expect("the server was there before");
            for (plain, commented) in plain.iter().zip(&commented) {
                assert_eq!(plain, commented, "{mode:?}");
            }
        }
    });
}

#[test]
fn statements_on_postgres() {
    if alone("same_results::statements_on_postgres") {
        compare::<Postgres>(OF_POSTGRES);
    }
}

#[test]
fn statements_on_mariadb() {
    if alone("same_results::statements_on_mariadb") {
        compare::<MySql>(OF_MARIADB);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, sqlx::Type)]
#[sqlx(type_name = "size", rename_all = "lowercase")]
enum Size {
    Small,
    Large,
}

#[derive(Clone, Debug, PartialEq, sqlx::Type)]
#[sqlx(type_name = "crate")]
struct Crate {
    name: String,
    weight: f64,
}

/// Binds of many types, also those whose types are asked of the server first.
#[sqlspan::repository(dialect = postgres)]
mod typed {
    use super::{Crate, Pool, Postgres, Size};

    pub async fn scalars(pool: &Pool<Postgres>) -> sqlx::Result<(bool, i16, i32, i64, f32, f64, String, Vec<u8>)> {
        sqlx::query_as("SELECT $1, $2, $3, $4, $5, $6, $7, $8")
            .bind(true)
            .bind(-1_i16)
            .bind(2_i32)
            .bind(i64::MAX)
            .bind(1.5_f32)
            .bind(-2.5_f64)
            .bind("it's /* no comment */ -- 😀")
            .bind([0_u8, 255].as_slice())
            .fetch_one(pool)
            .await
    }

    pub async fn nulls(pool: &Pool<Postgres>) -> sqlx::Result<(Option<i64>, Option<String>, Option<Vec<i32>>)> {
        sqlx::query_as("SELECT $1 AS a, $2 AS b, $3 AS c")
            .bind(None::<i64>)
            .bind(None::<String>)
            .bind(None::<Vec<i32>>)
            .fetch_one(pool)
            .await
    }

    pub async fn arrays(pool: &Pool<Postgres>) -> sqlx::Result<(Vec<i64>, Vec<String>, Vec<Option<i32>>)> {
        sqlx::query_as("SELECT $1, $2, $3")
            .bind(vec![1_i64, 2])
            .bind(vec!["a".to_owned(), "b,{}\"".to_owned()])
            .bind(vec![Some(1_i32), None])
            .fetch_one(pool)
            .await
    }

    pub async fn of_the_user(pool: &Pool<Postgres>) -> sqlx::Result<(Size, Vec<Size>, Crate)> {
        sqlx::query_as("SELECT $1 AS size, $2 AS sizes, $3 AS crate")
            .bind(Size::Large)
            .bind(vec![Size::Small, Size::Large])
            .bind(Crate { name: "apples".to_owned(), weight: 0.5 })
            .fetch_one(pool)
            .await
    }

    pub async fn reused(pool: &Pool<Postgres>) -> sqlx::Result<(i64, i64, String)> {
        sqlx::query_as("SELECT $2, $2 + $1, $1::text || $3").bind(1_i64).bind(2_i64).bind("x").fetch_one(pool).await
    }

    pub async fn wrong(pool: &Pool<Postgres>) -> sqlx::Result<(i64,)> {
        sqlx::query_as("SELECT $1::text").bind("a").fetch_one(pool).await
    }
}

#[test]
fn types_on_postgres() {
    if !alone("same_results::types_on_postgres") {
        return;
    }
    block_on(async {
        let Some(fixture) = Fixture::<Postgres>::alone().await else { return };
        let types = "CREATE TYPE size AS ENUM ('small', 'large'); CREATE TYPE crate AS (name TEXT, weight FLOAT8)";
        sqlx::raw_sql(types).execute(&fixture.pool).await.unwrap();
        let telemetry = Telemetry::builder().comments(comments(CommentMode::Off)).install().unwrap();
        let mut first = None;
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            for _ in 0..7 {
                let pool = &fixture.pool;
                let trace = Trace::start("request");
                let seen = trace
                    .run(async {
                        (
                            typed::scalars(pool).await.unwrap(),
                            typed::nulls(pool).await.unwrap(),
                            typed::arrays(pool).await.unwrap(),
                            typed::of_the_user(pool).await.map_err(|error| error.to_string()),
                            typed::reused(pool).await.unwrap(),
                            typed::wrong(pool).await.unwrap_err().to_string(),
                        )
                    })
                    .await;
                assert!(seen.3.is_ok(), "{:?}", seen.3);
                match &first {
                    None => first = Some(seen),
                    Some(first) => assert_eq!(&seen, first, "{mode:?}"),
                }
            }
        }
        assert_eq!(telemetry.bind_skips(), []);
    });
}

/// The driver that is chosen at run time: it has arguments of its own.
#[sqlspan::traced]
async fn on_any(pool: &sqlx::AnyPool, id: i64) -> sqlx::Result<(i64, String)> {
    sqlx::query_as("SELECT id, status FROM orders WHERE id = $1").bind(id).fetch_one(pool).await
}

#[test]
fn the_any_driver_on_postgres() {
    if !alone("same_results::the_any_driver_on_postgres") {
        return;
    }
    block_on(async {
        sqlx::any::install_default_drivers();
        let Some(fixture) = Fixture::<Postgres>::alone().await else { return };
        let telemetry = Telemetry::builder().comments(comments(CommentMode::Off)).install().unwrap();
        let pool = sqlx::any::AnyPoolOptions::new().max_connections(1).connect(&fixture.url).await.unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            for id in [1, 2] {
                assert_eq!(sampled(on_any(&pool, id)).await.0.0, id, "{mode:?}");
                assert_eq!(unsampled(on_any(&pool, id)).await.0, id, "{mode:?}");
            }
        }
        assert_eq!(telemetry.bind_skips(), []);
        let kept: Vec<(String,)> = sqlx::query_as(
            "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%trace_parameter=''2''%'",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        assert_eq!(kept.len(), 1, "{kept:?}");
        pool.close().await;
    });
}
