//! What is reported: findings of lints, and wrong use of the attributes.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

use super::nodes::NodeId;
use crate::attr::levels::Levels;
use crate::attr::lints::{Level, Lint};
use crate::syntax::tokens::first_span;

/// A finding of a lint.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The lint.
    pub lint: Lint,
    /// The level in force: [`Level::Warn`] or [`Level::Deny`].
    pub level: Level,
    /// Whether the switch of the whole build made a warning of an error.
    pub is_lowered: bool,
    /// Whether it is left out where the code turns out to be there for tests alone.
    pub spares_tests: bool,
    /// The user's tokens.
    pub at: TokenStream,
    /// Rule, reason and fix, a line or more each.
    pub message: String,
    /// The fix, where it can be applied by a machine.
    pub edit: Option<Edit>,
}

impl Finding {
    /// Where it is shown: its first token.
    #[must_use]
    pub fn span(&self) -> Span {
        first_span(self.at.clone())
    }

    /// The message, and the name of the lint, by which it can be allowed.
    #[must_use]
    pub fn full_message(&self) -> String {
        with_lint(self.lint, &self.message)
    }
}

/// A message with the name of its lint, by which it can be allowed.
#[must_use]
pub fn with_lint(lint: Lint, message: &str) -> String {
    format!("{message}\nnote: sqlspan::{}", lint.name())
}

/// A fix that can be applied by a machine: all of its changes together.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The changes, none of which overlaps another.
    pub changes: Vec<Change>,
}

/// One change of a fix.
#[derive(Clone, Debug)]
pub struct Change {
    /// The tokens that `code` replaces, or stands behind.
    pub at: TokenStream,
    /// Whether `code` stands behind the tokens, which stay.
    pub behind: bool,
    /// The code.
    pub code: String,
}

impl Change {
    pub(crate) fn replace(at: &impl ToTokens, code: String) -> Self {
        Self { at: at.to_token_stream(), behind: false, code }
    }

    pub(crate) fn behind(at: &impl ToTokens, code: String) -> Self {
        Self { at: at.to_token_stream(), behind: true, code }
    }
}

/// One thing that is reported.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Of which function, by its index.
    pub function: Option<usize>,
    /// At which expression of that function it came up.
    pub node: Option<NodeId>,
    /// What is reported.
    pub kind: DiagnosticKind,
}

/// What is reported.
#[derive(Clone, Debug)]
pub enum DiagnosticKind {
    /// Wrong use of the attributes: an error, whatever the levels.
    Misuse(Error),
    /// A finding of a lint.
    Finding(Finding),
}

impl Diagnostic {
    /// Whether it is an error.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        match &self.kind {
            DiagnosticKind::Misuse(_) => true,
            DiagnosticKind::Finding(finding) => matches!(finding.level, Level::Deny),
        }
    }

    /// The finding, where it is one.
    #[must_use]
    pub const fn finding(&self) -> Option<&Finding> {
        match &self.kind {
            DiagnosticKind::Finding(finding) => Some(finding),
            DiagnosticKind::Misuse(_) => None,
        }
    }
}

/// What a lint says of a subject, whatever the level.
pub(crate) struct Report {
    pub(crate) at: TokenStream,
    pub(crate) message: String,
    pub(crate) edit: Option<Edit>,
    /// Whether it may be no fault: then it is a warning at most.
    pub(crate) is_doubtful: bool,
}

impl Report {
    pub(crate) fn new(at: &impl ToTokens, message: impl Into<String>) -> Self {
        Self { at: at.to_token_stream(), message: message.into(), edit: None, is_doubtful: false }
    }

    pub(crate) fn doubtful(self) -> Self {
        Self { is_doubtful: true, ..self }
    }

    pub(crate) fn with_edit(self, edit: Option<Edit>) -> Self {
        Self { edit, ..self }
    }
}

/// Where something comes up.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) function: Option<usize>,
    pub(crate) node: Option<NodeId>,
}

/// The accumulator: errors and findings in the order in which they come up, each once.
#[derive(Default)]
pub(crate) struct Diagnostics {
    list: Vec<Diagnostic>,
    /// What was reported already: one text can be that of several queries.
    seen: Vec<String>,
    has_errors: bool,
}

impl Diagnostics {
    /// Wrong use of the attributes.
    pub(crate) fn misuse(&mut self, place: Place, error: Error) {
        self.has_errors = true;
        self.push(place, DiagnosticKind::Misuse(error));
    }

    /// Whether there is an error already, which may be the cause of what looks like another.
    pub(crate) fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// Begins as if there were no error yet, and says whether there is one.
    pub(crate) fn forget_errors(&mut self) -> bool {
        std::mem::take(&mut self.has_errors)
    }

    /// Goes on knowing of an error.
    pub(crate) fn remember_errors(&mut self, had_errors: bool) {
        self.has_errors |= had_errors;
    }

    /// A finding of a lint, by the levels in force.
    pub(crate) fn report(&mut self, place: Place, lint: Lint, levels: &Levels, report: Report) {
        let level = match levels.level(lint) {
            Level::Deny if report.is_doubtful => Level::Warn,
            level => level,
        };
        if level == Level::Allow {
            return;
        }
        let Report { at, message, edit, .. } = report;
        let key = format!("{:?} {at} {message}", first_span(at.clone()));
        if self.seen.contains(&key) {
            return;
        }
        self.seen.push(key);
        self.has_errors |= level == Level::Deny;
        let (is_lowered, spares_tests) = (levels.is_lowered(lint), levels.spares_tests(lint));
        let finding = Finding { lint, level, is_lowered, spares_tests, at, message, edit };
        self.push(place, DiagnosticKind::Finding(finding));
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    fn push(&mut self, Place { function, node }: Place, kind: DiagnosticKind) {
        self.list.push(Diagnostic { function, node, kind });
    }
}
