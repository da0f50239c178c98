//! What the lints judge.

use std::cell::OnceCell;

use proc_macro2::TokenStream;
use sqlspan_sql::{Dialect, Reading, read};
use syn::{Expr, Ident};

use crate::attr::options::Options;
use crate::model::repetition::{Repeated, Repetition};
use crate::query::{Binds, Query};
use crate::resolve::blocking::BlockingCall;
use crate::text::Text;
use crate::text::source::Literal;

/// What lints judge.
pub(crate) enum Subject<'a> {
    /// The text of a query, or a piece of it that a builder takes.
    Text(QueryText<'a>),
    /// A literal that is a statement, all of its placeholders being those of a database.
    Statement(Statement<'a>),
    /// A literal that a builder takes, or a statement that was never filled in: what else there is to say of that is
    /// said when it is.
    Piece(&'a Literal),
    /// A query call in a loop.
    Repeated(RepeatedQuery<'a>),
    /// A call, in a loop, of a function that runs a query.
    RepeatedCall { function: &'a Ident, repetition: &'a Repetition },
    /// A query that is not traced.
    Untraced(&'a Untraced),
    /// An attribute on what has no query in sight.
    NoQuery(NoQuery<'a>),
    /// A call that blocks, where the thread must not.
    Blocking { call: &'a BlockingCall, at: TokenStream },
}

/// The text of a query.
pub(crate) struct QueryText<'a> {
    pub(crate) text: &'a Text,
    /// The query, as the user wrote it, where it is in sight.
    pub(crate) chain: Option<&'a Expr>,
    /// Whether values can be bound to it as it is made: `raw_sql(..)` and `pool.execute("..")` take none.
    pub(crate) takes_binds: bool,
}

impl<'a> QueryText<'a> {
    /// That of a query.
    pub(crate) fn of(query: &'a Query, chain: Option<&'a Expr>) -> Self {
        Self { text: &query.text, chain, takes_binds: query.binds != Binds::Impossible }
    }
}

/// A literal that is a statement.
pub(crate) struct Statement<'a> {
    pub(crate) literal: &'a Literal,
    pub(crate) binds: Binds,
    /// The method that executes it.
    pub(crate) method: &'a Ident,
    /// Read once for all lints.
    reading: OnceCell<Box<Reading<'a>>>,
}

impl<'a> Statement<'a> {
    pub(crate) fn new(literal: &'a Literal, binds: Binds, method: &'a Ident) -> Self {
        Self { literal, binds, method, reading: OnceCell::new() }
    }

    /// What the statement does.
    pub(crate) fn reading(&self, dialect: Dialect) -> &Reading<'a> {
        self.reading.get_or_init(|| Box::new(read(&self.literal.sql, dialect)))
    }
}

/// A query call in a loop.
pub(crate) struct RepeatedQuery<'a> {
    pub(crate) query: &'a Query,
    pub(crate) repeated: &'a Repeated,
    /// The method that executes it.
    pub(crate) method: &'a Ident,
}

/// A query that is not traced, and where.
pub(crate) struct Untraced {
    pub(crate) at: TokenStream,
    pub(crate) why: UntracedReason,
}

/// An attribute on what has no query in sight.
pub(crate) struct NoQuery<'a> {
    pub(crate) at: TokenStream,
    pub(crate) on: AttributeOn,
    /// A macro that may hold one.
    pub(crate) opaque: Option<&'a TokenStream>,
}

/// What an attribute is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttributeOn {
    Function,
    Block,
    /// A trait whose functions are declared alone.
    Declarations,
    /// A statement, a loop or an expression.
    Part,
}

/// Why a query is not traced.
pub(crate) enum UntracedReason {
    /// It stands in the arguments of this macro.
    InMacro(String),
    /// It stands in the arguments of a macro that `macros(..)` names, where they are no expression.
    InStatedMacro(String),
    /// It stands in this macro, which stands for items.
    InItemMacro(String),
    /// It stands in a function inside of the annotated one.
    InNestedFunction,
    /// Its method is called as a path.
    MethodAsPath,
    /// It is a step, a COPY or its like, and its method is called as a path, on no place.
    StepAsPath,
    /// Its method is given types.
    WithTypes,
}

/// What is in force where a lint judges.
pub(crate) struct LintContext<'a> {
    pub(crate) options: &'a Options,
    /// All names that are bound.
    pub(crate) names: &'a dyn Fn() -> Vec<String>,
}
