//! The arguments of macros whose grammar is known: `join!`, `select!`, `vec!` and their like hold expressions, and
//! expressions hold queries.

use std::fmt;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{Block, Expr, Macro, Pat, Result, Stmt, Token};

use super::tokens::last_word;

/// The arguments of one macro, in order. Printed, they are the tokens that were read.
pub struct MacroArguments {
    /// The expressions, and the tokens between them.
    pub parts: Vec<ArgumentPart>,
}

/// A part of a macro's arguments.
pub enum ArgumentPart {
    /// Tokens that hold no expression.
    Tokens(TokenStream),
    /// An expression; when `future`, the macro awaits it.
    Expr {
        /// The expression.
        expr: Box<Expr>,
        /// Whether the macro awaits it.
        future: bool,
    },
    /// The handler of an arm, where the names of its pattern are bound.
    Handler {
        /// The pattern, which stands in the tokens before.
        pattern: Pat,
        /// The handler.
        expr: Box<Expr>,
    },
    /// Statements without braces.
    Statements(Block),
}

impl ToTokens for MacroArguments {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for part in &self.parts {
            part.to_tokens(tokens);
        }
    }
}

impl ToTokens for ArgumentPart {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Tokens(part) => tokens.extend(part.clone()),
            Self::Expr { expr, .. } | Self::Handler { expr, .. } => expr.to_tokens(tokens),
            Self::Statements(block) => {
                for statement in &block.stmts {
                    statement.to_tokens(tokens);
                }
            }
        }
    }
}

impl fmt::Debug for MacroArguments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.parts).finish()
    }
}

impl fmt::Debug for ArgumentPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Tokens(_) => "Tokens",
            Self::Expr { .. } => "Expr",
            Self::Handler { .. } => "Handler",
            Self::Statements(_) => "Statements",
        };
        f.debug_tuple(kind).field(&self.to_token_stream().to_string()).finish()
    }
}

impl MacroArguments {
    /// The arguments of an invocation. `None` when the macro's grammar is not known or the tokens are not of it.
    pub(crate) fn parse(invocation: &Macro) -> Option<Self> {
        let tokens = invocation.tokens.clone();
        let name = last_word(&invocation.path);
        let mut parts = Parts::default();
        let parsed = match name.as_str() {
            "join" | "try_join" | "vec" | "println" | "print" | "eprintln" | "eprint" | "format" | "write"
            | "writeln" | "panic" | "assert" | "assert_eq" | "assert_ne" | "debug_assert" | "debug_assert_eq"
            | "debug_assert_ne" | "dbg" | "ensure" | "bail" | "anyhow" | "pin" | "matches" | "todo" | "unreachable" => {
                (|input: ParseStream<'_>| parts.list(input, name == "matches")).parse2(tokens)
            }
            "select" | "select_biased" => (|input: ParseStream<'_>| parts.arms(input)).parse2(tokens),
            "try_stream" | "stream" => (|input: ParseStream<'_>| parts.statements(input)).parse2(tokens),
            _ => return None,
        };
        parsed.ok()?;
        Some(Self { parts: parts.0 })
    }
}

#[derive(Default)]
struct Parts(Vec<ArgumentPart>);

impl Parts {
    fn tokens(&mut self, tokens: &impl ToTokens) {
        self.0.push(ArgumentPart::Tokens(tokens.to_token_stream()));
    }

    fn expr(&mut self, expr: Expr, future: bool) {
        self.0.push(ArgumentPart::Expr { expr: Box::new(expr), future });
    }

    /// Expressions between commas, or `value; count`; after `biased;` in `join!`.
    fn list(&mut self, input: ParseStream<'_>, first_only: bool) -> Result<()> {
        if input.peek(syn::Ident) && input.peek2(Token![;]) && !input.peek3(syn::Lit) {
            let word: syn::Ident = input.parse()?;
            if word != "biased" {
                return Err(input.error("an expression"));
            }
            let semicolon: Token![;] = input.parse()?;
            self.tokens(&quote!(#word #semicolon));
        }
        while !input.is_empty() {
            self.expr(input.parse()?, true);
            if first_only {
                // `matches!`: a pattern follows.
                self.tokens(&input.parse::<TokenStream>()?);
            } else if input.peek(Token![;]) {
                self.tokens(&input.parse::<Token![;]>()?);
            } else if !input.is_empty() {
                self.tokens(&input.parse::<Token![,]>()?);
            }
        }
        Ok(())
    }

    /// The arms of `tokio::select!` and `futures::select!`.
    fn arms(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.peek(syn::Ident) && input.peek2(Token![;]) {
            let (word, semicolon): (syn::Ident, Token![;]) = (input.parse()?, input.parse()?);
            self.tokens(&quote!(#word #semicolon));
        }
        while !input.is_empty() {
            let pattern = if input.peek(Token![else]) {
                self.tokens(&input.parse::<Token![else]>()?);
                None
            } else if input.peek(syn::Ident) && input.peek2(Token![=>]) {
                // `complete` and `default` of futures.
                self.tokens(&input.parse::<syn::Ident>()?);
                None
            } else {
                let pattern = Pat::parse_multi_with_leading_vert(input)?;
                let equals: Token![=] = input.parse()?;
                self.tokens(&quote!(#pattern #equals));
                self.expr(input.parse()?, true);
                if input.peek(Token![,]) {
                    let (comma, condition): (Token![,], Token![if]) = (input.parse()?, input.parse()?);
                    self.tokens(&quote!(#comma #condition));
                    self.expr(input.parse()?, false);
                }
                Some(pattern)
            };
            self.tokens(&input.parse::<Token![=>]>()?);
            let handler = Expr::parse_with_earlier_boundary_rule(input)?;
            match pattern {
                Some(pattern) => self.0.push(ArgumentPart::Handler { pattern, expr: Box::new(handler) }),
                None => self.expr(handler, false),
            }
            if input.peek(Token![,]) {
                self.tokens(&input.parse::<Token![,]>()?);
            }
        }
        Ok(())
    }

    /// A body of statements, as `try_stream!` has.
    fn statements(&mut self, input: ParseStream<'_>) -> Result<()> {
        let stmts: Vec<Stmt> = input.call(Block::parse_within)?;
        self.0.push(ArgumentPart::Statements(Block { brace_token: syn::token::Brace::default(), stmts }));
        Ok(())
    }
}
