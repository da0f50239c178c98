//! `orders n-plus-one`, as a user runs it.

#![allow(clippy::expect_used, reason = "tests")]

use std::process::Command;

#[test]
fn the_fault_is_reported_and_the_mend_is_not() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_orders"));
    for name in ["OTEL_TRACES_SAMPLER", "OTEL_EXPORTER_OTLP_ENDPOINT", "SQLSPAN_POSTGRES_URL"] {
        command.env_remove(name);
    }
    let output = command.arg("n-plus-one").output().expect("the program runs");
    let stdout = String::from_utf8(output.stdout).expect("stdout is UTF-8");
    assert!(output.status.success(), "{stdout}");
    assert!(stdout.starts_with("GET /orders on SQLite in memory\n"), "{stdout}");
    let (fault, mend) = stdout.split_once("With one query for all\n").expect("both are shown");
    assert_eq!(fault.matches("─ SELECT customers").count(), 8, "{stdout}");
    for line in [
        "  sqlspan.n_plus_one on the span GET /orders\n",
        "  db.query.summary              SELECT customers\n",
        "  code.function.name            orders::repository::Orders::customer_name\n",
        "  sqlspan.n_plus_one.count      6\n",
        "  sqlspan.n_plus_one.execution  sequential\n",
    ] {
        assert!(fault.contains(line), "{line:?} is not in {stdout}");
    }
    assert_eq!(mend.matches("─ SELECT ").count(), 1, "{stdout}");
    assert!(!mend.contains("sqlspan.n_plus_one"), "{stdout}");
    assert!(stdout.lines().all(|line| line.chars().count() <= 100), "{stdout}");
}
