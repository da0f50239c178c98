//! The arguments of macros whose grammar is known: `join!`, `select!`, `vec!` and their like hold expressions, and
//! expressions hold queries. Each argument is read, visited and printed again; all other tokens stay.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser as _};
use syn::{Block, Expr, Pat, Result, Stmt, Token};

/// Calls `visit` on every expression among a macro's arguments. `None` when the macro's grammar is not known or the
/// tokens are not of it.
pub(crate) fn visit_arguments(
    name: &str,
    tokens: &TokenStream,
    visit: &mut dyn FnMut(&mut Visited<'_>),
) -> Option<TokenStream> {
    let parsed = match name {
        "join" | "try_join" | "vec" | "println" | "print" | "eprintln" | "eprint" | "format" | "write" | "writeln"
        | "panic" | "assert" | "assert_eq" | "assert_ne" | "debug_assert" | "debug_assert_eq" | "debug_assert_ne"
        | "dbg" | "ensure" | "bail" | "anyhow" | "pin" | "matches" | "todo" | "unreachable" => {
            (|input: ParseStream<'_>| list(input, name == "matches", visit)).parse2(tokens.clone())
        }
        "select" | "select_biased" => (|input: ParseStream<'_>| arms(input, visit)).parse2(tokens.clone()),
        "try_stream" | "stream" => (|input: ParseStream<'_>| body(input, visit)).parse2(tokens.clone()),
        _ => return None,
    };
    parsed.ok()
}

/// What a macro holds.
pub(crate) enum Visited<'a> {
    /// An expression; when `future`, the macro awaits it.
    Expr {
        expr: &'a mut Expr,
        future: bool,
    },
    /// The handler of an arm, where the names of its pattern are bound.
    Arm {
        pattern: &'a Pat,
        expr: &'a mut Expr,
    },
    Block(&'a mut Block),
}

/// Expressions between commas, or `value; count`; after `biased;` in `join!`.
fn list(input: ParseStream<'_>, first_only: bool, visit: &mut dyn FnMut(&mut Visited<'_>)) -> Result<TokenStream> {
    let mut out = TokenStream::new();
    if input.peek(syn::Ident) && input.peek2(Token![;]) && !input.peek3(syn::Lit) {
        let word: syn::Ident = input.parse()?;
        if word != "biased" {
            return Err(input.error("an expression"));
        }
        let semicolon: Token![;] = input.parse()?;
        out.extend(quote!(#word #semicolon));
    }
    while !input.is_empty() {
        let mut expr: Expr = input.parse()?;
        visit(&mut Visited::Expr { expr: &mut expr, future: true });
        expr.to_tokens(&mut out);
        if first_only {
            // `matches!`: a pattern follows.
            input.parse::<TokenStream>()?.to_tokens(&mut out);
        } else if input.peek(Token![;]) {
            input.parse::<Token![;]>()?.to_tokens(&mut out);
        } else if !input.is_empty() {
            input.parse::<Token![,]>()?.to_tokens(&mut out);
        }
    }
    Ok(out)
}

/// The arms of `tokio::select!` and `futures::select!`.
fn arms(input: ParseStream<'_>, visit: &mut dyn FnMut(&mut Visited<'_>)) -> Result<TokenStream> {
    let mut out = TokenStream::new();
    if input.peek(syn::Ident) && input.peek2(Token![;]) {
        let (word, semicolon): (syn::Ident, Token![;]) = (input.parse()?, input.parse()?);
        out.extend(quote!(#word #semicolon));
    }
    while !input.is_empty() {
        let pattern = if input.peek(Token![else]) {
            input.parse::<Token![else]>()?.to_tokens(&mut out);
            None
        } else if input.peek(syn::Ident) && input.peek2(Token![=>]) {
            // `complete` and `default` of futures.
            input.parse::<syn::Ident>()?.to_tokens(&mut out);
            None
        } else {
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            let equals: Token![=] = input.parse()?;
            let mut future: Expr = input.parse()?;
            visit(&mut Visited::Expr { expr: &mut future, future: true });
            out.extend(quote!(#pattern #equals #future));
            if input.peek(Token![,]) {
                let (comma, condition): (Token![,], Token![if]) = (input.parse()?, input.parse()?);
                let mut test: Expr = input.parse()?;
                visit(&mut Visited::Expr { expr: &mut test, future: false });
                out.extend(quote!(#comma #condition #test));
            }
            Some(pattern)
        };
        input.parse::<Token![=>]>()?.to_tokens(&mut out);
        let mut handler = Expr::parse_with_earlier_boundary_rule(input)?;
        match &pattern {
            Some(pattern) => visit(&mut Visited::Arm { pattern, expr: &mut handler }),
            None => visit(&mut Visited::Expr { expr: &mut handler, future: false }),
        }
        handler.to_tokens(&mut out);
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?.to_tokens(&mut out);
        }
    }
    Ok(out)
}

/// A body of statements, as `try_stream!` has.
fn body(input: ParseStream<'_>, visit: &mut dyn FnMut(&mut Visited<'_>)) -> Result<TokenStream> {
    let statements: Vec<Stmt> = input.call(Block::parse_within)?;
    let mut block = Block { brace_token: syn::token::Brace::default(), stmts: statements };
    visit(&mut Visited::Block(&mut block));
    let statements = block.stmts;
    Ok(quote!(#(#statements)*))
}

/// Whether tokens that can't be read look as if they held a query call: a method that executes, and something of
/// sqlx's that makes a query; `is_query` knows names of queries.
pub(crate) fn looks_like_query(tokens: TokenStream, is_query: &dyn Fn(&str) -> bool) -> bool {
    fn scan(tokens: TokenStream, is_query: &dyn Fn(&str) -> bool, executes: &mut bool, makes: &mut bool) {
        let mut before_dot = false;
        let mut after_method = false;
        for token in tokens {
            let method =
                matches!(&token, TokenTree::Ident(name) if before_dot && crate::known::Method::named(name).is_some());
            match &token {
                TokenTree::Ident(name) => {
                    *executes |= method;
                    let word = name.to_string();
                    *makes |= crate::known::is_query_function(&word)
                        || crate::known::QueryMacro::named(&word).is_some()
                        || word == "QueryBuilder"
                        || is_query(&word);
                }
                TokenTree::Group(group) => {
                    // `executor.execute("..")`
                    *makes |= after_method
                        && syn::parse2::<syn::LitStr>(group.stream())
                            .is_ok_and(|text| sqlspan_sql::is_statement(&text.value(), sqlspan_sql::Dialect::Generic));
                    scan(group.stream(), is_query, executes, makes);
                }
                _ => {}
            }
            after_method = method;
            before_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        }
    }
    let (mut executes, mut makes) = (false, false);
    scan(tokens, is_query, &mut executes, &mut makes);
    executes && makes
}
