//! `interpolated_sql`: text that is put together from values at run time is open to injection, and makes of every value
//! a new statement and a new name. The message proposes the statement to write instead.

mod code;
mod edit;
mod filled;
mod instead;
mod names;
mod shown;

use sqlspan_sql::Dialect;

use super::subject::{LintContext, QueryText, Subject};
use crate::model::diagnostic::Report;
use crate::syntax::source_text::source_text;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason, Interpolation};
use crate::text::template::{Known, Template};
use filled::{Filled, Part, Role};
use shown::shown;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Text(QueryText { text: Text::Dynamic(dynamic), chain, takes_binds }) = subject else { return None };
    let Dynamic { reason: DynamicReason::Interpolated(interpolation), at } = dynamic else { return None };
    let behind = interpolation.behind.as_deref();
    let template = interpolation.template.as_ref();
    let filled = template.map(|template| (template, Filled::read(template, behind, context.options.dialect())));
    let edit = filled.as_ref().filter(|_| behind.is_none() && *takes_binds).zip(*chain);
    let edit = edit.and_then(|((_, filled), chain)| edit::bound(filled, chain));
    Some(Report::new(at, message(interpolation, filled.as_ref(), *takes_binds)).with_edit(edit))
}

/// Rule, reason and the statement to write instead.
fn message(interpolation: &Interpolation, filled: Option<&(&Template, Filled)>, takes_binds: bool) -> String {
    let how = &interpolation.how;
    let behind = interpolation.behind.as_deref();
    let advice = match filled {
        Some((_, filled)) if behind.is_some() => piece(how, filled),
        Some((template, filled)) => advice(how, template, filled),
        None => general(how),
    };
    let advice = if takes_binds { advice } else { with_a_query(advice) };
    format!(
        "{advice}\n\
         help: where the text must be put together, say so on the function or on the statement that runs the query: \
         `#[traced(summary = \"..\", allow(interpolated_sql))]`"
    )
}

/// The same for a text that takes no values as it is run.
fn with_a_query(advice: String) -> String {
    if !advice.contains(".bind(") {
        return advice;
    }
    advice.replacen("\nhelp: ", "\nhelp: use `sqlx::query(..)`, which takes values, and ", 1)
}

/// What is said where the pieces can't be told.
fn general(how: &str) -> String {
    format!(
        "the SQL text is put together with {how}\n\
         note: a value in the text can change what the statement does, and makes it another one to the database and to the trace\n\
         help: write one literal with placeholders and `.bind(..)`; what differs from call to call grows in a \
         `QueryBuilder`, by `push(\"..\")` for text and `push_bind(..)` for values"
    )
}

