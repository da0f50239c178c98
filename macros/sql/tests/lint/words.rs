//! The words of the messages, and the text drawn with them.

use sqlspan_sql::Dialect::{MySql, Postgres};
use sqlspan_sql::lint::{self};

/// The words are those of the table, whole and in their parts.
#[test]
fn words() {
    macro_rules! all {
        ($($lint:ident $name:ident { $($number:literal => $message:literal;)* })*) => {
            &[$((stringify!($lint), &[$($message),*] as &[&str])),*]
        };
    }
    const ALL_MESSAGES: &[(&str, &[&str])] = sqlspan_sql::lint_messages!(all);
    for (name, messages) in ALL_MESSAGES {
        for message in *messages {
            assert!(message.ends_with(&format!("\nnote: sqlspan::{name}")), "{message}");
            assert!(message.contains("\nhelp: "), "{message}");
        }
    }
    let finding = lint::placeholder_dialect("SELECT :a", MySql).unwrap();
    assert_eq!(finding.headline(), "`:name` and its like are no placeholders of MySQL, which `dialect` states");
    assert_eq!(finding.advice(), "help: write `?`; if the statement is for another database, state that one");
    for (sql, style) in [
        ("{id}", "`{id}`"),
        ("{ self.id }", "`{id}`"),
        ("{}", "`{}`"),
        ("{0}", "`{}`"),
        ("{{id}}", "`{{id}}`"),
        ("${id}", "`${id}`"),
        ("#{id}", "`#{id}`"),
        ("%s", "`%s`"),
        ("%(id)s", "`%(id)s`"),
    ] {
        let sql = format!("SELECT a FROM t WHERE b = {sql}");
        let finding = lint::stray_placeholder(&sql, Postgres, 0).unwrap();
        assert!(finding.headline().contains(style), "{sql}: {}", finding.headline());
    }
    let finding = lint::bind_count("SELECT $1, $2", Postgres, 12).unwrap();
    let told = lint::Told::new("SELECT $1, $2", &finding);
    assert_eq!(
        told.as_str(),
        "the statement has fewer placeholders than values are bound\n\
         help: remove what is bound in excess, or write a placeholder for it\n\
         note: it has 2 placeholders, and 12 values are bound\n\
         note: sqlspan::bind_count"
    );
}

#[test]
fn drawn_lines() {
    let line = |sql: &str, part: &str| {
        let start = sql.find(part).unwrap();
        lint::Drawn::new(sql, start, start + part.len(), "here").as_str().to_owned()
    };
    assert_eq!(line("SELECT {a}", "{a}"), "    SELECT {a}\n           ^^^ here\n");
    assert_eq!(line("SELECT\n\t  b\t= {a}  \nFROM t", "{a}"), "    b = {a}\n        ^^^ here\n");
    assert_eq!(line("SELECT 'é' = {größe}", "{größe}"), "    SELECT 'é' = {größe}\n                 ^^^^^^^ here\n");
    let long = format!("SELECT {}, {{a}} {}", "x".repeat(80), "y".repeat(80));
    let drawn = line(&long, "{a}");
    let (shown, carets) = drawn.split_once('\n').unwrap();
    assert_eq!(shown, format!("    …{}, {{a}} {}", "x".repeat(58), "y".repeat(39)));
    assert_eq!(carets, format!("{}^^^ here\n", " ".repeat(65)));
    // Cut, and between characters.
    let wide = "ö".repeat(2_000);
    assert!(lint::Drawn::new(&wide, 0, wide.len(), "").as_str().len() <= 1024);
}
