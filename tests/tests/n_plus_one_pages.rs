//! The pages of the detector and of tests that count (`runtime/docs/n_plus_one.md`, `testing.md`): their programs run in
//! a crate of their own, and print what the pages show. `SQLSPAN_BLESS=1` writes that anew.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

use sqlspan_tests::{FreshCrate, workspace};

const DEPENDENCIES: &str = r#"[dependencies]
opentelemetry = "0.33"
opentelemetry_sdk = { version = "0.33", features = ["testing"] }
sqlspan = { version = "0.1", features = ["n-plus-one", "sqlite"] }
sqlx = { version = "0.9", default-features = false, features = ["macros", "runtime-tokio", "sqlite"] }
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
tracing-subscriber = { version = "0.3", default-features = false, features = ["fmt"] }

[dev-dependencies]
sqlspan = { version = "0.1", features = ["testing"] }
"#;

/// Around the code of the page: fifty orders, a request, and what came of it.
const PROGRAM: &str = r#"
impl Shop {
    async fn open(orders: i64) -> sqlx::Result<Self> {
        let pool = sqlx::pool::PoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
        sqlx::raw_sql(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
             CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id BIGINT NOT NULL);
             INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace')",
        )
        .execute(&pool)
        .await?;
        for order in 1..=orders {
            let insert = sqlx::query("INSERT INTO orders VALUES ($1, $2)");
            insert.bind(order).bind(1 + order % 2).execute(&pool).await?;
        }
        Ok(Self { pool })
    }

    #[cfg(test)]
    async fn for_tests() -> sqlx::Result<Self> {
        Self::open(3).await
    }
}

#[tokio::main]
async fn main() -> sqlx::Result<()> {
    use opentelemetry::trace::{FutureExt as _, TraceContextExt as _, Tracer as _};
    use opentelemetry::{Context, global};
    use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

    tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::WARN).without_time().with_ansi(false).with_writer(std::io::stderr).init();
    let exporter = InMemorySpanExporter::default();
    global::set_tracer_provider(SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build());
    // However slow the machine is.
    let settings = sqlspan::n_plus_one::NPlusOne::on().within(std::time::Duration::MAX);
    sqlspan::Telemetry::builder().n_plus_one(settings).install().unwrap();

    let shop = Shop::open(50).await?;
    let request = Context::current_with_span(global::tracer("shop").start("GET /orders"));
    list(&shop).with_context(request.clone()).await?;
    request.span().end();

    let spans = exporter.get_finished_spans().unwrap();
    let request = spans.iter().find(|span| span.name == "GET /orders").unwrap();
    for event in request.events.iter().take(1) {
        println!("{} of the span {}", event.name, request.name);
        for attribute in &event.attributes {
            println!("  {:30}{}", attribute.key.as_str(), attribute.value);
        }
    }
    Ok(())
}
"#;

/// The blocks of Rust on a page; `hidden` says whether with the lines that it does not show.
fn code(page: &str, hidden: bool) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if language.is_empty() {
            blocks.push(block.into_iter().filter_map(|line| shown(line, hidden)).collect());
        }
    }
    blocks
}

fn shown(line: &str, hidden: bool) -> Option<String> {
    match line.strip_prefix("# ") {
        Some(line) => hidden.then(|| format!("{line}\n")),
        None => Some(format!("{line}\n")),
    }
}

/// Puts a text between two markers of a page.
fn put(page: &mut String, marker: &str, text: &str) {
    let (begin, end) = (format!("<!-- {marker} -->\n"), format!("<!-- /{marker} -->"));
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    *page = format!("{before}{begin}```text\n{}\n```\n{end}{after}", text.trim_matches('\n'));
}

/// Whether it succeeded, and what it printed.
fn run(fresh: &FreshCrate, arguments: &[&str]) -> (bool, String, String) {
    let output = fresh.cargo(arguments);
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_pages_show_what_is_printed() {
    let (detector_path, testing_path) =
        (workspace().join("runtime/docs/n_plus_one.md"), workspace().join("runtime/docs/testing.md"));
    let (detector_page, testing_page) =
        (std::fs::read_to_string(&detector_path).unwrap(), std::fs::read_to_string(&testing_path).unwrap());
    let (programs, tests) = (code(&detector_page, true), code(&testing_page, false));
    let (fault, mend) = (&programs[0], &programs[1]);
    let test = format!("\n#[cfg(test)]\nmod tests {{\nuse super::*;\n{}}}\n", tests[0]);
    let (mut detector, mut testing) = (detector_page.clone(), testing_page.clone());

    let fresh = FreshCrate::new("shop", DEPENDENCIES, &format!("{fault}{PROGRAM}{test}"));
    let (ran, printed, logged) = run(&fresh, &["run", "--quiet"]);
    assert!(ran, "{printed}{logged}");
    assert_eq!(logged.lines().count(), 1, "{logged}");
    put(&mut detector, "warning", logged.trim());
    put(&mut detector, "event", &printed);

    let (passed, printed, _) = run(&fresh, &["test", "--quiet"]);
    assert!(!passed, "{printed}");
    let (_, message) = printed.split_once("panicked at src/main.rs:").unwrap_or_else(|| panic!("{printed}"));
    let (_, message) = message.split_once('\n').unwrap();
    let message = message.split("\nnote: ").next().unwrap().split("\nstack backtrace:").next().unwrap();
    put(&mut testing, "tree", message.split("\n\n\n").next().unwrap());

    let fresh = FreshCrate::new("shop", DEPENDENCIES, &format!("{mend}{PROGRAM}{test}"));
    assert_eq!(run(&fresh, &["run", "--quiet"]), (true, String::new(), String::new()), "the mend is reported");
    let (passed, printed, logged) = run(&fresh, &["test", "--quiet"]);
    assert!(passed, "{printed}{logged}");

    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(detector_path, detector).unwrap();
        std::fs::write(testing_path, testing).unwrap();
    } else {
        assert_eq!(detector_page, detector, "the page is out of date: run with SQLSPAN_BLESS=1");
        assert_eq!(testing_page, testing, "the page is out of date: run with SQLSPAN_BLESS=1");
    }
}
