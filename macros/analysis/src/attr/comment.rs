//! What an attribute says of the comment that a statement carries: `comment(key = "value", ..)` and `comment = off`.

use std::fmt;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprLit, Lit, LitStr, Result, Token, parenthesized};

/// The tags of a call site, or that its statement carries no comment.
#[derive(Clone, Debug)]
pub enum Comment {
    /// The statement carries no comment.
    Off,
    /// It carries these tags.
    Tags(Vec<Tag>),
}

/// One tag: its value is a literal, or what the compiler makes one of (`env!(..)`, a constant).
#[derive(Clone)]
pub struct Tag {
    /// Its key, as the comment has it.
    pub key: String,
    /// Its value.
    pub value: Expr,
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value.to_token_stream().to_string();
        f.debug_struct("Tag").field("key", &self.key).field("value", &value).finish()
    }
}

/// Tags whose values nobody can state beforehand.
const RESERVED: [&str; 3] = ["traceparent", "tracestate", "trace_parameter"];

/// The inner one wins, tag by tag.
pub(super) fn merge(outer: &Comment, inner: &Comment) -> Comment {
    match (outer, inner) {
        (Comment::Tags(outer), Comment::Tags(inner)) => {
            let kept = outer.iter().filter(|tag| inner.iter().all(|other| other.key != tag.key));
            Comment::Tags(kept.chain(inner).cloned().collect())
        }
        (_, inner) => inner.clone(),
    }
}

/// What follows the word `comment`.
pub(super) fn parse(input: ParseStream<'_>) -> Result<(Comment, Span)> {
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
