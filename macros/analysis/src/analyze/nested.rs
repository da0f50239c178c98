//! Functions that stand inside of another's body.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Block, ImplItem, Item, Signature, TraitItem};

use crate::attr::options::is_traced;
use crate::sqlx::scan::looks_like_query;

/// The name of a function, in an item of a body, that looks as if it ran a query and has no attribute of its own.
pub(super) fn untraced_function(item: &Item) -> Option<TokenStream> {
    match item {
        Item::Fn(function) => untraced(&function.attrs, &function.sig, &function.block),
        Item::Impl(block) if !is_covered(&block.attrs) => block.items.iter().find_map(|item| match item {
            ImplItem::Fn(function) => untraced(&function.attrs, &function.sig, &function.block),
            _ => None,
        }),
        Item::Trait(block) if !is_covered(&block.attrs) => block.items.iter().find_map(|item| match item {
            TraitItem::Fn(function) => untraced(&function.attrs, &function.sig, function.default.as_ref()?),
            _ => None,
        }),
        Item::Mod(module) if !is_covered(&module.attrs) => {
            module.content.as_ref()?.1.iter().find_map(untraced_function)
        }
        _ => None,
    }
}

fn untraced(attributes: &[Attribute], signature: &Signature, body: &Block) -> Option<TokenStream> {
    (!is_covered(attributes) && looks_like_query(body.to_token_stream(), &|_| false))
        .then(|| signature.ident.to_token_stream())
}

fn is_covered(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        is_traced(attribute) || attribute.path().segments.last().is_some_and(|last| last.ident == "repository")
    })
}
