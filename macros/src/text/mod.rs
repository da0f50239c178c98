//! The SQL text of a query: what is known of it. [`read`] finds it out from an expression, following local bindings;
//! [`template`] reads text that is put together at run time, for the proposal of how to write it instead.

mod read;
mod template;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Lit;

pub(crate) use read::Surroundings;
pub(crate) use template::{Hole, Known, Piece, Template};

/// What is known of a statement's text.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// One text.
    Static(Source),
    /// One of several, decided at run time.
    Choice(Vec<Source>),
    /// Grown at run time from static pieces; what is known is how it begins.
    Built(Source),
    /// The same, but not all of its pieces are seen.
    Unproven(Source),
    Dynamic(Dynamic),
    /// An expression that does not return: an arm with it chooses nothing.
    Never,
}

/// Where static text stands.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// In a literal: known to the macro.
    Literal(Literal),
    /// In literals that a builder joins, known up to somewhere; of so many bytes every execution begins with exactly
    /// these.
    Begun(String, usize),
    /// In an expression that any constant can hold.
    Constant(TokenStream),
    /// In an expression that depends on `Self` or a generic parameter.
    Associated(TokenStream),
    /// Static by its type, its text known at run time alone.
    Somewhere,
}

/// A text that the macro knows, and the tokens that hold it.
#[derive(Clone, Debug)]
pub(crate) struct Literal {
    pub(crate) sql: String,
    pub(crate) at: TokenStream,
}

/// Why a text is not static, and where.
#[derive(Clone, Debug)]
pub(crate) struct Dynamic {
    pub(crate) why: Why,
    pub(crate) at: TokenStream,
}

#[derive(Clone, Debug)]
pub(crate) enum Why {
    /// Put together at run time, in sight.
    Interpolated(Interpolation),
    /// A static text made a `String`, by this method; the text where it is known.
    Owned(&'static str, Option<String>),
    Parameter {
        name: String,
        is_static: bool,
    },
    Pattern(String),
    /// A parameter, or what a pattern binds, that a `QueryBuilder` is to take as text.
    Piece(String),
    /// A `QueryBuilder` from elsewhere.
    Builder,
    Field,
    Call,
    Unknown,
}

/// How a text is put together at run time.
#[derive(Clone, Debug)]
pub(crate) struct Interpolation {
    /// As the user wrote it: `format!`, `+`, `.push_str(..)`.
    pub(crate) how: String,
    /// The text with its holes, where they can be told.
    pub(crate) template: Option<Template>,
    /// The text that a builder has before this piece, where that is what it is.
    pub(crate) behind: Option<String>,
}

impl Interpolation {
    pub(crate) fn new(how: &str, template: Option<Template>) -> Self {
        Self { how: how.to_owned(), template, behind: None }
    }
}

impl Literal {
    pub(crate) fn new(sql: String, at: &impl ToTokens) -> Self {
        Self { sql, at: at.to_token_stream() }
    }
}

impl Dynamic {
    pub(crate) fn new(why: Why, at: &impl ToTokens) -> Self {
        Self { why, at: at.to_token_stream() }
    }

    /// Whether it is certain that the text is made at run time, as opposed to not being followed.
    pub(crate) fn is_told(&self) -> bool {
        matches!(self.why, Why::Interpolated(_) | Why::Owned(..) | Why::Field | Why::Parameter { .. })
    }

    /// The same, where it is but a piece of the text.
    pub(crate) fn into_piece(mut self) -> Self {
        if let Why::Parameter { name, .. } | Why::Pattern(name) = self.why {
            self.why = Why::Piece(name);
        }
        self
    }

    /// `&'static str` by its type: static for certain, though its words are not known here.
    pub(crate) fn is_static_by_type(&self) -> bool {
        matches!(self.why, Why::Parameter { is_static: true, .. })
    }

    /// Of two faults the graver one is told.
    fn gravity(&self) -> u8 {
        match self.why {
            Why::Interpolated(_) => 2,
            Why::Owned(..) => 0,
            _ => 1,
        }
    }
}

impl Source {
    pub(crate) fn literal(sql: String, at: &impl ToTokens) -> Self {
        Self::Literal(Literal::new(sql, at))
    }

    /// Whether it is no path, or one whose last word is in capitals, as constants are named.
    pub(crate) fn is_named_as_constant(&self) -> bool {
        let (Self::Constant(tokens) | Self::Associated(tokens)) = self else { return true };
        let Ok(path) = syn::parse2::<syn::ExprPath>(tokens.clone()) else { return true };
        path.path.segments.last().is_some_and(|last| !last.ident.to_string().contains(char::is_lowercase))
    }

    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(one), Self::Literal(other)) => one.sql == other.sql,
            (Self::Constant(one) | Self::Associated(one), Self::Constant(other) | Self::Associated(other)) => {
                one.to_string() == other.to_string()
            }
            _ => false,
        }
    }
}

