//! Round trips that an attribute on their function does not reach.

use proc_macro2::{Span, TokenStream};

use super::site::Site;
use crate::syntax::tokens::first_span;

/// A round trip, or tokens that look like one, that an attribute on its function does not reach.
#[derive(Clone, Debug)]
pub struct Unreached {
    /// The method.
    pub at: TokenStream,
    /// Why it is not reached.
    pub why: UnreachedReason,
    /// The site, where it can be read.
    pub site: Option<Site>,
    /// Whether more than the name of the method says that it is one.
    pub is_likely: bool,
}

impl Unreached {
    /// Where it stands: its first token.
    #[must_use]
    pub fn span(&self) -> Span {
        first_span(self.at.clone())
    }
}

/// Why a round trip is not reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnreachedReason {
    /// An attribute says `skip`.
    Skipped,
    /// It stands in the arguments of this macro, whose grammar is not known.
    InMacro(String),
    /// It stands in a function inside of this macro.
    InItemMacro(String),
    /// It stands in the definition of this macro.
    InMacroDefinition(String),
    /// Its method is called as a path.
    MethodAsPath,
    /// Its method is given types.
    WithTypes,
    /// Whether it is a query can't be told here, and a type parameter or `allow(untraced_query)` keeps the compiler from
    /// telling it.
    Unresolved,
    /// Its receiver can neither be named again nor passed on.
    Receiver,
}
