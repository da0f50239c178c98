//! A finding that is a warning: a deprecated macro, of what makes a warning on stable Rust that which says the least
//! before the message.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use sqlspan_analysis::Finding;

/// The statement that warns, for the body of the function that the finding is about, where the user's own
/// `#[allow(deprecated)]` covers it.
pub(crate) fn statement(finding: &Finding) -> TokenStream {
    let warning = at(finding.lint.name(), finding.span(), &finding.full_message());
    let unless_test = finding.spares_tests.then(not_in_tests);
    quote!(#unless_test #warning)
}

/// The block that warns at a place, by a name.
pub(crate) fn at(name: &str, at: Span, message: &str) -> TokenStream {
    // With the place's hygiene on both, for macros that stand in a function which a macro of the user's makes.
    let name = Ident::new(name, at);
    let called = quote_spanned!(at=> #name!());
    quote! {
        {
            #[deprecated(note = #message)]
            macro_rules! #name { () => {}; }
            #called;
        }
    }
}

/// What leaves a statement out where the code is there for tests alone: what the attributes of a function don't tell, as
/// that it stands in a `#[cfg(test)]` module or in `tests/`, the compiler knows.
pub(super) fn not_in_tests() -> TokenStream {
    quote!(#[cfg(not(test))])
}
