//! The commenter: [sqlcommenter](https://google.github.io/sqlcommenter/spec/) comments on statements, so that a slow
//! one in the database's log leads to its trace.
//!
//! Comments are turned on with [`Comments`], see [`guide::commenter`](crate::guide::commenter). This module
//! has what stands on its own: [`append`] and [`prepend`] write a comment, [`parse`] reads one back from a log, and
//! [`scope`] sets the tags of a request.

mod append;
mod apply;
mod bind_skip;
mod encode;
mod pairs;
mod parse;
mod scope;
mod statement;
mod texts;
mod trace_context;

pub use self::append::{append, prepend};
pub(crate) use self::apply::{ActiveComments, Caller};
pub use self::bind_skip::BindSkipReason;
pub(crate) use self::bind_skip::bind_skips;
pub use self::parse::parse;
pub use self::scope::{Scope, inherit, scope};
pub(crate) use self::statement::{Arguments, Change, ExecutedStatement, Parameter, Text};
pub(crate) use self::trace_context::traceparent_text;
pub use crate::settings::{CommentMode, CommentPosition, Comments};
