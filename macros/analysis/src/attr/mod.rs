//! The attributes `#[repository(..)]` and `#[traced(..)]`: their grammar, and which option is in force where.

pub(crate) mod comment;
pub(crate) mod levels;
pub(crate) mod lints;
pub(crate) mod options;
mod values;
