//! `dynamic_sql`: text that is not proven static has no name at compile time, and may hold values.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Error, Expr};

use super::subject::{LintContext, QueryText, Subject};
use crate::attr::lints::{Level, Lint};
use crate::attr::options::Options;
use crate::model::diagnostic::{Change, Edit, Report};
use crate::syntax::source_text::source_text;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};

pub(super) fn check(subject: &Subject<'_>, context: &LintContext<'_>) -> Option<Report> {
    let Subject::Text(QueryText { text: Text::Dynamic(dynamic), .. }) = subject else { return None };
    let named = context.options.summary.is_some();
    if matches!(dynamic.reason, DynamicReason::Interpolated(_)) || dynamic.is_static_by_type() && named {
        return None;
    }
    Some(Report::new(&dynamic.at, message(dynamic)).with_edit(edit(dynamic)))
}

/// A dynamic text that is allowed, without a name for the span.
pub(crate) fn missing_summary(text: &Text, options: &Options) -> Option<Error> {
    let Text::Dynamic(dynamic) = text else { return None };
    let lint = match dynamic.reason {
        DynamicReason::Interpolated(_) => Lint::InterpolatedSql,
        _ => Lint::DynamicSql,
    };
    if options.summary.is_some() || options.levels.level(lint) != Level::Allow {
        return None;
    }
    let allowed = lint.name();
    let message = format!(
        "a query whose text is dynamic has no name of its own\n\
         note: `{allowed}` is allowed here, so nothing is known of the statement at compile time\n\
         help: state the name as well: `#[traced(summary = \"..\", allow({allowed}))]`"
    );
    Some(Error::new_spanned(&dynamic.at, message))
}

/// The literal itself, where that is all that is made a `String`.
fn edit(dynamic: &Dynamic) -> Option<Edit> {
    let DynamicReason::Owned(_, Some(_)) = dynamic.reason else { return None };
    let literal = match syn::parse2(dynamic.at.clone()).ok()? {
        Expr::MethodCall(call) => *call.receiver,
        Expr::Call(call) => call.args.into_iter().next()?,
        _ => return None,
    };
    matches!(literal, Expr::Lit(_))
        .then(|| Edit { changes: vec![Change::replace(&dynamic.at, literal.to_token_stream().to_string())] })
}

/// Rule, reason and fix, in the terms of what was found.
fn message(dynamic: &Dynamic) -> String {
    let found = shortened(&dynamic.at);
    let (rule, fix) = match &dynamic.reason {
        DynamicReason::Owned(method, _) => (
            format!("the SQL text is a literal that `{method}` turns into a `String`"),
            format!("drop `{method}`: sqlx takes the literal itself"),
        ),
        DynamicReason::Parameter { name, is_static: true } => {
            return format!(
                "the SQL text is the parameter `{name}`: its callers choose the statement, so the query has no name of its own\n\
                 help: state one: `#[traced(summary = \"..\")]`"
            );
        }
        DynamicReason::Parameter { name, is_static: false } => (
            format!("the SQL text is the parameter `{name}`, which can hold anything at run time"),
            format!("if all callers pass literals, make it `{name}: &'static str` and state a `summary`"),
        ),
        DynamicReason::Builder => (
            "the text of this `QueryBuilder` begins in another function".to_owned(),
            "create the builder here, with `QueryBuilder::new(\"..\")`".to_owned(),
        ),
        DynamicReason::Field => (
            format!("the SQL text is read from `{found}`, and what that holds is not known here"),
            "a `&'static str` holds no value, but needs a name; if it is always the same, keep it in a `const` and name that here; if it is one of a few, `match` on \
             which one it is, with a literal in each arm"
                .to_owned(),
        ),
        DynamicReason::Call => (
            format!("the SQL text is what `{found}` returns, which can be anything at run time"),
            "if it is always the same, keep it in a `const`; if a function puts it together, let it return the query \
             (a `QueryBuilder`, or `sqlx::query(..)` with its binds) and name it: `queries(path)`"
                .to_owned(),
        ),
        DynamicReason::Pattern(name) => (
            format!("the SQL text `{name}` is bound by a pattern, so it is not known here"),
            "choose between literals: `match .. { A => \"..\", B => \"..\" }`".to_owned(),
        ),
        DynamicReason::Item { list, .. } => {
            return format!(
                "the SQL text is one of those in `{list}`: each is another statement, so the query has no name of its own\n\
                 help: statements without values can be one text with `;` between them, `sqlx::raw_sql(SCRIPT)`; of a few \
                 that have values, let `match` choose between literals\n\
                 help: or state one name for all of them: `#[traced(summary = \"..\", allow(dynamic_sql))]`"
            );
        }
        DynamicReason::Piece(name) => (
            format!("a piece of the SQL text is `{name}`, which can hold anything at run time"),
            format!(
                "bind a value, `push_bind({name})`; for words of SQL choose between literals, or take a `&'static str`"
            ),
        ),
        DynamicReason::Interpolated(_) | DynamicReason::Unknown => (
            "the SQL text is not static".to_owned(),
            "write a literal, a `const`, or an `if` or `match` between literals".to_owned(),
        ),
    };
    format!(
        "{rule}\n\
         note: only static text has a name for its span at compile time, and can't hold a value that belongs into a bind\n\
         help: {fix}\n\
         help: where the text must be dynamic, say so on the function or on the statement that runs the query: \
         `#[traced(summary = \"..\", allow(dynamic_sql))]`"
    )
}

/// As much of a sentence as may be the user's code.
const FITS: usize = 40;

/// So much of the user's code as fits into a sentence.
fn shortened(at: &TokenStream) -> String {
    let code = source_text(at);
    if code.chars().count() <= FITS {
        return code;
    }
    let outline = syn::parse2(at.clone()).map_or(code, |expr| outline(&expr));
    if outline.chars().count() <= FITS {
        return outline;
    }
    outline.chars().take(FITS - 2).chain("..".chars()).collect()
}

/// Calls without their arguments: `query.sql().expect(..)`.
fn outline(expr: &Expr) -> String {
    let arguments = |count: usize| if count == 0 { "()" } else { "(..)" };
    match expr {
        Expr::MethodCall(call) => {
            format!("{}.{}{}", outline(&call.receiver), call.method, arguments(call.args.len()))
        }
        Expr::Call(call) => format!("{}{}", outline(&call.func), arguments(call.args.len())),
        Expr::Try(inner) => format!("{}?", outline(&inner.expr)),
        Expr::Await(inner) => format!("{}.await", outline(&inner.base)),
        other => source_text(&other.to_token_stream()),
    }
}
