//! Text that is put together at run time: its literal pieces and its holes, through whatever makes text.

mod format;
mod hole;

use syn::{Expr, ExprMethodCall, Lit};

pub(crate) use hole::{Hole, Known};

use super::{Dynamic, Source, Surroundings, Text, Why};

/// Text with holes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Template {
    pub(crate) pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Text(String),
    Hole(Hole),
}

impl Template {
    /// The pieces of an expression that makes text, such as `format!(..)`; `None` where they can't be told.
    pub(crate) fn of(expr: &Expr, surroundings: &Surroundings<'_>) -> Option<Self> {
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(Self::text(&text.value())),
                Lit::Char(text) => Some(Self::text(&text.value().to_string())),
                Lit::Int(number) => Some(Self::text(number.base10_digits())),
                _ => None,
            },
            Expr::Paren(inner) => Self::of(&inner.expr, surroundings),
            Expr::Group(inner) => Self::of(&inner.expr, surroundings),
            Expr::Cast(inner) => Self::of(&inner.expr, surroundings),
            Expr::Reference(inner) => Self::of(&inner.expr, surroundings),
            Expr::Index(inner) => Self::of(&inner.expr, surroundings),
            Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => Self::of(&inner.expr, surroundings),
            Expr::Block(block) => match block.block.stmts.last() {
                Some(syn::Stmt::Expr(tail, None)) => Self::of(tail, &surroundings.inside(&block.block.stmts)),
                _ => None,
            },
            Expr::Macro(invocation) => format::template(&invocation.mac, surroundings),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => {
                // A sum of numbers is a value; a text has a piece of text in it.
                let sides =
                    [&*sum.left, &*sum.right].map(|side| Self::of(side, surroundings).filter(|_| !is_number(side)));
                let [left, right] = sides;
                if left.is_none() && right.is_none() {
                    return None;
                }
                let mut whole = left.unwrap_or_else(|| Self::hole(&sum.left, surroundings));
                whole.append(right.unwrap_or_else(|| Self::hole(&sum.right, surroundings)));
                Some(whole)
            }
            Expr::Call(call) => {
                let Expr::Path(function) = &*call.func else { return None };
                let name = function.path.segments.last()?.ident.to_string();
                let wraps =
                    matches!(name.as_str(), "from" | "AssertSqlSafe" | "format" | "leak" | "Borrowed" | "Owned");
                (wraps && call.args.len() == 1).then(|| Self::of(&call.args[0], surroundings))?
            }
            Expr::MethodCall(call) => Self::of_method(call, surroundings),
            Expr::Path(_) => match surroundings.text(expr) {
                Text::Static(Source::Literal(literal)) => Some(Self::text(&literal.sql)),
                Text::Dynamic(Dynamic { why: Why::Interpolated(found), .. }) => found.template,
                Text::Dynamic(Dynamic { why: Why::Owned(_, Some(text)), .. }) => Some(Self::text(&text)),
                _ => None,
            },
            _ => None,
        }
    }

    fn of_method(call: &ExprMethodCall, surroundings: &Surroundings<'_>) -> Option<Self> {
        match (call.method.to_string().as_str(), call.args.len()) {
            (
                "to_string" | "to_owned" | "into" | "as_str" | "as_ref" | "clone" | "leak" | "into_boxed_str"
                | "into_string" | "borrow" | "deref" | "as_mut_str" | "trim",
                0,
            ) => Self::of(&call.receiver, surroundings),
            ("replace", 2) | ("replacen", 3) => {
                let base = Self::of(&call.receiver, surroundings)?;
                let pattern = Self::of(&call.args[0], surroundings)?.only_text()?;
                Some(base.replaced(&pattern, &Self::part(&call.args[1], surroundings)))
            }
            ("join" | "concat", arguments) => {
                let separator = match call.args.first() {
                    Some(separator) if arguments == 1 => Self::of(separator, surroundings)?,
                    None => Self::default(),
                    Some(_) => return None,
                };
                let mut whole = Self::default();
                for (index, element) in elements(&call.receiver)?.iter().enumerate() {
                    if index > 0 {
                        whole.append(separator.clone());
                    }
                    whole.append(Self::part(element, surroundings));
                }
                Some(whole)
            }
            _ => None,
        }
    }

    /// The pieces of an expression, or a hole for it.
    pub(crate) fn part(expr: &Expr, surroundings: &Surroundings<'_>) -> Self {
        Self::of(expr, surroundings).unwrap_or_else(|| Self::hole(expr, surroundings))
    }

    fn hole(expr: &Expr, surroundings: &Surroundings<'_>) -> Self {
        Self { pieces: vec![Piece::Hole(Hole::of(expr, surroundings))] }
    }

    /// Text without a hole.
    pub(crate) fn text(text: &str) -> Self {
        Self { pieces: vec![Piece::Text(text.to_owned())] }
    }

    /// The pieces of both, one after the other.
    pub(crate) fn append(&mut self, other: Self) {
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
                (_, piece) => self.pieces.push(piece),
            }
        }
    }

    /// Whether it begins with a statement's verb.
    pub(crate) fn begins(&self, is_statement: impl Fn(&str) -> bool) -> bool {
        matches!(self.pieces.first(), Some(Piece::Text(text)) if is_statement(text))
    }

    fn only_text(&self) -> Option<String> {
        match self.pieces.as_slice() {
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// With `other` in the place of every `pattern`.
    fn replaced(self, pattern: &str, other: &Self) -> Self {
        let mut whole = Self::default();
        for piece in self.pieces {
            match piece {
                Piece::Text(text) if !pattern.is_empty() => {
                    for (index, part) in text.split(pattern).enumerate() {
                        if index > 0 {
                            whole.append(other.clone());
                        }
                        whole.append(Self::text(part));
                    }
                }
                piece => whole.append(Self { pieces: vec![piece] }),
            }
        }
        whole
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
