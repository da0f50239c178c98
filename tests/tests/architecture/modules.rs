//! The modules of a crate, read from its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};

/// Where files are.
pub trait Files {
    /// The text of a file; `None` where there is none.
    fn text(&self, path: &str) -> Option<String>;
}

/// Below a folder.
pub struct Disk(pub PathBuf);

impl Files for Disk {
    fn text(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.0.join(path)).ok()
    }
}

impl Files for BTreeMap<&str, &str> {
    fn text(&self, path: &str) -> Option<String> {
        self.get(path).map(|text| (*text).to_owned())
    }
}

/// A module, inline or in a file of its own.
pub struct Module {
    /// From the root, which has none.
    pub path: Vec<String>,
    pub file: String,
    /// Without its inner modules.
    pub items: Vec<Item>,
    /// The attributes of its inner modules.
    pub of_inner: TokenStream,
    /// What `use` gives a name here.
    pub uses: Vec<Use>,
}

/// One name of a `use`.
#[derive(Debug)]
pub struct Use {
    /// `None`: all that is there.
    pub name: Option<String>,
    pub path: Vec<String>,
    pub is_reexport: bool,
}

/// The modules of a crate that are not for its tests.
#[derive(Default)]
pub struct Crate {
    pub modules: Vec<Module>,
}

impl Crate {
    /// Reads the crate whose root is this file.
    pub fn read(files: &impl Files, root: &str) -> Result<Self, String> {
        let mut read = Self::default();
        read.file(files, root, "", &[])?;
        Ok(read)
    }

    /// The files, each once.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let mut files: Vec<&str> = self.modules.iter().map(|module| module.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        files.into_iter()
    }

    /// The number of the module at a path.
    pub fn find(&self, path: &[String]) -> Option<usize> {
        self.modules.iter().position(|module| module.path == path)
    }

    /// `folder` is where the files of its modules are.
    fn file(&mut self, files: &impl Files, file: &str, folder: &str, path: &[String]) -> Result<(), String> {
        let text = files.text(file).ok_or_else(|| format!("there is no file {file}"))?;
        let parsed = syn::parse_file(&text).map_err(|error| format!("{file}: {error}"))?;
        self.module(files, file, folder, path, parsed.items)
    }

    fn module(
        &mut self,
        files: &impl Files,
        file: &str,
        folder: &str,
        path: &[String],
        items: Vec<Item>,
    ) -> Result<(), String> {
        let mut others = Vec::new();
        let mut inner = Vec::new();
        let mut uses = Vec::new();
        for item in items.into_iter().filter(|item| !is_for_tests(attributes(item))) {
            match item {
                Item::Mod(module) => inner.push(module),
                Item::Use(item) => {
                    let is_reexport = !matches!(item.vis, Visibility::Inherited);
                    collect(&item.tree, &mut Vec::new(), &mut |name, path| {
                        uses.push(Use { name, path, is_reexport });
                    });
                    others.push(Item::Use(item));
                }
                item => others.push(item),
            }
        }
        let of_inner = inner.iter().flat_map(|module| module.attrs.iter().map(ToTokens::to_token_stream)).collect();
        self.modules.push(Module { path: path.to_owned(), file: file.to_owned(), items: others, of_inner, uses });
        for module in inner {
            let name = module.ident.to_string();
            let path = [path, std::slice::from_ref(&name)].concat();
            let folder_of_module = format!("{folder}{name}/");
            if let Some(stated) = stated_path(&module.attrs) {
                let stated = normal(&Path::new(file).parent().unwrap_or(Path::new("")).join(stated));
                self.file(files, &stated, &folder_of_module, &path)?;
            } else if let Some((_, items)) = module.content {
                self.module(files, file, &folder_of_module, &path, items)?;
            } else {
                let of_file = format!("{folder}{name}.rs");
                let of_folder = format!("{folder_of_module}mod.rs");
                let found = if files.text(&of_file).is_some() { of_file } else { of_folder };
                self.file(files, &found, &folder_of_module, &path)?;
            }
        }
        Ok(())
    }
}

/// `a/../b` as `b`; what leaves the root keeps its dots.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        let part = part.as_os_str().to_string_lossy().into_owned();
        if part == ".." && parts.last().is_some_and(|last| last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

fn stated_path(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find(|attribute| attribute.path().is_ident("path")).and_then(|attribute| {
        let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
        let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }) = &pair.value else { return None };
        Some(path.value())
    })
}

/// Every name of a `use`, with what it stands for.
pub fn collect(tree: &UseTree, before: &mut Vec<String>, found: &mut impl FnMut(Option<String>, Vec<String>)) {
    let with = |before: &[String], name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            collect(&path.tree, before, found);
            before.pop();
        }
        UseTree::Name(name) if name.ident == "self" => found(before.last().cloned(), before.clone()),
        UseTree::Name(name) => found(Some(name.ident.to_string()), with(before, name.ident.to_string())),
        UseTree::Rename(rename) if rename.ident == "self" => found(Some(rename.rename.to_string()), before.clone()),
        UseTree::Rename(rename) => found(Some(rename.rename.to_string()), with(before, rename.ident.to_string())),
        UseTree::Glob(_) => found(None, before.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, before, found)),
    }
}

/// Whether something is compiled for the crate's own tests alone.
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let of_cfg = attribute.path().is_ident("cfg") || attribute.path().is_ident("test");
        of_cfg
            && match &attribute.meta {
                syn::Meta::List(list) => list.tokens.to_string() == "test",
                _ => attribute.path().is_ident("test"),
            }
    })
}

/// The attributes of an item.
pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
