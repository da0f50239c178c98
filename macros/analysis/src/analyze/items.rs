//! Items: which functions there are, with which options, and what a pass over each finds.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Attribute, Block, Error, ImplItem, Item, ItemImpl, ItemMod, ItemTrait, Macro, Signature, TraitItem};

use super::pass::Pass;
use super::pass::context::FnContext;
use super::place::Place;
use super::sight::Sight;
use crate::attr::lints::Lint;
use crate::attr::options::Options;
use crate::lint;
use crate::lint::subject::{AttributeOn, LintContext, NoQuery, Subject, Untraced, UntracedReason};
use crate::model::diagnostic::{self, Diagnostics};
use crate::model::function::{CoveredBy, Function, Model};
use crate::model::unreached::{Unreached, UnreachedReason};
use crate::sqlx::scan::{looks_like_query, round_trips};
use crate::syntax::tokens::last_word;

/// What stands outside of every function.
const OUTSIDE: diagnostic::Place = diagnostic::Place { function: None, node: None };

/// What an attribute covers.
#[derive(Clone, Copy)]
pub(super) struct Cover<'o> {
    pub(super) options: &'o Options,
    /// The attribute, where there is one at all.
    pub(super) by: Option<CoveredBy>,
}

/// The pass over items.
#[derive(Default)]
pub(super) struct Items<'s> {
    functions: Vec<Function>,
    /// The first function that the attribute in hand covers.
    first: usize,
    diagnostics: Diagnostics,
    /// Whether a function was left out by `skip`.
    pub(super) skipped: bool,
    /// The value of the switch of the whole build.
    switch: Option<&'s str>,
    /// Whether what no attribute reaches is wanted as well.
    surveys: bool,
    /// What stands outside of every function that could be read.
    unreached: Vec<Unreached>,
    /// Why an attribute does not reach the functions that are being read, where that is so.
    pub(super) aside: Option<UnreachedReason>,
}

impl<'s> Items<'s> {
    pub(super) fn new(switch: Option<&'s str>) -> Self {
        Self { switch, ..Self::default() }
    }

    /// A pass that keeps what no attribute reaches as well.
    pub(super) fn surveying(switch: Option<&'s str>) -> Self {
        Self { switch, surveys: true, ..Self::default() }
    }

    /// Reads what one attribute covers as its macro does, which knows of nothing else.
    pub(super) fn apart(&mut self, read: impl FnOnce(&mut Self)) {
        let first = std::mem::replace(&mut self.first, self.functions.len());
        let skipped = std::mem::take(&mut self.skipped);
        let has_errors = self.diagnostics.forget_errors();
        read(self);
        self.first = first;
        self.skipped = skipped;
        self.diagnostics.remember_errors(has_errors);
    }

    /// A method that is named like a round trip, in tokens that can't be parsed.
    pub(super) fn unreached(&mut self, method: &Ident, why: &UnreachedReason, is_likely: bool) {
        self.unreached.push(Unreached { at: method.to_token_stream(), why: why.clone(), site: None, is_likely });
    }

