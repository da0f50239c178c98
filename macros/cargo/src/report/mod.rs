//! What people and machines are shown of an inventory and of its coverage. Styles are escape sequences, which the
//! terminal's stream takes off where nobody sees them.

pub mod check;
mod columns;
pub mod coverage;
pub mod findings;
pub mod json;
pub mod markdown;
mod rules;
pub mod sarif;
mod style;
pub mod table;
mod words;
