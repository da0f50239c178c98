//! `cargo sqlspan check` with wrong input: one line, exit status 2, and no password in it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod fixture;
mod servers;

use fixture::Fixture;

fn fixture(name: &str) -> Fixture {
    Fixture::package(name, &[("src/lib.rs", &fixture::query("all", "orders"))])
}

/// The one line that it says.
fn refused(fixture: &Fixture, arguments: &[&str]) -> String {
    let output = fixture.run(&[&["check"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(output.stdout, b"", "{output:?}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr.trim_end().strip_prefix("error: ").unwrap().to_owned()
}

#[test]
fn wrong_input_is_one_line() {
    let fixture = fixture("wrong");
    fixture.write("empty/README.md", "");
    fixture.write("broken/1_a.sql", "CREATE TABEL a (id)");
    fixture.write("plain/a.sql", "CREATE TABEL a (id)");
    let says = |arguments: &[&str], expected: &str| {
        let line = refused(&fixture, arguments);
        assert!(line.starts_with(expected), "{line}");
    };
    says(&[], "no database: name one with `--database-url`, or a directory of migrations with `--migrations`");
    says(
        &["--database-url", "oracle://u:s3cret@h/d"],
        "no driver for `oracle:` in `--database-url`: there are `postgres:`",
    );
    says(&["--database-url", "shop.db"], "`--database-url` is not a URL");
    says(&["--database-url", "postgres://u:s3cret@h:port/d"], "`--database-url` can't be read: ");
    says(&["--database-url", "sqlite://nowhere.db"], "SQLite file `nowhere.db` does not answer: ");
    says(
        &["--database-url", "mysql://u:s3cret@127.0.0.1:1"],
        "`--database-url` names no database on MySQL at 127.0.0.1:1",
    );
    says(&["--migrations", "nowhere"], "no directory `nowhere` for `--migrations`");
    says(&["--migrations", "empty"], "no migrations in `empty`: it has no `*.sql`");
    says(&["--migrations", "broken"], "migration 1 does not run: near \"TABEL\": syntax error");
    says(&["--migrations", "plain"], "migration `a.sql` does not run: near \"TABEL\": syntax error");
    assert!(!fixture.root.join("nowhere.db").exists());
}

/// Also where the URL stands in the wrong place.
#[test]
fn mistyped_arguments() {
    let fixture = fixture("mistyped");
    for arguments in [&["check", "postgres://u:s3cret@h/d"] as &[&str], &["check", "--url=mysql://u:s3cret@h/d"]] {
        let output = fixture.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("error: unexpected argument") && !stderr.contains("s3cret"), "{stderr}");
    }
}

#[test]
fn a_server_that_does_not_answer() {
    let fixture = fixture("silent");
    for scheme in ["postgres", "mysql"] {
        // Nothing listens on port 1.
        let line = refused(&fixture, &["--database-url", &format!("{scheme}://shop:s3cret@127.0.0.1:1/orders")]);
        assert!(line.contains(" database `orders` at 127.0.0.1:1 does not answer: "), "{line}");
        assert!(!line.contains("s3cret"), "{line}");
    }
}

/// The password of a server that answers is in nothing that is printed, whatever comes of it.
#[test]
fn credentials_are_never_printed() {
    let fixture = fixture("credentials");
    fixture.write("migrations/1_a.sql", "CREATE TABLE customers (id INTEGER)");
    fixture.write("broken/1_a.sql", "CREATE TABEL a");
    for variable in ["SQLSPAN_POSTGRES_URL", "SQLSPAN_MYSQL_URL"] {
        let Some(server) = servers::server(variable) else { continue };
        let (scheme, rest) = server.split_once("://").unwrap();
        let (user, place) = rest.rsplit_once('@').unwrap();
        let user = user.split(':').next().unwrap();
        let with_password = |user: &str| format!("{scheme}://{user}:s3cret%21@{place}");
        let known = with_password(user);
        let unknown = with_password("nobody_of_this_name");
        let runs: [&[&str]; 6] = [
            &["--database-url", &known],
            &["--database-url", &known, "--json"],
            &["--database-url", &known, "--migrations", "migrations"],
            &["--database-url", &known, "--migrations", "broken"],
            &["--database-url", &unknown],
            &["--database-url", &unknown, "--migrations", "migrations"],
        ];
        for arguments in runs {
            let output = fixture.run(&[&["check"], arguments].concat());
            let printed = format!("{output:?}");
            assert!(!printed.contains("s3cret"), "{printed}");
            assert_ne!(output.status.code(), Some(0), "{printed}");
        }
    }
}
