//! The inventory of this workspace beside what its macros see: the same sites, at the same places, with the same texts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cargo_sqlspan::inventory::{Inventory, TextKnown};
use proc_macro2::{Span, TokenStream};
use sqlspan_analysis::{Literal, Model, RecordedText, SiteKind, Source, Text, is_traced, repository, traced};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, Item, ItemFn, Meta};

/// Line, column, method, summary of a literal.
type Found = (usize, usize, String, Option<String>);

/// What the macros of a file see.
#[derive(Default)]
struct Macros {
    found: BTreeSet<Found>,
}

impl Macros {
    fn add(&mut self, model: &Model) {
        for function in &model.functions {
            for site in &function.sites {
                if function.options.skip || matches!(site.kind, SiteKind::Unresolved { .. } | SiteKind::CopyEnd(_)) {
                    continue;
                }
                let start: Span = site.start;
                let summary = site.query_call().and_then(|call| match (&call.query.text, &site.options.summary) {
                    (Text::Static(Source::Literal(Literal { sql, .. })), None) => {
                        Some(RecordedText::read(sql, site.options.dialect()).summary)
                    }
                    (Text::Built(Source::Prefix(begins, _)), None) => {
                        Some(RecordedText::summary(begins, site.options.dialect()))
                    }
                    _ => None,
                });
                let start = start.start();
                self.found.insert((start.line, start.column + 1, site.method.to_string(), summary));
            }
        }
    }
}

fn arguments(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    }
}

/// Takes an attribute off, as the compiler does before it calls its macro.
fn taken(attributes: &mut Vec<Attribute>, wanted: impl Fn(&Attribute) -> bool) -> Option<TokenStream> {
    let at = attributes.iter().position(wanted)?;
    Some(arguments(&attributes.remove(at)))
}

fn is_repository(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "repository")
}

impl<'a> Visit<'a> for Macros {
    fn visit_item(&mut self, item: &'a Item) {
        let mut copy = item.clone();
        let found = match &mut copy {
            Item::Impl(block) => taken(&mut block.attrs, is_repository),
            Item::Trait(block) => taken(&mut block.attrs, is_repository),
            Item::Mod(block) => taken(&mut block.attrs, is_repository),
            _ => None,
        };
        match found {
            Some(arguments) => {
                self.add(&repository(arguments, &copy, None));
                // Functions inside of bodies are not covered, but may have attributes of their own.
                Bodies(self).visit_item(item);
            }
            None => visit::visit_item(self, item),
        }
    }

    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        let ItemFn { attrs, vis, modifiers, sig, block } = function.clone();
        self.function(ImplItemFn { attrs, vis, modifiers, sig, block: *block });
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        self.function(function.clone());
        visit::visit_impl_item_fn(self, function);
    }
}

impl Macros {
    fn function(&mut self, mut function: ImplItemFn) {
        if let Some(arguments) = taken(&mut function.attrs, is_traced) {
            self.add(&traced(arguments, &function, None));
        }
    }
}

/// The items inside of the bodies of what a macro covers.
struct Bodies<'m>(&'m mut Macros);

impl<'a> Visit<'a> for Bodies<'_> {
    fn visit_block(&mut self, block: &'a syn::Block) {
        for statement in &block.stmts {
            if let syn::Stmt::Item(item) = statement {
                self.0.visit_item(item);
            }
        }
        visit::visit_block(self, block);
    }
}

#[test]
fn the_inventory_has_the_sites_of_the_macros() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().parent().unwrap();
    let inventory = Inventory::read(Some(&root.join("Cargo.toml")), &[]).unwrap();
    let mut files: BTreeMap<&str, BTreeSet<Found>> = BTreeMap::new();
    for site in &inventory.sites {
        let of_file = files.entry(&site.file).or_default();
        if site.is_traced() {
            of_file.insert((site.line, site.column, site.method.clone(), None));
        }
    }
    let mut sites = 0;
    for (file, inventoried) in &files {
        let parsed = syn::parse_file(&std::fs::read_to_string(root.join(file)).unwrap()).unwrap();
        let mut macros = Macros::default();
        macros.visit_file(&parsed);
        let expanded: BTreeSet<Found> =
            macros.found.iter().map(|(line, column, method, _)| (*line, *column, method.clone(), None)).collect();
        assert_eq!(*inventoried, expanded, "{file}");
        for (line, column, method, summary) in macros.found {
            let Some(summary) = summary else { continue };
            let mut here = inventory.sites.iter().filter(|site| site.file == *file);
            let site = here.find(|site| (site.line, site.column, &site.method) == (line, column, &method)).unwrap();
            assert!(matches!(site.text, TextKnown::Static | TextKnown::Beginning), "{file}:{line}");
            assert_eq!(site.summary.clone().unwrap_or_default(), summary, "{file}:{line}");
        }
        sites += expanded.len();
    }
    assert!(sites > 300, "the tests and examples are elsewhere: {sites}");
}
