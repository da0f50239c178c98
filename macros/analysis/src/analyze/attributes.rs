//! What one attribute of a macro covers.

use proc_macro2::TokenStream;
use syn::spanned::Spanned as _;
use syn::{Error, ImplItemFn, Item};

use super::items::{Cover, Items};
use super::place::Place;
use crate::model::function::{CoveredBy, Model};

/// Reads what `#[repository(..)]` covers: an `impl` block, a trait or an inline module.
///
/// `arguments` are the tokens in its parentheses, and `switch` is the value of the environment variable
/// [`SWITCH`](crate::SWITCH).
#[must_use]
pub fn repository(arguments: TokenStream, item: &Item, switch: Option<&str>) -> Model {
    let mut items = Items::new(switch);
    let options = items.options(arguments);
    if let Some(error) = no_block(item) {
        items.misuse(error);
        return items.into_model();
    }
    let cover = Cover { options: &options, by: Some(CoveredBy::Repository) };
    let sight = items.item(item, cover, &Place::default());
    if !items.skipped {
        items.block_without_query(item, &sight, &options);
    }
    items.into_model()
}

/// What is wrong with `#[repository]` on an item that is no block of functions.
pub(super) fn no_block(item: &Item) -> Option<Error> {
    match item {
        Item::Impl(_) | Item::Trait(_) => None,
        Item::Mod(module) if module.content.is_some() => None,
        Item::Mod(module) => {
            let message = "the functions of this module stand in another file, which an attribute here does not reach\n\
                           help: in that file, put `#[repository]` on each `impl` block and `#[traced]` on each function that runs queries";
            Some(Error::new_spanned(&module.ident, message))
        }
        Item::Fn(function) => Some(Error::new_spanned(
            &function.sig.ident,
            "`#[repository]` is for a block of functions\nhelp: on one function, write `#[traced]`",
        )),
        other => Some(Error::new(
            other.span(),
            "`#[repository]` is for an `impl` block, a trait or an inline module\nhelp: put it on the block whose functions run queries",
        )),
    }
}

/// Reads what `#[traced(..)]` covers: one function or method.
///
/// `arguments` are the tokens in its parentheses, and `switch` is the value of the environment variable
/// [`SWITCH`](crate::SWITCH).
#[must_use]
pub fn traced(arguments: TokenStream, function: &ImplItemFn, switch: Option<&str>) -> Model {
    let mut items = Items::new(switch);
    let mut options = items.options(arguments);
    if let Some(more) = items.own_options(&function.attrs) {
        options = options.with(&more);
    }
    let options = options.at(&function.attrs);
    let cover = Cover { options: &options, by: Some(CoveredBy::Traced) };
    let sight = items.function(&function.sig, &function.block, cover, &Place::default());
    items.function_without_query(&function.sig.ident, &sight, &options);
    items.into_model()
}
