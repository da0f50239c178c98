//! What can't be bound, the name of a table or a column, becomes a choice between whole statements.

use std::fmt::Write as _;

use super::code;
use super::filled::{Filled, Part, Role};
use crate::syntax::source_text::source_text;
use crate::text::template::Known;

/// A `match` over literals.
pub(super) fn choice(filled: &Filled) -> String {
    let [(role, hole), ..] = filled.names() else { return String::new() };
    let known = match &hole.known {
        Known::OneOf(texts) => texts.clone(),
        _ => Vec::new(),
    };
    let told = !known.is_empty();
    let names = if told { known } else { examples(filled, *role) };
    let what = match role {
        Role::Table => "a table",
        Role::Column => "a column",
        Role::Direction => "a direction",
        Role::Name => "a name",
        Role::Clause => "a piece of SQL",
    };
    let mut arms = String::new();
    let (default, others) = names.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    for name in others {
        let statement = code::literal(&code::statement(filled, name), "");
        let _ = writeln!(arms, "        {name:?} => {statement},");
    }
    let statement = code::literal(&code::statement(filled, default), "");
    let such = if told { "" } else { ", such as" };
    format!(
        "{what} can't be bound; choose between whole statements{such}:\n\n    match &{}[..] {{\n{arms}        _ => {statement},\n    }}{}\n",
        source_text(&hole.expr).trim_start_matches('&'),
        code::binds(filled, "    ")
    )
}

/// Names for an example: where the statement shows some, those.
fn examples(filled: &Filled, role: Role) -> Vec<String> {
    let named = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    match role {
        Role::Table => named(&["orders", "items"]),
        Role::Name => named(&["one_name", "other_name"]),
        Role::Direction => named(&["ASC", "DESC"]),
        Role::Column | Role::Clause => {
            let mut columns = columns(filled);
            columns.truncate(2);
            match columns.len() {
                0 => named(&["id", "status"]),
                1 if columns[0] == "id" => named(&["id", "status"]),
                1 => vec!["id".to_owned(), columns.remove(0)],
                _ => columns,
            }
        }
    }
}

/// The plain names in the select list.
fn columns(filled: &Filled) -> Vec<String> {
    let Some(Part::Text(text)) = filled.parts.first() else { return Vec::new() };
    let words = text.trim_start();
    let Some(rest) = words.get(..6).filter(|verb| verb.eq_ignore_ascii_case("select")).and(words.get(6..)) else {
        return Vec::new();
    };
    let end = rest.to_ascii_lowercase().find(" from ").unwrap_or(rest.len());
    let names = rest[..end].split(',').map(str::trim);
    let plain = |name: &&str| !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_');
    names.filter(plain).map(str::to_owned).collect()
}
