//! What the names of a function body mean at the point that is being read: the bindings in force, innermost last.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, FnArg, Item, Pat, PatIdent, Type, UseTree};

use crate::builder::Builder;
use crate::find::Query;
use crate::look::{self, Look};
use crate::text::{Dynamic, Text, Why};

/// What a local name stands for, as far as queries are concerned.
#[derive(Clone)]
pub(crate) enum Meaning {
    /// SQL text, static or not.
    Text(Text),
    /// A sqlx query that has not run yet.
    Query(Query),
    /// A `QueryBuilder`, or the `Separated` that it lends.
    Builder(Rc<RefCell<Builder>>),
    /// A parameter that takes SQL text or executors: what its type says.
    Parameter(Parameter),
    /// A prepared statement, with its text.
    Prepared(Text),
    /// Bound by a pattern, or to something that is none of the above.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parameter {
    StaticText,
    /// `&str`, `String` and their like, or a generic type, which may be text.
    Text,
    Executor,
    Other,
}

#[derive(Clone)]
pub(crate) struct Binding {
    pub(crate) name: Ident,
    pub(crate) meaning: Meaning,
    /// The emitted variable that knows which server this connection came from.
    pub(crate) origin: Option<Ident>,
    /// The emitted variable that watches this transaction.
    pub(crate) watch: Option<Ident>,
    /// Whether it is a parameter of a generic type, whose methods need no import.
    pub(crate) generic: bool,
    /// Whether it is an iterator or a stream.
    pub(crate) iterates: bool,
}

/// The bindings in force.
#[derive(Default)]
pub(crate) struct Scope(Vec<Binding>);

impl Scope {
    /// A point to come back to with [`leave`](Self::leave).
    pub(crate) fn enter(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn leave(&mut self, point: usize) {
        self.0.truncate(point);
    }

    pub(crate) fn bind(&mut self, name: Ident, meaning: Meaning, origin: Option<Ident>) {
        self.0.push(Binding { name, meaning, origin, watch: None, generic: false, iterates: false });
    }

    /// The innermost binding of a name.
    pub(crate) fn find(&self, name: &Ident) -> Option<&Binding> {
        self.0.iter().rev().find(|binding| binding.name == *name)
    }

    /// The innermost binding of a name that is known as text alone.
    pub(crate) fn named(&self, name: &str) -> Option<&Binding> {
        self.0.iter().rev().find(|binding| binding.name == name)
    }

    /// All names in force.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.0.iter().map(|binding| binding.name.to_string()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    pub(crate) fn find_mut(&mut self, name: &Ident) -> Option<&mut Binding> {
        self.0.iter_mut().rev().find(|binding| binding.name == *name)
    }

    /// Whether a name is bound further out than a point.
    pub(crate) fn binds_before(&self, point: usize, name: &Ident) -> bool {
        self.0.iter().rposition(|binding| binding.name == *name).is_some_and(|position| position < point)
    }

    /// Whether a name was bound since a point.
    pub(crate) fn binds_since(&self, point: usize, name: &str) -> bool {
        self.0.iter().skip(point).any(|binding| binding.name == name)
    }

    /// Forgets the expressions that can't be named from here on.
    pub(crate) fn forget(&mut self, lost: &dyn Fn(&TokenStream) -> bool) {
        for binding in &mut self.0 {
            match &mut binding.meaning {
                Meaning::Text(text) | Meaning::Prepared(text) => text.forget(lost),
                Meaning::Query(query) => query.text.forget(lost),
                Meaning::Builder(builder) => builder.borrow_mut().forget(lost),
                Meaning::Parameter(_) | Meaning::Other => {}
            }
        }
    }

    /// Binds every name of a pattern to something unknown.
    pub(crate) fn bind_pattern(&mut self, pattern: &Pat) {
        for name in names(pattern) {
            self.bind(name, Meaning::Other, None);
        }
    }

