//! The lints: one file each, with the check and its words. A check is a function from a subject to a report; levels are
//! put on top of it here.

mod bind_count;
mod blocking_call;
pub(crate) mod constant;
mod dynamic_sql;
mod interpolated_sql;
mod multiple_statements;
mod n_plus_one;
mod placeholder_dialect;
mod quoted_placeholder;
mod stray_placeholder;
pub(crate) mod subject;
mod unfiltered_write;
mod untraced_query;
mod words;

use proc_macro2::{Ident, TokenStream};
use sqlspan_sql::Dialect;

use crate::attr::lints::{Level, Lint, for_each_lint};
use crate::attr::options::Options;
use crate::model::diagnostic::Report;
use crate::model::site::{CheckArgument, ConstantCheck};
use crate::query::{Binds, Query};
use crate::text::source::{Literal, Source};
use subject::{LintContext, RepeatedQuery, Statement, Subject};

pub(crate) use dynamic_sql::missing_summary;

type Check = fn(&Subject<'_>, &LintContext<'_>) -> Option<Report>;

macro_rules! registry {
    ($($lint:ident: $name:ident = $level:ident,)*) => {
        const CHECKS: &[(Lint, Check)] = &[$((Lint::$lint, $name::check),)*];
    };
}
for_each_lint!(registry);

/// Asks a lint what it has to know, beside the text, of a query whose text stands in a constant; `None` where it does
/// not apply.
type Ask = fn(&Query, &LintContext<'_>) -> Option<CheckArgument>;

/// The lints on a statement's text.
const TEXT_CHECKS: &[(Lint, Ask)] = &[
    (Lint::QuotedPlaceholder, quoted_placeholder::ask),
    (Lint::UnfilteredWrite, unfiltered_write::ask),
    (Lint::StrayPlaceholder, stray_placeholder::ask),
    (Lint::MultipleStatements, multiple_statements::ask),
    (Lint::PlaceholderDialect, placeholder_dialect::ask),
    (Lint::BindCount, bind_count::ask),
];

/// What the lints that are not allowed say of a subject.
pub(crate) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Vec<(Lint, Report)> {
    let levels = &context.options.levels;
    let on = CHECKS.iter().filter(|(lint, _)| levels.level(*lint) != Level::Allow);
    on.filter_map(|(lint, check)| Some((*lint, check(subject, context)?))).collect()
}

/// A literal that a query executes, as what lints judge.
pub(crate) fn statement<'a>(literal: &'a Literal, binds: Binds, method: &'a Ident, dialect: Dialect) -> Subject<'a> {
    // sqlx's own macro has prepared the statement.
    if binds != Binds::Checked && sqlspan_sql::lint::stray_placeholder(&literal.sql, dialect, 0).is_some() {
        Subject::Piece(literal)
    } else {
        Subject::Statement(Statement::new(literal, binds, method))
    }
}

/// What is to be checked of the texts of a query that stand in constants.
pub(crate) fn constant_checks(query: &Query, context: &LintContext<'_>) -> Vec<ConstantCheck> {
    let mut checks = Vec::new();
    for source in query.text.sources() {
        let Some((text, is_associated)) = constant(source) else { continue };
        for (lint, ask) in TEXT_CHECKS {
            let level = context.options.levels.level(*lint);
            if level == Level::Allow {
                continue;
            }
            if let Some(argument) = ask(query, context) {
                checks.push(ConstantCheck { lint: *lint, level, text: text.clone(), is_associated, argument });
            }
        }
    }
    checks
}

/// What is to be checked of the texts of a query in a loop that stand in constants.
pub(crate) fn repeated_constant_checks(subject: &RepeatedQuery<'_>, options: &Options) -> Vec<ConstantCheck> {
    let level = options.levels.level(Lint::NPlusOne);
    if level == Level::Allow {
        return Vec::new();
    }
    let constants = subject.query.text.sources().iter().filter_map(constant);
    let checks = constants.map(|(text, is_associated)| ConstantCheck {
        lint: Lint::NPlusOne,
        level,
        text: text.clone(),
        is_associated,
        argument: n_plus_one::ask(subject, options.dialect()),
    });
    checks.collect()
}

fn constant(source: &Source) -> Option<(&TokenStream, bool)> {
    match source {
        Source::Constant(text) => Some((text, false)),
        Source::Associated(text) => Some((text, true)),
        Source::Literal(_) | Source::Prefix(..) | Source::RuntimeOnly => None,
    }
}
