//! `n_plus_one`: a query that runs once for every item, where one query could be for all of them.

use proc_macro2::Ident;
use sqlspan_sql::lint::{self, equality};
use sqlspan_sql::{Dialect, OperationKind, read};

use super::subject::{LintContext, RepeatedQuery, Subject};
use crate::model::diagnostic::Report;
use crate::model::repetition::{Repetition, VaryingBind};
use crate::model::site::CheckArgument;
use crate::syntax::source_text::source_text;
use crate::syntax::tokens::mentions;
use crate::text::Text;
use crate::text::source::Source;

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    match subject {
        Subject::Repeated(repeated) => repeated_query(repeated, context.options.dialect()),
        Subject::RepeatedCall { function, repetition } => Some(Report::new(function, method(repetition, function))),
        _ => None,
    }
}

fn repeated_query(subject: &RepeatedQuery<'_>, dialect: Dialect) -> Option<Report> {
    let repetition = &subject.repeated.repetition;
    let paged = may_be_pages(repetition);
    let (sql, bound) = match &subject.query.text {
        Text::Built(Source::Prefix(sql, _)) => (sql, None),
        text => {
            let literals = text.sources().iter().filter_map(|source| match source {
                Source::Literal(literal) => Some(&literal.sql),
                _ => None,
            });
            (literals.into_iter().find(|sql| lint::is_for_one(&read(sql, dialect), paged))?, Some(subject.repeated))
        }
    };
    if !lint::is_for_one(&read(sql, dialect), paged) {
        return None;
    }
    let known = bound.map(|repeated| (sql.as_str(), repeated.varying_bind.as_ref()));
    Some(Report::new(subject.method, query(repetition, known, dialect)))
}

/// What the compiler has to know of a query in a loop whose text stands in a constant.
pub(super) fn ask(subject: &RepeatedQuery<'_>, dialect: Dialect) -> CheckArgument {
    let repetition = &subject.repeated.repetition;
    CheckArgument::Repeated { paged: may_be_pages(repetition), message: query(repetition, None, dialect) }
}

/// A loop without items to run over may be one over pages.
fn may_be_pages(repetition: &Repetition) -> bool {
    repetition.items.is_none()
}

/// A query in a loop; with its text where it is known, and the bind that varies.
fn query(repetition: &Repetition, known: Option<(&str, Option<&VaryingBind>)>, dialect: Dialect) -> String {
    let head = &repetition.head;
    let proposed = known.and_then(|(sql, bind)| proposal(sql, dialect, repetition, bind?));
    let fix = proposed.unwrap_or_else(|| {
        "ask for all of them in one query before the loop, with a list of values: `= ANY($1)` on PostgreSQL, a \
         `QueryBuilder` elsewhere"
            .to_owned()
    });
    format!("this query runs once in every round of `{head}`, a round trip each (N+1)\nhelp: {fix}\n{}", allow())
}

/// A call of a method of the same block that runs a query.
fn method(repetition: &Repetition, name: &Ident) -> String {
    let head = &repetition.head;
    format!(
        "`{name}` runs a query, and `{head}` calls it once in every round, a round trip each (N+1)\n\
         help: write a method that takes all of them and runs one query, and call it once before the loop\n{}",
        allow()
    )
}

fn allow() -> &'static str {
    "help: if it has to be one by one, say so on the loop: `#[traced(allow(n_plus_one))]`"
}

/// The statement for all items.
fn proposal(sql: &str, dialect: Dialect, repetition: &Repetition, bound: &VaryingBind) -> Option<String> {
    let (items, item) = (repetition.items.as_ref()?, repetition.item.as_ref()?);
    if repetition.awaits(&bound.value) {
        return None;
    }
    let all = source_text(items);
    let value = source_text(&bound.value);
    let value = value.trim_start_matches(['&', '*']);
    let is_item = item == value;
    let one_line = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if read(sql, dialect).main_operation(0)?.kind() == OperationKind::Insert {
        // The closure knows the item alone.
        if !mentions(bound.value.clone(), &|word| item == word) {
            return None;
        }
        let row = if item == "row" { "values" } else { "row" };
        return Some(format!(
            "insert all of them in one statement: `QueryBuilder::new(\"INSERT INTO .. \")` with \
             `.push_values({all}, |mut {row}, {item}| {{ {row}.push_bind({value}); .. }})`"
        ));
    }
    let (start, end) = equality(sql, dialect, bound.number)?;
    let (before, after) = (sql.get(..start)?, sql.get(end..)?);
    if dialect == Dialect::Postgres {
        let together = one_line(format!("{before}= ANY(${}){after}", bound.number));
        let values = if is_item { format!("`.bind(&{all}[..])`") } else { format!("a `Vec` of all `{value}` bound") };
        return Some(format!("ask once, before the loop: `{together}` with {values}"));
    }
    let together = one_line(format!("{before}IN ("));
    let each = if is_item { format!("every `{value}` of `{all}`") } else { format!("every `{value}`") };
    let after = one_line(after.to_owned());
    let space = if after.is_empty() { "" } else { " " };
    Some(format!(
        "ask once, before the loop: a `QueryBuilder` that begins with `{together}`, grows by `separated(\", \")` and \
         `push_bind` for {each}, and ends with `){space}{after}`"
    ))
}
