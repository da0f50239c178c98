//! The attribute grammar: `#[repository(..)]` and `#[traced(..)]` to [`Options`].

use proc_macro2::TokenStream;
use sqlspan_sql::Dialect;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, LitStr, Meta, Path, Result, Token, parenthesized};

use crate::comment::{self, Comment};
use crate::lint::{Level, Levels, Lint};

/// What an attribute says. The same grammar serves both attributes; what is nearer to the code wins.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) dialect: Option<Dialect>,
    pub(crate) summary: Option<LitStr>,
    pub(crate) operation: Option<LitStr>,
    pub(crate) collection: Option<LitStr>,
    pub(crate) pool: Option<LitStr>,
    pub(crate) comment: Option<Comment>,
    pub(crate) queries: Vec<Path>,
    pub(crate) levels: Levels,
    pub(crate) skip: bool,
    pub(crate) krate: Option<Path>,
}

const OPTIONS: &str = "`dialect = postgres|mysql|sqlite`, `summary = \"..\"`, `operation = \"..\"`, `collection = \"..\"`, \
                       `pool = \"..\"`, `comment(key = \"..\")`, `comment = off`, `queries(path, ..)`, `allow(lint, ..)`, `warn(lint, ..)`, `deny(lint, ..)`, \
                       `skip`, `crate = path`";

impl Options {
    /// These options with `inner` ones on top.
    pub(crate) fn with(&self, inner: &Self) -> Self {
        let mut levels = self.levels.clone();
        levels.extend(&inner.levels);
        Self {
            dialect: inner.dialect.or(self.dialect),
            summary: inner.summary.clone().or_else(|| self.summary.clone()),
            operation: inner.operation.clone().or_else(|| self.operation.clone()),
            collection: inner.collection.clone().or_else(|| self.collection.clone()),
            pool: inner.pool.clone().or_else(|| self.pool.clone()),
            comment: comment::merge(self.comment.as_ref(), inner.comment.as_ref()),
            queries: self.queries.iter().chain(&inner.queries).cloned().collect(),
            levels,
            skip: self.skip || inner.skip,
            krate: inner.krate.clone().or_else(|| self.krate.clone()),
        }
    }

    /// Whether it says something that is about a query alone.
    pub(crate) fn is_about_queries(&self) -> bool {
        self.dialect.is_some()
            || self.summary.is_some()
            || self.operation.is_some()
            || self.collection.is_some()
            || self.pool.is_some()
            || self.comment.is_some()
            || !self.queries.is_empty()
            || self.levels.are_about_queries()
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect.unwrap_or_default()
    }

    pub(crate) fn parse(tokens: TokenStream) -> Result<Self> {
        syn::parse2(tokens)
    }

    fn option(&mut self, input: ParseStream<'_>) -> Result<()> {
        if input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            return once(&mut self.krate, crate_path(input)?, "crate");
        }
        let name: Ident = input.parse()?;
        let level = match name.to_string().as_str() {
            "skip" => {
                self.skip = true;
                return Ok(());
            }
            "dialect" => {
                input.parse::<Token![=]>()?;
                return once(&mut self.dialect, dialect(input)?, "dialect");
            }
            "summary" => return once(&mut self.summary, summary(input)?, "summary"),
            "operation" => return once(&mut self.operation, text(input)?, "operation"),
            "collection" => return once(&mut self.collection, text(input)?, "collection"),
            "pool" => return once(&mut self.pool, text(input)?, "pool"),
            "comment" => return once(&mut self.comment, comment::parse(input)?, "comment"),
            "queries" => {
                let paths;
                parenthesized!(paths in input);
                self.queries
                    .extend(Punctuated::<Path, Token![,]>::parse_terminated_with(&paths, Path::parse_mod_style)?);
                return Ok(());
            }
            "allow" => Level::Allow,
            "warn" => Level::Warn,
            "deny" => Level::Deny,
            _ => {
                let message = format!("unknown option `{name}`\nhelp: the options are {OPTIONS}");
                return Err(syn::Error::new(name.span(), message));
            }
        };
        let lints;
        parenthesized!(lints in input);
        for lint in Punctuated::<Ident, Token![,]>::parse_terminated(&lints)? {
            let lint = if lint == "all" { None } else { Some(Lint::named(&lint)?) };
            self.levels.set(lint, level);
        }
        Ok(())
    }
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            options.option(input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(options)
    }
}

