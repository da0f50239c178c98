//! The SQL text of a query: what is known of it.

pub(crate) mod dynamic;
pub(crate) mod recorded;
pub(crate) mod script;
pub(crate) mod source;
pub(crate) mod statement;
pub(crate) mod template;

use proc_macro2::TokenStream;
use quote::ToTokens;

use dynamic::{Dynamic, DynamicReason, Interpolation};
use source::Source;
use template::Template;

/// What is known of a statement's text.
#[derive(Clone, Debug)]
pub enum Text {
    /// One text.
    Static(Source),
    /// One of several, decided at run time.
    Choice(Vec<Source>),
    /// Grown at run time from static pieces; what is known is how it begins.
    Built(Source),
    /// The same, but not all of its pieces are seen.
    Unproven(Source),
    /// Not static.
    Dynamic(Dynamic),
    /// An expression that does not return: an arm with it chooses nothing.
    Never,
}

impl Text {
    pub(crate) fn dynamic(reason: DynamicReason, at: &impl ToTokens) -> Self {
        Self::Dynamic(Dynamic::new(reason, at))
    }

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
            if !sources.iter().any(|known| known.is_same(&source)) {
                sources.push(source);
            }
        }
        match <[Source; 1]>::try_from(sources) {
            Ok([source]) => Self::Static(source),
            Err(sources) => Self::Choice(sources),
        }
    }

    /// What it is once `piece` is appended at run time; `None` where what is appended can't be told. `interpolation`
    /// says how it is appended.
    pub(crate) fn grow(&mut self, interpolation: Interpolation, piece: Option<Template>, at: &impl ToTokens) {
        let appended = |mut template: Template| {
            template.append(piece?);
            Some(template)
        };
        if let Self::Dynamic(Dynamic { reason: DynamicReason::Interpolated(before), .. }) = self {
            before.template = before.template.take().and_then(appended);
            return;
        }
        let template = match self {
            Self::Dynamic(Dynamic { reason: DynamicReason::Owned(_, Some(text)), .. }) => {
                appended(Template::text(text))
            }
            _ => None,
        };
        *self = Self::dynamic(DynamicReason::Interpolated(Interpolation { template, ..interpolation }), at);
    }

    /// What is left of it where code out of sight may have changed it: it is read when the query runs.
    pub(crate) fn mark_unproven(&mut self) {
        if !matches!(self, Self::Dynamic(_)) {
            *self = Self::Unproven(Source::RuntimeOnly);
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
                *source = Source::RuntimeOnly;
            }
        }
    }

    /// Forgets all expressions.
    pub(crate) fn forget_all(&mut self) {
        self.forget(&|_| true);
    }

    /// The name of the parameter, or of what a pattern binds, that it is.
    pub(crate) fn parameter(&self) -> Option<&str> {
        match self {
            Self::Dynamic(Dynamic {
                reason:
                    DynamicReason::Parameter { name, .. } | DynamicReason::Pattern(name) | DynamicReason::Item { name, .. },
                ..
            }) => Some(name),
            _ => None,
        }
    }

    /// What is left of it for a caller of the function that makes it.
    pub(crate) fn mark_made_elsewhere(&mut self) {
        if matches!(self, Self::Dynamic(_)) {
            *self = Self::Unproven(Source::RuntimeOnly);
        }
    }

    /// The static texts that it can be.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        match self {
            Self::Static(source) => std::slice::from_ref(source),
            Self::Choice(sources) => sources,
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) | Self::Never => &[],
        }
    }

    /// Gives the texts that stand in constants elsewhere, as far as `resolve` knows them.
    pub fn resolve(&mut self, resolve: &dyn Fn(&TokenStream) -> Option<String>) {
        let sources = match self {
            Self::Static(source) => std::slice::from_mut(source),
            Self::Choice(sources) => sources.as_mut_slice(),
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) | Self::Never => return,
        };
        for source in sources {
            if let Source::Constant(tokens) | Source::Associated(tokens) = source
                && let Some(sql) = resolve(tokens)
            {
                *source = Source::literal(sql, tokens);
            }
        }
    }

    /// The expressions that are static only if the compiler takes them for constants.
    pub(crate) fn constants(&self) -> impl Iterator<Item = &TokenStream> {
        self.sources().iter().filter_map(|source| match source {
            Source::Constant(tokens) | Source::Associated(tokens) => Some(tokens),
            Source::Literal(_) | Source::Prefix(..) | Source::RuntimeOnly => None,
        })
    }

    /// Whether it depends on `Self` or a generic parameter.
    #[must_use]
    pub fn is_associated(&self) -> bool {
        match self {
            Self::Static(source) | Self::Built(source) | Self::Unproven(source) => source.is_associated(),
            Self::Choice(sources) => sources.iter().any(Source::is_associated),
            Self::Dynamic(_) | Self::Never => false,
        }
    }
}