    pub(super) fn into_model(self) -> Model {
        Model { functions: self.functions, diagnostics: self.diagnostics.into_list(), unreached: self.unreached }
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

    /// An attribute on a block, unless there is something in it for the attribute.
    pub(super) fn block_without_query(&mut self, block: &Item, sight: &Sight, options: &Options) {
        let (at, on) = match block {
            Item::Impl(block) => (block.self_ty.to_token_stream(), AttributeOn::Block),
            Item::Trait(block) if self.functions.len() == self.first => {
                (block.ident.to_token_stream(), AttributeOn::Declarations)
            }
            Item::Trait(block) => (block.ident.to_token_stream(), AttributeOn::Block),
            Item::Mod(block) => (block.ident.to_token_stream(), AttributeOn::Block),
            other => (other.to_token_stream(), AttributeOn::Block),
        };
        self.no_query(OUTSIDE, at, on, sight, options);
    }

    /// An attribute on the function that was read last, unless there is something in it for the attribute.
    pub(super) fn function_without_query(&mut self, name: &Ident, sight: &Sight, options: &Options) {
        let function = self.functions.len().checked_sub(1);
        let place = diagnostic::Place { function, node: None };
        self.no_query(place, name.to_token_stream(), AttributeOn::Function, sight, options);
        if let Some(function) = self.functions.last_mut() {
            function.depends_on_switch |= !sight.is_of_use() && options.levels.is_lowered(Lint::UntracedQuery);
        }
    }

    fn no_query(
        &mut self,
        place: diagnostic::Place,
        at: TokenStream,
        on: AttributeOn,
        sight: &Sight,
        options: &Options,
    ) {
        if sight.is_of_use() || options.skip || self.diagnostics.has_errors() {
            return;
        }
        let nothing = NoQuery { at, on, opaque: sight.opaque.as_ref() };
        self.check(&Subject::NoQuery(nothing), place, options);
    }

    /// Has the lints judge what stands in no body.
    fn check(&mut self, subject: &Subject<'_>, place: diagnostic::Place, options: &Options) {
        let context = LintContext { options, names: &Vec::new };
        for (lint, report) in lint::check(subject, &context) {
            self.diagnostics.report(place, lint, &options.levels, report);
        }
    }

    /// Reads the functions of an item, and says what there is to trace.
    pub(super) fn item(&mut self, item: &Item, cover: Cover<'_>, place: &Place) -> Sight {
        match item {
            Item::Impl(block) => self.implementation(block, cover, place),
            Item::Trait(block) => self.provided(block, cover, place),
            Item::Mod(module) => self.module(module, cover, place),
            Item::Fn(function) => self.member(&function.attrs, &function.sig, &function.block, cover, place),
            Item::Macro(item) if item.ident.is_none() => self.invocation(&item.mac, cover),
            _ => Sight::default(),
        }
    }

    fn module(&mut self, module: &ItemMod, cover: Cover<'_>, place: &Place) -> Sight {
        let Some((_, items)) = &module.content else { return Sight::default() };
        let options = cover.options.at(&module.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.below(&module.ident.to_string()).of_module(items);
        items.iter().map(|item| self.item(item, cover, &place)).sum()
    }

    fn implementation(&mut self, block: &ItemImpl, cover: Cover<'_>, place: &Place) -> Sight {
        let options = cover.options.at(&block.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.of_implementation(block);
        let mut sight = Sight::default();
        for item in &block.items {
            match item {
                ImplItem::Fn(function) => {
                    sight += self.member(&function.attrs, &function.sig, &function.block, cover, &place);
                }
                ImplItem::Macro(item) => sight += self.invocation(&item.mac, cover),
                _ => {}
            }
        }
        sight
    }

    fn provided(&mut self, block: &ItemTrait, cover: Cover<'_>, place: &Place) -> Sight {
        let options = cover.options.at(&block.attrs);
        let cover = Cover { options: &options, ..cover };
        let place = place.of_trait(block);
        let mut sight = Sight::default();
        for item in &block.items {
            if let TraitItem::Fn(function) = item
                && let Some(body) = &function.default
            {
                sight += self.member(&function.attrs, &function.sig, body, cover, &place);
            } else if let TraitItem::Fn(function) = item {
                // What is wrong with the attribute is reported all the same.
                self.own_options(&function.attrs);
            }
        }
        sight
    }

    /// A macro among the items, whose functions nobody sees here.
    fn invocation(&mut self, invocation: &Macro, cover: Cover<'_>) -> Sight {
        let options = cover.options;
        let path = invocation.path.to_token_stream();
        if !looks_like_query(invocation.tokens.clone(), &|_| false) {
            return Sight { opaque: Some(path), ..Sight::default() };
        }
        if options.skip {
            return Sight::default();
        }
        if self.surveys {
            let why = UnreachedReason::InItemMacro(last_word(&invocation.path));
            for method in round_trips(invocation.tokens.clone()) {
                self.unreached(&method, &why, true);
            }
        }
        let why = UntracedReason::InItemMacro(last_word(&invocation.path));
        self.check(&Subject::Untraced(&Untraced { at: path, why }), OUTSIDE, options);
        Sight { left: 1, ..Sight::default() }
    }

    /// A function of a block; one that has an attribute of its own must have a query.
    pub(super) fn member(
        &mut self,
        attributes: &[Attribute],
        signature: &Signature,
        body: &Block,
        cover: Cover<'_>,
        place: &Place,
    ) -> Sight {
        let own = self.own_options(attributes);
        let merged = own.as_ref().map_or_else(|| cover.options.clone(), |own| cover.options.with(own)).at(attributes);
        let skipped = merged.skip;
        self.skipped |= skipped;
        let cover = Cover { options: &merged, by: own.as_ref().map(|_| CoveredBy::Traced).or(cover.by) };
        let sight = self.function(signature, body, cover, place);
        if own.is_some() {
            self.function_without_query(&signature.ident, &sight, &merged);
        }
        sight
    }

    pub(super) fn function(&mut self, signature: &Signature, body: &Block, cover: Cover<'_>, place: &Place) -> Sight {
        let name = format!("{}{}", place.prefix, signature.ident);
        let path = place.below(&signature.ident.to_string()).path.join("::");
        let mut generics = place.generics.clone();
        generics.extend(Place::parameters(&signature.generics));
        let context = FnContext {
            index: self.functions.len(),
            name: &name,
            generics: &generics,
            query_fns: &place.query_fns,
            makers: &place.makers,
        };
        let options = Rc::new(cover.options.clone());
        let pass = Pass::new(context, place.imports.clone(), place.lengths.clone(), &mut self.diagnostics);
        let pass = if self.surveys { pass.surveying(self.aside.clone()) } else { pass };
        let found = pass.run(&options, signature.inputs.iter(), signature.asyncness.is_some(), body);
        let sight = found.sight;
        self.functions.push(Function {
            ident: signature.ident.clone(),
            covered_by: cover.by,
            options,
            self_type: place.self_type.clone(),
            sites: found.sites,
            unreached: found.unreached,
            notes: found.notes,
            invocations: found.positions.invocations,
            depends_on_switch: found.depends_on_switch,
            judged: sight.judged,
            positions: found.positions.nodes,
            name,
            path,
            generics,
        });
        sight
    }
}
