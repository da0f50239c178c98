//! From a function to the maker of a query that it is.

use std::collections::HashSet;
use std::rc::Rc;

use quote::ToTokens;
use syn::{Block, FnArg, ItemFn, Pat, ReturnType, Signature};

use super::Pass;
use super::context::FnContext;
use crate::attr::options::Options;
use crate::model::diagnostic::Diagnostics;
use crate::query::maker::{Maker, Makers};
use crate::query::{Made, Query};
use crate::resolve::imports::Imports;
use crate::resolve::lengths::Lengths;
use crate::resolve::scope::Meaning;
use crate::sqlx::functions::{is_query_type, makes_query};
use crate::sqlx::macros::QueryMacro;
use crate::syntax::tokens::mentions;
use crate::text::Text;
use crate::text::source::Source;

/// A function that may be a maker.
pub(crate) struct Candidate<'a> {
    pub(crate) signature: &'a Signature,
    pub(crate) body: Option<&'a Block>,
    /// Whether an implementation may have another body.
    pub(crate) is_overridable: bool,
}

/// What is in sight of the candidates.
pub(crate) struct Surroundings<'a> {
    /// `Orders::`, of the block that they stand in.
    pub(crate) prefix: &'a str,
    pub(crate) generics: &'a [String],
    pub(crate) imports: &'a Imports,
}

impl Pass<'_> {
    /// A function inside of the body: one that returns a query is followed, others hide what is called like them.
    pub(super) fn nested_function(&mut self, function: &ItemFn) {
        let candidate = Candidate { signature: &function.sig, body: Some(&function.block), is_overridable: false };
        let around = Surroundings { prefix: "", generics: &[], imports: &self.imports };
        let name = &function.sig.ident;
        let meaning = match maker(&candidate, self.function.makers, &around) {
            Some(mut maker) => {
                // No attribute covers it, so that it is judged where it is called.
                maker.query.made = Made::ByHelper;
                Meaning::Maker(maker)
            }
            None if self.function.makers.knows(&name.to_string()) => Meaning::Other,
            None => return,
        };
        self.scope.bind(name.clone(), meaning);
    }
}

/// The maker that a function is.
pub(crate) fn maker(candidate: &Candidate<'_>, makers: &Makers, around: &Surroundings<'_>) -> Option<Maker> {
    let Candidate { signature, body, is_overridable } = candidate;
    let ReturnType::Type(_, ty) = &signature.output else { return None };
    let parameters: Vec<String> = signature.inputs.iter().filter_map(parameter).collect();
    let has_self = signature.receiver().is_some();
    if let Some(mut query) = body.and_then(|body| returned(signature, body, makers, around)) {
        if *is_overridable {
            query.text = Text::Unproven(Source::RuntimeOnly);
        }
        return Some(Maker::new(query, &parameters, has_self, Made::Judged));
    }
    // By its type: what it makes is not followed.
    is_query_type(ty, &|path| around.imports.resolve(path)).then(|| {
        let query = Query::with_unseen_binds(Text::Unproven(Source::RuntimeOnly));
        Maker::new(query, &parameters, has_self, Made::Judged)
    })
}

/// The name of a parameter; nothing for `self`.
fn parameter(input: &FnArg) -> Option<String> {
    let FnArg::Typed(typed) = input else { return None };
    Some(match &*typed.pat {
        Pat::Ident(name) => name.ident.to_string(),
        _ => String::new(),
    })
}

/// The query that a body ends in, read by a pass whose other findings are nobody's.
fn returned(signature: &Signature, body: &Block, makers: &Makers, around: &Surroundings<'_>) -> Option<Query> {
    let of_sqlx = |word: &str| makes_query(word) || QueryMacro::from_name(word).is_some() || word == "QueryBuilder";
    let name = format!("{}{}", around.prefix, signature.ident);
    if !mentions(body.to_token_stream(), &|word| of_sqlx(word) || makers.knows(word)) {
        return None;
    }
    let mut unheard = Diagnostics::default();
    let query_fns = HashSet::new();
    let context = FnContext { index: 0, name: &name, generics: around.generics, query_fns: &query_fns, makers };
    // Loops are judged where the function itself is.
    let pass = Pass::new(context, around.imports.clone(), Lengths::default(), &mut unheard);
    let options = Rc::new(Options::default());
    pass.run(&options, signature.inputs.iter(), signature.asyncness.is_some(), body).returned
}
