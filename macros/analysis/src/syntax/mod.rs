//! Rust syntax without any meaning: ways down a tree, shapes of patterns and expressions, and tokens.

pub(crate) mod attributes;
pub(crate) mod item_macros;
pub(crate) mod macro_arguments;
pub(crate) mod patterns;
pub(crate) mod places;
pub(crate) mod source_text;
pub(crate) mod tokens;
pub(crate) mod visitor;
