//! One file: its modules and constants, and its sites by the analysis of the compiler's own macros.

use std::fs;
use std::path::Path;

use proc_macro2::Span;
use sqlspan_analysis::{
    Binds, Function, Lint, Model, Query, SessionMethod, Site, SiteKind, Source, Text, Unreached, UnreachedReason,
};

use super::raw::{FileFacts, RawSite, RawText};
use super::reasons;
use super::site::Kind;
use crate::resolve::expression::Expression;
use crate::resolve::scopes::Scopes;
use crate::workspace::Unread;
use crate::workspace::declarations::declarations;
use crate::workspace::tree::FileRead;

/// What a file without any of these has no site without. A cheap look before a dear one.
const SIGNS: [&str; 11] =
    ["execute", "fetch", "begin", "acquire", "commit", "rollback", "listen", "ping", "copy_", "transaction", "migrat"];

/// Reads a file.
pub(super) fn file(path: &Path) -> Result<FileRead<FileFacts>, Unread> {
    let unread = |line, reason| Unread { path: path.to_owned(), line, reason };
    let bytes = fs::read(path).map_err(|error| unread(None, error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| unread(None, "it is not UTF-8".to_owned()))?;
    let file = syn::parse_file(&text).map_err(|error| {
        let line = error.span().start().line;
        unread(Some(line), format!("it does not parse: {error}"))
    })?;
    let has_sites = SIGNS.iter().any(|sign| text.contains(sign));
    let sites = if has_sites { sites(&sqlspan_analysis::file(&file, None)) } else { Vec::new() };
    let facts = FileFacts {
        scopes: Scopes::of(&file.items, !sites.is_empty() && text.contains("const ")),
        sites,
        names_sqlx: text.contains("sqlx"),
    };
    let read = FileRead { declarations: declarations(&file.items), facts };
    drop(file);
    // Places are numbers by now; the text of the file need not be kept.
    proc_macro2::extra::invalidate_current_thread_spans();
    Ok(read)
}

fn sites(model: &Model) -> Vec<RawSite> {
    let mut sites = Vec::new();
    for function in &model.functions {
        sites.extend(function.sites.iter().filter_map(|site| reached(function, site)));
        sites.extend(function.unreached.iter().filter_map(|found| unreached(Some(function), found)));
    }
    sites.extend(model.unreached.iter().filter_map(|found| unreached(None, found)));
    sites
}

/// A site that an attribute on the function reaches.
fn reached(function: &Function, site: &Site) -> Option<RawSite> {
    let mut raw = raw(function, site)?;
    if raw.kind == Kind::Unresolved && function.is_annotated() {
        // What the compiler lets through is not sqlx's.
        raw.likely = false;
        raw.untraced_because = Some(reasons::COMPILER_TELLS.to_owned());
    } else if function.is_annotated() {
        raw.traced_by = function.covered_by;
    } else {
        raw.untraced_because = Some(reasons::NO_ATTRIBUTE.to_owned());
    }
    Some(raw)
}

fn unreached(function: Option<&Function>, found: &Unreached) -> Option<RawSite> {
    let in_macro = reasons::macro_of(&found.why);
    // Where nothing covers the function, that comes first; in a macro, both.
    let because = match function {
        Some(function) if !function.is_annotated() && in_macro.is_none() => reasons::NO_ATTRIBUTE.to_owned(),
        _ => reasons::unreached(&found.why),
    };
    let (line, column) = place(found.span());
    let raw = match (&found.site, function) {
        (Some(site), Some(function)) => raw(function, site)?,
        _ => RawSite {
            line,
            column,
            function: function.map(|function| function.path.clone()).unwrap_or_default(),
            kind: kind_named(&method_of(found)),
            method: method_of(found),
            likely: found.is_likely,
            is_test: function.is_some_and(|function| function.options.levels.in_tests()),
            in_macro: None,
            dialect: None,
            stated_summary: None,
            text: RawText::Dynamic(reasons::NOT_SEEN.to_owned()),
            traced_by: None,
            skipped: false,
            untraced_because: None,
            allowed: Vec::new(),
            binds: None,
        },
    };
    let skipped = matches!(found.why, UnreachedReason::Skipped);
    Some(RawSite { in_macro, skipped, untraced_because: Some(because), ..raw })
}

/// The method: of `Executor::fetch_one`, its last word.
fn method_of(found: &Unreached) -> String {
    found.at.to_string().rsplit("::").next().unwrap_or_default().trim().to_owned()
}

/// What a call is by the name of its method alone.
fn kind_named(method: &str) -> Kind {
    match method {
        "begin" | "begin_with" | "try_begin" | "try_begin_with" | "acquire" | "commit" | "rollback" => Kind::Step,
        "copy_in_raw" | "copy_out_raw" => Kind::Copy,
        "listen" | "listen_all" | "unlisten" | "unlisten_all" => Kind::Listen,
        "try_acquire" | "force_release" | "release_now" => Kind::Lock,
        "ping" => Kind::Ping,
        _ => Kind::Unresolved,
    }
}

fn raw(function: &Function, site: &Site) -> Option<RawSite> {
    let own = |summary: &str, text: &str| RawText::Own { summary: summary.to_owned(), text: text.to_owned() };
    let (kind, text) = match &site.kind {
        SiteKind::Query(call) => (Kind::Query, text_of(&call.query)),
        SiteKind::Copy(call) => (Kind::Copy, text_of(&call.query)),
        SiteKind::Step(step) => (Kind::Step, own(step.method.statement(), step.method.statement())),
        SiteKind::Transaction(_) => (Kind::Transaction, own("BEGIN", "")),
        SiteKind::Migration(_) => (Kind::Migration, own("", "")),
        SiteKind::Session(session) => (kind_of(session.method), own(&session.summary, &session.text)),
        SiteKind::Unresolved { .. } => (Kind::Unresolved, RawText::Dynamic(reasons::NOT_SEEN.to_owned())),
        // It belongs to the COPY that it ends.
        SiteKind::CopyEnd(_) => return None,
    };
    let options = &site.options;
    let (line, column) = place(site.start);
    Some(RawSite {
        line,
        column,
        function: function.path.clone(),
        kind,
        method: site.method.to_string(),
        likely: site.is_likely,
        is_test: options.levels.in_tests(),
        in_macro: None,
        dialect: options.dialect,
        stated_summary: options.summary.as_ref().filter(|_| kind == Kind::Query).map(syn::LitStr::value),
        text,
        traced_by: None,
        skipped: false,
        untraced_because: None,
        binds: binds_of(&site.kind),
        allowed: Lint::ALL.iter().filter(|lint| options.levels.is_allowed(**lint)).map(|lint| lint.name()).collect(),
    })
}

/// How many values a query binds, where that is seen.
fn binds_of(kind: &SiteKind) -> Option<usize> {
    match kind {
        SiteKind::Query(call) => match call.query.binds {
            Binds::Count(count) => Some(count),
            Binds::Impossible => Some(0),
            Binds::Unseen | Binds::Checked => None,
        },
        _ => None,
    }
}

/// Line and column, both from 1.
fn place(span: Span) -> (usize, usize) {
    let start = span.start();
    (start.line, start.column + 1)
}

const fn kind_of(method: SessionMethod) -> Kind {
    match method {
        SessionMethod::Ping => Kind::Ping,
        SessionMethod::Listen | SessionMethod::ListenAll | SessionMethod::Unlisten | SessionMethod::UnlistenAll => {
            Kind::Listen
        }
        SessionMethod::AcquireLock
        | SessionMethod::TryAcquireLock
        | SessionMethod::ForceRelease
        | SessionMethod::ReleaseNow => Kind::Lock,
    }
}

fn text_of(query: &Query) -> RawText {
    match &query.text {
        Text::Static(source) => expression(source)
            .map_or_else(|| RawText::Dynamic(reasons::STATIC_BY_TYPE.to_owned()), |text| RawText::OneOf(vec![text])),
        Text::Choice(sources) => match sources.iter().map(expression).collect::<Option<Vec<_>>>() {
            Some(texts) => RawText::OneOf(texts),
            None => RawText::Dynamic(reasons::STATIC_BY_TYPE.to_owned()),
        },
        Text::Built(source) => {
            expression(source).map_or_else(|| RawText::Dynamic(reasons::MADE_ELSEWHERE.to_owned()), RawText::Begins)
        }
        Text::Unproven(source) => {
            expression(source).map_or_else(|| RawText::Dynamic(reasons::MADE_ELSEWHERE.to_owned()), RawText::Begins)
        }
        Text::Dynamic(dynamic) => RawText::Dynamic(reasons::dynamic(dynamic)),
        Text::Never => RawText::Dynamic(reasons::MADE_ELSEWHERE.to_owned()),
    }
}

fn expression(source: &Source) -> Option<Expression> {
    match source {
        Source::Literal(literal) => Some(Expression::Text(literal.sql.clone())),
        Source::Prefix(text, _) => Some(Expression::Text(text.clone())),
        Source::Constant(tokens) | Source::Associated(tokens) => Some(Expression::of_tokens(tokens)),
        Source::RuntimeOnly => None,
    }
}
