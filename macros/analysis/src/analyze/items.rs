//! Items: which functions there are, with which options, and what a pass over each finds.

use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Block, Error, ImplItem, Item, ItemImpl, ItemMod, ItemTrait, Macro, Signature, TraitItem};

use super::pass::Pass;
use super::pass::context::FnContext;
use super::place::Place;
use crate::attr::lints::{Level, Lint};
use crate::attr::options::Options;
use crate::lint;
use crate::lint::subject::{LintContext, Subject, Untraced, UntracedReason};
use crate::model::diagnostic::{self, Diagnostics};
use crate::model::function::{Function, Model};
use crate::sqlx::scan::looks_like_query;
use crate::syntax::tokens::last_word;

/// What stands outside of every function.
const OUTSIDE: diagnostic::Place = diagnostic::Place { function: None, node: None };

/// What an attribute covers.
#[derive(Clone, Copy)]
pub(super) struct Cover<'o> {
    pub(super) options: &'o Options,
    /// Whether there is an attribute at all.
    pub(super) is_annotated: bool,
}

/// The pass over items.
#[derive(Default)]
pub(super) struct Items<'s> {
    functions: Vec<Function>,
    diagnostics: Diagnostics,
    /// Whether a function was left out by `skip`.
    pub(super) skipped: bool,
    /// The value of the switch of the whole build.
    switch: Option<&'s str>,
}

impl<'s> Items<'s> {
    pub(super) fn new(switch: Option<&'s str>) -> Self {
        Self { switch, ..Self::default() }
    }

    pub(super) fn into_model(self) -> Model {
        Model { functions: self.functions, diagnostics: self.diagnostics.into_list() }
    }

    /// The options in an attribute's parentheses; what is wrong with them is reported.
    pub(super) fn options(&mut self, arguments: TokenStream) -> Options {
        let mut options = Options::parse_arguments(arguments).unwrap_or_else(|error| {
            self.diagnostics.misuse(OUTSIDE, error);
            Options::default()
        });
        if let Err(error) = options.levels.switch(self.switch) {
            self.diagnostics.misuse(OUTSIDE, error);
        }
        options
    }

    /// The options of `#[traced(..)]` among attributes.
    pub(super) fn own_options(&mut self, attributes: &[Attribute]) -> Option<Options> {
        Options::of_attributes(attributes).unwrap_or_else(|error| {
            self.diagnostics.misuse(OUTSIDE, error);
            None
        })
    }

    pub(super) fn misuse(&mut self, error: Error) {
        self.diagnostics.misuse(OUTSIDE, error);
    }

    /// An attribute on what has no query.
    pub(super) fn no_query(&mut self, at: &impl ToTokens, rule: &str) {
        if self.diagnostics.has_errors() {
            return;
        }
        let message = format!(
            "{rule}, so the attribute does nothing\n\
             help: remove it; if there is a query that is made elsewhere, name the function that makes it: `queries(path)`"
        );
        self.misuse(Error::new_spanned(at, message));
    }

    /// Reads the functions of an item, and says how many query calls there are.
    pub(super) fn item(&mut self, item: &Item, cover: Cover<'_>, place: &Place) -> usize {
        match item {
            Item::Impl(block) => self.implementation(block, cover, place),
            Item::Trait(block) => self.provided(block, cover, place),
            Item::Mod(module) => self.module(module, cover, place),
            Item::Fn(function) => self.member(&function.attrs, &function.sig, &function.block, cover, place),
            Item::Macro(item) if item.ident.is_none() => {
                self.invocation(&item.mac, cover);
                0
            }
            _ => 0,
        }
    }

    fn module(&mut self, module: &ItemMod, cover: Cover<'_>, place: &Place) -> usize {
        let Some((_, items)) = &module.content else { return 0 };
        let options = cover.options.at(&module.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.of_module(items);
        items.iter().map(|item| self.item(item, cover, &place)).sum()
    }

    fn implementation(&mut self, block: &ItemImpl, cover: Cover<'_>, place: &Place) -> usize {
        let options = cover.options.at(&block.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.of_implementation(block);
        let mut calls = 0;
        for item in &block.items {
            match item {
                ImplItem::Fn(function) => {
                    calls += self.member(&function.attrs, &function.sig, &function.block, cover, &place);
                }
                ImplItem::Macro(item) => self.invocation(&item.mac, cover),
                _ => {}
            }
        }
        calls
    }

    fn provided(&mut self, block: &ItemTrait, cover: Cover<'_>, place: &Place) -> usize {
        let options = cover.options.at(&block.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.of_trait(block);
        let mut calls = 0;
        for item in &block.items {
            if let TraitItem::Fn(function) = item
                && let Some(body) = &function.default
            {
                calls += self.member(&function.attrs, &function.sig, body, cover, &place);
            } else if let TraitItem::Fn(function) = item {
                // What is wrong with the attribute is reported all the same.
                self.own_options(&function.attrs);
            }
        }
        calls
    }

    /// A macro among the items, whose functions nobody sees here.
    fn invocation(&mut self, invocation: &Macro, cover: Cover<'_>) {
        let options = cover.options;
        if options.skip || !looks_like_query(invocation.tokens.clone(), &|_| false) {
            return;
        }
        // A warning would have to stand in a function.
        if options.levels.level(Lint::UntracedQuery) != Level::Deny {
            return;
        }
        let why = UntracedReason::InItemMacro(last_word(&invocation.path));
        let untraced = Untraced { at: invocation.path.to_token_stream(), why };
        let context = LintContext { options, names: &Vec::new };
        for (lint, report) in lint::check(&Subject::Untraced(&untraced), &context) {
            self.diagnostics.report(OUTSIDE, lint, &options.levels, report);
        }
    }

    /// A function of a block; one that has an attribute of its own must have a query.
    pub(super) fn member(
        &mut self,
        attributes: &[Attribute],
        signature: &Signature,
        body: &Block,
        cover: Cover<'_>,
        place: &Place,
    ) -> usize {
        let own = self.own_options(attributes);
        let merged = own.as_ref().map_or_else(|| cover.options.clone(), |own| cover.options.with(own)).at(attributes);
        let skipped = merged.skip;
        self.skipped |= skipped;
        let cover = Cover { options: &merged, is_annotated: cover.is_annotated || own.is_some() };
        let calls = self.function(signature, body, cover, place);
        if own.is_some() && calls == 0 && !skipped {
            self.no_query(&signature.ident, "this function has no query call");
        }
        calls
    }

    pub(super) fn function(&mut self, signature: &Signature, body: &Block, cover: Cover<'_>, place: &Place) -> usize {
        let name = format!("{}{}", place.prefix, signature.ident);
        let mut generics = place.generics.clone();
        generics.extend(Place::parameters(&signature.generics));
        let context =
            FnContext { index: self.functions.len(), name: &name, generics: &generics, query_fns: &place.query_fns };
        let options = Rc::new(cover.options.clone());
        let pass = Pass::new(context, place.imports.clone(), place.lengths.clone(), &mut self.diagnostics);
        let found = pass.run(&options, signature.inputs.iter(), signature.asyncness.is_some(), body);
        let judged = found.judged;
        self.functions.push(Function {
            ident: signature.ident.clone(),
            is_annotated: cover.is_annotated,
            options,
            self_type: place.self_type.clone(),
            sites: found.sites,
            notes: found.notes,
            invocations: found.positions.invocations,
            depends_on_switch: found.depends_on_switch,
            judged,
            positions: found.positions.nodes,
            name,
            generics,
        });
        judged
    }
}
