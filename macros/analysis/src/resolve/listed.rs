//! From a call of a function that `queries(..)` names to the text of the query that it returns: that of its arguments
//! which is a statement.

use syn::punctuated::Punctuated;
use syn::{Expr, Member, Token};

use super::query::QueryResolver;
use crate::sqlx::functions::names_text;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};
use crate::text::source::Source;
use crate::text::template::{Piece, Template};

impl QueryResolver<'_> {
    /// The text of a query that a listed function makes: an argument that is a statement by its words or, where it has
    /// none, by its name; else whatever the function holds, which is read from the query when it runs.
    pub(super) fn listed_text(&self, arguments: &Punctuated<Expr, Token![,]>) -> Text {
        let mut texts: Vec<Text> = arguments.iter().filter_map(|argument| self.statement(argument)).collect();
        // What can hold a value is said, whatever else the function is given.
        let interpolated = texts.iter().position(is_interpolated);
        let first = if texts.is_empty() { None } else { Some(texts.swap_remove(interpolated.unwrap_or(0))) };
        first.unwrap_or(Text::Unproven(Source::RuntimeOnly))
    }

    /// The text of an argument; `None` where it may as well be a value that the function binds.
    fn statement(&self, argument: &Expr) -> Option<Text> {
        let text = self.texts.text(argument);
        let is_statement = match &text {
            Text::Static(_) | Text::Choice(_) => text.sources().iter().all(|source| self.reads_as_sql(source)),
            Text::Dynamic(Dynamic { reason: DynamicReason::Owned(_, Some(sql)), at }) => {
                // The function takes a `String`: the literal has to become one.
                return self.is_statement(sql).then(|| Text::Static(Source::literal(sql.clone(), at)));
            }
            Text::Dynamic(Dynamic { reason: DynamicReason::Interpolated(found), .. }) => {
                let by_its_words = |template: &Template| {
                    template.begins(|sql| self.is_statement(sql))
                        || first_hole(template).is_some_and(|hole| is_named_as_text(&hole))
                };
                found.template.as_ref().is_some_and(by_its_words) || is_named_as_text(argument)
            }
            Text::Dynamic(_) => is_named_as_text(argument),
            Text::Built(_) | Text::Unproven(_) | Text::Never => false,
        };
        is_statement.then_some(text)
    }
}

fn is_interpolated(text: &Text) -> bool {
    matches!(text, Text::Dynamic(Dynamic { reason: DynamicReason::Interpolated(_), .. }))
}

/// What a text begins with, where that is put in.
fn first_hole(template: &Template) -> Option<Expr> {
    let mut pieces = template.pieces.iter();
    match pieces.find(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()))? {
        Piece::Hole(hole) => syn::parse2(hole.expr.clone()).ok(),
        Piece::Text(_) => None,
    }
}

/// `sql`, `&self.sql`, `statement.as_str()`, `count_query()`.
fn is_named_as_text(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| names_text(&last.ident.to_string())),
        Expr::Field(field) => matches!(&field.member, Member::Named(name) if names_text(&name.to_string())),
        Expr::Call(call) => is_named_as_text(&call.func),
        Expr::MethodCall(call) => names_text(&call.method.to_string()) || is_named_as_text(&call.receiver),
        Expr::Reference(inner) => is_named_as_text(&inner.expr),
        Expr::Unary(inner) => is_named_as_text(&inner.expr),
        Expr::Paren(inner) => is_named_as_text(&inner.expr),
        Expr::Group(inner) => is_named_as_text(&inner.expr),
        Expr::Try(inner) => is_named_as_text(&inner.expr),
        Expr::Await(inner) => is_named_as_text(&inner.base),
        _ => false,
    }
}
