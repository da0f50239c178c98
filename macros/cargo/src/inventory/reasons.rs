//! Reasons in words: why a site is not traced, why a text is not known.

use sqlspan_analysis::{Dynamic, DynamicReason, UnreachedReason};

/// No attribute covers a function.
pub(super) const NO_ATTRIBUTE: &str = "no attribute";

/// What can't be told without types, where an attribute covers the function.
pub(super) const COMPILER_TELLS: &str = "no query, or the compiler reports it";

/// Text that another function made.
pub(super) const MADE_ELSEWHERE: &str = "made in another function";

/// Text that is static by its type alone.
pub(super) const STATIC_BY_TYPE: &str = "static, but made out of sight";

/// What is no text that could be seen.
pub(super) const NOT_SEEN: &str = "not seen";

/// Why an attribute does not reach a site.
pub(super) fn unreached(why: &UnreachedReason) -> String {
    match why {
        UnreachedReason::Skipped => "`skip`".to_owned(),
        UnreachedReason::InMacro(name) => format!("in `{name}!`, which `macros(..)` does not name"),
        UnreachedReason::InItemMacro(name) => format!("in a function inside of `{name}!`"),
        UnreachedReason::InMacroDefinition(name) => format!("in the definition of `{name}!`"),
        UnreachedReason::MethodAsPath => "its method is called as a path".to_owned(),
        UnreachedReason::WithTypes => "its method is given types".to_owned(),
        UnreachedReason::Unresolved => "whether it is a query, only its type tells".to_owned(),
        UnreachedReason::Receiver => "what it is called on can neither be named again nor passed on".to_owned(),
    }
}

/// The macro that keeps an attribute from a site.
pub(super) fn macro_of(why: &UnreachedReason) -> Option<String> {
    match why {
        UnreachedReason::InMacro(name)
        | UnreachedReason::InItemMacro(name)
        | UnreachedReason::InMacroDefinition(name) => Some(name.clone()),
        _ => None,
    }
}

/// Why a text is not static.
pub(super) fn dynamic(dynamic: &Dynamic) -> String {
    match &dynamic.reason {
        DynamicReason::Interpolated(found) => format!("put together with {}", found.how),
        DynamicReason::Owned(how, _) => format!("made a `String` by `{how}`"),
        DynamicReason::Parameter { name, .. } => format!("parameter `{name}`"),
        DynamicReason::Pattern(name) => format!("`{name}`, which a pattern binds"),
        DynamicReason::Item { name, list } => format!("`{name}`, an item of `{list}`"),
        DynamicReason::Piece(name) => format!("`{name}`, which a `QueryBuilder` takes"),
        DynamicReason::Builder => "a `QueryBuilder` from elsewhere".to_owned(),
        DynamicReason::Field => "read from a field".to_owned(),
        DynamicReason::Call => "returned by a function".to_owned(),
        DynamicReason::Unknown => "not followed".to_owned(),
    }
}
