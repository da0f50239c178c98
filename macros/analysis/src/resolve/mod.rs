//! What names, texts and queries are, by the bindings in force.

pub(crate) mod blocking;
mod builder;
pub(crate) mod imports;
pub(crate) mod lengths;
mod listed;
mod makers;
pub(crate) mod query;
pub(crate) mod scope;
mod template;
pub(crate) mod text;
