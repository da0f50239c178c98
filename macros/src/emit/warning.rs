//! A finding that is a warning: a deprecated constant, the one warning that a macro can make on stable Rust.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use sqlspan_analysis::Finding;

/// The statement that warns, for the body of the function that the finding is about, where the user's own
/// `#[allow(deprecated)]` covers it.
pub(crate) fn statement(finding: &Finding) -> TokenStream {
    let message = finding.full_message();
    let at = finding.span();
    let name = finding.lint.name();
    let declared = format_ident!("{}", name, span = Span::mixed_site());
    let used = Ident::new(name, at);
    let used = quote_spanned!(at=> #used);
    let unless_test = finding.spares_tests.then(not_in_tests);
    quote! {
        #unless_test
        {
            #[deprecated(note = #message)]
            const #declared: bool = true;
            let _: bool = #used;
        }
    }
}

/// What leaves a statement out where the code is there for tests alone: what the attributes of a function don't tell, as
/// that it stands in a `#[cfg(test)]` module or in `tests/`, the compiler knows.
pub(super) fn not_in_tests() -> TokenStream {
    quote!(#[cfg(not(test))])
}
