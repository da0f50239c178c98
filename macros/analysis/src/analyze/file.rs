//! A whole file: its functions, annotated or not.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::parse::Parser as _;
use syn::token::Brace;
use syn::{Attribute, Block, File, ImplItem, Item, ItemMacro, Meta, Signature, TraitItem};

use super::attributes::no_block;
use super::items::{Cover, Items};
use super::place::Place;
use crate::attr::levels::Levels;
use crate::attr::options::{Options, is_traced};
use crate::model::function::{CoveredBy, Model};
use crate::model::unreached::UnreachedReason;
use crate::sqlx::scan::{is_round_trip, looks_like_query, looks_like_round_trip};
use crate::syntax::attributes::unconditional;
use crate::syntax::item_macros::{hands_items_on, items_of_macro};
use crate::syntax::tokens::last_word;
use crate::syntax::visitor::{self, Visitor};

/// Reads a whole file: all functions with a body, those inside of others as well, whether an attribute covers them or
/// not. What an attribute covers is read as its macro reads it, so that the verdicts are the same; the rest is read with
/// the `use` items of its module in sight. Every `#[cfg(..)]` counts as holding. What no attribute reaches, as it says `skip` or stands in a macro, is kept
/// apart: [`Function::unreached`](crate::Function::unreached), [`Model::unreached`].
///
/// `switch` is the value of the environment variable [`SWITCH`](crate::SWITCH).
#[must_use]
pub fn file(file: &File, switch: Option<&str>) -> Model {
    read(file, switch, Levels::default())
}

/// The same, where other levels hold as long as no attribute says anything: see [`Levels::with_defaults`].
#[must_use]
pub fn file_at_levels(file: &File, levels: Levels) -> Model {
    read(file, None, levels)
}

fn read(file: &File, switch: Option<&str>, levels: Levels) -> Model {
    let surroundings = Options { levels, ..Options::default() }.at(&file.attrs);
    let mut reader = Reader { items: Items::surveying(switch), surroundings };
    reader.module(&file.items, &Place::default());
    reader.items.into_model()
}

struct Reader<'s> {
    items: Items<'s>,
    /// What holds without any attribute, by the modules around.
    surroundings: Options,
}

/// A macro among the items whose arguments are no items.
struct Loose {
    name: Ident,
    why: UnreachedReason,
    is_likely: bool,
}

