//! What a lint says of a text that stands in a constant, once somebody has found the text: verdict and words are those
//! of the code that the macros have the compiler run.

use sqlspan_sql::lint::{self, Finding, Told};
use sqlspan_sql::{Dialect, read};

use super::n_plus_one;
use crate::attr::lints::Lint;
use crate::model::site::CheckArgument;

/// Judges a text that a [`ConstantCheck`](crate::ConstantCheck) could only name: the message, where there is a finding.
#[must_use]
pub fn judge(lint: Lint, argument: &CheckArgument, sql: &str, dialect: Dialect) -> Option<String> {
    let finding = match (lint, argument) {
        (Lint::NPlusOne, CheckArgument::Repeated { paged, head, .. }) => {
            return n_plus_one::of_constant(sql, dialect, *paged, head);
        }
        (Lint::StrayPlaceholder, _) => lint::stray_placeholder(sql, dialect, 0),
        (Lint::QuotedPlaceholder, CheckArgument::Names(names)) => {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            lint::quoted_placeholder(sql, dialect, &names)
        }
        (Lint::UnfilteredWrite, _) => lint::unfiltered_write(&read(sql, dialect)),
        (Lint::MultipleStatements, _) => lint::multiple_statements(&read(sql, dialect)),
        (Lint::PlaceholderDialect, _) => lint::placeholder_dialect(sql, dialect),
        (Lint::BindCount, CheckArgument::Count(bound)) => lint::bind_count(sql, dialect, *bound),
        _ => None,
    }?;
    Some(told(sql, &finding))
}

/// The message of a finding with the place in the text, but for the name of the lint, its last line.
fn told(sql: &str, finding: &Finding) -> String {
    let told = Told::new(sql, finding);
    told.as_str().rsplit_once('\n').map_or_else(String::new, |(words, _)| words.to_owned())
}
