//! The commenter: [sqlcommenter](https://google.github.io/sqlcommenter/spec/) comments on statements, so that a slow
//! one in the database's log leads to its trace.
//!
//! Comments are turned on with [`Comments`], see [`guide::commenter`](crate::guide::commenter). This module
//! has what stands on its own: [`append`] and [`prepend`] write a comment, [`parse`] reads one back from a log, and
//! [`scope`] sets the tags of a request.

mod append;
mod apply;
mod encode;
mod pairs;
mod parse;
mod refusal;
mod scope;
mod settings;
mod texts;
mod trace_context;

pub use self::append::{append, prepend};
pub(crate) use self::apply::{Active, Arguments, Caller, Change, Execution, Parameter};
pub use self::parse::parse;
pub use self::refusal::Refusal;
pub(crate) use self::refusal::count as refusals;
pub use self::scope::{Scope, inherit, scope};
pub use self::settings::{CommentMode, CommentPosition, Comments};
pub(crate) use self::trace_context::traceparent_text as traceparent;
