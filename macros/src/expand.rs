//! The entries: parse, analyse, then emit; on any error the user's item as it was, with the errors beside it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use sqlspan_analysis::{Model, SWITCH};
use syn::spanned::Spanned as _;
use syn::{Error, ImplItemFn, Item, TraitItemFn};

use crate::diagnostics::{compile_errors, warnings_beside};
use crate::emit::items;
use crate::{fallback, versions, wrapped};

/// `#[repository]` on an impl block, a trait or an inline module.
pub(crate) fn repository(arguments: TokenStream, item: TokenStream) -> TokenStream {
    // The compiler reports what does not parse, better than a macro can.
    let Ok(mut parsed) = syn::parse2::<Item>(item.clone()) else { return item };
    let model = sqlspan_analysis::repository(arguments, &parsed, switch().as_deref());
    // Who allows the warnings does so on a function, which does not cover what is emitted beside the block.
    let allowed = fallback::mentions(item.clone(), "deprecated");
    if model.has_errors() {
        return with_errors(item, &model, !allowed);
    }
    let beside = if allowed { None } else { warnings_beside(&model) };
    items::item(&mut parsed, model);
    let versions = if allowed { None } else { versions::warning() };
    let versions = versions.map(|warning| quote!(const _: () = #warning;));
    quote!(#parsed #beside #versions)
}

/// `#[traced]` on one function.
pub(crate) fn traced(arguments: &TokenStream, item: TokenStream) -> TokenStream {
    // A method of an `impl` block or a trait is read as one, for its `self`.
    if let Ok(mut function) = syn::parse2::<ImplItemFn>(item.clone()) {
        let written = |function: &mut ImplItemFn| traced_function(arguments, function);
        let result = wrapped::inside(&mut function, written).unwrap_or_else(|| written(&mut function));
        return match result {
            Ok(()) => function.into_token_stream(),
            Err(model) => with_errors(item, &model, false),
        };
    }
    match not_a_function(&item) {
        Some(error) => {
            let error = error.into_compile_error();
            quote!(#item #error)
        }
        None => item,
    }
}

/// Changes a function; the model, where that has errors.
fn traced_function(arguments: &TokenStream, function: &mut ImplItemFn) -> Result<(), Model> {
    let model = sqlspan_analysis::traced(arguments.clone(), function, switch().as_deref());
    if model.has_errors() {
        return Err(model);
    }
    items::function(function, model);
    if let Some(warning) = versions::warning() {
        function.block.stmts.insert(0, syn::Stmt::Expr(syn::Expr::Verbatim(warning), None));
    }
    Ok(())
}

/// What is wrong with `#[traced]` on something else; nothing where the compiler reports what does not parse.
fn not_a_function(item: &TokenStream) -> Option<Error> {
    if let Ok(declared) = syn::parse2::<TraitItemFn>(item.clone())
        && declared.default.is_none()
    {
        return Some(Error::new_spanned(
            &declared.sig.ident,
            "this method has no body, so there is nothing to trace\nhelp: put `#[traced]` where the method is implemented",
        ));
    }
    let (at, message) = match syn::parse2::<Item>(item.clone()).ok()? {
        Item::Impl(_) | Item::Trait(_) | Item::Mod(_) => (
            item.clone().into_iter().next()?.span(),
            "`#[traced]` is for one function\nhelp: on a block, write `#[repository]`",
        ),
        other => (other.span(), "`#[traced]` is for a function\nhelp: put it on a function that runs queries"),
    };
    Some(Error::new(at, message))
}

/// The switch of the whole build.
fn switch() -> Option<String> {
    std::env::var(SWITCH).ok()
}

/// The user's item as it was, so that the compiler still sees what they wrote. `among` says whether it stands among
/// items.
fn with_errors(item: TokenStream, model: &Model, among: bool) -> TokenStream {
    let errors = compile_errors(model, among);
    let original = fallback::strip(item);
    quote!(#original #errors)
}
