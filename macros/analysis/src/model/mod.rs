//! What the analysis finds, as data. It owns all that it holds, so that it outlives the syntax tree it came from.

pub(crate) mod diagnostic;
pub(crate) mod function;
pub(crate) mod ids;
pub(crate) mod nodes;
pub(crate) mod repetition;
pub(crate) mod site;
pub(crate) mod unreached;
