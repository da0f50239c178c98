//! Text that is not static, and why.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::template::Template;

/// Why a text is not static, and where.
#[derive(Clone, Debug)]
pub struct Dynamic {
    /// The reason.
    pub reason: DynamicReason,
    /// The tokens that make it dynamic.
    pub at: TokenStream,
}

/// Why a text is not static.
#[derive(Clone, Debug)]
pub enum DynamicReason {
    /// It is put together at run time, in sight.
    Interpolated(Interpolation),
    /// It is a static text made a `String`, by this method; the text where it is known.
    Owned(&'static str, Option<String>),
    /// It is a parameter.
    Parameter {
        /// The parameter's name.
        name: String,
        /// Whether its type is `&'static str`.
        is_static: bool,
    },
    /// A pattern binds it to this name.
    Pattern(String),
    /// It is an item of a constant list, which a loop runs over.
    Item {
        /// What the loop calls it.
        name: String,
        /// The list.
        list: String,
    },
    /// A parameter, or what a pattern binds, that a `QueryBuilder` is to take as text.
    Piece(String),
    /// It is that of a `QueryBuilder` from elsewhere.
    Builder,
    /// It is read from a field.
    Field,
    /// A function returns it.
    Call,
    /// It can't be told.
    Unknown,
}

/// How a text is put together at run time.
#[derive(Clone, Debug)]
pub struct Interpolation {
    /// As the user wrote it: `format!`, `+`, `.push_str(..)`.
    pub how: String,
    /// Whether it is by a method whose receiver need not be SQL: `names.join(" ")`.
    pub by_method: bool,
    /// The text with its holes, where they can be told.
    pub template: Option<Template>,
    /// The text that a builder has before this piece, where that is what it is.
    pub behind: Option<String>,
}

impl Interpolation {
    pub(crate) fn by_operator(how: &str, template: Option<Template>) -> Self {
        Self { how: how.to_owned(), by_method: false, template, behind: None }
    }

    pub(crate) fn by_method(method: &str, template: Option<Template>) -> Self {
        Self { how: format!("`.{method}(..)`"), by_method: true, template, behind: None }
    }
}

impl Dynamic {
    pub(crate) fn new(reason: DynamicReason, at: &impl ToTokens) -> Self {
        Self { reason, at: at.to_token_stream() }
    }

    /// Whether it is certain that the text is made at run time, as opposed to not being followed.
    pub(crate) fn is_certain(&self) -> bool {
        matches!(
            self.reason,
            DynamicReason::Interpolated(_)
                | DynamicReason::Owned(..)
                | DynamicReason::Field
                | DynamicReason::Parameter { .. }
        )
    }

    /// The same, where it is but a piece of the text.
    pub(crate) fn into_piece(mut self) -> Self {
        if let DynamicReason::Parameter { name, .. } | DynamicReason::Pattern(name) | DynamicReason::Item { name, .. } =
            self.reason
        {
            self.reason = DynamicReason::Piece(name);
        }
        self
    }

    /// `&'static str` by its type: static for certain, though its words are not known here.
    #[must_use]
    pub const fn is_static_by_type(&self) -> bool {
        matches!(self.reason, DynamicReason::Parameter { is_static: true, .. })
    }

    /// Of two faults the graver one is reported.
    pub(crate) fn gravity(&self) -> u8 {
        match self.reason {
            DynamicReason::Interpolated(_) => 2,
            DynamicReason::Owned(..) => 0,
            _ => 1,
        }
    }
}
