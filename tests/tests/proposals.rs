//! The statement that each message of `interpolated_sql` proposes, put into the place of the faulty text, compiles and
//! runs. The programs are those of `ui/interpolated_sql`, where the text stands between two marks; the proposals are
//! taken out of the messages beside them. So are the statements for all items that `n_plus_one` proposes, which run on
//! PostgreSQL.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use std::fmt::Write as _;
use std::path::Path;

use sqlspan_tests::{FreshCrate, workspace};
use sqlx::Connection as _;

const DEPENDENCIES: &str = r#"[dependencies]
sqlspan = { version = "0.1", features = ["sqlite", "postgres"] }
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite", "postgres"] }
tokio = { version = "1", features = ["macros", "rt"] }
"#;

/// What every program finds, and what it is given.
const MAIN: &str = r#"
const SCHEMA: &str = "
    CREATE TEMP TABLE orders (id BIGINT PRIMARY KEY NOT NULL, status TEXT NOT NULL);
    CREATE TEMP TABLE items (order_id BIGINT NOT NULL, name TEXT NOT NULL);
    INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'paid'), (3, 'new');
";

macro_rules! rows {
    ($module:ident, $options:ty, $url:expr) => {{
        let pool = <$options>::new().max_connections(1).connect($url).await.unwrap();
        sqlx::raw_sql(SCHEMA).execute(&pool).await.unwrap();
        println!("{} {}", stringify!($module), $module::run(&pool, 2, "new", &[1, 2]).await.unwrap());
    }};
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
"#;

const BEFORE: &str = "let query = sqlx::query(/* text */";
const AFTER: &str = "/* end */);";

/// The code that a message proposes: the lines of its help that stand by themselves.
fn proposal(message: &str) -> Option<Vec<&str>> {
    let (_, rest) = message.split_once("help: ")?;
    let (_, code) = rest.split_once(":\n\n")?;
    let (code, _) = code.split_once("\n\n")?;
    Some(code.lines().map(|line| line.strip_prefix("           ").unwrap_or(line)).collect())
}

/// The program with the proposal in the place of its text.
fn mended(program: &str, proposal: &[&str]) -> String {
    let (before, rest) = program.split_once(BEFORE).expect("the faulty text is marked");
    let (_, after) = rest.split_once(AFTER).expect("and its end");
    let (items, code): (Vec<&str>, Vec<&str>) = proposal.iter().partition(|line| line.starts_with("macro_rules!"));
    let items = items.join("\n").replace("\"..\"", "\"id, status\"");
    let query = if code.last() == Some(&"builder.build()") {
        let (build, statements) = code.split_last().unwrap();
        format!("{}\nlet query = {build};", statements.join("\n"))
    } else {
        let (binds, text): (Vec<&str>, Vec<&str>) = code.iter().partition(|line| line.starts_with(".bind("));
        format!("let query = sqlx::query({}){};", text.join("\n"), binds.join(""))
    };
    format!("{before}{items}\n{query}{after}")
}

/// How many rows a program finds once it is mended: its first line says so, if it can be.
fn rows(program: &str) -> Option<usize> {
    program.strip_prefix("// rows: ")?.lines().next()?.parse().ok()
}

#[test]
fn every_proposal_compiles_and_runs() {
    let postgres = std::env::var("SQLSPAN_POSTGRES_URL").ok();
    if postgres.is_none() {
        assert!(std::env::var("SQLSPAN_REQUIRE_DATABASES").is_err(), "SQLSPAN_POSTGRES_URL is not set");
        println!("skipped: what needs PostgreSQL is only built, for SQLSPAN_POSTGRES_URL is not set");
    }
    let folder = workspace().join("tests/ui/interpolated_sql");
    let mut programs: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    programs.sort();
    let mut main = String::from(MAIN);
    let (mut modules, mut expected) = (String::new(), String::new());
    let fresh = FreshCrate::new("proposals", DEPENDENCIES, "fn main() {}");
    for path in &programs {
        let program = std::fs::read_to_string(path).unwrap();
        let Some(rows) = rows(&program) else { continue };
        let name = Path::new(path).file_stem().unwrap().to_string_lossy().into_owned();
        let message = std::fs::read_to_string(path.with_extension("stderr")).unwrap();
        let proposal = proposal(&message).unwrap_or_else(|| panic!("no proposal in {name}: {message}"));
        fresh.write(&format!("src/{name}.rs"), &mended(&program, &proposal));
        let _ = writeln!(modules, "mod {name};");
        let on_postgres = program.contains("PgPool");
        match (on_postgres, &postgres) {
            (false, _) => {
                let _ = writeln!(main, "rows!({name}, sqlx::sqlite::SqlitePoolOptions, \"sqlite::memory:\");");
            }
            (true, Some(url)) => {
                let _ = writeln!(main, "rows!({name}, sqlx::postgres::PgPoolOptions, {url:?});");
            }
            (true, None) => continue,
        }
        let _ = writeln!(expected, "{name} {rows}");
    }
    assert!(expected.lines().count() > 30, "most messages have a proposal that runs");
    fresh.write("src/main.rs", &format!("#![allow(warnings)]\n{modules}{main}}}\n"));
    let output = fresh.cargo(&["run", "--quiet"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

/// What the statements for all items are about.
const TABLES: &str = "
    CREATE TEMP TABLE orders (id BIGINT PRIMARY KEY NOT NULL, status TEXT NOT NULL);
    CREATE TEMP TABLE items (order_id BIGINT NOT NULL, name TEXT NOT NULL);
    INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'paid'), (3, 'new');
";

/// The statement for all items that a message of `n_plus_one` proposes.
fn statement_for_all(message: &str) -> Option<&str> {
    let (_, help) = message.split_once("help: ")?;
    let (statement, _) = help.lines().next()?.split_once(": `")?.1.split_once("` with ")?;
    Some(statement)
}

#[tokio::test]
async fn statements_for_all_items_run_on_postgresql() {
    let Ok(url) = std::env::var("SQLSPAN_POSTGRES_URL") else {
        assert!(std::env::var("SQLSPAN_REQUIRE_DATABASES").is_err(), "SQLSPAN_POSTGRES_URL is not set");
        println!("skipped: SQLSPAN_POSTGRES_URL is not set");
        return;
    };
    let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
    let folder = workspace().join("tests/ui/n_plus_one");
    let mut run = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(program) = path.extension().filter(|found| *found == "rs").map(|_| std::fs::read_to_string(&path))
        else {
            continue;
        };
        let program = program.unwrap();
        // What is bound, and how many rows are found or changed.
        let Some((binds, rows)) = program.strip_prefix("// ").and_then(|rest| rest.lines().next()?.rsplit_once(": "))
        else {
            continue;
        };
        let Ok(rows) = rows.parse::<usize>() else { continue };
        let message = std::fs::read_to_string(path.with_extension("stderr")).unwrap();
        let statement = statement_for_all(&message).unwrap_or_else(|| panic!("no statement in {message}"));
        sqlx::raw_sql("DROP TABLE IF EXISTS pg_temp.orders, pg_temp.items").execute(&mut connection).await.unwrap();
        sqlx::raw_sql(TABLES).execute(&mut connection).await.unwrap();
        let mut query = sqlx::query(sqlx::AssertSqlSafe(statement));
        for bind in binds.split(", ") {
            query = match bind {
                "ids" => query.bind(vec![1_i64, 2]),
                "statuses" => query.bind(vec!["new", "new"]),
                other => panic!("nothing is bound as {other}"),
            };
        }
        let rows_come = statement.contains("SELECT id") || statement.contains("RETURNING");
        let found = if rows_come {
            query.fetch_all(&mut connection).await.map(|rows| rows.len())
        } else {
            query.execute(&mut connection).await.map(|done| usize::try_from(done.rows_affected()).unwrap())
        };
        let found = found.unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert_eq!(found, rows, "{statement}");
        run += 1;
    }
    assert!(run >= 6, "{run} statements ran");
}
