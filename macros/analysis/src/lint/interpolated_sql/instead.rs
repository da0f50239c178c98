//! Statements that take no bound values, and what is written instead of them: `set_config(..)` of a `SET`, `pg_notify(..)`
//! of a `NOTIFY`.

use std::fmt::Write as _;

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{Command, arguments};

use super::code;
use super::filled::{Filled, Role, mark, quoted};
use crate::syntax::source_text::source_text;
use crate::text::template::{Hole, Template};

/// Reason and proposal for a statement that takes no values, where more than one name or a value is put in.
pub(super) fn advice(template: &Template, filled: &Filled) -> Option<(String, String)> {
    let (command, verb) = filled.command.as_ref()?;
    let reason = format!("`{verb}` takes no bound values, and nobody checks here what is put in");
    let called = match command {
        Command::Set | Command::Notify => call(*command, template, filled.dialect),
        Command::Listen | Command::Unlisten | Command::Other => None,
    };
    if let Some(code) = called {
        let (function, database) = match command {
            Command::Notify => ("pg_notify", ""),
            _ if filled.dialect == Dialect::Postgres => ("set_config", ""),
            _ => ("set_config", "on PostgreSQL, "),
        };
        return Some((
            reason,
            format!("{database}call `{function}(..)`, which does the same and takes values:\n\n{code}\n"),
        ));
    }
    let method = match command {
        Command::Listen => Some("listen"),
        Command::Unlisten => Some("unlisten"),
        Command::Set | Command::Notify | Command::Other => None,
    };
    if let Some(method) = method {
        let hole = filled.holes().first().map(|hole| source_text(&hole.expr)).unwrap_or_default();
        let help = format!(
            "`sqlx::postgres::PgListener` takes the name of a channel as a value, and quotes it: `.{method}(&{hole})`"
        );
        return Some((reason, help));
    }
    // One name becomes a choice between whole statements, which can be shown.
    if matches!(filled.names(), [(role, hole)] if *role != Role::Clause && !is_number(hole)) {
        return None;
    }
    let help = "choose between whole literals with `match` over what is known to be put in; check and quote the rest where it \
        comes in"
        .to_owned();
    Some((reason, help))
}

/// Whether what is put in is a number by its looks, which is not one of a few names: `random::<u64>()`.
fn is_number(hole: &Hole) -> bool {
    const NUMBERS: [&str; 12] =
        ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"];
    let code = source_text(&hole.expr);
    let ty = code.trim_end().strip_suffix("()").and_then(|call| call.strip_suffix('>')?.rsplit_once("::<"));
    let ty = ty.map(|(_, ty)| ty).or_else(|| code.rsplit_once(" as ").map(|(_, ty)| ty));
    ty.is_some_and(|ty| NUMBERS.contains(&ty.trim()))
}

/// The function that does what a `SET` or a `NOTIFY` does, with its binds.
fn call(command: Command, template: &Template, dialect: Dialect) -> Option<String> {
    let sql = template.filled(mark);
    let found = arguments(&sql, dialect)?;
    let holes: Vec<&Hole> = template.holes().collect();
    let mut binds = Vec::new();
    let mut argument = |(start, end): (usize, usize)| {
        let text = &sql[start..end];
        let literal = format!("'{}'", unquoted(text).replace('\'', "''"));
        if !holes.iter().enumerate().any(|(index, _)| text.contains(&mark(index))) {
            return literal;
        }
        let value = quoted(&literal, &holes);
        // What is put into a text is one that prints itself: a number as well as a text.
        let value = if value.starts_with("format!(") { value } else { format!("{value}.to_string()") };
        binds.push(value);
        format!("${}", binds.len())
    };
    let name = argument(found.name);
    let value = found.value.map(&mut argument);
    let statement = if command == Command::Set {
        format!("SELECT set_config({name}, {}, {})", value?, found.local)
    } else {
        format!("SELECT pg_notify({name}, {})", value.unwrap_or_else(|| "''".to_owned()))
    };
    let mut code = code::literal(&statement, "    ");
    for value in binds {
        let _ = write!(code, "\n    .bind({value})");
    }
    Some(code)
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> String {
    for quote in ["'", "\""] {
        let inner = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.replace(&quote.repeat(2), quote);
        }
    }
    text.to_owned()
}
