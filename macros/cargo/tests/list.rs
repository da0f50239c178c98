//! `cargo sqlspan list`: the screen, the filters, the JSON.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use fixture::Fixture;
use serde_json::Value;

const SOURCE: &str = r#"
use sqlx::PgPool;

struct Orders { pool: PgPool }

#[sqlspan::repository(dialect = postgres)]
impl Orders {
    async fn find(&self, id: i64) -> sqlx::Result<Order> {
        sqlx::query_as("SELECT id FROM orders WHERE id = $1").bind(id).fetch_one(&self.pool).await
    }

    async fn archive(&self) -> sqlx::Result<()> {
        let mut tx = self.pool.begin().await?;
        sqlx::query("INSERT INTO archive SELECT * FROM shop.orders").execute(&mut *tx).await?;
        #[traced(allow(unfiltered_write))]
        sqlx::query("DELETE FROM shop.orders").execute(&mut *tx).await?;
        tx.commit().await
    }
}

async fn customers(pool: &PgPool) {
    retry!(3, sqlx::query("SELECT * FROM customers").fetch_all(pool).await);
    semaphore.acquire().await;
}
"#;

fn fixture(name: &str) -> Fixture {
    Fixture::package(name, &[("src/lib.rs", SOURCE)])
}

#[test]
fn the_screen() {
    let expected = "\
src/lib.rs
   9  SELECT orders                              fetch_one  Orders::find     #[repository]
  13  BEGIN                                      begin      Orders::archive  #[repository]
  14  INSERT archive SELECT shop.orders  writes  execute    Orders::archive  #[repository]
  16  DELETE shop.orders                 writes  execute    Orders::archive  #[repository]
  17  COMMIT                                     commit     Orders::archive  #[repository]
  22  SELECT customers                           fetch_all  customers        not traced: in `retry!`, which `macros(..)` does not name

6 sites in 1 file: 4 queries, 2 steps
5 traced, 1 not
1 more call is only named like a round trip: `--all` lists them too
";
    assert_eq!(fixture("screen").printed(&["list"]), expected);
}

#[test]
fn by_table() {
    let printed = fixture("by_table").printed(&["list", "--by", "table", "--quiet"]);
    let headings: Vec<&str> = printed.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')).collect();
    assert_eq!(headings, ["archive", "customers", "orders", "shop.orders", "no table, or none that is known"]);
    assert!(printed.contains("\n  writes  DELETE shop.orders "), "{printed}");
}

fn listed(fixture: &Fixture, arguments: &[&str]) -> Vec<u64> {
    let arguments = [&["list", "--json"], arguments].concat();
    let json = fixture.json(&arguments);
    json["sites"].as_array().unwrap().iter().map(|site| site["line"].as_u64().unwrap()).collect()
}

#[test]
fn filters() {
    let fixture = fixture("filters");
    assert_eq!(listed(&fixture, &[]), [9, 13, 14, 16, 17, 22, 23]);
    assert_eq!(listed(&fixture, &["--writes"]), [14, 16]);
    // Qualified or not.
    assert_eq!(listed(&fixture, &["--table", "orders"]), [9, 14, 16]);
    assert_eq!(listed(&fixture, &["--table", "orders", "--table", "customers"]), [9, 14, 16, 22]);
    assert_eq!(listed(&fixture, &["--writes", "--table", "orders"]), [16]);
    assert_eq!(listed(&fixture, &["--untraced"]), [22, 23]);
    assert!(fixture.printed(&["list", "--all", "-q"]).contains("\n  23  (a connection) "));
}

#[test]
fn a_site_as_json() {
    let json = fixture("json").json(&["list", "--json", "--writes", "--table", "orders"]);
    let expected: Value = serde_json::from_str(
        r#"{
          "version": 1,
          "sites": [{
            "file": "src/lib.rs", "line": 16, "column": 9, "package": "shop", "function": "shop::Orders::archive",
            "kind": "query", "method": "execute", "likely": true, "is_test": false, "in_macro": null,
            "dialect": "postgres", "summary": "DELETE shop.orders", "text": "static", "text_reason": null,
            "statements": [{
              "id": "", "summary": "DELETE shop.orders", "text": "DELETE FROM shop.orders", "writes": "yes",
              "tables_read": [], "tables_written": ["shop.orders"]
            }],
            "traced_by": "repository",
            "skipped": false, "untraced_because": null, "allowed": ["unfiltered_write"]
          }],
          "unread": []
        }"#,
    )
    .unwrap();
    let mut expected = expected;
    expected["sites"][0]["statements"][0]["id"] = json["sites"][0]["statements"][0]["id"].clone();
    assert_eq!(json, expected);
}

fn ids(json: &Value) -> Vec<String> {
    let sites = json["sites"].as_array().unwrap().iter();
    sites.flat_map(|site| site["statements"].as_array().unwrap()).map(|known| known["id"].to_string()).collect()
}

#[test]
fn ids_are_the_same_in_every_run_and_wherever_the_code_goes() {
    let fixture = fixture("ids");
    let first = fixture.printed(&["list", "--json"]);
    assert_eq!(fixture.printed(&["list", "--json"]), first);
    let before: Value = serde_json::from_str(&first).unwrap();
    let elsewhere = Fixture::package("elsewhere", &[("src/main.rs", "mod moved;\nfn main() {}")]);
    elsewhere
        .write("src/moved.rs", &format!("// moved\n\n\n{}", SOURCE.replace("SELECT id FROM", "SELECT  id\n FROM")));
    let after = elsewhere.json(&["list", "--json"]);
    assert_eq!(ids(&after), ids(&before));
    let other = Fixture::package("dialect", &[("src/lib.rs", &SOURCE.replace("postgres", "mysql"))]);
    assert_ne!(ids(&other.json(&["list", "--json"]))[0], ids(&before)[0]);
}

#[test]
fn no_colour_where_nobody_sees_it() {
    let fixture = fixture("colour");
    assert!(!fixture.printed(&["list"]).contains('\x1b'));
    assert!(!fixture.printed(&["coverage"]).contains('\x1b'));
    let mut forced = std::process::Command::new(env!("CARGO_BIN_EXE_cargo-sqlspan"));
    forced.arg("list").env("CLICOLOR_FORCE", "1").env_remove("NO_COLOR").current_dir(&fixture.root);
    let printed = String::from_utf8(forced.output().unwrap().stdout).unwrap();
    assert!(printed.starts_with("\x1b[1msrc/lib.rs\x1b[0m\n"), "{printed:?}");
}

#[test]
fn markdown() {
    let printed = fixture("markdown").printed(&["list", "--markdown"]);
    assert!(printed.starts_with("### `src/lib.rs`\n\n| line | summary | id |"), "{printed}");
    assert!(printed.contains("| `customers` |  | `shop::customers` | no: in `retry!`"), "{printed}");
}

/// Code that has nothing to do with sqlx has methods of the same names.
#[test]
fn packages_without_sqlx_are_left_out() {
    let fixture = Fixture::new(
        "without",
        &[
            ("Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n"),
            ("src/lib.rs", "fn a() { client.execute(\"SELECT 1\"); pool.acquire(); }"),
        ],
    );
    assert_eq!(fixture.sites(), []);
}
