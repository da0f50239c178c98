//! What the analysis does not judge, and why: what macros hide, and what only types tell.

use proc_macro2::Span;
use sqlspan_analysis::{Function, SiteKind, Unreached, UnreachedReason};

use super::raw::RawUnjudged;

/// What is not judged of a function. In one that an attribute covers, the compiler has a word to say of it.
pub(super) fn of_function(function: &Function) -> Vec<RawUnjudged> {
    if function.is_annotated() {
        return Vec::new();
    }
    let by_type = function.sites.iter().filter(|site| site.is_likely);
    let by_type = by_type.filter(|site| matches!(site.kind, SiteKind::Unresolved { .. }));
    let by_type = by_type
        .map(|site| unjudged(Some(function), site.span(), "only its type tells whether it is a query".to_owned()));
    let hidden = function.unreached.iter().filter_map(|found| out_of_reach(Some(function), found));
    by_type.chain(hidden).collect()
}

/// What stands in the arguments or in the definition of a macro.
pub(super) fn out_of_reach(function: Option<&Function>, found: &Unreached) -> Option<RawUnjudged> {
    let reason = match &found.why {
        _ if !found.is_likely || !is_query(found) => return None,
        // Who says `skip` means it.
        UnreachedReason::Skipped => return None,
        UnreachedReason::InMacro(name) | UnreachedReason::InItemMacro(name) => {
            format!("it stands in `{name}!`, whose arguments are not known to run as they stand")
        }
        UnreachedReason::InMacroDefinition(name) => format!("it stands in the definition of `{name}!`"),
        UnreachedReason::MethodAsPath
        | UnreachedReason::WithTypes
        | UnreachedReason::Unresolved
        | UnreachedReason::Receiver => "only its type tells whether it is a query".to_owned(),
    };
    Some(unjudged(function, found.span(), reason))
}

/// Whether it may have a text to judge: a step and its like have none.
fn is_query(found: &Unreached) -> bool {
    if let Some(site) = &found.site {
        return matches!(site.kind, SiteKind::Query(_) | SiteKind::Copy(_) | SiteKind::Unresolved { .. });
    }
    let method = found.at.to_string();
    ["execute", "fetch", "copy_"].iter().any(|word| method.contains(word))
}

fn unjudged(function: Option<&Function>, at: Span, reason: String) -> RawUnjudged {
    let start = at.start();
    RawUnjudged {
        function: function.map(|function| function.path.clone()).unwrap_or_default(),
        at: (start.line, start.column + 1),
        reason,
    }
}
