//! Texts that stand elsewhere: in constants of other modules and crates of the workspace, in included files.
//!
//! [`expression`] is what a text stands in, as data; [`scopes`] what a file declares that paths may lead to; [`names`]
//! where they lead; [`texts`] puts the text together.

pub mod expression;
pub mod names;
pub mod scopes;
pub mod texts;
