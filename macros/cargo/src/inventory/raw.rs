//! A site as one file tells it, before texts that stand elsewhere are put in.

use sqlspan_analysis::{CoveredBy, Dialect};

use super::site::Kind;
use crate::resolve::expression::Expression;
use crate::resolve::scopes::Scopes;

/// What one file tells.
#[derive(Debug)]
pub(super) struct FileFacts {
    pub(super) scopes: Scopes,
    pub(super) sites: Vec<RawSite>,
    /// Whether it names sqlx.
    pub(super) names_sqlx: bool,
}

/// A site as one file tells it.
#[derive(Debug)]
pub(super) struct RawSite {
    pub(super) line: usize,
    pub(super) column: usize,
    /// Below the module that the file is.
    pub(super) function: String,
    pub(super) kind: Kind,
    pub(super) method: String,
    pub(super) likely: bool,
    pub(super) is_test: bool,
    pub(super) in_macro: Option<String>,
    pub(super) dialect: Option<Dialect>,
    pub(super) stated_summary: Option<String>,
    pub(super) text: RawText,
    pub(super) traced_by: Option<CoveredBy>,
    pub(super) skipped: bool,
    pub(super) untraced_because: Option<String>,
    pub(super) allowed: Vec<&'static str>,
    pub(super) binds: Option<usize>,
}

/// The text of a site.
#[derive(Debug)]
pub(super) enum RawText {
    /// None, or sqlx's own: the summary, and the statement where that is known.
    Own { summary: String, text: String },
    /// One of these.
    OneOf(Vec<Expression>),
    /// It begins with this.
    Begins(Expression),
    /// Made at run time, for this reason.
    Dynamic(String),
}
