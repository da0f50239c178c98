//! Functions and closures that return a query without running it.

use std::collections::HashMap;

use super::{Made, Query};

/// A function, or a closure, that returns a query without running it.
#[derive(Clone, Debug)]
pub(crate) struct Maker {
    /// The query, as the maker returns it; its text names nothing that means something else at a caller.
    pub(crate) query: Query,
    /// The position of the parameter that is the text, where one is.
    pub(crate) text_parameter: Option<usize>,
    /// Whether it is a method.
    pub(crate) has_self: bool,
}

impl Maker {
    /// A maker that returns `query`; `parameters` are the names of its parameters, but for `self`.
    pub(crate) fn new(mut query: Query, parameters: &[String], has_self: bool, made: Made) -> Self {
        let text_parameter = query.text.parameter().and_then(|name| parameters.iter().position(|other| other == name));
        query.text.forget_all();
        if text_parameter.is_none() {
            query.text.mark_made_elsewhere();
        }
        query.made = made;
        Self { query, text_parameter, has_self }
    }
}

/// The makers in sight, by the paths by which they are called: `by_id`, `Orders::by_id`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Makers(HashMap<String, Option<Maker>>);

impl Makers {
    /// The maker of a path.
    pub(crate) fn get(&self, path: &str) -> Option<&Maker> {
        self.0.get(path)?.as_ref()
    }

    pub(crate) fn add(&mut self, path: String, maker: Maker) {
        // Of two of the same name, as `#[cfg(..)]` allows, neither is known.
        self.0.entry(path).and_modify(|known| *known = None).or_insert(Some(maker));
    }

    /// Whether one is called by this name, whatever stands before it.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.0.keys().any(|path| path.rsplit("::").next() == Some(name))
    }

    /// Whether one of a type is known.
    pub(crate) fn knows_of(&self, prefix: &str) -> bool {
        self.0.keys().any(|path| path.starts_with(prefix))
    }

    /// Those of a module as seen from another one, by the path between them.
    pub(crate) fn seen_through(&self, module: &str) -> impl Iterator<Item = (String, Maker)> {
        let inside = self.0.iter().filter(|(path, _)| !path.starts_with("super::"));
        inside.filter_map(move |(path, maker)| Some((format!("{module}::{path}"), maker.clone()?)))
    }

    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = (String, Maker)>) {
        for (path, maker) in more {
            self.add(path, maker);
        }
    }
}

/// What a body returns.
#[derive(Default)]
pub(crate) enum Returned {
    /// Nothing so far that says it.
    #[default]
    Nothing,
    Query(Query),
    /// Something else, in one place at least.
    Other,
}

impl Returned {
    pub(crate) fn or(self, query: Query) -> Self {
        match self {
            Self::Nothing => Self::Query(query),
            Self::Query(other) => Self::Query(other.or(query)),
            Self::Other => Self::Other,
        }
    }

    pub(crate) fn query(self) -> Option<Query> {
        if let Self::Query(query) = self { Some(query) } else { None }
    }
}
