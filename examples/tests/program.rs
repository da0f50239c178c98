//! Runs the program as its user does, and reads what it prints.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that can't go on says so by panicking")]

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Far more than any run takes: a program that hangs fails its test.
const PATIENCE: Duration = Duration::from_mins(1);

struct Output {
    stdout: String,
    stderr: String,
    success: bool,
}

/// Runs the program with these variables, and none of those that steer it from outside.
fn run(variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orders"));
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("OTEL_") || name.starts_with("SQLSPAN_")) {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait().expect("the program can be waited for").is_none() {
        if Instant::now() > deadline {
            child.kill().expect("the program can be stopped");
            panic!("the program did not end within {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(10));
    }
    let output = child.wait_with_output().expect("the output can be read");
    Output {
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        success: output.status.success(),
    }
}

impl Output {
    #[track_caller]
    fn succeeds(&self) -> &Self {
        assert!(self.success, "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stderr, "");
        self
    }

    /// One line on stderr, which tells what is wrong and holds no secret, and a failing exit code.
    #[track_caller]
    fn fails_with(&self, what: &str) -> &Self {
        assert!(!self.success, "{}", self.stdout);
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.stderr);
        assert!(self.stderr.starts_with("orders: ") && self.stderr.contains(what), "{}", self.stderr);
        assert!(!self.stderr.contains("s3cret") && !self.stdout.contains("s3cret"), "{}{}", self.stdout, self.stderr);
        self
    }

    /// The lines of the waterfall of a request, below its heading.
    fn waterfall(&self, request: &str) -> Vec<&str> {
        let lines = self.stdout.lines().skip_while(|line| !line.contains(request));
        let lines = lines.skip_while(|line| !line.starts_with("  SPAN "));
        lines.skip(1).take_while(|line| !line.is_empty()).collect()
    }

    /// The text below a heading, without the white space at which it was broken.
    fn section(&self, heading: &str) -> String {
        let lines = self.stdout.lines().skip_while(|line| !line.starts_with(heading)).skip(2);
        lines.take_while(|line| !line.is_empty()).flat_map(str::chars).filter(|char| !char.is_whitespace()).collect()
    }

    /// The fields of the span in full.
    fn fields(&self) -> Vec<(&str, &str)> {
        let lines = self.stdout.lines().skip_while(|line| *line != "One span in full").skip(2);
        let fields = lines.take_while(|line| !line.is_empty());
        fields.filter_map(|line| line.trim_start().split_once("  ")).map(|(name, value)| (name, value.trim())).collect()
    }

    #[track_caller]
    fn field(&self, name: &str) -> &str {
        let fields = self.fields();
        fields.iter().find(|field| field.0 == name).unwrap_or_else(|| panic!("no `{name}` in {fields:?}")).1
    }
}

/// A port on which nobody listens.
fn closed_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("the listener has an address").port()
}

/// What the waterfalls must say of each span: the branch and the name, and what is right of the duration.
#[track_caller]
fn expect_waterfalls(output: &Output, unique_violation: &str, foreign_key_violation: &str) {
    let placed = [
        ("POST /orders", ""),
        ("├─ SELECT customers", "1 row"),
        ("├─ SELECT products", "4 rows"),
        ("├─ INSERT redemptions", unique_violation),
        ("├─ place order", ""),
        ("│  ├─ BEGIN", ""),
        ("│  ├─ INSERT orders", "1 row"),
        ("│  ├─ INSERT order_lines", "1 changed"),
        ("│  ├─ UPDATE products", "1 changed"),
        ("│  ├─ INSERT order_lines", "1 changed"),
        ("│  ├─ UPDATE products", "1 changed"),
        ("│  └─ COMMIT", ""),
        ("└─ SELECT orders", "3 rows"),
    ];
    let refused = [
        ("POST /orders", ""),
        ("├─ acquire orders", ""),
        ("├─ SELECT customers", "1 row"),
        ("├─ SELECT products", "4 rows"),
        ("└─ place order", ""),
        ("   ├─ BEGIN", ""),
        ("   ├─ INSERT orders", "1 row"),
        ("   ├─ INSERT order_lines", "1 changed"),
        ("   ├─ UPDATE products", "1 changed"),
        ("   └─ COMMIT", foreign_key_violation),
    ];
    for (request, expected) in [("for ada@", &placed[..]), ("for grace@", &refused[..])] {
        let mut lines = output.waterfall(request);
        // A wait for a connection is shown when it was long, and on a busy machine any can be.
        let is_wait = |line: &str| line.contains("├─ acquire orders ");
        let expects_wait =
            |number: usize| expected.get(number).is_some_and(|(name, _)| name.ends_with("acquire orders"));
        let mut number = 0;
        lines.retain(|line| {
            let unexpected = is_wait(line) && !expects_wait(number);
            number += usize::from(!unexpected);
            !unexpected
        });
        assert_eq!(lines.len(), expected.len(), "{}", output.stdout);
        for (line, (name, right)) in lines.iter().zip(expected) {
            let rest = line.strip_prefix(&format!("  {name} ")).unwrap_or_else(|| panic!("{name} is not in {line}"));
            let (bar, cells) = rest.split_once(" ms").unwrap_or_else(|| panic!("no duration in {line}"));
            assert!(bar.contains(['━', '╺', '╸', '─', '╶', '╴', '┄']), "{line}");
            assert_eq!(cells.trim(), *right, "{line}");
        }
    }
    assert!(output.stdout.lines().all(|line| line.chars().count() <= 100), "{}", output.stdout);
}

#[test]
fn prints_the_trace_as_a_waterfall() {
    let output = run(&[]);
    let output = output.succeeds();
    assert!(output.stdout.starts_with("An order service on SQLite in memory\n"), "{}", output.stdout);
    expect_waterfalls(output, "2067", "787");
}

#[test]
fn prints_the_answer_to_the_request() {
    let output = run(&[]);
    let stdout = &output.succeeds().stdout;
    assert!(stdout.contains("201 Created    order 4 for 49.80; no discount: the coupon was used before"), "{stdout}");
    assert!(stdout.contains("Ada's orders: 4, 3, 1; 90.21 in all"), "{stdout}");
    assert!(stdout.contains("409 Conflict   a product has left the catalogue, says a foreign key that COMMIT checks"));
}

#[test]
fn prints_one_span_in_full() {
    let output = run(&[]);
    let output = output.succeeds();
    let names: Vec<_> = output.fields().iter().map(|field| field.0).collect();
    assert_eq!(
        names,
        [
            "name",
            "kind",
            "parent",
            "trace id",
            "span id",
            "duration",
            "status",
            "db.system.name",
            "db.namespace",
            "db.query.summary",
            "db.query.text",
            "code.function.name",
            "code.file.path",
            "code.line.number",
            "db.response.returned_rows",
        ]
    );
    assert_eq!(output.field("name"), "SELECT orders");
    assert_eq!(output.field("kind"), "CLIENT");
    assert_eq!(output.field("parent"), "POST /orders");
    assert_eq!(output.field("status"), "unset");
    assert_eq!(output.field("db.system.name"), "sqlite");
    assert_eq!(output.field("db.namespace"), ":memory:");
    assert_eq!(
        output.field("db.query.text"),
        "SELECT id, cents FROM orders WHERE customer_id = $1 ORDER BY id DESC",
        "white space is collapsed, and no bound value is in it"
    );
    assert_eq!(output.field("code.function.name"), "orders::repository::Orders::history");
    assert_eq!(output.field("db.response.returned_rows"), "3");
}

/// The comment of the statement of the span in full.
fn comment(output: &Output, driver: &str) -> String {
    let (trace, span) = (output.field("trace id"), output.field("span id"));
    format!(
        "/*action='history',application='orders',controller='Orders',db_driver='{driver}',route='%2Forders',\
         traceparent='00-{trace}-{span}-01'*/"
    )
}

#[test]
fn prints_the_statement_with_its_comment() {
    let output = run(&[]);
    let received = output.succeeds().section("Its statement, as a database receives it");
    let text = |placeholder| format!("SELECTid,centsFROMordersWHEREcustomer_id={placeholder}ORDERBYidDESC");
    let expected = format!(
        "PostgreSQL{}{}MariaDB{}{}SQLite{}(nocomment:nobodywouldseeit)",
        text("$1"),
        comment(&output, "sqlx-postgres"),
        text("?"),
        comment(&output, "sqlx-mysql"),
        text("$1"),
    );
    assert_eq!(received, expected);
}

#[test]
fn the_line_of_the_span_is_the_line_of_the_query() {
    let output = run(&[]);
    let line: usize = output.succeeds().field("code.line.number").parse().expect("a line is a number");
    let source = include_str!("../src/bin/orders/repository.rs");
    assert_eq!(source.lines().nth(line - 1).map(str::trim), Some("sqlx::query_as("));
    assert!(output.field("code.file.path").ends_with("src/bin/orders/repository.rs"));
}

#[test]
fn a_pipe_gets_no_colour() {
    assert!(!run(&[]).succeeds().stdout.contains('\u{1b}'));
}

#[test]
fn a_sampler_that_wants_nothing_is_told_of() {
    let output = run(&[("OTEL_TRACES_SAMPLER", "always_off")]);
    assert!(output.succeeds().stdout.contains("empty: the sampler (OTEL_TRACES_SAMPLER) wants no span"));
}

#[test]
fn a_bad_url_is_one_line() {
    for (url, what) in [
        ("s3cret", "SQLSPAN_POSTGRES_URL is not a URL of a PostgreSQL database"),
        ("postgres://user:s3cret@localhost:port/test", "SQLSPAN_POSTGRES_URL is not a URL of a PostgreSQL database"),
        ("postgres://user:s3cret@localhost/test?sslmode=what", "SQLSPAN_POSTGRES_URL is not a URL of"),
        ("mysql://user:s3cret@localhost/test", "SQLSPAN_POSTGRES_URL must begin with postgres://"),
    ] {
        let output = run(&[("SQLSPAN_POSTGRES_URL", url)]);
        assert_eq!(output.fails_with(what).stdout, "");
    }
}

#[test]
fn an_unreachable_database_is_one_line() {
    let port = closed_port();
    let output = run(&[("SQLSPAN_POSTGRES_URL", &format!("postgres://user:s3cret@127.0.0.1:{port}/test"))]);
    assert_eq!(output.fails_with(&format!("no database answers at 127.0.0.1:{port}")).stdout, "");
}

#[test]
fn runs_on_postgresql() {
    let Ok(url) = std::env::var("SQLSPAN_POSTGRES_URL") else {
        let required = std::env::var("SQLSPAN_REQUIRE_DATABASES").is_ok_and(|value| value == "1");
        assert!(!required, "SQLSPAN_POSTGRES_URL is not set");
        println!("skipped: SQLSPAN_POSTGRES_URL is not set");
        return;
    };
    // At the same time, and again: no run sees the tables of another.
    let both = thread::scope(|scope| {
        let runs = [0, 1].map(|_| scope.spawn(|| run(&[("SQLSPAN_POSTGRES_URL", &url)])));
        runs.map(|run| run.join().expect("the run does not panic"))
    });
    for output in both.into_iter().chain([run(&[("SQLSPAN_POSTGRES_URL", &url)])]) {
        let output = output.succeeds();
        assert!(output.stdout.starts_with("An order service on PostgreSQL at "), "{}", output.stdout);
        assert!(output.stdout.contains("201 Created    order 4 for 49.80;"), "{}", output.stdout);
        expect_waterfalls(output, "23505", "23503");
        assert_eq!(output.field("db.system.name"), "postgresql");
        let logged = output.section("Its statement in PostgreSQL's log");
        let text = "execute<unnamed>:SELECTid,centsFROMordersWHEREcustomer_id=$1ORDERBYidDESC";
        assert_eq!(logged, format!("{text}{}", comment(output, "sqlx-postgres")));
    }
}

/// Answers one HTTP request with this status, and returns what was asked.
fn serve_once(status: &'static str) -> (SocketAddr, thread::JoinHandle<(String, Vec<u8>)>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    let address = listener.local_addr().expect("the listener has an address");
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("the program connects");
        connection.set_read_timeout(Some(PATIENCE)).expect("a time-out can be set");
        let mut read = Vec::new();
        let mut buffer = [0; 4096];
        loop {
            if let Some((head, body)) = complete(&read) {
                write!(connection, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    .expect("the program reads the answer");
                return (head, body);
            }
            let length = connection.read(&mut buffer).expect("the request arrives");
            assert_ne!(length, 0, "the request is cut off: {:?}", String::from_utf8_lossy(&read));
            read.extend_from_slice(&buffer[..length]);
        }
    });
    (address, server)
}

