//! Text that is put together at run time, through whatever makes text: from an expression to its pieces and holes.

mod format;
mod hole;

use syn::{Expr, ExprMethodCall, Lit};

use super::text::TextResolver;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};
use crate::text::source::Source;
use crate::text::template::Template;

impl TextResolver<'_> {
    /// The pieces of an expression that makes text, such as `format!(..)`; `None` where they can't be told.
    pub(crate) fn template(&self, expr: &Expr) -> Option<Template> {
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(Template::text(&text.value())),
                Lit::Char(text) => Some(Template::text(&text.value().to_string())),
                Lit::Int(number) => Some(Template::text(number.base10_digits())),
                _ => None,
            },
            Expr::Paren(inner) => self.template(&inner.expr),
            Expr::Group(inner) => self.template(&inner.expr),
            Expr::Cast(inner) => self.template(&inner.expr),
            Expr::Reference(inner) => self.template(&inner.expr),
            Expr::Index(inner) => self.template(&inner.expr),
            Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => self.template(&inner.expr),
            Expr::Block(block) => match block.block.stmts.last() {
                Some(syn::Stmt::Expr(tail, None)) => self.inside(&block.block.stmts).template(tail),
                _ => None,
            },
            Expr::Macro(invocation) => format::template(&invocation.mac, self),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => {
                // A sum of numbers is a value; a text has a piece of text in it.
                let sides = [&*sum.left, &*sum.right].map(|side| self.template(side).filter(|_| !is_number(side)));
                let [left, right] = sides;
                if left.is_none() && right.is_none() {
                    return None;
                }
                let mut whole = left.unwrap_or_else(|| self.hole(&sum.left));
                whole.append(right.unwrap_or_else(|| self.hole(&sum.right)));
                Some(whole)
            }
            Expr::Call(call) => {
                let Expr::Path(function) = &*call.func else { return None };
                let name = function.path.segments.last()?.ident.to_string();
                let wraps =
                    matches!(name.as_str(), "from" | "AssertSqlSafe" | "format" | "leak" | "Borrowed" | "Owned");
                (wraps && call.args.len() == 1).then(|| self.template(&call.args[0]))?
            }
            Expr::MethodCall(call) => self.template_of_method(call),
            Expr::Path(_) => match self.text(expr) {
                Text::Static(Source::Literal(literal)) => Some(Template::text(&literal.sql)),
                Text::Dynamic(Dynamic { reason: DynamicReason::Interpolated(found), .. }) => found.template,
                Text::Dynamic(Dynamic { reason: DynamicReason::Owned(_, Some(text)), .. }) => {
                    Some(Template::text(&text))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn template_of_method(&self, call: &ExprMethodCall) -> Option<Template> {
        match (call.method.to_string().as_str(), call.args.len()) {
            (
                "to_string" | "to_owned" | "into" | "as_str" | "as_ref" | "clone" | "leak" | "into_boxed_str"
                | "into_string" | "borrow" | "deref" | "as_mut_str" | "trim",
                0,
            ) => self.template(&call.receiver),
            ("replace", 2) | ("replacen", 3) => {
                let base = self.template(&call.receiver)?;
                let pattern = self.template(&call.args[0])?;
                Some(base.replaced(pattern.only_text()?, &self.template_or_hole(&call.args[1])))
            }
            ("join" | "concat", arguments) => {
                let separator = match call.args.first() {
                    Some(separator) if arguments == 1 => self.template(separator)?,
                    None => Template::default(),
                    Some(_) => return None,
                };
                let mut whole = Template::default();
                for (index, element) in elements(&call.receiver)?.iter().enumerate() {
                    if index > 0 {
                        whole.append(separator.clone());
                    }
                    whole.append(self.template_or_hole(element));
                }
                Some(whole)
            }
            _ => None,
        }
    }

    /// The pieces of an expression, or a hole for it.
    pub(crate) fn template_or_hole(&self, expr: &Expr) -> Template {
        self.template(expr).unwrap_or_else(|| self.hole(expr))
    }

    fn hole(&self, expr: &Expr) -> Template {
        Template::hole(hole::read(expr, self))
    }
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if matches!(literal.lit, Lit::Int(_) | Lit::Float(_)))
}

/// The elements of an array or of `vec![..]`.
fn elements(expr: &Expr) -> Option<Vec<Expr>> {
    use syn::parse::Parser as _;
    match expr {
        Expr::Array(array) => Some(array.elems.iter().cloned().collect()),
        Expr::Reference(inner) => elements(&inner.expr),
        Expr::Paren(inner) => elements(&inner.expr),
        Expr::Macro(invocation) if invocation.mac.path.is_ident("vec") => {
            let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
            Some(parser.parse2(invocation.mac.tokens.clone()).ok()?.into_iter().collect())
        }
        _ => None,
    }
}
