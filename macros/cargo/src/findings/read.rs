//! One file, judged by the analysis of the compiler's own macros.
//!
//! A function without an attribute is judged as if it had one. What is not said of it: that its queries are not traced,
//! which `coverage` tells, and that calls block where it runs no query, so that nobody would put an attribute on it.
//! What an attribute covers, the user's `#[allow(deprecated)]` covers as well: warnings of the macros are of that lint.

use std::fs;
use std::path::Path;

use sqlspan_analysis::{
    ConstantCheck, Diagnostic, DiagnosticKind, Edit, Function, Levels, Lint, Model, RecordedText, Site, SiteKind,
    Source as TextSource, StatementId, Text,
};

use super::finding::{Change, Rule, Severity};
use super::raw::{FileFacts, Raw, RawCheck, Subject};
use super::spot::{Source, Spot, region_of};
use super::unjudged;
use crate::resolve::expression::Expression;
use crate::resolve::scopes::Scopes;
use crate::workspace::Unread;
use crate::workspace::declarations::declarations;
use crate::workspace::tree::FileRead;

/// What a file without any of these has no finding without. A cheap look before a dear one.
const SIGNS: [&str; 7] = ["sqlx", "execute", "fetch", "query", "Query", "traced", "repository"];

/// Reads a file.
pub(super) fn file(path: &Path, levels: &Levels) -> Result<FileRead<FileFacts>, Unread> {
    let unread = |line, reason| Unread { path: path.to_owned(), line, reason };
    let bytes = fs::read(path).map_err(|error| unread(None, error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unread(None, "it is not UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let file = syn::parse_file(text).map_err(|error| {
        let line = error.span().start().line;
        unread(Some(line), format!("it does not parse: {error}"))
    })?;
    let (mut found, mut checks, mut left) = (Vec::new(), Vec::new(), Vec::new());
    if SIGNS.iter().any(|sign| text.contains(sign)) {
        let model = sqlspan_analysis::file_at_levels(&file, levels.clone());
        let judged = Judged { source: Source::new(text), model: &model };
        found.extend(model.diagnostics.iter().flat_map(|diagnostic| judged.found(diagnostic)));
        for function in &model.functions {
            checks.extend(function.sites.iter().flat_map(|site| judged.checks(function, site)));
            left.extend(unjudged::of_function(function));
        }
        left.extend(model.unreached.iter().filter_map(|found| unjudged::out_of_reach(None, found)));
    }
    let facts = FileFacts {
        scopes: Scopes::of(&file.items, !checks.is_empty() && text.contains("const ")),
        found,
        checks,
        unjudged: left,
        names_sqlx: text.contains("sqlx"),
    };
    let read = FileRead { declarations: declarations(&file.items), facts };
    drop(file);
    // Places are numbers by now; the text of the file need not be kept.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(read)
}

/// A file that was judged.
struct Judged<'m> {
    source: Source<'m>,
    model: &'m Model,
}

impl Judged<'_> {
    /// What a diagnostic says.
    fn found(&self, diagnostic: &Diagnostic) -> Vec<Raw> {
        let function = diagnostic.function.and_then(|index| self.model.functions.get(index));
        match &diagnostic.kind {
            DiagnosticKind::Misuse(error) => {
                let errors = error.clone().into_iter().map(|error| Raw {
                    rule: Rule::Attribute,
                    subject: Subject {
                        spares_tests: false,
                        ..subject(function, Severity::Error, self.spot_of(error.span(), function))
                    },
                    message: error.to_string(),
                    statement: None,
                    edit: None,
                });
                errors.collect()
            }
            DiagnosticKind::Finding(finding) => {
                let Some(severity) = Severity::of(finding.level) else { return Vec::new() };
                if function.is_some_and(|function| !concerns(finding.lint, function) || is_hushed(severity, function)) {
                    return Vec::new();
                }
                let spot = self.source.tokens(&finding.at).unwrap_or_else(|| self.spot_of(finding.span(), function));
                let site =
                    function.and_then(|function| function.sites.iter().find(|site| diagnostic.node == Some(site.node)));
                let raw = Raw {
                    rule: Rule::Lint(finding.lint),
                    subject: Subject { spares_tests: finding.spares_tests, ..subject(function, severity, spot) },
                    message: finding.message.clone(),
                    statement: site.and_then(statement_of),
                    edit: finding.edit.as_ref().and_then(edit),
                };
                vec![raw]
            }
        }
    }

    /// What is to be asked of the texts of a site.
    fn checks(&self, function: &Function, site: &Site) -> Vec<RawCheck> {
        let checks: &[ConstantCheck] = match &site.kind {
            SiteKind::Query(call) => &call.checks,
            SiteKind::Copy(call) => &call.checks,
            _ => return Vec::new(),
        };
        let checks = checks.iter().filter_map(|check| {
            let severity = Severity::of(check.level).filter(|severity| !is_hushed(*severity, function))?;
            let executed = site.span().start();
            let method = || self.spot_of(site.span(), Some(function));
            // Errors are shown at the text, warnings at the method, as the compiler does.
            let spot = match severity {
                Severity::Error => self.source.tokens(&check.text).unwrap_or_else(method),
                Severity::Warning => method(),
            };
            Some(RawCheck {
                lint: check.lint,
                argument: check.argument.clone(),
                subject: Subject {
                    is_test: site.options.levels.in_tests(),
                    spares_tests: site.options.levels.spares_tests(check.lint),
                    ..subject(Some(function), severity, spot)
                },
                method: (executed.line, executed.column + 1),
                text: Expression::of_tokens(&check.text),
                dialect: site.options.dialect(),
            })
        });
        checks.collect()
    }

    /// Where a span stands; else the function.
    fn spot_of(&self, span: proc_macro2::Span, function: Option<&Function>) -> Spot {
        let named = || self.source.span(function?.ident.span());
        self.source.span(span).or_else(named).unwrap_or_else(|| self.source.start())
    }
}

fn subject(function: Option<&Function>, severity: Severity, spot: Spot) -> Subject {
    Subject {
        function: function.map(|function| function.path.clone()).unwrap_or_default(),
        is_test: function.is_some_and(|function| function.options.levels.in_tests()),
        spares_tests: false,
        severity,
        spot,
    }
}

/// Whether a lint has anything to say of a function: of one without an attribute, some have not.
fn concerns(lint: Lint, function: &Function) -> bool {
    if function.is_annotated() {
        return true;
    }
    match lint {
        Lint::UntracedQuery => false,
        Lint::BlockingCall => {
            function.sites.iter().any(|site| site.is_likely) || function.unreached.iter().any(|found| found.is_likely)
        }
        _ => true,
    }
}

/// Whether the compiler is told not to show what an attribute warns of.
fn is_hushed(severity: Severity, function: &Function) -> bool {
    severity == Severity::Warning && function.is_annotated() && function.options.levels.are_warnings_hushed()
}

/// The id of the statement of a site, where it is one literal.
fn statement_of(site: &Site) -> Option<String> {
    let query = match &site.kind {
        SiteKind::Query(call) => &call.query,
        SiteKind::Copy(call) => &call.query,
        _ => return None,
    };
    let Text::Static(TextSource::Literal(literal)) = &query.text else { return None };
    let dialect = site.options.dialect();
    Some(StatementId::of(&RecordedText::read(&literal.sql, dialect).collapsed, dialect).to_string())
}

fn edit(edit: &Edit) -> Option<Vec<Change>> {
    let change = |change: &sqlspan_analysis::Change| {
        Some(Change { region: region_of(&change.at, change.behind)?, code: change.code.clone() })
    };
    edit.changes.iter().map(change).collect()
}
