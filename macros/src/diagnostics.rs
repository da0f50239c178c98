//! Errors for the place of an item: those of a whole block come out together.

use proc_macro2::TokenStream;
use quote::quote;
use sqlspan_analysis::{Diagnostic, DiagnosticKind, Level, Model, SWITCH};

use crate::emit::{note, warning};

/// All errors of a model, for the place of the item; the warnings with them, where an item `among` others can hold
/// them.
pub(crate) fn compile_errors(model: &Model, among: bool) -> TokenStream {
    let mut errors: Option<syn::Error> = None;
    let mut warnings = Vec::new();
    for diagnostic in &model.diagnostics {
        let error = match &diagnostic.kind {
            DiagnosticKind::Misuse(error) => error.clone(),
            DiagnosticKind::Finding(finding) if finding.level == Level::Deny => {
                syn::Error::new_spanned(&finding.at, finding.full_message())
            }
            DiagnosticKind::Finding(finding) => {
                warnings.push(warning::statement(finding));
                continue;
            }
        };
        match &mut errors {
            Some(errors) => errors.combine(error),
            None => errors = Some(error),
        }
    }
    let errors = errors.map(syn::Error::into_compile_error);
    if among && !warnings.is_empty() { quote!(#errors const _: () = { #(#warnings)* };) } else { quote!(#errors) }
}

/// The warnings that belong to no function, for a place among items; nothing where there are none.
pub(crate) fn warnings_beside(model: &Model) -> Option<TokenStream> {
    let findings = model.diagnostics.iter().filter(|diagnostic| diagnostic.function.is_none());
    let findings: Vec<_> = findings.filter_map(Diagnostic::finding).collect();
    if findings.is_empty() {
        return None;
    }
    let tracked = findings.iter().any(|finding| finding.is_lowered).then(|| note::tracked(SWITCH));
    let warnings = findings.iter().map(|finding| warning::statement(finding));
    Some(quote!(const _: () = { #tracked #(#warnings)* };))
}
