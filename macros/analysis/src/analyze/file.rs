//! A whole file: its functions, annotated or not.

use proc_macro2::TokenStream;
use syn::{Attribute, Block, File, ImplItem, Item, Meta, Signature, TraitItem};

use super::items::{Cover, Items};
use super::place::Place;
use crate::attr::options::{Options, is_traced};
use crate::model::function::Model;
use crate::syntax::visitor::{self, Visitor};

/// Reads a whole file: all functions with a body, those inside of others as well, whether an attribute covers them or
/// not. What an attribute covers is read as its macro reads it, so that the verdicts are the same; the rest is read with
/// the `use` items of its module in sight.
///
/// `switch` is the value of the environment variable [`SWITCH`](crate::SWITCH).
#[must_use]
pub fn file(file: &File, switch: Option<&str>) -> Model {
    let mut reader = Reader { items: Items::new(switch), surroundings: Options::default().at(&file.attrs) };
    reader.module(&file.items, &Place::default());
    reader.items.into_model()
}

struct Reader<'s> {
    items: Items<'s>,
    /// What holds without any attribute, by the modules around.
    surroundings: Options,
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
            self.items.item(item, Cover { options: &options, is_annotated: true }, &Place::default());
            for (_, _, body) in functions(item) {
                self.nested(body, &Place::default());
            }
            return;
        }
        let place = match item {
            Item::Mod(module) => {
                let items = module.content.as_ref().map(|(_, items)| items.as_slice());
                let inner = self.surroundings.at(&module.attrs);
                let outer = std::mem::replace(&mut self.surroundings, inner);
                self.module(items.unwrap_or_default(), place);
                self.surroundings = outer;
                return;
            }
            Item::Impl(block) => &place.of_implementation(block),
            Item::Trait(block) => &place.of_trait(block),
            _ => place,
        };
        for (attributes, signature, body) in functions(item) {
            self.function(attributes, signature, body, place);
        }
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, body: &Block, place: &Place) {
        let is_annotated = attributes.iter().any(is_traced);
        let mut options = self.surroundings.with(&self.items.options(TokenStream::new())).at(attributes);
        if let Some(own) = self.items.own_options(attributes) {
            options = options.with(&own);
        }
        let cover = Cover { options: &options, is_annotated };
        let sight = if is_annotated {
            self.items.function(signature, body, cover, &Place::default())
        } else {
            self.items.function(signature, body, cover, place)
        };
        if is_annotated {
            self.items.function_without_query(&signature.ident, &sight, &options);
        }
        self.nested(body, place);
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
    Some(match &attributes.iter().find(is_repository)?.meta {
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
