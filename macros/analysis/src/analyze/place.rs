//! Where a function stands.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Generics, ImplItem, Item, ItemImpl, ItemTrait, TraitItem, Type};

use super::makers;
use super::pass::functions::{Candidate, Surroundings};
use super::query_fns::query_fns;
use crate::query::maker::Makers;
use crate::resolve::imports::Imports;
use crate::resolve::lengths::Lengths;

/// Where a function stands.
#[derive(Clone, Default)]
pub(super) struct Place {
    /// Where it stands in the item or the file: inline modules, the type, the functions around it.
    pub(super) path: Vec<String>,
    /// `Type::`, for the name of the function.
    pub(super) prefix: String,
    /// The type and const parameters in force.
    pub(super) generics: Vec<String>,
    /// What `Self` stands for, where that is one type.
    pub(super) self_type: Option<TokenStream>,
    /// The `use` items in sight.
    pub(super) imports: Imports,
    /// The constants in sight.
    pub(super) lengths: Lengths,
    /// The functions of the same block or module that run queries.
    pub(super) query_fns: HashSet<String>,
    /// The functions in sight that return a query without running it.
    pub(super) makers: Makers,
}

impl Place {
    /// The same place to somebody who sees nothing around it, as the macro of an attribute.
    pub(super) fn unseen(&self) -> Self {
        Self { path: self.path.clone(), ..Self::default() }
    }

    /// Inside of what has this name.
    pub(super) fn below(&self, name: &str) -> Self {
        Self { path: self.path_below(name), ..self.clone() }
    }

    /// Inside of a block of this type.
    pub(super) fn below_type(&self, ty: &Type) -> Self {
        self.below(type_prefix(ty).trim_end_matches("::"))
    }

    fn path_below(&self, name: &str) -> Vec<String> {
        let name = Some(name).filter(|name| !name.is_empty());
        self.path.iter().cloned().chain(name.map(str::to_owned)).collect()
    }

    /// In a module, or a file.
    pub(super) fn of_module(&self, items: &[Item]) -> Self {
        let mut imports = self.imports.clone();
        let mut lengths = self.lengths.clone();
        for item in items {
            imports.add(item);
            lengths.add(item);
        }
        let query_fns = query_fns(items.iter().filter_map(|item| match item {
            Item::Fn(function) => Some((&function.sig.ident, &*function.block)),
            _ => None,
        }));
        let makers = module_makers(items, &imports, &self.makers);
        Self { path: self.path.clone(), imports, lengths, query_fns, makers, ..Self::default() }
    }

    /// In an `impl` block.
    pub(super) fn of_implementation(&self, block: &ItemImpl) -> Self {
        let mut lengths = self.lengths.clone();
        for item in &block.items {
            lengths.add_associated(item);
        }
        let mut makers = self.makers.clone();
        // Those of a module are read with it.
        if !makers.knows_of(&type_prefix(&block.self_ty)) {
            add_of_implementation(&mut makers, block, &self.imports);
        }
        Self {
            path: self.path_below(type_prefix(&block.self_ty).trim_end_matches("::")),
            lengths,
            makers,
            prefix: type_prefix(&block.self_ty),
            generics: Self::parameters(&block.generics),
            self_type: nameable(block),
            imports: self.imports.clone(),
            query_fns: query_fns(block.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some((&function.sig.ident, &function.block)),
                _ => None,
            })),
        }
    }

    /// In a trait.
    pub(super) fn of_trait(&self, block: &ItemTrait) -> Self {
        let mut makers = self.makers.clone();
        add_of_trait(&mut makers, block, &self.imports);
        Self {
            path: self.path_below(&block.ident.to_string()),
            makers,
            prefix: format!("{}::", block.ident),
            generics: Self::parameters(&block.generics),
            self_type: None,
            imports: self.imports.clone(),
            lengths: self.lengths.clone(),
            query_fns: query_fns(block.items.iter().filter_map(|item| match item {
                TraitItem::Fn(function) => Some((&function.sig.ident, function.default.as_ref()?)),
                _ => None,
            })),
        }
    }

    /// The names of type and const parameters.
    pub(super) fn parameters(generics: &Generics) -> Vec<String> {
        let types = generics.type_params().map(|parameter| parameter.ident.to_string());
        types.chain(generics.const_params().map(|parameter| parameter.ident.to_string())).collect()
    }
}

/// The type of a block without type parameters, as it can be named in a constant.
fn nameable(block: &ItemImpl) -> Option<TokenStream> {
    Place::parameters(&block.generics).is_empty().then(|| with_static_lifetimes(block.self_ty.to_token_stream()))
}

fn with_static_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut lifetime = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) if std::mem::take(&mut lifetime) => Ident::new("static", name.span()).into(),
        TokenTree::Group(group) => Group::new(group.delimiter(), with_static_lifetimes(group.stream())).into(),
        TokenTree::Punct(punct) => {
            lifetime = punct.as_char() == '\'';
            punct.into()
        }
        token => token,
    });
    tokens.collect()
}

/// `Orders::` of `Orders<'a, DB>`.
fn type_prefix(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| format!("{}::", last.ident)).unwrap_or_default(),
        Type::Reference(reference) => type_prefix(&reference.elem),
        Type::Paren(inner) => type_prefix(&inner.elem),
        Type::Group(inner) => type_prefix(&inner.elem),
        _ => String::new(),
    }
}

/// The makers in sight of a module, of which `outer` are those of the module around it.
fn module_makers(items: &[Item], imports: &Imports, outer: &Makers) -> Makers {
    let mut makers = Makers::default();
    makers.extend(outer.seen_through("super"));
    for item in items {
        match item {
            Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    let mut imports = Imports::default();
                    for item in items {
                        imports.add(item);
                    }
                    let inner = module_makers(items, &imports, &Makers::default());
                    makers.extend(inner.seen_through(&module.ident.to_string()));
                }
            }
            Item::Impl(block) => add_of_implementation(&mut makers, block, imports),
            _ => {}
        }
    }
    let functions: Vec<Candidate<'_>> = items
        .iter()
        .filter_map(|item| match item {
            Item::Fn(function) => {
                Some(Candidate { signature: &function.sig, body: Some(&function.block), is_overridable: false })
            }
            _ => None,
        })
        .collect();
    makers::add(&mut makers, &functions, &Surroundings { prefix: "", generics: &[], imports });
    makers
}

fn add_of_implementation(makers: &mut Makers, block: &ItemImpl, imports: &Imports) {
    let functions: Vec<Candidate<'_>> = block
        .items
        .iter()
        .filter_map(|item| match item {
            ImplItem::Fn(function) => {
                Some(Candidate { signature: &function.sig, body: Some(&function.block), is_overridable: false })
            }
            _ => None,
        })
        .collect();
    let prefix = type_prefix(&block.self_ty);
    let generics = Place::parameters(&block.generics);
    makers::add(makers, &functions, &Surroundings { prefix: &prefix, generics: &generics, imports });
}

fn add_of_trait(makers: &mut Makers, block: &ItemTrait, imports: &Imports) {
    let functions: Vec<Candidate<'_>> = block
        .items
        .iter()
        .filter_map(|item| match item {
            TraitItem::Fn(function) => {
                Some(Candidate { signature: &function.sig, body: function.default.as_ref(), is_overridable: true })
            }
            _ => None,
        })
        .collect();
    let prefix = format!("{}::", block.ident);
    let generics = Place::parameters(&block.generics);
    makers::add(makers, &functions, &Surroundings { prefix: &prefix, generics: &generics, imports });
}
