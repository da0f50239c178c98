//! From an expression to the `QueryBuilder` that it is.

use syn::{Expr, ExprCall, Lit};

use super::query::QueryResolver;
use super::scope::Meaning;
use crate::query::builder::Builder;
use crate::sqlx::methods::pushes_text;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};
use crate::text::source::Source;

impl QueryResolver<'_> {
    /// The text of a `QueryBuilder` at this point, and whether it is for many items.
    pub(super) fn built_text(&self, builder: &Expr) -> Option<(Text, bool)> {
        let built = self.new_builder(builder, 0).or_else(|| self.grown_builder(builder))?;
        let text = match built.text() {
            // Where it is used says more than where it comes in.
            Text::Dynamic(Dynamic { reason: DynamicReason::Builder, .. }) => {
                Text::dynamic(DynamicReason::Builder, builder)
            }
            text => text,
        };
        Some((text, built.batch))
    }

    /// Whether it is a builder that a local holds.
    pub(crate) fn grown(&self, expr: &Expr) -> bool {
        self.grown_builder(expr).is_some()
    }

    /// The builder that a local holds, with what a chain of calls on it appends: the walk comes to them later.
    fn grown_builder(&self, expr: &Expr) -> Option<Builder> {
        match expr {
            Expr::Paren(inner) => self.grown_builder(&inner.expr),
            Expr::Reference(inner) => self.grown_builder(&inner.expr),
            Expr::Unary(inner) => self.grown_builder(&inner.expr),
            Expr::MethodCall(call) => {
                let mut builder = self.grown_builder(&call.receiver)?;
                let mut piece = call.args.first().map(|argument| self.piece(argument));
                if let Some(piece) = &mut piece {
                    builder.place(piece);
                }
                let named = matches!(&*call.receiver, Expr::Path(_));
                builder.call(&call.method.to_string(), piece, named, usize::MAX);
                Some(builder)
            }
            Expr::Path(path) => match &self.binding(path.path.get_ident()?)?.meaning {
                Meaning::Builder(builder) => Some(builder.borrow().clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The builder that `QueryBuilder::new(..)` makes, with what the rest of its chain appends.
    pub(crate) fn new_builder(&self, expr: &Expr, depth: usize) -> Option<Builder> {
        match expr {
            Expr::Paren(inner) => self.new_builder(&inner.expr, depth),
            Expr::MethodCall(call) => {
                let mut builder = self.new_builder(&call.receiver, depth)?;
                let method = call.method.to_string();
                let mut piece = call.args.first().map(|argument| self.piece(argument));
                if let Some(piece) = &mut piece {
                    builder.place(piece);
                }
                // Nothing proves here that a piece which is no literal is a constant.
                let constant = piece.as_ref().is_some_and(|piece| piece.constants().next().is_some());
                builder.escaped |= constant && pushes_text(&method);
                builder.call(&method, piece, true, depth);
                Some(builder)
            }
            Expr::Call(call) => Some(Builder::new(self.lead(call)?, depth)),
            _ => None,
        }
    }

    /// The text that `QueryBuilder::new(..)` begins with.
    pub(crate) fn lead(&self, call: &ExprCall) -> Option<Text> {
        let Expr::Path(function) = &*call.func else { return None };
        let path = self.imports.resolve(&function.path);
        let [.., builder, constructor] = &path[..] else { return None };
        if builder != "QueryBuilder" {
            return None;
        }
        match constructor.as_str() {
            "new" | "with_arguments" => Some(self.texts.text(call.args.first()?)),
            "default" => Some(Text::Static(Source::literal(String::new(), call))),
            _ => None,
        }
    }

    /// The text that is pushed to a builder, which takes what the compiler does not prove.
    pub(crate) fn piece(&self, argument: &Expr) -> Text {
        match argument {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(number) => Text::Static(Source::literal(number.base10_digits().to_owned(), literal)),
                Lit::Char(char) => Text::Static(Source::literal(char.value().to_string(), literal)),
                _ => self.texts.text(argument),
            },
            _ => match self.texts.text(argument) {
                Text::Unproven(_) => Text::dynamic(DynamicReason::Unknown, argument),
                // Its callers choose a piece, and the statement keeps its name.
                Text::Dynamic(dynamic) if dynamic.is_static_by_type() => Text::Static(Source::RuntimeOnly),
                Text::Dynamic(dynamic) => Text::Dynamic(dynamic.into_piece()),
                text => text,
            },
        }
    }
}
