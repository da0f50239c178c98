//! What an attribute says of the comment that a statement carries: `comment(key = "value", ..)` and `comment = off`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprLit, Lit, LitStr, Result, Token, parenthesized};

/// The tags of a call site, or that its statement carries no comment.
#[derive(Clone)]
pub(crate) enum Comment {
    Off,
    Tags(Vec<Tag>),
}

/// One tag: its value is a literal, or what the compiler makes one of (`env!(..)`, a constant).
#[derive(Clone)]
pub(crate) struct Tag {
    pub(crate) key: String,
    pub(crate) value: Expr,
}

/// Tags whose values nobody can state beforehand.
const RESERVED: [&str; 3] = ["traceparent", "tracestate", "trace_parameter"];

/// The inner one wins, tag by tag.
pub(crate) fn merge(outer: Option<&Comment>, inner: Option<&Comment>) -> Option<Comment> {
    match (outer, inner) {
        (Some(Comment::Tags(outer)), Some(Comment::Tags(inner))) => {
            let kept = outer.iter().filter(|tag| inner.iter().all(|other| other.key != tag.key));
            Some(Comment::Tags(kept.chain(inner).cloned().collect()))
        }
        (outer, inner) => inner.or(outer).cloned(),
    }
}

/// What follows the word `comment`.
pub(crate) fn parse(input: ParseStream<'_>) -> Result<(Comment, Span)> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let off = Ident::parse_any(input)?;
        if off == "off" {
            return Ok((Comment::Off, off.span()));
        }
        return Err(Error::new(
            off.span(),
            "a comment can be turned off here, not on\nhelp: write `comment = off`; comments are turned on at run time: `Telemetry::builder().comments(..)`",
        ));
    }
    let list;
    let parentheses = parenthesized!(list in input);
    let tags: Vec<Tag> = Punctuated::<Tag, Token![,]>::parse_terminated(&list)?.into_iter().collect();
    for (position, tag) in tags.iter().enumerate() {
        if tags[..position].iter().any(|other| other.key == tag.key) {
            let message = format!("the tag `{}` is given twice\nhelp: keep one of them", tag.key);
            return Err(Error::new(tag.value.span(), message));
        }
    }
    Ok((Comment::Tags(tags), parentheses.span.join()))
}

impl Parse for Tag {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (key, span) = key(input)?;
        if key.is_empty() {
            return Err(Error::new(span, "this tag has no name\nhelp: write `comment(key = \"value\")`"));
        }
        if RESERVED.contains(&key.as_str()) {
            let message = format!(
                "`{key}` is written for each query by sqlspan\nhelp: leave it out; the trace context is turned on at run time: `Telemetry::builder().comments(..)`"
            );
            return Err(Error::new(span, message));
        }
        input.parse::<Token![=]>()?;
        let value: Expr = input.parse()?;
        match &value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.value().is_empty() => {
                Err(Error::new(text.span(), "this tag is empty, so it would be left out\nhelp: state it, or remove it"))
            }
            Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) | Expr::Path(_) => Ok(Self { key, value }),
            Expr::Macro(invocation) if !invocation.mac.path.is_ident("format") => Ok(Self { key, value }),
            other => Err(Error::new(
                other.span(),
                "the value of a tag is a constant text\nhelp: write it in quotes; what is known at run time only goes into `Comments::tag(..)` for the process, and `comment::scope(..)` for a request",
            )),
        }
    }
}

/// `team`, `service.name` or `"any text"`.
fn key(input: ParseStream<'_>) -> Result<(String, Span)> {
    if input.peek(LitStr) {
        let key: LitStr = input.parse()?;
        return Ok((key.value(), key.span()));
    }
    let first = Ident::parse_any(input)?;
    let mut key = first.unraw().to_string();
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        key.push('.');
        key.push_str(&Ident::parse_any(input)?.unraw().to_string());
    }
    Ok((key, first.span()))
}

impl ToTokens for Tag {
    /// The pair, as the call site has it.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { key, value } = self;
        tokens.extend(quote::quote!((#key, #value)));
    }
}