impl Text {
    /// The text of what is either `self` or `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut sources = match self {
            Self::Never => return other,
            Self::Static(source) => vec![source],
            Self::Choice(sources) => sources,
            Self::Dynamic(one) => {
                return match other {
                    Self::Dynamic(other) if other.gravity() > one.gravity() => Self::Dynamic(other),
                    _ => Self::Dynamic(one),
                };
            }
            Self::Built(_) | Self::Unproven(_) if matches!(other, Self::Dynamic(_)) => return other,
            Self::Built(_) | Self::Unproven(_) => return self,
        };
        let more = match other {
            Self::Never => vec![],
            Self::Static(source) => vec![source],
            Self::Choice(sources) => sources,
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) => return other,
        };
        for source in more {
            if !sources.iter().any(|known| known.same(&source)) {
                sources.push(source);
            }
        }
        match <[Source; 1]>::try_from(sources) {
            Ok([source]) => Self::Static(source),
            Err(sources) => Self::Choice(sources),
        }
    }

    /// What it is once `piece` is appended at run time, by `how`; `None` where what is appended can't be told.
    pub(crate) fn grow(&mut self, how: &str, piece: Option<Template>, at: &impl ToTokens) {
        let appended = |mut template: Template| {
            template.append(piece?);
            Some(template)
        };
        if let Self::Dynamic(Dynamic { why: Why::Interpolated(before), .. }) = self {
            before.template = before.template.take().and_then(appended);
            return;
        }
        let template = match self {
            Self::Dynamic(Dynamic { why: Why::Owned(_, Some(text)), .. }) => appended(Template::text(text)),
            _ => None,
        };
        *self = Self::Dynamic(Dynamic::new(Why::Interpolated(Interpolation::new(how, template)), at));
    }

    /// What is left of it where code out of sight may have changed it: it is read when the query runs.
    pub(crate) fn loosen(&mut self) {
        if !matches!(self, Self::Dynamic(_)) {
            *self = Self::Unproven(Source::Somewhere);
        }
    }

    /// Forgets the expressions that `lost` says can't be named from here on: their text is read when the query runs.
    pub(crate) fn forget(&mut self, lost: &dyn Fn(&TokenStream) -> bool) {
        let sources = match self {
            Self::Static(source) | Self::Built(source) | Self::Unproven(source) => std::slice::from_mut(source),
            Self::Choice(sources) => sources.as_mut_slice(),
            Self::Dynamic(_) | Self::Never => return,
        };
        for source in sources {
            if let Source::Constant(tokens) | Source::Associated(tokens) = source
                && lost(tokens)
            {
                *source = Source::Somewhere;
            }
        }
    }

    /// The static texts that it can be.
    pub(crate) fn sources(&self) -> &[Source] {
        match self {
            Self::Static(source) => std::slice::from_ref(source),
            Self::Choice(sources) => sources,
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) | Self::Never => &[],
        }
    }

    /// The expressions that are static only if the compiler takes them for constants.
    pub(crate) fn constants(&self) -> impl Iterator<Item = &TokenStream> {
        self.sources().iter().filter_map(|source| match source {
            Source::Constant(tokens) | Source::Associated(tokens) => Some(tokens),
            Source::Literal(_) | Source::Begun(..) | Source::Somewhere => None,
        })
    }
}

/// Whether `#[cfg(..)]` may take away what these attributes stand on.
pub(crate) fn is_conditional(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

/// Whether tokens invoke a macro.
pub(crate) fn is_invocation(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.windows(2).any(|pair| match pair {
        [proc_macro2::TokenTree::Punct(bang), proc_macro2::TokenTree::Group(_)] => bang.as_char() == '!',
        _ => false,
    })
}

/// Whether an identifier occurs in tokens.
pub(crate) fn mentions(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(name) => wanted(&name.to_string()),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}

/// The text of `concat!` where all its arguments are literals.
pub(crate) fn literals(tokens: &TokenStream) -> Option<String> {
    use syn::parse::Parser as _;
    let parser = syn::punctuated::Punctuated::<Lit, syn::Token![,]>::parse_terminated;
    let parsed = parser.parse2(tokens.clone()).ok()?;
    let mut text = String::new();
    for literal in parsed {
        match literal {
            Lit::Str(part) => text.push_str(&part.value()),
            Lit::Int(part) => text.push_str(part.base10_digits()),
            Lit::Char(part) => text.push(part.value()),
            Lit::Bool(part) => text.push_str(if part.value { "true" } else { "false" }),
            _ => return None,
        }
    }
    Some(text)
}

/// The text of a file that sqlx's `query_file!` reads, which it resolves from the crate's root.
pub(crate) fn file(path: &syn::LitStr) -> Source {
    Source::Constant(quote!(::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path))))
}
