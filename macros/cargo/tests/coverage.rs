//! `cargo sqlspan coverage`: what is counted, what is counted apart, and the exit status.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;

use fixture::Fixture;

const SOURCE: &str = r#"
#[sqlspan::repository]
impl Orders {
    async fn find(&self) { sqlx::query("SELECT 1 FROM a").fetch_one(&self.pool).await; }
    #[traced(skip)]
    async fn left(&self) { sqlx::query("SELECT 1 FROM b").fetch_one(&self.pool).await; }
    async fn more(&self) { sqlx::query("SELECT 1 FROM c").fetch_one(&self.pool).await; }
    async fn unknown(&self) { self.fetch_one(&self.pool).await; }
}
async fn plain(pool: &PgPool) { sqlx::query("SELECT 1 FROM e").execute(pool).await; }
async fn set_up(pool: &PgPool) {
    sqlx::migrate!().run(pool).await;
    let mut copy = pool.copy_in_raw("COPY a FROM STDIN").await?;
    copy.finish().await;
    let listener = PgListener::connect_with(pool).await?;
    listener.listen("jobs").await;
    retry!(sqlx::query("SELECT 1 FROM d").execute(pool).await);
    permits.acquire().await;
}
#[traced]
async fn listen(listener: &mut PgListener) { listener.listen("jobs").await; }
#[cfg(test)]
mod tests { async fn a(pool: &PgPool) { sqlx::query("SELECT 1").execute(pool).await; pool.begin().await; } }
"#;

fn fixture(name: &str) -> Fixture {
    Fixture::package(name, &[("src/lib.rs", SOURCE)])
}

#[test]
fn the_screen() {
    let expected = "  shop                  66.6 %  2 of 3
    src/lib.rs          66.6 %  2 of 3

counted apart
  tests and benchmarks   0.0 %  0 of 2
  in other macros        0.0 %  0 of 1
  left out by `skip`         1
  migrations             0.0 %  0 of 1
  COPY calls             0.0 %  0 of 1
  LISTEN calls          50.0 %  1 of 2

not traced
  src/lib.rs:10  SELECT e  no attribute

66.6 % traced: 2 of 3 sites
";
    assert_eq!(fixture("screen").printed(&["coverage"]), expected);
}

#[test]
fn a_threshold_is_a_status() {
    let fixture = fixture("threshold");
    let status = |arguments: &[&str]| fixture.run(&[&["coverage"], arguments].concat()).status.code();
    assert_eq!(status(&[]), Some(0));
    assert_eq!(status(&["--min", "66"]), Some(0));
    assert_eq!(status(&["--min", "66.7"]), Some(1));
    assert_eq!(status(&["--min", "95", "--json"]), Some(1));
    let output = fixture.run(&["coverage", "--min", "95", "--quiet"]);
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "error: 66.6 % of the queries are traced, less than the 95 % that `--min` asks for\n");
}

#[test]
fn json() {
    let json = fixture("json").json(&["coverage", "--json"]);
    assert_eq!((&json["version"], &json["traced"], &json["sites"]), (&1.into(), &2.into(), &3.into()));
    assert_eq!(json["packages"][0]["files"][0]["file"], "src/lib.rs");
    assert_eq!(json["apart"][5]["group"], "listen");
    assert_eq!(json["untraced"][0]["because"], "no attribute");
}

#[test]
fn nothing_to_trace_is_all_of_it() {
    let fixture = Fixture::package("nothing", &[("src/lib.rs", "")]);
    assert_eq!(fixture.run(&["coverage", "--min", "100"]).status.code(), Some(0));
    assert_eq!(fixture.printed(&["list"]), "no site\n");
}
