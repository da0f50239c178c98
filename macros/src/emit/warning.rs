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
    quote! {
        {
            #[deprecated(note = #message)]
            const #declared: bool = true;
            let _: bool = #used;
        }
    }
}
