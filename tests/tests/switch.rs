//! `SQLSPAN_LINTS` in cargo's `[env]`: one switch for a whole build, for a code base that adopts the crate.

#![deny(warnings)]
#![allow(clippy::expect_used, reason = "tests")]

use sqlspan_tests::FreshCrate;

const DEPENDENCIES: &str = r#"[dependencies]
sqlspan = "0.1"
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite"] }
"#;

/// A literal and a constant, whose findings are told by the macro and by the compiler.
const OF_STYLE: &str = r#"
const BY_ID: &str = "SELECT id FROM orders WHERE id = $1";

#[sqlspan::traced]
async fn run(pool: &sqlx::SqlitePool) -> sqlx::Result<()> {
    sqlx::query("SELECT status FROM orders WHERE id = $1").execute(pool).await?;
    sqlx::query(BY_ID).execute(pool).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
"#;

/// What goes untraced, and attributes on what has nothing to trace.
const UNTRACED: &str = r#"
use sqlspan::{repository, traced};
use sqlx::SqlitePool;

#[traced]
async fn run(pool: &SqlitePool) -> sqlx::Result<()> {
    sqlx::query("SELECT 1").execute(pool).await?;
    other::call!(sqlx::query("SELECT 2").execute(pool).await?);
    other::made().execute(pool).await?;
    #[traced(summary = "three")]
    let three = 3;
    assert_eq!(three, 3);
    Ok(())
}

#[traced]
fn size(pool: &SqlitePool) -> u32 {
    pool.size()
}

struct Orders;

#[repository]
impl Orders {
    fn size(pool: &SqlitePool) -> u32 {
        pool.size()
    }
}

#[repository]
trait Declared {
    fn size(&self) -> u32;
}

impl Declared for Orders {
    fn size(&self) -> u32 {
        0
    }
}

mod other {
    macro_rules! call {
        ($call:expr) => {
            $call
        };
    }
    pub(crate) use call;

    pub(crate) fn made() -> sqlx::query::Query<'static, sqlx::Sqlite, sqlx::sqlite::SqliteArguments> {
        sqlx::query("SELECT 3")
    }
}

fn main() {
    let _ = (run, size, Orders::size, <Orders as Declared>::size);
}
"#;

/// Whether it compiles under a value of the switch, and what the compiler says.
fn check(fresh: &FreshCrate, value: Option<&str>) -> (bool, String) {
    let switch = value.map(|value| format!("[env]\nSQLSPAN_LINTS = \"{value}\"\n")).unwrap_or_default();
    fresh.write(".cargo/config.toml", &switch);
    let output = fresh.cargo(&["check", "--quiet"]);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn denials_of_style_become_warnings_while_it_is_on() {
    let fresh = FreshCrate::new("switch_of_style", DEPENDENCIES, OF_STYLE);
    let (compiles, said) = check(&fresh, None);
    assert!(!compiles, "{said}");
    let (compiles, said) = check(&fresh, Some("warn"));
    assert!(compiles, "{said}");
    assert_eq!(said.matches("note: sqlspan::bind_count").count(), 2, "{said}");
    // The compiler knows that what it made depends on the switch.
    let (compiles, said) = check(&fresh, None);
    assert!(!compiles, "{said}");
    let (compiles, said) = check(&fresh, Some("loud"));
    assert!(!compiles, "{said}");
    assert!(said.contains("`SQLSPAN_LINTS` is `loud`"), "{said}");
}

#[test]
fn a_workspace_is_taken_over_in_one_round() {
    let fresh = FreshCrate::new("switch_of_untraced", DEPENDENCIES, UNTRACED);
    let (compiles, said) = check(&fresh, None);
    assert!(!compiles, "{said}");
    let (compiles, said) = check(&fresh, Some("warn"));
    assert!(compiles, "{said}");
    for warning in [
        "it stands inside `call!`",
        "sqlspan can't see where it is made",
        "this function has no query call, so",
        "this block has no query call, so",
        "what this attribute is on has no query call",
        "the functions of this trait are only declared here",
    ] {
        assert_eq!(said.matches(warning).count(), 1, "{warning}: {said}");
    }
    let (compiles, said) = check(&fresh, None);
    assert!(!compiles, "{said}");
}
