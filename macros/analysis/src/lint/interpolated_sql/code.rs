//! The code that is proposed, in lines that can be copied.

use std::fmt::Write as _;

use sqlspan_sql::Dialect;

use super::filled::{Filled, Part};
use crate::syntax::source_text::source_text;
use crate::text::template::{Hole, Known};

/// A string literal with a text, on as many lines as the text has.
pub(super) fn literal(text: &str, indent: &str) -> String {
    let text = text.trim();
    if text.contains('\n') {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let joined = lines.join(&format!("\n{indent} "));
        return if text.contains(['"', '\\']) {
            format!("{indent}r#\"{joined}\"#")
        } else {
            format!("{indent}\"{joined}\"")
        };
    }
    if text.contains('"') || text.contains('\\') {
        return format!("{indent}r#\"{text}\"#");
    }
    format!("{indent}\"{text}\"")
}

/// The statement with `name` in the place of what can't be bound.
pub(super) fn statement(filled: &Filled, name: &str) -> String {
    let mut text = String::new();
    let mut next = next_number(filled);
    for part in &filled.parts {
        match part {
            Part::Text(piece) => text.push_str(piece),
            Part::Bound(bound) => text.push_str(&bound.placeholder),
            Part::Name(_) | Part::Constant(_) => text.push_str(name),
            Part::List { negated, .. } => {
                let operator = if *negated { "<> ALL" } else { "= ANY" };
                let _ = write!(text, "{operator}(${next})");
                next += 1;
            }
        }
    }
    text
}

/// The number of the first list, behind those of the values.
fn next_number(filled: &Filled) -> usize {
    let bound = filled.parts.iter().filter_map(|part| match part {
        Part::Bound(bound) => bound.placeholder.trim_start_matches('$').parse::<usize>().ok(),
        Part::Text(text) => sqlspan_sql::greatest_placeholder(text, Dialect::Postgres),
        _ => None,
    });
    bound.max().unwrap_or(0) + 1
}

/// `.bind(..)` lines.
pub(super) fn binds(filled: &Filled, indent: &str) -> String {
    filled.binds().iter().fold(String::new(), |mut lines, value| {
        let _ = write!(lines, "\n{indent}.bind({value})");
        lines
    })
}

/// A statement whose holes are values.
pub(super) fn values(filled: &Filled) -> String {
    let noun = if filled.binds().len() == 1 { "the value" } else { "the values" };
    let text = if filled.has_constants() { joined(filled) } else { literal(&statement(filled, ""), "    ") };
    format!("bind {noun}{}:\n\n{text}{}\n", order(filled), binds(filled, "    "))
}

/// What to say of the order of the binds.
pub(super) fn order(filled: &Filled) -> &'static str {
    let bare = filled.parts.iter().any(|part| matches!(part, Part::Bound(bound) if bound.placeholder == "?"));
    if filled.has_placeholders && bare {
        ", in the order of the `?`"
    } else if filled.dialect == Dialect::Generic && filled.is_dollar() {
        " (MySQL writes `?` for `$1`)"
    } else {
        ""
    }
}

/// Where the placeholders have to become calls of the builder.
const GROWN: &str = "grow the statement in a `QueryBuilder`: `push(\"..\")` for its text, `push_bind(..)` where a placeholder \
    stands, and `separated(\", \")` with `push_bind(..)` for the list";

/// A statement with a list of values.
pub(super) fn list(filled: &Filled) -> String {
    if filled.dialect != Dialect::Postgres {
        // A builder binds in the order of its calls, which numbers what its text has already anew.
        return if filled.has_placeholders { GROWN.to_owned() } else { builder(filled) };
    }
    let lists = filled.parts.iter().filter_map(|part| match part {
        Part::List { hole, .. } => Some(hole),
        _ => None,
    });
    let binds = binds(filled, "    ")
        + &lists.fold(String::new(), |mut lines, hole| {
            let _ = write!(lines, "\n    .bind(&{}[..])", items(hole));
            lines
        });
    format!("bind the whole list as one value:\n\n{}{binds}\n", literal(&statement(filled, ""), "    "))
}

