//! The arguments of macros whose grammar is known: `join!`, `select!`, `vec!` and their like hold expressions, and
//! expressions hold queries.

use std::fmt;

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative as _;
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
    /// An expression that runs where its macro puts it, if at all: the handler of an arm, an argument of a macro that
    /// `macros(..)` names.
    Branch {
        /// The pattern whose names it sees, which stands in the tokens before.
        pattern: Option<Pat>,
        /// The expression.
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
            Self::Expr { expr, .. } | Self::Branch { expr, .. } => expr.to_tokens(tokens),
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
            Self::Branch { .. } => "Branch",
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

impl MacroArguments {
    /// The arguments of a macro of which no more is known than that they run as they stand: a body of statements, or
    /// expressions and other tokens between `,`, `;` and `=>`.
    pub(crate) fn parse_loosely(invocation: &Macro) -> Self {
        let tokens = &invocation.tokens;
        let mut parts = Parts::default();
        if Block::parse_within.parse2(tokens.clone()).is_ok_and(|statements| is_body(&statements)) {
            let _ = (|input: ParseStream<'_>| parts.statements(input)).parse2(tokens.clone());
        } else if (|input: ParseStream<'_>| parts.loose(input)).parse2(tokens.clone()).is_err() {
            parts = Parts::default();
            parts.tokens(tokens);
        }
        Self { parts: parts.0 }
    }
}

/// Whether statements are more than one expression.
fn is_body(statements: &[Stmt]) -> bool {
    !matches!(statements, [] | [Stmt::Expr(_, None) | Stmt::Macro(syn::StmtMacro { semi_token: None, .. })])
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

    fn branch(&mut self, pattern: Option<Pat>, expr: Expr) {
        self.0.push(ArgumentPart::Branch { pattern, expr: Box::new(expr) });
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
                Some(_) => self.branch(pattern, handler),
                None => self.expr(handler, false),
            }
            if input.peek(Token![,]) {
                self.tokens(&input.parse::<Token![,]>()?);
            }
        }
        Ok(())
    }

    /// Expressions, patterns before `=>`, and what is neither, between separators.
    fn loose(&mut self, input: ParseStream<'_>) -> Result<()> {
        let mut pattern = None;
        while !input.is_empty() {
            let ahead = input.fork();
            let is_handler = pattern.is_some();
            let expr = if is_handler { Expr::parse_with_earlier_boundary_rule(&ahead) } else { ahead.parse() };
            match expr {
                Ok(expr) if !ahead.peek(Token![=>]) && (ahead.is_empty() || is_handler || at_separator(&ahead)) => {
                    input.advance_to(&ahead);
                    self.branch(pattern.take(), expr);
                }
                found => {
                    let is_whole = ahead.peek(Token![=>]);
                    let piece = self.blocks(input)?;
                    pattern = if input.peek(Token![=>]) { as_pattern(&piece) } else { None };
                    match found {
                        Ok(expr) if is_whole && pattern.is_none() => self.branch(None, expr),
                        _ => self.tokens(&piece),
                    }
                }
            }
            if at_separator(input) {
                if !input.peek(Token![=>]) {
                    pattern = None;
                }
                self.separator(input)?;
            }
        }
        Ok(())
    }

    /// What is no expression as a whole, up to a separator: the blocks in it, `name { .. }`, and what stands behind
    /// the last.
    fn blocks(&mut self, input: ParseStream<'_>) -> Result<TokenStream> {
        let mut piece = TokenStream::new();
        while !input.is_empty() && !at_separator(input) {
            let token: TokenTree = input.parse()?;
            match syn::parse2(token.to_token_stream()) {
                Ok(block @ Expr::Block(_)) => {
                    let before = std::mem::take(&mut piece);
                    self.tokens(&before);
                    self.branch(as_pattern(&before), block);
                }
                _ => piece.extend([token]),
            }
        }
        Ok(piece)
    }

    fn separator(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.peek(Token![=>]) {
            self.tokens(&input.parse::<Token![=>]>()?);
        } else if input.peek(Token![,]) {
            self.tokens(&input.parse::<Token![,]>()?);
        } else {
            self.tokens(&input.parse::<Token![;]>()?);
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

fn as_pattern(tokens: &TokenStream) -> Option<Pat> {
    Pat::parse_multi_with_leading_vert.parse2(tokens.clone()).ok()
}

fn at_separator(input: ParseStream<'_>) -> bool {
    input.peek(Token![,]) || input.peek(Token![;]) || input.peek(Token![=>])
}
