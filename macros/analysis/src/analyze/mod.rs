//! The pass over items, functions and bodies: source in, model out. It changes nothing.

mod assignments;
pub(crate) mod attributes;
mod events;
pub(crate) mod file;
mod items;
mod loop_heads;
mod makers;
mod nested;
mod pass;
mod place;
mod query_fns;
mod repetition;
mod sight;
