//! The values of options: how each kind is parsed, and how the value of an inner attribute goes with that of an outer.

use proc_macro2::Span;
use sqlspan_sql::Dialect;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Error, Ident, LitStr, Path, Result, Token, parenthesized};

use super::comment::{self, Comment};
use super::levels::Levels;
use super::lints::{Level, Lint};
use crate::syntax::source_text::source_text;

/// The value of an option.
pub(super) trait Value: Clone + Default {
    /// Reads what follows `word`.
    fn parse(&mut self, word: &str, input: ParseStream<'_>) -> Result<()>;

    /// Puts the value of an inner attribute on top.
    fn merge(&mut self, inner: &Self);

    /// Whether it says something that is about a query alone.
    fn is_about_queries(&self) -> bool;
}

/// A value that is stated once in an attribute.
pub(super) trait Once: Clone {
    fn read(word: &str, input: ParseStream<'_>) -> Result<(Self, Span)>;

    /// Whether an option of this kind is about queries.
    const ABOUT_QUERIES: bool = true;

    fn merged(_outer: &Self, inner: &Self) -> Self {
        inner.clone()
    }
}

impl<T: Once> Value for Option<T> {
    fn parse(&mut self, word: &str, input: ParseStream<'_>) -> Result<()> {
        let (value, at) = T::read(word, input)?;
        if self.is_some() {
            return Err(Error::new(at, format!("`{word}` is given twice\nhelp: keep one of them")));
        }
        *self = Some(value);
        Ok(())
    }

    fn merge(&mut self, inner: &Self) {
        if let Some(inner) = inner {
            *self = Some(self.as_ref().map_or_else(|| inner.clone(), |outer| T::merged(outer, inner)));
        }
    }

    fn is_about_queries(&self) -> bool {
        T::ABOUT_QUERIES && self.is_some()
    }
}

impl Once for LitStr {
    fn read(word: &str, input: ParseStream<'_>) -> Result<(Self, Span)> {
        /// What is cut by a backend is no name: the conventions' length of a summary.
        const LONGEST_SUMMARY: usize = 255;
        input.parse::<Token![=]>()?;
        let text: Self = input.parse()?;
        let at = text.span();
        if text.value().trim().is_empty() {
            return Err(Error::new(at, "this name is empty\nhelp: state it, or leave the option out"));
        }
        if word == "summary" && text.value().len() > LONGEST_SUMMARY {
            let message = "a summary has 255 bytes at most\nhelp: say in a few words what the query is for";
            return Err(Error::new(at, message));
        }
        Ok((text, at))
    }
}

impl Once for Dialect {
    fn read(_: &str, input: ParseStream<'_>) -> Result<(Self, Span)> {
        input.parse::<Token![=]>()?;
        let name: Ident = input.parse()?;
        let dialect = match name.to_string().as_str() {
            "postgres" => Self::Postgres,
            "mysql" => Self::MySql,
            "sqlite" => Self::Sqlite,
            _ => {
                let message = format!(
                    "unknown dialect `{name}`\nhelp: the dialects are `postgres`, `mysql` (also MariaDB) and `sqlite`"
                );
                return Err(Error::new(name.span(), message));
            }
        };
        Ok((dialect, name.span()))
    }
}

impl Once for Comment {
    fn read(_: &str, input: ParseStream<'_>) -> Result<(Self, Span)> {
        comment::parse(input)
    }

    fn merged(outer: &Self, inner: &Self) -> Self {
        comment::merge(outer, inner)
    }
}

/// The path of the crate.
impl Once for Path {
    const ABOUT_QUERIES: bool = false;

    fn read(_: &str, input: ParseStream<'_>) -> Result<(Self, Span)> {
        input.parse::<Token![=]>()?;
        let path = input.call(Self::parse_mod_style)?;
        let at = path.span();
        let is_crate = path.segments.first().is_some_and(|first| first.ident == "crate");
        if path.leading_colon.is_some() || is_crate {
            return Ok((path, at));
        }
        let written = source_text(&quote::quote!(#path)).replace(' ', "");
        Err(Error::new(
            at,
            format!(
                "the path of the crate is not absolute, so it would mean something else in each module\nhelp: write `crate = ::{written}` or `crate = crate::{written}`"
            ),
        ))
    }
}

/// `queries(path, ..)`, `macros(path, ..)`: those of all attributes.
impl Value for Vec<Path> {
    fn parse(&mut self, _: &str, input: ParseStream<'_>) -> Result<()> {
        let paths;
        parenthesized!(paths in input);
        self.extend(Punctuated::<Path, Token![,]>::parse_terminated_with(&paths, Path::parse_mod_style)?);
        Ok(())
    }

    fn merge(&mut self, inner: &Self) {
        self.extend(inner.iter().cloned());
    }

    fn is_about_queries(&self) -> bool {
        !self.is_empty()
    }
}

/// `allow(lint, ..)`, `warn(lint, ..)`, `deny(lint, ..)`.
impl Value for Levels {
    fn parse(&mut self, word: &str, input: ParseStream<'_>) -> Result<()> {
        let level = match word {
            "allow" => Level::Allow,
            "warn" => Level::Warn,
            _ => Level::Deny,
        };
        let lints;
        parenthesized!(lints in input);
        for lint in Punctuated::<Ident, Token![,]>::parse_terminated(&lints)? {
            let lint = if lint == "all" { None } else { Some(Lint::from_name(&lint)?) };
            self.set(lint, level);
        }
        Ok(())
    }

    fn merge(&mut self, inner: &Self) {
        self.extend(inner);
    }

    fn is_about_queries(&self) -> bool {
        self.are_about_queries()
    }
}

/// A word alone.
impl Value for bool {
    fn parse(&mut self, _: &str, _: ParseStream<'_>) -> Result<()> {
        *self = true;
        Ok(())
    }

    fn merge(&mut self, inner: &Self) {
        *self |= *inner;
    }

    fn is_about_queries(&self) -> bool {
        false
    }
}
