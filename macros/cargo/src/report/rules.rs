//! The lints in words: what each reports, and why that is a fault.

use sqlspan_analysis::{Level, Lint};

use crate::findings::{Rule, Severity};

/// Where the guide of a rule is.
pub(super) fn guide(rule: Rule) -> String {
    const GUIDE: &str = "https://docs.rs/sqlspan/latest/sqlspan/guide/lints/index.html";
    match rule {
        Rule::Lint(lint) => format!("{GUIDE}#{}", lint.name()),
        Rule::Attribute => "https://docs.rs/sqlspan/latest/sqlspan/attr.repository.html".to_owned(),
    }
}

/// The level of a rule where nothing else is said.
pub(super) fn default_severity(rule: Rule) -> Severity {
    match rule {
        Rule::Lint(lint) if lint.default_level() == Level::Deny => Severity::Error,
        Rule::Lint(_) => Severity::Warning,
        Rule::Attribute => Severity::Error,
    }
}

/// What a rule reports, in the words of the guide.
pub(super) const fn reports(rule: Rule) -> &'static str {
    match rule {
        Rule::Lint(Lint::InterpolatedSql) => "text that is put together from values at run time",
        Rule::Lint(Lint::StrayPlaceholder) => "`{id}`, `%s`, `${id}` and their like in static text",
        Rule::Lint(Lint::QuotedPlaceholder) => "`'%{name}%'` inside of quotes",
        Rule::Lint(Lint::DynamicSql) => "text that is not proven static, with no interpolation in sight",
        Rule::Lint(Lint::UntracedQuery) => "a query that the trace would miss",
        Rule::Lint(Lint::BindCount) => "more or fewer values than placeholders",
        Rule::Lint(Lint::NPlusOne) => "a query for every item of a loop",
        Rule::Lint(Lint::UnfilteredWrite) => "`UPDATE` and `DELETE` without `WHERE`",
        Rule::Lint(Lint::MultipleStatements) => "several statements in a prepared query",
        Rule::Lint(Lint::BlockingCall) => "a call that holds its thread in async code",
        Rule::Lint(Lint::PlaceholderDialect) => "`?` for PostgreSQL, `$1` for MySQL",
        Rule::Attribute => "wrong use of `#[repository]` and `#[traced]`",
    }
}

/// Why that is a fault, and what to do.
pub(super) const fn help(rule: Rule) -> &'static str {
    match rule {
        Rule::Lint(Lint::InterpolatedSql) => {
            "A value in the text can change what the statement does. Bind it; a name can't be bound: choose between whole texts."
        }
        Rule::Lint(Lint::StrayPlaceholder) => {
            "sqlx sends a static text as it is written, and the database refuses it. Write a placeholder of the database, and bind the value."
        }
        Rule::Lint(Lint::QuotedPlaceholder) => {
            "Inside of quotes nothing is filled in. Write a placeholder without quotes, and bind the whole pattern."
        }
        Rule::Lint(Lint::DynamicSql) => {
            "A text that is not static can hold anything at run time. Write it out, or state that it has to be dynamic."
        }
        Rule::Lint(Lint::UntracedQuery) => "Change the call as the message says, or allow it where it is meant.",
        Rule::Lint(Lint::BindCount) => {
            "The statement fails at run time, or takes NULL for what is missing. Bind one value for each placeholder."
        }
        Rule::Lint(Lint::NPlusOne) => {
            "Each round of the loop waits for a round trip. Ask for all of the items in one query before the loop."
        }
        Rule::Lint(Lint::UnfilteredWrite) => {
            "The statement changes every row of the table. Add a `WHERE`, or state that all are meant."
        }
        Rule::Lint(Lint::MultipleStatements) => {
            "PostgreSQL and MySQL refuse to prepare several statements. Run each in a query of its own, or a script with `sqlx::raw_sql`."
        }
        Rule::Lint(Lint::BlockingCall) => {
            "Every other task on the thread waits. Use the async counterpart, or move the call into `spawn_blocking`."
        }
        Rule::Lint(Lint::PlaceholderDialect) => {
            "The database that `dialect` states does not know these placeholders. Write its own, or state the other database."
        }
        Rule::Attribute => "The attribute does not compile, or does nothing. Change it as the message says.",
    }
}