    /// Binds what a closure is given.
    pub(crate) fn bind_input(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Type(typed) if is_builder(&typed.ty) => {
                for name in names(pattern) {
                    let builder = Builder::of_parameter(&name);
                    self.bind(name, Meaning::Builder(Rc::new(RefCell::new(builder))), None);
                }
            }
            _ => self.bind_pattern(pattern),
        }
    }

    pub(crate) fn bind_parameter(&mut self, parameter: &FnArg, generics: &[String]) {
        let FnArg::Typed(parameter) = parameter else { return };
        if let Pat::Ident(name) = &*parameter.pat {
            let meaning = if is_builder(&parameter.ty) {
                Meaning::Builder(Rc::new(RefCell::new(Builder::of_parameter(&name.ident))))
            } else {
                Meaning::Parameter(Parameter::of(&parameter.ty))
            };
            let generic = match &*parameter.ty {
                Type::ImplTrait(_) => true,
                Type::Path(path) => {
                    path.path.get_ident().is_some_and(|name| generics.iter().any(|other| name == other))
                }
                _ => false,
            };
            self.0.push(Binding {
                name: name.ident.clone(),
                meaning,
                origin: None,
                watch: None,
                generic,
                iterates: false,
            });
        } else {
            self.bind_pattern(&parameter.pat);
        }
    }
}

/// `&mut QueryBuilder<Postgres>`: sqlx's is generic.
fn is_builder(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_builder(&reference.elem),
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == "QueryBuilder" && !last.arguments.is_none())
        }
        _ => false,
    }
}

impl Parameter {
    fn of(ty: &Type) -> Self {
        if let Type::Reference(reference) = ty
            && reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static")
            && matches!(&*reference.elem, Type::Path(path) if path.path.is_ident("str"))
        {
            return Self::StaticText;
        }
        // By the words of the type: aliases of sqlx's (`PgPool`, `&mut PgConnection`) end in them.
        let words = quote::quote!(#ty).to_string();
        let has = |word| words.contains(word);
        if has("Pool") || has("Connection") || has("Transaction") || has("Executor") || has("Acquire") {
            Self::Executor
        } else if has("str") || has("String") || has("Sql") || !has("<") && words.len() == 1 {
            Self::Text
        } else {
            Self::Other
        }
    }
}

impl Binding {
    /// The text that this name stands for.
    pub(crate) fn text(&self) -> Text {
        let dynamic = |why| Text::Dynamic(Dynamic::new(why, &self.name));
        let name = || self.name.to_string();
        match &self.meaning {
            Meaning::Text(text) => text.clone(),
            Meaning::Parameter(Parameter::StaticText) => dynamic(Why::Parameter { name: name(), is_static: true }),
            Meaning::Parameter(Parameter::Text) => dynamic(Why::Parameter { name: name(), is_static: false }),
            Meaning::Other => dynamic(Why::Pattern(name())),
            Meaning::Parameter(_) | Meaning::Query(_) | Meaning::Builder(_) | Meaning::Prepared(_) => {
                dynamic(Why::Unknown)
            }
        }
    }
}

/// The names that patterns bind.
struct Names(Vec<Ident>);

impl Look for Names {
    fn pat_ident(&mut self, pattern: &PatIdent) {
        self.0.push(pattern.ident.clone());
    }
}

/// The names that a pattern binds.
pub(crate) fn names(pattern: &Pat) -> Vec<Ident> {
    let mut found = Names(Vec::new());
    look::at_pat(&mut found, pattern);
    found.0
}

/// The names that a condition binds, `if let` among others.
pub(crate) fn condition_names(condition: &Expr) -> Vec<Ident> {
    let mut found = Names(Vec::new());
    look::at_expr(&mut found, condition);
    found.0
}

/// The names that an item in a block gives a meaning of their own there.
pub(crate) fn item_names(item: &Item) -> Vec<Ident> {
    fn leaves(tree: &UseTree, names: &mut Vec<Ident>) {
        match tree {
            UseTree::Path(path) => leaves(&path.tree, names),
            UseTree::Name(name) => names.push(name.ident.clone()),
            UseTree::Rename(rename) => names.push(rename.rename.clone()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            UseTree::Glob(_) => {}
        }
    }
    match item {
        Item::Const(item) => vec![item.ident.clone()],
        Item::Static(item) => vec![item.ident.clone()],
        Item::Mod(item) => vec![item.ident.clone()],
        Item::Enum(item) => vec![item.ident.clone()],
        Item::Struct(item) => vec![item.ident.clone()],
        Item::Trait(item) => vec![item.ident.clone()],
        Item::Type(item) => vec![item.ident.clone()],
        Item::Use(item) => {
            let mut names = Vec::new();
            leaves(&item.tree, &mut names);
            names
        }
        Item::Macro(item) => item.ident.iter().cloned().collect(),
        _ => Vec::new(),
    }
}
