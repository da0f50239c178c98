#![doc = include_str!("../README.md")]
#![no_std]

mod byte;
mod collapse;
mod comment;
mod dialect;
mod judge;
mod keyword;
mod lexer;
mod outline;
mod output;
mod placeholder;
mod quote;
mod recognize;
mod sanitize;
mod summary;
mod token;

pub use collapse::{collapse_into, collapsed_len};
pub use comment::{ends_in_quote, has_comment, is_empty, takes_comment};
pub use dialect::Dialect;
pub use judge::{
    QuotedPlaceholder, Slot, equality, foreign_placeholder, has_several_statements, pages, quoted_placeholder, slot,
    stray_placeholder, takes_list, unfiltered_write,
};
pub use placeholder::greatest_placeholder;
pub use recognize::is_statement;
pub use sanitize::{sanitize_into, sanitized_len};
pub use summary::{Summary, summarize};