/// What the items of a list are called.
fn items(hole: &Hole) -> String {
    match &hole.known {
        Known::Items(items) => source_text(items),
        // What is put in is their text, or placeholders for them.
        _ => "values".to_owned(),
    }
}

/// The same with a `QueryBuilder`.
fn builder(filled: &Filled) -> String {
    let mut lines = String::new();
    let mut text = String::new();
    let mut begun = false;
    let mut flush = |lines: &mut String, text: &mut String| {
        let piece = std::mem::take(text);
        let piece = literal_of_piece(&piece);
        let _ = if begun {
            writeln!(lines, "    builder.push({piece});")
        } else {
            writeln!(lines, "    let mut builder = sqlx::QueryBuilder::new({piece});")
        };
        begun = true;
    };
    for part in &filled.parts {
        match part {
            Part::Text(piece) => text.push_str(piece),
            Part::Name(hole) | Part::Constant(hole) => {
                flush(&mut lines, &mut text);
                let _ = writeln!(lines, "    builder.push({});", source_text(&hole.expr));
            }
            Part::Bound(bound) => {
                flush(&mut lines, &mut text);
                let _ = writeln!(lines, "    builder.push_bind({});", bound.code());
            }
            Part::List { hole, negated } => {
                text.push_str(if *negated { "NOT IN (" } else { "IN (" });
                flush(&mut lines, &mut text);
                let items = items(hole);
                let _ = writeln!(
                    lines,
                    "    let mut list = builder.separated(\", \");\n    for item in {items} {{\n        list.push_bind(item);\n    }}"
                );
                text.push(')');
            }
        }
    }
    if !text.trim().is_empty() {
        flush(&mut lines, &mut text);
    }
    format!("grow the list in a `QueryBuilder`:\n\n{lines}    builder.build()\n")
}

/// The calls with which a builder grows by a piece.
pub(super) fn pushed(filled: &Filled) -> String {
    let mut line = String::from("    builder");
    for part in &filled.parts {
        match part {
            Part::Text(text) if text.is_empty() => {}
            Part::Text(text) => {
                let _ = write!(line, ".push({})", literal_of_piece(text));
            }
            Part::Bound(bound) => {
                let _ = write!(line, ".push_bind({})", bound.code());
            }
            Part::List { hole, .. } | Part::Name(hole) | Part::Constant(hole) => {
                let _ = write!(line, ".push_bind({})", source_text(&hole.expr));
            }
        }
    }
    line
}

/// A literal on one line, with the spaces at its ends.
fn literal_of_piece(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if text.ends_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    format!("{:?}", format!("{before}{words}{after}"))
}

/// Pieces that the compiler joins, with a macro for each constant.
pub(super) fn joined(filled: &Filled) -> String {
    let (mut lines, mut arguments) = (String::new(), Vec::new());
    let mut named: Vec<String> = Vec::new();
    let mut text = String::new();
    for part in &filled.parts {
        match part {
            Part::Text(piece) => text.push_str(piece),
            Part::Bound(bound) => text.push_str(&bound.placeholder),
            Part::Constant(hole) => {
                let name = macro_name(hole);
                if !text.is_empty() {
                    arguments.push(literal_of_piece(&std::mem::take(&mut text)));
                }
                arguments.push(format!("{name}!()"));
                if !named.contains(&name) {
                    let _ = writeln!(lines, "    macro_rules! {name} {{ () => {{ \"..\" }} }}");
                    named.push(name);
                }
            }
            Part::List { .. } | Part::Name(_) => {}
        }
    }
    if !text.is_empty() {
        arguments.push(literal_of_piece(&text));
    }
    format!("{lines}    concat!({})", arguments.join(", "))
}

/// `columns` of `Self::COLUMNS`.
fn macro_name(hole: &Hole) -> String {
    let name = hole.expr.clone().into_iter().last().map(|last| last.to_string());
    name.unwrap_or_default().to_lowercase()
}
