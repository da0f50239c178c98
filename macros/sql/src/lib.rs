#![doc = include_str!("../README.md")]
#![no_std]

mod answer;
mod byte;
mod collapse;
mod comment;
mod dialect;
mod effects;
mod foreign;
mod keyword;
mod kind;
mod lexer;
pub mod lint;
mod name;
mod output;
mod part;
mod placeholder;
mod quote;
mod reader;
mod reading;
mod recognize;
mod sanitize;
mod statement;
mod summary;
mod token;
mod words;

pub use answer::Answer;
pub use collapse::{collapse_into, collapsed_len};
pub use comment::{ends_in_quote, has_comment, is_empty, takes_comment};
pub use dialect::Dialect;
pub use effects::Effects;
pub use foreign::{Foreign, foreign_syntax};
pub use kind::{OperationKind, Paging, TargetKind};
pub use name::is_table_called;
pub use placeholder::greatest_placeholder;
pub use reading::{Operation, Operations, Reading, Tables, Target, Targets, read};
pub use recognize::is_statement;
pub use sanitize::{sanitize_into, sanitized_len};
pub use statement::Statement;
pub use summary::{Summary, summarize};
