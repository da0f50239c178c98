//! What the names of a function body mean at the point that is being read: the bindings in force, innermost last.

use std::cell::RefCell;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use syn::{FnArg, Pat, Type};

use super::blocking::{self, BlockingLibrary};
use super::imports::Imports;
use crate::model::ids::{OriginId, WatchId};
use crate::query::builder::Builder;
use crate::query::maker::Maker;
use crate::query::{Made, Query};
use crate::sqlx::connections::is_builder_type;
use crate::sqlx::functions::is_query_parameter;
use crate::syntax::patterns::names;
use crate::syntax::tokens::last_word;
use crate::text::Text;
use crate::text::dynamic::DynamicReason;
use crate::text::source::Source;

/// What a local name stands for, as far as queries are concerned.
#[derive(Clone)]
pub(crate) enum Meaning {
    /// SQL text, static or not.
    Text(Text),
    /// A sqlx query that has not run yet.
    Query(Query),
    /// A function or a closure that returns a query.
    Maker(Maker),
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
    /// Where this connection came from.
    pub(crate) origin: Option<OriginId>,
    /// The watch over this transaction.
    pub(crate) watch: Option<WatchId>,
    /// What keeps the span of this COPY.
    pub(crate) copy_watch: Option<WatchId>,
    /// The library of this connection, where its calls block.
    pub(crate) blocking: Option<BlockingLibrary>,
    /// Whether it is a parameter of a generic type, whose methods need no import.
    pub(crate) generic: bool,
    /// Whether it is an iterator or a stream.
    pub(crate) iterates: bool,
    /// How many items it has, where they are written down.
    pub(crate) length: Option<usize>,
    /// The constant list that it is an item of.
    pub(crate) list: Option<String>,
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

    pub(crate) fn bind(&mut self, name: Ident, meaning: Meaning) {
        self.0.push(Binding {
            name,
            meaning,
            origin: None,
            watch: None,
            copy_watch: None,
            blocking: None,
            generic: false,
            iterates: false,
            length: None,
            list: None,
        });
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
                Meaning::Parameter(_) | Meaning::Maker(_) | Meaning::Other => {}
            }
        }
    }

    /// Binds every name of a pattern to something unknown.
    pub(crate) fn bind_pattern(&mut self, pattern: &Pat) {
        for name in names(pattern) {
            self.bind(name, Meaning::Other);
        }
    }

    /// Binds what a closure is given.
    pub(crate) fn bind_input(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Type(typed) if is_builder_type(&typed.ty) => {
                for name in names(pattern) {
                    let builder = Builder::from_parameter(&name);
                    self.bind(name, Meaning::Builder(Rc::new(RefCell::new(builder))));
                }
            }
            Pat::Type(typed) if Parameter::from_type(&typed.ty) == Parameter::StaticText => {
                for name in names(pattern) {
                    self.bind(name, Meaning::Parameter(Parameter::StaticText));
                }
            }
            _ => self.bind_pattern(pattern),
        }
    }

    pub(crate) fn bind_parameter(&mut self, parameter: &FnArg, generics: &[String], imports: &Imports) {
        let FnArg::Typed(parameter) = parameter else { return };
        let Pat::Ident(name) = &*parameter.pat else { return self.bind_pattern(&parameter.pat) };
        let meaning = if is_builder_type(&parameter.ty) {
            Meaning::Builder(Rc::new(RefCell::new(Builder::from_parameter(&name.ident))))
        } else if is_query_parameter(&parameter.ty, &|path| imports.resolve(path)) {
            // Its text is judged where it is made, and read from the query when it runs.
            let raw = matches!(&*parameter.ty, Type::Path(ty) if last_word(&ty.path) == "RawSql");
            Meaning::Query(Query {
                raw,
                made: Made::Judged,
                ..Query::with_unseen_binds(Text::Unproven(Source::RuntimeOnly))
            })
        } else {
            Meaning::Parameter(Parameter::from_type(&parameter.ty))
        };
        let generic = match &*parameter.ty {
            Type::ImplTrait(_) => true,
            Type::Path(path) => path.path.get_ident().is_some_and(|name| generics.iter().any(|other| name == other)),
            _ => false,
        };
        self.bind(name.ident.clone(), meaning);
        if let Some(binding) = self.0.last_mut() {
            binding.generic = generic;
            binding.blocking = blocking::library_of_type(&parameter.ty, imports);
        }
    }
}

impl Parameter {
    fn from_type(ty: &Type) -> Self {
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
        let dynamic = |reason| Text::dynamic(reason, &self.name);
        let name = || self.name.to_string();
        match &self.meaning {
            Meaning::Text(text) => text.clone(),
            Meaning::Parameter(Parameter::StaticText) => {
                dynamic(DynamicReason::Parameter { name: name(), is_static: true })
            }
            Meaning::Parameter(Parameter::Text) => dynamic(DynamicReason::Parameter { name: name(), is_static: false }),
            Meaning::Other => dynamic(match &self.list {
                Some(list) => DynamicReason::Item { name: name(), list: list.clone() },
                None => DynamicReason::Pattern(name()),
            }),
            Meaning::Parameter(_)
            | Meaning::Query(_)
            | Meaning::Maker(_)
            | Meaning::Builder(_)
            | Meaning::Prepared(_) => dynamic(DynamicReason::Unknown),
        }
    }
}
