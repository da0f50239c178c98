//! Findings as one file tells them, before texts that stand elsewhere are put in.

use sqlspan_analysis::{CheckArgument, Dialect, Lint};

use super::finding::{Change, Rule, Severity};
use super::spot::Spot;
use crate::resolve::expression::Expression;
use crate::resolve::scopes::Scopes;

/// What one file tells.
#[derive(Debug)]
pub(super) struct FileFacts {
    pub(super) scopes: Scopes,
    pub(super) found: Vec<Raw>,
    pub(super) checks: Vec<RawCheck>,
    pub(super) unjudged: Vec<RawUnjudged>,
    /// Whether it names sqlx.
    pub(super) names_sqlx: bool,
}

/// Where something comes up, and how it counts there.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Below the module that the file is.
    pub(super) function: String,
    pub(super) is_test: bool,
    /// Whether it is left out where the file is there for tests alone.
    pub(super) spares_tests: bool,
    pub(super) severity: Severity,
    pub(super) spot: Spot,
}

/// A finding.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) rule: Rule,
    pub(super) subject: Subject,
    pub(super) message: String,
    pub(super) statement: Option<String>,
    pub(super) edit: Option<Vec<Change>>,
}

/// What a lint has to be asked of a text that stands elsewhere.
#[derive(Debug)]
pub(super) struct RawCheck {
    pub(super) lint: Lint,
    pub(super) argument: CheckArgument,
    pub(super) subject: Subject,
    /// Line and column of the method that executes it.
    pub(super) method: (usize, usize),
    pub(super) text: Expression,
    pub(super) dialect: Dialect,
}

/// A query that no lint judges.
#[derive(Debug)]
pub(super) struct RawUnjudged {
    /// Below the module that the file is.
    pub(super) function: String,
    /// Line and column of its method.
    pub(super) at: (usize, usize),
    pub(super) reason: String,
}