fn advice(how: &str, template: &Template, filled: &Filled) -> String {
    let holes = filled.holes();
    if holes.is_empty() {
        return format!(
            "the SQL text is put together with {how} from literals alone\n\
             note: the compiler does not see a text that is made at run time, so the query has no name of its own\n\
             help: write one literal:\n\n{}\n",
            code::literal(&template.filled(|_| String::new()), "    ")
        );
    }
    if holes.iter().all(|hole| matches!(hole.known, Known::Constant)) {
        return constants(how, filled);
    }
    let named = list_of(holes.iter().map(|hole| format!("`{}`", shown(&hole.expr))));
    if let Some((reason, proposal)) = instead::advice(template, filled) {
        return format!("the SQL text is put together with {how} from {named}\nnote: {reason}\nhelp: {proposal}");
    }
    let values = filled.parts.iter().any(|part| matches!(part, Part::Bound(_)));
    let lists = filled.parts.iter().any(|part| matches!(part, Part::List { .. }));
    let (reason, proposal) = match filled.names() {
        [] if lists && !values => (
            "each length of the list is another statement to the database and to the trace",
            code::list(filled),
        ),
        [] => (
            "a value in the text can change what the statement does, and makes it another one to the database and to the trace",
            if lists { code::list(filled) } else { code::values(filled) },
        ),
        [_, ..] if lists && filled.dialect != Dialect::Postgres => (
            "names and pieces of SQL can't be bound, and nobody checks here what is put in",
            "grow the statement in a `QueryBuilder`: `push(\"..\")` for literals, chosen with `match` where they differ, \
             and `separated(\", \")` with `push_bind(..)` for the list"
                .to_owned(),
        ),
        [_, ..] if filled.has_constants() => (
            "names and pieces of SQL can't be bound, and nobody checks here what is put in",
            "choose between whole literals with `match`, and join what is constant with `concat!`".to_owned(),
        ),
        [(Role::Clause, _)] if !matches!(filled.names()[0].1.known, Known::OneOf(_)) => (
            "a piece of SQL can't be bound, and nobody checks here what is in it",
            "grow the statement in a `QueryBuilder`: `push(\"..\")` for text that is a literal, `push_bind(..)` for values"
                .to_owned(),
        ),
        [(Role::Direction, _)] => ("a direction can't be bound, and nobody checks here what is put in", names::choice(filled)),
        [(Role::Name, _)] => ("a name can't be bound, and nobody checks or quotes here what is put in", names::choice(filled)),
        [_] => (
            "the name of a table or a column can't be bound, and nobody checks here what is put in",
            names::choice(filled),
        ),
        _ if !values && filled.has_only_names() => (
            "names can't be bound, and nobody checks here what is put in",
            "choose between whole literals with `match`: over a tuple, where more than one name differs".to_owned(),
        ),
        _ => (
            "names and pieces of SQL can't be bound, and nobody checks here what is put in",
            "choose between whole literals with `match`, or grow the statement in a `QueryBuilder`: `push(\"..\")` for \
             literals, `push_bind(..)` for values"
                .to_owned(),
        ),
    };
    format!("the SQL text is put together with {how} from {named}\nnote: {reason}\nhelp: {proposal}")
}

/// A piece of a builder.
fn piece(how: &str, filled: &Filled) -> String {
    let named = list_of(filled.holes().iter().map(|hole| format!("`{}`", shown(&hole.expr))));
    let from = if named.is_empty() { String::new() } else { format!(" from {named}") };
    let values = filled.parts.iter().any(|part| matches!(part, Part::Bound(_) | Part::List { .. }));
    let help = match filled.names() {
        _ if filled.command.is_some() => "push literals alone, chosen with `match` where they differ".to_owned(),
        [] => format!("let the builder bind the value:\n\n{}\n", code::pushed(filled)),
        _ if !values && filled.has_only_names() => {
            "push literals alone, chosen with `match` where they differ".to_owned()
        }
        _ => "push literals alone, chosen with `match` where they differ, and values with `push_bind(..)`".to_owned(),
    };
    format!(
        "a piece of the SQL text is put together with {how}{from}\n\
         note: a `QueryBuilder` takes it as it is: a value in it can change what the statement does, and makes it another one to the database and to the trace\n\
         help: {help}"
    )
}

/// A column list that is shared by statements: nothing is wrong with the idea.
fn constants(how: &str, filled: &Filled) -> String {
    let holes = filled.holes();
    let named = list_of(holes.iter().map(|hole| format!("`{}`", shown(&hole.expr))));
    let is_one = holes.windows(2).all(|pair| source_text(&pair[0].expr) == source_text(&pair[1].expr));
    let (are_constant, them) = if is_one { ("is a constant", "it") } else { ("are constants", "them") };
    format!(
        "the SQL text is put together at run time with {how}, though {named} {are_constant}\n\
         note: the compiler does not see a text that is made at run time, so the query has no name of its own\n\
         help: make a macro of {them}, and let the compiler join the pieces:\n\n{}\n",
        code::joined(filled)
    )
}

/// `a`, `b` and `c`, each once.
fn list_of(items: impl Iterator<Item = String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    match seen.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