impl Reader<'_> {
    fn module(&mut self, items: &[Item], place: &Place) {
        let place = place.of_module(items);
        for item in items {
            self.item(item, &place);
        }
    }

    fn item(&mut self, item: &Item, place: &Place) {
        if let Some(arguments) = repository_arguments(item) {
            let options = self.surroundings.with(&self.items.options(arguments));
            let cover = Cover { options: &options, by: Some(CoveredBy::Repository) };
            let place = place.unseen();
            // Who has put an attribute inside of a macro knows that it gets through.
            let aside = self.items.aside.take();
            self.items.apart(|items| {
                if let Some(error) = no_block(item) {
                    return items.misuse(error);
                }
                let sight = items.item(item, cover, &place);
                if !items.skipped {
                    items.block_without_query(item, &sight, &options);
                }
            });
            self.items.aside = aside;
            return self.nested_of(item, &place);
        }
        let place = match item {
            Item::Mod(module) => {
                let items = module.content.as_ref().map(|(_, items)| items.as_slice());
                let inner = self.surroundings.at(&module.attrs);
                let outer = std::mem::replace(&mut self.surroundings, inner);
                self.module(items.unwrap_or_default(), &place.below(&module.ident.to_string()));
                self.surroundings = outer;
                return;
            }
            Item::Impl(block) => &place.of_implementation(block),
            Item::Trait(block) => &place.of_trait(block),
            Item::Macro(item) => return self.item_macro(item, place),
            _ => place,
        };
        for (attributes, signature, body) in functions(item) {
            self.function(attributes, signature, body, place);
        }
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, body: &Block, place: &Place) {
        let attributes = &*unconditional(attributes);
        let by = attributes.iter().any(is_traced).then_some(CoveredBy::Traced);
        let mut options = self.surroundings.with(&self.items.options(TokenStream::new())).at(attributes);
        if let Some(own) = self.items.own_options(attributes) {
            options = options.with(&own);
        }
        let cover = Cover { options: &options, by };
        let aside = if by.is_some() { self.items.aside.take() } else { None };
        if by.is_some() {
            self.items.apart(|items| {
                let sight = items.function(signature, body, cover, &place.unseen());
                items.function_without_query(&signature.ident, &sight, &options);
            });
        } else {
            self.items.function(signature, body, cover, place);
        }
        self.items.aside = self.items.aside.take().or(aside);
        self.nested(body, &place.below(&signature.ident.to_string()));
    }

    /// A macro among the items: what it holds, as far as that can be read.
    fn item_macro(&mut self, item: &ItemMacro, place: &Place) {
        let items = items_of_macro(&item.mac);
        if hands_items_on(&item.mac) {
            return self.module(&items, place);
        }
        let why = match &item.ident {
            Some(name) => UnreachedReason::InMacroDefinition(name.to_string()),
            None => UnreachedReason::InItemMacro(last_word(&item.mac.path)),
        };
        let outer = self.items.aside.replace(why.clone());
        if items.iter().any(|item| !functions(item).is_empty()) {
            self.module(&items, place);
        } else if looks_like_round_trip(item.mac.tokens.clone()) {
            let is_likely = looks_like_query(item.mac.tokens.clone(), &|_| false);
            let name = item.ident.clone().or_else(|| Some(item.mac.path.segments.last()?.ident.clone()));
            if let Some(name) = name {
                self.loose_tokens(item.mac.tokens.clone(), &Loose { name, why, is_likely }, place);
            }
        }
        self.items.aside = outer;
    }

    /// Tokens that are no items: the blocks in them as if each were the body of a function, and of the rest every method
    /// that is named like a round trip.
    fn loose_tokens(&mut self, tokens: TokenStream, of: &Loose, place: &Place) {
        let mut before_dot = false;
        for token in tokens {
            let after_dot = before_dot;
            before_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
            match token {
                TokenTree::Ident(method) if after_dot && is_round_trip(&method) => {
                    self.items.unreached(&method, &of.why, of.is_likely);
                }
                TokenTree::Group(group) => match body(&group) {
                    Some(body) if looks_like_round_trip(group.stream()) => self.loose_body(&of.name, &body, place),
                    _ => self.loose_tokens(group.stream(), of, place),
                },
                _ => {}
            }
        }
    }

    fn loose_body(&mut self, name: &Ident, body: &Block, place: &Place) {
        let Ok(signature) = syn::parse2(quote!(async fn #name())) else { return };
        self.function(&[], &signature, body, place);
    }

    /// The items inside of the bodies of what an attribute covers.
    fn nested_of(&mut self, item: &Item, place: &Place) {
        if let Item::Mod(module) = item {
            let place = place.below(&module.ident.to_string());
            for item in module.content.iter().flat_map(|(_, items)| items) {
                self.nested_of(item, &place);
            }
            return;
        }
        let place = match item {
            Item::Impl(block) => place.below_type(&block.self_ty),
            Item::Trait(block) => place.below(&block.ident.to_string()),
            _ => place.clone(),
        };
        for (_, signature, body) in functions(item) {
            self.nested(body, &place.below(&signature.ident.to_string()));
        }
    }

    /// The items inside of a body.
    fn nested(&mut self, body: &Block, place: &Place) {
        visitor::visit_block(&mut Nested { reader: self, place }, body);
    }
}

struct Nested<'r, 's> {
    reader: &'r mut Reader<'s>,
    place: &'r Place,
}

impl Visitor for Nested<'_, '_> {
    fn item(&mut self, item: &Item) -> bool {
        self.reader.item(item, self.place);
        false
    }
}

/// The statements of a group in braces.
fn body(group: &Group) -> Option<Block> {
    let stmts = Block::parse_within.parse2(group.stream()).ok()?;
    (group.delimiter() == Delimiter::Brace).then(|| Block { brace_token: Brace(group.span()), stmts })
}

/// The arguments of a `#[repository(..)]` on an item.
fn repository_arguments(item: &Item) -> Option<TokenStream> {
    let attributes = match item {
        Item::Impl(block) => &block.attrs,
        Item::Trait(block) => &block.attrs,
        Item::Mod(module) => &module.attrs,
        _ => return None,
    };
    let is_repository =
        |attribute: &&Attribute| attribute.path().segments.last().is_some_and(|last| last.ident == "repository");
    Some(match &unconditional(attributes).iter().find(is_repository)?.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) | Meta::NameValue(_) => TokenStream::new(),
    })
}

/// The functions of an item that have a body.
fn functions(item: &Item) -> Vec<(&[Attribute], &Signature, &Block)> {
    match item {
        Item::Fn(function) => vec![(&function.attrs, &function.sig, &function.block)],
        Item::Impl(block) => {
            let functions = block.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some((&*function.attrs, &function.sig, &function.block)),
                _ => None,
            });
            functions.collect()
        }
        Item::Trait(block) => {
            let functions = block.items.iter().filter_map(|item| match item {
                TraitItem::Fn(function) => Some((&*function.attrs, &function.sig, function.default.as_ref()?)),
                _ => None,
            });
            functions.collect()
        }
        Item::Mod(module) => module.content.iter().flat_map(|(_, items)| items.iter().flat_map(functions)).collect(),
        _ => Vec::new(),
    }
}