/// The head and the body of a request, once it is all there.
fn complete(request: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = request.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8(request[..end].to_vec()).expect("the head is text").to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.expect("the request tells its length").parse().expect("the length is a number");
    let body = &request[end + 4..];
    (body.len() >= length).then(|| (head, body.to_vec()))
}

#[track_caller]
fn assert_holds(body: &[u8], text: &str) {
    let held = body.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(held, "`{text}` is not in {}", String::from_utf8_lossy(body));
}

#[test]
fn exports_over_otlp() {
    for (name, service) in [(None, "orders"), (Some(("OTEL_SERVICE_NAME", "corner-shop")), "corner-shop")] {
        let (address, server) = serve_once("200 OK");
        let endpoint = format!("http://{address}");
        let variables: Vec<_> = [("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.as_str())].into_iter().chain(name).collect();
        let output = run(&variables);
        let shown = output.succeeds().waterfall("for ada@").len() + output.waterfall("for grace@").len();
        let told = format!("\n{shown} spans exported to {endpoint}/v1/traces as service `{service}`\n");
        assert!(shown >= 23 && output.stdout.ends_with(&told), "{}", output.stdout);
        let (head, body) = server.join().expect("the request is well-formed");
        assert!(head.starts_with("post /v1/traces http/1.1"), "{head}");
        assert!(head.contains("content-type: application/x-protobuf"), "{head}");
        for text in ["SELECT orders", "INSERT redemptions", "POST /orders", "service.name", service] {
            assert_holds(&body, text);
        }
    }
}

#[test]
fn a_failing_export_is_one_line_after_the_output() {
    let (address, server) = serve_once("400 Bad Request");
    let refused = run(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &format!("http://{address}/"))]);
    refused.fails_with(&format!("the spans were not exported to http://{address}/v1/traces: "));
    assert!(refused.stderr.contains("400"), "{}", refused.stderr);
    expect_waterfalls(&refused, "2067", "787");
    server.join().expect("the request is well-formed");

    let endpoint = format!("http://user:s3cret@127.0.0.1:{}", closed_port());
    let unreachable = run(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint)]);
    unreachable.fails_with("the spans were not exported to http://127.0.0.1:");
    expect_waterfalls(&unreachable, "2067", "787");
}

#[test]
fn a_bad_endpoint_is_one_line() {
    for (endpoint, what) in [
        ("localhost:4318", "an endpoint looks like http://localhost:4318"),
        ("https://user:s3cret@localhost:4318", "this example is built without TLS"),
    ] {
        let output = run(&[("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)]);
        assert_eq!(output.fails_with(what).stdout, "");
    }
}
