//! The items: which functions an attribute covers, with which options, and what is emitted of them.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned as _;
use syn::{Attribute, Block, Generics, ImplItem, Item, ItemImpl, ItemTrait, Signature, TraitItem, Type};

use crate::args::{Options, take_traced};
use crate::body::{Around, Body};
use crate::diag::Diagnostics;
use crate::imports::Imports;
use crate::invocation::looks_like_query;
use crate::lint::{Level, Lint, untraced_query};
use crate::queriers;
use crate::text::mentions;

/// `#[repository]` on an impl block, a trait or an inline module.
pub(crate) fn repository(args: TokenStream, item: TokenStream) -> TokenStream {
    expand(args, item, |item, options, found| match item {
        Item::Impl(_) | Item::Trait(_) => Ok(found.item(item, &options, &Place::default())),
        Item::Mod(module) if module.content.is_some() => Ok(found.item(item, &options, &Place::default())),
        Item::Fn(function) => Err(syn::Error::new_spanned(
            &function.sig.ident,
            "`#[repository]` is for a block of functions\nhelp: on one function, write `#[traced]`",
        )),
        other => Err(syn::Error::new(
            other.span(),
            "`#[repository]` is for an `impl` block, a trait or an inline module\nhelp: put it on the block whose functions run queries",
        )),
    })
}

/// `#[traced]` on one function.
pub(crate) fn traced(args: TokenStream, item: TokenStream) -> TokenStream {
    // A method of an `impl` block or a trait is read as one, for its `self`.
    if let Ok(mut function) = syn::parse2::<syn::ImplItemFn>(item.clone()) {
        let original = item;
        let mut found = Expansion::default();
        let options = found.options(args);
        let mut options = options.unwrap_or_default();
        if let Some(inner) = found.take(&mut function.attrs) {
            options = options.with(&inner);
        }
        let skipped = options.skip;
        let calls = found.function(&function.sig, &mut function.block, options, &Place::default());
        if calls == 0 && !skipped {
            found.no_query(&function.sig.ident, "this function has no query call");
        }
        return found.finish(&function, &original, false);
    }
    if let Ok(declared) = syn::parse2::<syn::TraitItemFn>(item.clone())
        && declared.default.is_none()
    {
        let error = syn::Error::new_spanned(
            &declared.sig.ident,
            "this method has no body, so there is nothing to trace\nhelp: put `#[traced]` where the method is implemented",
        );
        return with_error(&item, error);
    }
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Impl(_) | Item::Trait(_) | Item::Mod(_)) => with_error(
            &item.clone(),
            syn::Error::new(first(&item), "`#[traced]` is for one function\nhelp: on a block, write `#[repository]`"),
        ),
        Ok(other) => with_error(
            &item,
            syn::Error::new(
                other.span(),
                "`#[traced]` is for a function\nhelp: put it on a function that runs queries",
            ),
        ),
        // The compiler reports what does not parse, better than a macro can.
        Err(_) => item,
    }
}

fn expand(
    args: TokenStream,
    item: TokenStream,
    expand: impl FnOnce(&mut Item, Options, &mut Expansion) -> syn::Result<usize>,
) -> TokenStream {
    let Ok(mut parsed) = syn::parse2::<Item>(item.clone()) else { return item };
    let mut found = Expansion::default();
    let options = found.options(args).unwrap_or_default();
    let skipped = options.skip;
    match expand(&mut parsed, options, &mut found) {
        Ok(0) if !skipped && !found.skipped => {
            let name = named(&parsed);
            found.no_query(&name, "this block has no query call");
        }
        Ok(_) => {}
        Err(error) => found.diagnostics.error(error),
    }
    // Who allows the warnings does so on a function, which does not cover what is emitted beside the block.
    let allowed = mentions(item.clone(), &|word| word == "deprecated");
    found.finish(&parsed, &item, !allowed)
}

fn named(item: &Item) -> TokenStream {
    match item {
        Item::Impl(block) => block.self_ty.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Mod(item) => item.ident.to_token_stream(),
        other => other.to_token_stream(),
    }
}

fn first(tokens: &TokenStream) -> proc_macro2::Span {
    crate::rewrite::first_span(tokens.clone())
}

