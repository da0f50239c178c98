//! Macros among the items of a module whose arguments hold items: `cfg_if!` and its like.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{File, Item, Macro};

use super::tokens::last_word;

/// The items that the arguments of a macro are, or that stand in braces in them. None where the macro defines another.
#[must_use]
pub fn items_of_macro(invocation: &Macro) -> Vec<Item> {
    if last_word(&invocation.path) == "macro_rules" {
        return Vec::new();
    }
    let mut found = Vec::new();
    items(invocation.tokens.clone(), &mut found);
    found
}

fn items(tokens: TokenStream, found: &mut Vec<Item>) {
    if let Ok(file) = <File as syn::parse::Parse>::parse.parse2(tokens.clone())
        && !file.items.is_empty()
        && file.items.iter().all(|item| !matches!(item, Item::Verbatim(_)))
    {
        found.extend(file.items);
        return;
    }
    for token in tokens {
        if let TokenTree::Group(group) = token
            && group.delimiter() == Delimiter::Brace
        {
            items(group.stream(), found);
        }
    }
}

/// Whether a macro hands on the items that it is given as they are, so that attributes on them are in force.
pub(crate) fn hands_items_on(invocation: &Macro) -> bool {
    last_word(&invocation.path) == "cfg_if"
}