fn once<T>(slot: &mut Option<T>, value: (T, proc_macro2::Span), name: &str) -> Result<()> {
    if slot.is_some() {
        return Err(syn::Error::new(value.1, format!("`{name}` is given twice\nhelp: keep one of them")));
    }
    *slot = Some(value.0);
    Ok(())
}

fn text(input: ParseStream<'_>) -> Result<(LitStr, proc_macro2::Span)> {
    input.parse::<Token![=]>()?;
    let text: LitStr = input.parse()?;
    let span = text.span();
    if text.value().trim().is_empty() {
        return Err(syn::Error::new(span, "this name is empty\nhelp: state it, or leave the option out"));
    }
    Ok((text, span))
}

/// A stated summary is held to the conventions' length: what is cut by a backend is no name.
fn summary(input: ParseStream<'_>) -> Result<(LitStr, proc_macro2::Span)> {
    let (summary, span) = text(input)?;
    if summary.value().len() > 255 {
        return Err(syn::Error::new(
            span,
            "a summary has 255 bytes at most\nhelp: say in a few words what the query is for",
        ));
    }
    Ok((summary, span))
}

fn dialect(input: ParseStream<'_>) -> Result<(Dialect, proc_macro2::Span)> {
    let name: Ident = input.parse()?;
    let dialect = match name.to_string().as_str() {
        "postgres" => Dialect::Postgres,
        "mysql" => Dialect::MySql,
        "sqlite" => Dialect::Sqlite,
        _ => {
            let message = format!(
                "unknown dialect `{name}`\nhelp: the dialects are `postgres`, `mysql` (also MariaDB) and `sqlite`"
            );
            return Err(syn::Error::new(name.span(), message));
        }
    };
    Ok((dialect, name.span()))
}

fn crate_path(input: ParseStream<'_>) -> Result<(Path, proc_macro2::Span)> {
    use syn::spanned::Spanned as _;
    let path = input.call(Path::parse_mod_style)?;
    let span = path.span();
    let absolute = path.leading_colon.is_some() || path.segments.first().is_some_and(|first| first.ident == "crate");
    if absolute {
        return Ok((path, span));
    }
    let tokens = quote::quote!(#path).to_string().replace(' ', "");
    Err(syn::Error::new(
        span,
        format!(
            "the path of the crate is not absolute, so it would mean something else in each module\nhelp: write `crate = ::{tokens}` or `crate = crate::{tokens}`"
        ),
    ))
}

/// Takes the `#[traced(..)]` attributes off an item, statement or expression, and reads them.
pub(crate) fn take_traced(attributes: &mut Vec<Attribute>) -> Result<Option<Options>> {
    let mut options: Option<Options> = None;
    let mut error: Option<syn::Error> = None;
    attributes.retain(|attribute| {
        if !is_traced(attribute) {
            return true;
        }
        let parsed = match &attribute.meta {
            Meta::Path(_) => Ok(Options::default()),
            _ => attribute.parse_args::<Options>(),
        };
        match parsed {
            Ok(parsed) => options = Some(options.take().unwrap_or_default().with(&parsed)),
            Err(new) => match &mut error {
                Some(error) => error.combine(new),
                None => error = Some(new),
            },
        }
        false
    });
    error.map_or(Ok(options), Err)
}

/// `#[traced]`, `#[sqlspan::traced]`, or the crate's name at the user's.
pub(crate) fn is_traced(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "traced")
}
