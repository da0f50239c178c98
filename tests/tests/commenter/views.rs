//! What each view of a server shows in each mode: the table in the documentation, made here.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use sqlspan::comment::parse;
use sqlspan::{CommentMode, PoolSettings, Telemetry};
use sqlspan_tests::{OwnMariaDb, OwnPostgres, SEED, Trace, alone, block_on, workspace};
use sqlx::mysql::MySqlPoolOptions;
use sqlx::postgres::PgPoolOptions;
use sqlx::{Connection as _, MySqlConnection, MySqlPool, PgConnection};

use crate::modes::{install, server};
use crate::orders::Orders;
use crate::{MODES, comments, sampled, traceparent, unsampled};

/// What a view shows of an execution.
fn shown(text: &str, parameters: &str, trace: &str) -> &'static str {
    let tags = parse(text);
    let in_text = tags.iter().find(|(key, _)| key == "traceparent").map(|(_, value)| value.as_str());
    match (tags.is_empty(), in_text) {
        (true, _) => "the text",
        (false, Some(found)) if found == trace => "tags and trace",
        (false, Some(_)) => "tags and the trace of another",
        (false, None) if parameters.contains(trace) => "tags, trace in a parameter",
        (false, None) => "tags",
    }
}

struct Table {
    rows: Vec<(&'static str, [&'static str; MODES.len()])>,
}

impl Table {
    fn put(&mut self, view: &'static str, mode: CommentMode, shown: &'static str) {
        let column = MODES.iter().position(|other| *other == mode).unwrap();
        if let Some((_, cells)) = self.rows.iter_mut().find(|(name, _)| *name == view) {
            cells[column] = shown;
            return;
        }
        let mut cells = [""; MODES.len()];
        cells[column] = shown;
        self.rows.push((view, cells));
    }

    fn markdown(&self) -> String {
        let mut out = String::from("| view | `Off` | `Constant` | `Sampled` | `Bound` |\n|---|---|---|---|---|\n");
        for (view, cells) in &self.rows {
            writeln!(out, "| {view} | {} |", cells.join(" | ")).unwrap();
        }
        out
    }
}

