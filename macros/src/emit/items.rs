//! The functions of an item, in the order in which the analysis reads them.

use sqlspan_analysis::{Diagnostic, Function, Model, is_traced};
use syn::{Attribute, Block, ImplItem, ImplItemFn, Item, TraitItem};

/// Changes the functions of an item.
pub(crate) fn item(item: &mut Item, model: Model) {
    Functions::new(model).item(item);
}

/// Changes one function.
pub(crate) fn function(function: &mut ImplItemFn, model: Model) {
    Functions::new(model).function(&mut function.attrs, Some(&mut function.block));
}

struct Functions {
    next: std::iter::Enumerate<std::vec::IntoIter<Function>>,
    diagnostics: Vec<Diagnostic>,
}

impl Functions {
    fn new(model: Model) -> Self {
        Self { next: model.functions.into_iter().enumerate(), diagnostics: model.diagnostics }
    }

    fn item(&mut self, item: &mut Item) {
        match item {
            Item::Impl(block) => {
                for item in &mut block.items {
                    if let ImplItem::Fn(function) = item {
                        self.function(&mut function.attrs, Some(&mut function.block));
                    }
                }
            }
            Item::Trait(block) => {
                for item in &mut block.items {
                    if let TraitItem::Fn(function) = item {
                        self.function(&mut function.attrs, function.default.as_mut());
                    }
                }
            }
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    for item in items {
                        self.item(item);
                    }
                }
            }
            Item::Fn(function) => self.function(&mut function.attrs, Some(&mut function.block)),
            _ => {}
        }
    }

    /// What the macro reads comes off; a function without a body has nothing else.
    fn function(&mut self, attributes: &mut Vec<Attribute>, body: Option<&mut Block>) {
        attributes.retain(|attribute| !is_traced(attribute));
        if let Some(body) = body
            && let Some((index, function)) = self.next.next()
        {
            super::body(body, index, function, &self.diagnostics);
        }
    }
}
