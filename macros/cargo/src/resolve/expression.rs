//! What a text stands in, as data that outlives the syntax tree.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Block, Expr, Lit, Macro, Stmt, Token, Type};

/// What a text stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A literal.
    Text(String),
    /// A path, as it is written.
    Path(Vec<String>),
    /// Several, one behind the other.
    Joined(Vec<Expression>),
    /// The text of a file, from the file that names it.
    Included(Box<Expression>),
    /// The folder of the package.
    PackageFolder,
    /// What is not followed, as it is written.
    Other(String),
}

impl Expression {
    /// The expression that tokens are.
    #[must_use]
    pub fn of_tokens(tokens: &TokenStream) -> Self {
        syn::parse2(tokens.clone()).map_or_else(|_| Self::Other(shown(tokens)), |expr| Self::of(&expr))
    }

    /// An expression that holds a text.
    #[must_use]
    pub fn of(expr: &Expr) -> Self {
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Self::Text(text.value()),
                Lit::Int(number) => Self::Text(number.base10_digits().to_owned()),
                Lit::Char(char) => Self::Text(char.value().to_string()),
                Lit::Bool(value) => Self::Text(value.value().to_string()),
                _ => Self::Other(shown(expr)),
            },
            Expr::Paren(inner) => Self::of(&inner.expr),
            Expr::Group(inner) => Self::of(&inner.expr),
            Expr::Reference(inner) => Self::of(&inner.expr),
            Expr::Cast(inner) => Self::of(&inner.expr),
            Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => Self::of(&inner.expr),
            Expr::Block(block) => Self::of_block(&block.block, expr),
            Expr::Const(block) => Self::of_block(&block.block, expr),
            Expr::Path(path) => {
                let owner = path.qself.as_ref().and_then(|owner| type_name(&owner.ty));
                let last = path.path.segments.last().map(|last| last.ident.to_string());
                match (owner, last) {
                    // `<Self as Queries>::SQL`
                    (Some(owner), Some(last)) => Self::Path(vec![owner, last]),
                    _ => Self::Path(path.path.segments.iter().map(|segment| segment.ident.to_string()).collect()),
                }
            }
            Expr::Macro(invocation) => Self::of_macro(&invocation.mac, expr),
            Expr::Call(call) => {
                let wraps = matches!(&*call.func, Expr::Path(function) if function.path.segments.last().is_some_and(
                    |last| matches!(last.ident.to_string().as_str(), "from_static" | "AssertSqlSafe" | "Borrowed")
                ));
                match call.args.first() {
                    Some(argument) if wraps && call.args.len() == 1 => Self::of(argument),
                    _ => Self::Other(shown(expr)),
                }
            }
            _ => Self::Other(shown(expr)),
        }
    }

    fn of_block(block: &Block, whole: &Expr) -> Self {
        match &*block.stmts {
            [Stmt::Expr(tail, None)] => Self::of(tail),
            [Stmt::Macro(tail)] if tail.semi_token.is_none() => Self::of_macro(&tail.mac, whole),
            _ => Self::Other(shown(whole)),
        }
    }

    fn of_macro(invocation: &Macro, whole: &Expr) -> Self {
        let name = invocation.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(invocation.tokens.clone());
        let arguments: Vec<Self> = arguments.map(|list| list.iter().map(Self::of).collect()).unwrap_or_default();
        match (name.as_str(), &*arguments) {
            ("concat" | "concatcp" | "concat_const", [_, ..]) => Self::Joined(arguments),
            ("formatcp", [Self::Text(format), given @ ..]) => {
                formatted(format, given).unwrap_or_else(|| Self::Other(shown(whole)))
            }
            ("include_str", [path]) => Self::Included(Box::new(path.clone())),
            // White space makes no other statement.
            ("indoc", [text @ Self::Text(_)]) => text.clone(),
            ("env", [Self::Text(name)]) if name == "CARGO_MANIFEST_DIR" => Self::PackageFolder,
            _ => Self::Other(shown(whole)),
        }
    }
}

/// The text of `formatcp!`: its literal pieces, and constants in its braces. None where a brace says how to format.
fn formatted(format: &str, given: &[Expression]) -> Option<Expression> {
    let (mut parts, mut given) = (Vec::new(), given.iter());
    let mut text = String::new();
    let mut rest = format.chars().peekable();
    while let Some(char) = rest.next() {
        match char {
            '{' | '}' if rest.next_if_eq(&char).is_some() => text.push(char),
            '{' => {
                let name: String = rest.by_ref().take_while(|char| *char != '}').collect();
                parts.push(Expression::Text(std::mem::take(&mut text)));
                if name.is_empty() {
                    parts.push(given.next()?.clone());
                } else if name.chars().all(|char| char == '_' || char.is_alphanumeric()) {
                    parts.push(Expression::Path(vec![name]));
                } else {
                    return None;
                }
            }
            char => text.push(char),
        }
    }
    parts.push(Expression::Text(text));
    Some(Expression::Joined(parts))
}

/// The name of a type without what it is given: `Orders` of `&Orders<'a, DB>`.
#[must_use]
pub fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Paren(inner) => type_name(&inner.elem),
        Type::Group(inner) => type_name(&inner.elem),
        _ => None,
    }
}

/// Tokens in one line, for people.
#[must_use]
pub fn shown(tokens: &impl ToTokens) -> String {
    const LONGEST: usize = 60;
    let text = tokens.to_token_stream().to_string().replace(" :: ", "::").replace(" ! (", "!(").replace("& ", "&");
    let text = text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST - 2).chain("..".chars()).collect()
}