/// Between the marks in the page.
fn check(name: &str, table: &Table) {
    let page: PathBuf = workspace().join("runtime/docs/commenter.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin).expect("the page has the mark");
    let (found, after) = rest.split_once(&end).expect("the page has the end mark");
    let made = format!("\n{}\n", table.markdown());
    if std::env::var_os("SQLSPAN_BLESS").is_some() {
        std::fs::write(&page, format!("{before}{begin}{made}{end}{after}")).unwrap();
    } else {
        assert_eq!(found, made, "run it with SQLSPAN_BLESS=1, and read what has changed");
    }
}

async fn statement_text(observer: &mut PgConnection) -> String {
    let texts = "SELECT query FROM pg_stat_statements WHERE query LIKE '%SELECT id, status FROM orders%' \
                 AND query NOT LIKE '%pg_stat%'";
    let texts: Vec<String> = sqlx::query_scalar(texts).fetch_all(observer).await.unwrap();
    assert_eq!(texts.len(), 1, "one entry, whatever the comment: {texts:?}");
    texts[0].clone()
}

/// The text of what runs now, once it runs.
async fn running(observer: &mut PgConnection) -> String {
    loop {
        let text = "SELECT query FROM pg_stat_activity WHERE query LIKE '%pg_sleep(%' AND state = 'active' \
                    AND pid <> pg_backend_pid()";
        let found: Option<String> = sqlx::query_scalar(text).fetch_optional(&mut *observer).await.unwrap();
        if let Some(text) = found {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Runs a query that sleeps, looks at it from elsewhere, and stops it.
async fn asleep(orders: &Orders, observer: &mut PgConnection) -> (String, String) {
    let trace = Trace::start("request");
    let context = trace.context();
    let pool = orders.pool.clone();
    let sleeping = tokio::spawn(opentelemetry::trace::FutureExt::with_context(
        async move { Orders { pool }.sleep(60.0).await },
        context,
    ));
    let text = running(observer).await;
    let stop = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(%' \
                AND pid <> pg_backend_pid()";
    sqlx::query(stop).execute(observer).await.unwrap();
    sleeping.await.unwrap().unwrap_err();
    (text, traceparent(&trace.queries()[0]))
}

#[test]
fn of_postgres() {
    if !alone("views::of_postgres") {
        return;
    }
    block_on(async {
        let Some((server, orders)) = server().await else { return };
        let telemetry = install(&orders.pool, comments(CommentMode::Off));
        let mut observer = PgConnection::connect(&server.url()).await.unwrap();
        sqlx::raw_sql("CREATE EXTENSION pg_stat_statements").execute(&mut observer).await.unwrap();
        let settings = "LOAD 'auto_explain'; SET log_min_duration_statement = 0; SET auto_explain.log_min_duration = 0";
        sqlx::raw_sql(settings).execute(&orders.pool).await.unwrap();
        let mut table = Table { rows: Vec::new() };
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            sqlx::raw_sql("SELECT pg_stat_statements_reset()").execute(&mut observer).await.unwrap();
            let (_, first) = sampled(orders.find(1)).await;
            let (_, spans) = sampled(orders.find(2)).await;
            let (first, trace) = (traceparent(&first[0]), traceparent(&spans[0]));
            let log = server.log();
            let of_query = |timed| {
                let found = log.iter().rfind(|entry| entry.timed == timed && entry.text.contains("SELECT id, status"));
                // With `log_statement` on, the server does not repeat the text with the duration.
                found.cloned()
            };
            let logged = of_query(false).unwrap();
            table.put("log, `log_statement`", mode, shown(&logged.text, &logged.parameters, &trace));
            let explained = server.explained().pop().unwrap();
            table.put("log, `auto_explain`", mode, shown(&explained, "", &trace));
            let (text, trace_of_sleep) = asleep(&orders, &mut observer).await;
            table.put("`pg_stat_activity`, while it runs", mode, shown(&text, "", &trace_of_sleep));
            let text = statement_text(&mut observer).await;
            let cell = match shown(&text, "", &trace) {
                "tags and the trace of another" if text.contains(&first) => "tags and the first trace",
                cell => cell,
            };
            table.put("`pg_stat_statements`", mode, cell);
            let kept = "SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT id, status%' \
                        ORDER BY prepare_time DESC LIMIT 1";
            unsampled(orders.find(1)).await;
            let kept: String = sqlx::query_scalar(kept).persistent(false).fetch_one(&orders.pool).await.unwrap();
            table.put("`pg_prepared_statements`", mode, shown(&kept, "", &trace));
        }
        // Where `log_statement` is off, slow statements are logged with their text.
        sqlx::raw_sql("SET log_statement = 'none'").execute(&orders.pool).await.unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            let (_, spans) = sampled(orders.find(2)).await;
            let logged = server.log().into_iter().rfind(|entry| entry.timed).unwrap();
            assert!(logged.text.contains("SELECT id, status"), "{logged:?}");
            let shown = shown(&logged.text, &logged.parameters, &traceparent(&spans[0]));
            table.put("log, `log_min_duration_statement`", mode, shown);
        }
        table.rows.rotate_right(1);
        check("views of PostgreSQL", &table);

        // One entry for all variants, before and after, with the text that was seen first.
        sqlx::raw_sql("SELECT pg_stat_statements_reset()").execute(&mut observer).await.unwrap();
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            for id in 1..=3 {
                sampled(orders.find(id)).await;
            }
        }
        let calls = "SELECT query, calls FROM pg_stat_statements WHERE query LIKE '%SELECT id, status FROM orders%'";
        let calls: Vec<(String, i64)> = sqlx::query_as(calls).fetch_all(&mut observer).await.unwrap();
        assert_eq!(calls, [("SELECT id, status FROM orders WHERE id = $1".to_owned(), 12)]);
    });
}

struct Statuses {
    pool: MySqlPool,
}

#[sqlspan::repository(dialect = mysql)]
impl Statuses {
    async fn find(&self, id: i64) -> sqlx::Result<String> {
        sqlx::query_scalar("SELECT status FROM orders WHERE id = ?").bind(id).fetch_one(&self.pool).await
    }

    async fn raw(&self) -> sqlx::Result<()> {
        sqlx::raw_sql("SELECT count(*) FROM orders;").execute(&self.pool).await.map(drop)
    }

    async fn sleep(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT SLEEP(?)").bind(60).execute(&self.pool).await.map(drop)
    }
}

/// The last statement of a log that begins so.
fn in_log(log: &str, beginning: &str) -> String {
    let line = log.lines().rfind(|line| line.contains(beginning)).unwrap_or_else(|| panic!("{beginning}: {log}"));
    line[line.find(beginning).unwrap()..].to_owned()
}

#[test]
fn of_mariadb() {
    if !alone("views::of_mariadb") {
        return;
    }
    block_on(async {
        let Some(server) = OwnMariaDb::start() else { return };
        let mut observer = MySqlConnection::connect(&server.url()).await.unwrap();
        sqlx::raw_sql("CREATE DATABASE shop").execute(&mut observer).await.unwrap();
        let url = server.url().replace("/mysql", "/shop");
        let pool = MySqlPoolOptions::new().max_connections(1).connect(&url).await.unwrap();
        sqlx::raw_sql(SEED).execute(&pool).await.unwrap();
        let statuses = Statuses { pool };
        let settings = PoolSettings::named("statuses").comments(comments(CommentMode::Off));
        let telemetry = Telemetry::builder().pool(&statuses.pool, settings).install().unwrap();
        let mut table = Table { rows: Vec::new() };
        for mode in MODES {
            telemetry.set_comment_mode(mode);
            let (_, spans) = sampled(statuses.find(2)).await;
            let trace = traceparent(&spans[0]);
            let text = in_log(&server.general_log(), "SELECT status FROM orders WHERE id = 2");
            table.put("general log", mode, shown(&text, "", &trace));
            let text = in_log(&server.slow_log(), "SELECT status FROM orders WHERE id = ");
            table.put("slow log", mode, shown(&text, "", &trace));
            let (text, trace) = asleep_on_mariadb(&statuses, &mut observer).await;
            table.put("process list, while it runs", mode, shown(&text, "", &trace));
            if mode != CommentMode::Off {
                sampled(statuses.raw()).await;
                // The server cuts the `;` off.
                assert!(in_log(&server.general_log(), "SELECT count(*) FROM orders").ends_with("*/"));
            }
        }
        check("views of MariaDB", &table);
    });
}

async fn asleep_on_mariadb(statuses: &Statuses, observer: &mut MySqlConnection) -> (String, String) {
    let trace = Trace::start("request");
    let context = trace.context();
    let pool = statuses.pool.clone();
    let sleeping = tokio::spawn(opentelemetry::trace::FutureExt::with_context(
        async move { Statuses { pool }.sleep().await },
        context,
    ));
    let (id, text) = loop {
        let list = "SELECT CAST(id AS SIGNED), info FROM information_schema.processlist \
                    WHERE info LIKE 'SELECT SLEEP%' AND command = 'Execute' AND id <> CONNECTION_ID()";
        let found: Option<(i64, String)> = sqlx::query_as(list).fetch_optional(&mut *observer).await.unwrap();
        if let Some(found) = found {
            break found;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let kill = sqlx::AssertSqlSafe(format!("KILL QUERY {id}"));
    sqlx::raw_sql(kill).execute(observer).await.unwrap();
    // `SLEEP` that is interrupted returns; an error would do as well.
    let _ = sleeping.await.unwrap();
    (text, traceparent(&trace.queries()[0]))
}

/// The id in the log is that of the exported span, for every mode that carries one, over many queries at once.
#[test]
fn ids_in_the_log_are_those_of_the_exported_spans() {
    if !alone("views::ids_in_the_log_are_those_of_the_exported_spans") {
        return;
    }
    block_on(async {
        let Some(server) = OwnPostgres::start() else { return };
        let pool = PgPoolOptions::new().max_connections(8).connect(&server.url()).await.unwrap();
        sqlx::raw_sql(SEED).execute(&pool).await.unwrap();
        let orders = Orders { pool };
        let telemetry = install(&orders.pool, comments(CommentMode::Off));
        for mode in [CommentMode::Sampled, CommentMode::Bound] {
            telemetry.set_comment_mode(mode);
            let before = server.log().len();
            let orders = &orders;
            let tasks = (0..200).map(|number| async move {
                let id = number % 3 + 1;
                orders.find(id).await?;
                orders.chosen(true).await?;
                orders.built(&[id]).await
            });
            let (_, spans) = sampled(async { futures::future::try_join_all(tasks).await }).await;
            let mut exported: Vec<String> = spans.iter().map(traceparent).collect();
            let mut logged: Vec<String> = server.log()[before..].iter().filter_map(carried).collect();
            exported.sort();
            logged.sort();
            assert_eq!(exported.len(), 600);
            assert_eq!(logged, exported, "{mode:?}");
        }
    });
}

/// The trace context of a logged statement, in its text or in the parameter that its text names.
fn carried(entry: &sqlspan_tests::Logged) -> Option<String> {
    let tags = parse(&entry.text);
    let tag = |name: &str| tags.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    tag("traceparent").or_else(|| {
        let parameter = format!("${} = '", tag("trace_parameter")?);
        let (_, value) = entry.parameters.split_once(&parameter)?;
        value.split('\'').next().map(str::to_owned)
    })
}
