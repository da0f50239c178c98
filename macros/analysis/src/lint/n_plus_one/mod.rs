//! `n_plus_one`: a query that runs once for every item, where one query could be for all of them. The statement for all
//! is proposed only where it is certain to mean the same.

mod batch;
mod insert;
mod list;
mod update;
mod words;

use proc_macro2::Ident;
use sqlspan_sql::lint::{self, Verb};
use sqlspan_sql::{Dialect, read};

use self::batch::Batch;
use super::subject::{LintContext, RepeatedQuery, Subject};
use crate::model::diagnostic::Report;
use crate::model::repetition::{Repeated, Repetition};
use crate::model::site::CheckArgument;
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
    let (sql, known) = match &subject.query.text {
        Text::Built(Source::Prefix(sql, _)) => (sql, None),
        text => {
            let literals = text.sources().iter().filter_map(|source| match source {
                Source::Literal(literal) => Some(&literal.sql),
                _ => None,
            });
            let mut literals = literals.into_iter().filter(|sql| lint::is_for_one(&read(sql, dialect), paged));
            let sql = literals.next()?;
            // Of a choice, each would have a proposal of its own.
            (sql, (text.sources().len() == 1).then_some(subject.repeated))
        }
    };
    if !lint::is_for_one(&read(sql, dialect), paged) {
        return None;
    }
    let proposed = known.and_then(|repeated| proposal(sql, dialect, repeated));
    let proposed = proposed.unwrap_or_else(|| {
        words::general(read(sql, dialect).main_operation(0).map(|operation| operation.kind()), dialect)
    });
    Some(Report::new(subject.method, query(&repetition.head, &proposed)))
}

/// What the compiler has to know of a query in a loop whose text stands in a constant.
pub(super) fn ask(subject: &RepeatedQuery<'_>, dialect: Dialect) -> CheckArgument {
    let repetition = &subject.repeated.repetition;
    CheckArgument::Repeated {
        paged: may_be_pages(repetition),
        head: repetition.head.clone(),
        message: query(&repetition.head, &words::general(None, dialect)),
    }
}

/// What is said of such a query, once somebody has found its text.
pub(super) fn of_constant(sql: &str, dialect: Dialect, paged: bool, head: &str) -> Option<String> {
    let reading = read(sql, dialect);
    let kind = reading.main_operation(0).map(|operation| operation.kind());
    lint::is_for_one(&reading, paged).then(|| query(head, &words::general(kind, dialect)))
}

/// A loop without items to run over may be one over pages.
fn may_be_pages(repetition: &Repetition) -> bool {
    repetition.items.is_none()
}

/// A query in a loop, and what to write instead.
fn query(head: &str, proposed: &str) -> String {
    format!("this query runs once in every round of `{head}`, a round trip each (N+1)\nhelp: {proposed}\n{}", allow())
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

/// What is proposed for a statement, if it is certain.
fn proposal(sql: &str, dialect: Dialect, repeated: &Repeated) -> Option<String> {
    let batch = Batch::new(sql, dialect, repeated)?;
    match batch.layout.verb {
        Verb::Insert if dialect == Dialect::Postgres => insert::unnest(&batch),
        Verb::Insert => insert::pushed(&batch),
        Verb::Update if batch.assigns() => update::from_unnest(&batch),
        Verb::Select | Verb::Update | Verb::Delete => list::of_keys(&batch),
    }
}
