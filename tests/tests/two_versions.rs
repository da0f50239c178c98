//! A second version of opentelemetry in the tree: said while the program is compiled, where its lock file tells.

#![deny(warnings)]

use sqlspan_tests::FreshCrate;

const DEPENDENCIES: &str = r#"[dependencies]
sqlspan = "0.1"
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite"] }
opentelemetry = { path = "other", version = "0.99" }
"#;

/// A function and a block, which are told of it once.
const PROGRAM: &str = r#"
#[sqlspan::traced]
async fn run(pool: &sqlx::SqlitePool) -> sqlx::Result<()> {
    sqlx::query("SELECT 1").execute(pool).await.map(drop)
}

struct Orders;

#[sqlspan::repository]
impl Orders {
    async fn run(pool: &sqlx::SqlitePool) -> sqlx::Result<()> {
        sqlx::query("SELECT 2").execute(pool).await.map(drop)
    }
}

fn main() {
    let _ = (run, Orders::run);
}
"#;

const SAID: &str = "`two-versions` depends on opentelemetry 0.99.0, and sqlspan on 0.33.";

#[test]
fn another_version_is_a_warning() {
    let fresh = FreshCrate::new("two-versions", DEPENDENCIES, PROGRAM);
    fresh.write("other/Cargo.toml", "[package]\nname = \"opentelemetry\"\nversion = \"0.99.0\"\nedition = \"2024\"\n");
    fresh.write("other/src/lib.rs", "");
    let said = |program: &str| {
        fresh.write("src/main.rs", program);
        let output = fresh.cargo(&["check"]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{text}");
        text
    };
    let of_a_function = said(PROGRAM);
    assert_eq!(of_a_function.matches(SAID).count(), 1, "{of_a_function}");
    assert_eq!(of_a_function.matches("warning: ").count(), 2, "it, and cargo's count: {of_a_function}");
    // Alone, the block says it.
    let of_a_block = said(&PROGRAM.replace("#[sqlspan::traced]", ""));
    assert_eq!(of_a_block.matches(SAID).count(), 1, "{of_a_block}");
    let allowed = said(&format!("#![allow(deprecated)]\n{PROGRAM}"));
    assert!(!allowed.contains(SAID), "{allowed}");
}
