#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations)]

extern crate proc_macro;

mod analyze;
mod attr;
mod lint;
mod model;
mod query;
mod resolve;
mod sqlx;
mod syntax;
mod text;

pub use analyze::attributes::{repository, traced};
pub use analyze::file::{file, file_at_levels};
pub use attr::comment::{Comment, Tag};
pub use attr::levels::{Levels, SWITCH};
pub use attr::lints::{Level, Lint};
pub use attr::options::{Options, is_traced};
pub use lint::constant::judge;
pub use model::diagnostic::{Change, Diagnostic, DiagnosticKind, Edit, Finding, with_lint};
pub use model::function::{CoveredBy, Function, Model};
pub use model::ids::{OriginId, WatchId};
pub use model::nodes::{Invocation, NodeId};
pub use model::repetition::{Repeated, RepeatedBind, Repetition, RepetitionKind};
pub use model::site::{
    CheckArgument, ConstantCheck, CopyCall, ExecutorSide, FutureUse, MigrationCall, Note, NoteKind, QueryCall,
    SessionCall, Site, SiteKind, StepCall, Surroundings, TransactionCall,
};
pub use model::unreached::{Unreached, UnreachedReason};
pub use query::{Binds, Query};
pub use sqlspan_sql::{Answer, Dialect, OperationKind, foreign_syntax, is_table_called};
pub use sqlx::methods::{CopyMethod, Method, SessionMethod, StepMethod};
pub use sqlx::paths::as_method;
pub use syntax::attributes::{conditions_of, is_for_tests, of_expr_mut, of_statement_mut};
pub use syntax::item_macros::items_of_macro;
pub use syntax::macro_arguments::{ArgumentPart, MacroArguments};
pub use text::Text;
pub use text::dynamic::{Dynamic, DynamicReason, Interpolation};
pub use text::recorded::RecordedText;
pub use text::script::ScriptStatement;
pub use text::source::{Literal, Source};
pub use text::statement::{StatementId, TablesOf};
pub use text::template::{Hole, Known, Piece, Template};