/// The user's item, and an error beside it.
fn with_error(item: &TokenStream, error: syn::Error) -> TokenStream {
    let error = error.into_compile_error();
    quote!(#item #error)
}

/// Where a function stands.
#[derive(Clone, Default)]
struct Place {
    /// `Type::`, for the name of the function.
    prefix: String,
    generics: Vec<String>,
    /// What `Self` stands for, where that is one type.
    self_type: Option<TokenStream>,
    imports: Imports,
    /// The methods of the same block that run queries.
    queriers: HashSet<String>,
}

/// One expansion of an attribute.
#[derive(Default)]
struct Expansion {
    diagnostics: Diagnostics,
    /// Whether a function was left out by `skip`.
    skipped: bool,
}

impl Expansion {
    fn options(&mut self, args: TokenStream) -> Option<Options> {
        let mut options = Options::parse(args).map_err(|error| self.diagnostics.error(error)).ok()?;
        if let Err(error) = options.levels.switch() {
            self.diagnostics.error(error);
        }
        Some(options)
    }

    fn take(&mut self, attributes: &mut Vec<Attribute>) -> Option<Options> {
        take_traced(attributes).unwrap_or_else(|error| {
            self.diagnostics.error(error);
            None
        })
    }

    fn no_query(&mut self, at: &impl ToTokens, rule: &str) {
        if self.diagnostics.has_errors() {
            return;
        }
        let message = format!(
            "{rule}, so the attribute does nothing\n\
             help: remove it; if there is a query that is made elsewhere, name the function that makes it: `queries(path)`"
        );
        self.diagnostics.error(syn::Error::new_spanned(at, message));
    }

    /// Rewrites the functions of an item, and says how many query calls there are.
    fn item(&mut self, item: &mut Item, options: &Options, place: &Place) -> usize {
        let imports = &place.imports;
        match item {
            Item::Impl(block) => self.implementation(block, options, imports),
            Item::Trait(block) => self.provided(block, options, imports),
            Item::Mod(module) => {
                let Some((_, items)) = &mut module.content else { return 0 };
                let mut imports = imports.clone();
                for item in items.iter() {
                    imports.add(item);
                }
                let queriers = queriers::of(items.iter().filter_map(|item| match item {
                    Item::Fn(function) => Some((&function.sig.ident, &*function.block)),
                    _ => None,
                }));
                let place = Place { imports, queriers, ..Place::default() };
                items.iter_mut().map(|item| self.item(item, options, &place)).sum()
            }
            Item::Fn(function) => {
                let inner = self.take(&mut function.attrs);
                self.member(&function.sig, &mut function.block, options, inner.as_ref(), place)
            }
            Item::Macro(item) if item.ident.is_none() => {
                self.invocation(&item.mac, options);
                0
            }
            _ => 0,
        }
    }

    fn implementation(&mut self, block: &mut ItemImpl, options: &Options, imports: &Imports) -> usize {
        let place = Place {
            prefix: type_name(&block.self_ty),
            generics: type_parameters(&block.generics),
            self_type: concrete(block),
            imports: imports.clone(),
            queriers: queriers::of(block.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some((&function.sig.ident, &function.block)),
                _ => None,
            })),
        };
        let mut calls = 0;
        for item in &mut block.items {
            if let ImplItem::Fn(function) = item {
                let inner = self.take(&mut function.attrs);
                calls += self.member(&function.sig, &mut function.block, options, inner.as_ref(), &place);
            } else if let ImplItem::Macro(item) = item {
                self.invocation(&item.mac, options);
            }
        }
        calls
    }

    /// A macro among the items, whose functions nobody sees here.
    fn invocation(&mut self, invocation: &syn::Macro, options: &Options) {
        if !options.skip && looks_like_query(invocation.tokens.clone(), &|_| false) {
            let name = invocation.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
            let message = untraced_query::in_item_macro(&name);
            if options.levels.of(Lint::UntracedQuery) == Level::Deny {
                self.diagnostics.report(Lint::UntracedQuery, &options.levels, &invocation.path, &message);
            }
        }
    }

    fn provided(&mut self, block: &mut ItemTrait, options: &Options, imports: &Imports) -> usize {
        let place = Place {
            prefix: format!("{}::", block.ident),
            generics: type_parameters(&block.generics),
            self_type: None,
            imports: imports.clone(),
            queriers: queriers::of(block.items.iter().filter_map(|item| match item {
                TraitItem::Fn(function) => Some((&function.sig.ident, function.default.as_ref()?)),
                _ => None,
            })),
        };
        let mut calls = 0;
        for item in &mut block.items {
            if let TraitItem::Fn(function) = item {
                let inner = self.take(&mut function.attrs);
                if let Some(body) = &mut function.default {
                    calls += self.member(&function.sig, body, options, inner.as_ref(), &place);
                }
            }
        }
        calls
    }

    /// A function of a block; one that has an attribute of its own must have a query.
    fn member(
        &mut self,
        signature: &Signature,
        body: &mut Block,
        options: &Options,
        inner: Option<&Options>,
        place: &Place,
    ) -> usize {
        let merged = inner.map_or_else(|| options.clone(), |inner| options.with(inner));
        let skipped = merged.skip;
        self.skipped |= skipped;
        let calls = self.function(signature, body, merged, place);
        if inner.is_some() && calls == 0 && !skipped {
            self.no_query(&signature.ident, "this function has no query call");
        }
        calls
    }

    fn function(&mut self, signature: &Signature, body: &mut Block, options: Options, place: &Place) -> usize {
        let name = format!("{}{}", place.prefix, signature.ident);
        let mut generics = place.generics.clone();
        generics.extend(type_parameters(&signature.generics));
        let surroundings = Around {
            function: &name,
            generics: &generics,
            self_type: place.self_type.as_ref(),
            queriers: &place.queriers,
        };
        let mut walk = Body::new(options, surroundings, place.imports.clone(), &mut self.diagnostics);
        for input in &signature.inputs {
            walk.scope().bind_parameter(input, &generics);
            walk.note_parameter(input);
        }
        walk.rewrite(body, signature.asyncness.is_none())
    }

    /// The rewritten item; on any error the user's own, so that the compiler still sees what they wrote.
    fn finish(self, rewritten: &impl ToTokens, original: &TokenStream, among: bool) -> TokenStream {
        match self.diagnostics.into_compile_errors(among) {
            None => rewritten.to_token_stream(),
            Some(errors) => {
                let original = crate::fallback::strip(original.clone());
                quote!(#original #errors)
            }
        }
    }
}

/// The type of a block without type parameters, as it can be named in a constant.
fn concrete(block: &ItemImpl) -> Option<TokenStream> {
    type_parameters(&block.generics).is_empty().then(|| with_static_lifetimes(block.self_ty.to_token_stream()))
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
fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path.path.segments.last().map(|last| format!("{}::", last.ident)).unwrap_or_default(),
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Paren(inner) => type_name(&inner.elem),
        Type::Group(inner) => type_name(&inner.elem),
        _ => String::new(),
    }
}

fn type_parameters(generics: &Generics) -> Vec<String> {
    let types = generics.type_params().map(|parameter| parameter.ident.to_string());
    types.chain(generics.const_params().map(|parameter| parameter.ident.to_string())).collect()
}
