//! A site: one place in the source that makes a round trip, or waits for a connection.

use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenStream};

use super::ids::{OriginId, WatchId};
use super::nodes::NodeId;
use super::repetition::Repeated;
use crate::attr::lints::{Level, Lint};
use crate::attr::options::Options;
use crate::query::Query;
use crate::sqlx::methods::{CopyMethod, Method, SessionMethod, StepMethod};

/// One place in the source that makes a round trip, or waits for a connection.
#[derive(Clone, Debug)]
pub struct Site {
    /// The method call.
    pub node: NodeId,
    /// The method, at the user's.
    pub method: Ident,
    /// Where the call begins: the first token of what the method is called on, whose line the span has.
    pub start: Span,
    /// The options in force here.
    pub options: Rc<Options>,
    /// What stands around it in its function.
    pub surroundings: Surroundings,
    /// What it is.
    pub kind: SiteKind,
    /// Whether more than the name of the method says so: its query, or what it is called on.
    pub is_likely: bool,
}

impl Site {
    /// Where it stands: its method.
    #[must_use]
    pub fn span(&self) -> Span {
        self.method.span()
    }

    /// The query call, where it is one.
    #[must_use]
    pub const fn query_call(&self) -> Option<&QueryCall> {
        match &self.kind {
            SiteKind::Query(call) => Some(call),
            _ => None,
        }
    }
}

/// What stands around a site in its function.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The heads of the loops, outermost first.
    pub loops: Vec<String>,
    /// Whether it stands in a closure.
    pub in_closure: bool,
    /// How many branches, loops and closures it stands in.
    pub depth: usize,
    /// Whether the code runs on a thread that must not block.
    pub asynchronous: bool,
}

/// What a site is.
#[derive(Clone, Debug)]
pub enum SiteKind {
    /// A query call.
    Query(Box<QueryCall>),
    /// `begin` and its like, by their looks: the type of the receiver decides.
    Step(StepCall),
    /// `listen`, `ping`, an advisory lock, by their looks: the type of the receiver decides.
    Session(SessionCall),
    /// `conn.transaction(|tx| ..)`: the type of the receiver decides.
    Transaction(TransactionCall),
    /// `migrator.run(..)`: the type of the receiver decides.
    Migration(MigrationCall),
    /// A COPY begins: the type of the receiver decides.
    Copy(Box<CopyCall>),
    /// The COPY of a local ends: `finish`, `abort`.
    CopyEnd(WatchId),
    /// A method named like those that execute, on something that can't be told without types.
    Unresolved {
        /// Whether what it is on is a value, which can pass through a check; a place can only be named again.
        receiver_is_value: bool,
    },
}

/// A query call.
#[derive(Clone, Debug)]
pub struct QueryCall {
    /// The method that executes it.
    pub method: Method,
    /// On which side the executor stands.
    pub executor: ExecutorSide,
    /// What becomes of its future.
    pub future: FutureUse,
    /// The query.
    pub query: Query,
    /// Where its connection was taken from a pool, in this function.
    pub origin: Option<OriginId>,
    /// Whether it is meant to run once for every item, or is for many items as it is.
    pub may_repeat: bool,
    /// The innermost loop that one query could replace.
    pub repeated: Option<Repeated>,
    /// What is to be checked of texts that stand in constants.
    pub checks: Vec<ConstantCheck>,
}

/// On which side of a call the executor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutorSide {
    /// `query.fetch_one(executor)`.
    Argument,
    /// `executor.fetch_one(query)`.
    Receiver,
    /// The same, where the executor is of a type parameter, whose methods need no import.
    GenericReceiver,
}

/// What becomes of a call's future, as far as it matters for its type: every traced call is a future of a type of its
/// own, where plain sqlx has one type for all calls of a method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FutureUse {
    /// It is kept, or passed on.
    #[default]
    Kept,
    /// It stands directly before `.await`: nobody sees its type.
    Awaited,
    /// It is one of several values of one type: an arm of a choice, an element of a list, one of several returns.
    Alike,
}

/// A check of a text that stands in a constant elsewhere, which only a caller with a wider view, or the compiler, can
/// read.
#[derive(Clone, Debug)]
pub struct ConstantCheck {
    /// The lint.
    pub lint: Lint,
    /// The level in force.
    pub level: Level,
    /// The expression that holds the text.
    pub text: TokenStream,
    /// Whether the expression depends on `Self` or a generic parameter.
    pub is_associated: bool,
    /// What the lint has to know beside the text.
    pub argument: CheckArgument,
}

/// What a lint has to know beside the text.
#[derive(Clone, Debug)]
pub enum CheckArgument {
    /// Nothing.
    None,
    /// The names in scope.
    Names(Vec<String>),
    /// How many values are bound.
    Count(usize),
    /// Whether the rounds may be pages, and the message.
    Repeated {
        /// Whether the rounds may be pages.
        paged: bool,
        /// The head of the loop, in the user's code.
        head: String,
        /// The message of a text that nobody can read.
        message: String,
    },
}

/// `begin` and its like.
#[derive(Clone, Debug)]
pub struct StepCall {
    /// The method.
    pub method: StepMethod,
    /// Whether naming the receiver again has no effect.
    pub receiver_is_place: bool,
    /// Where the connection was taken from a pool, in this function.
    pub origin: Option<OriginId>,
    /// The watch that it ends.
    pub watch: Option<WatchId>,
    /// The watch over the transaction that it begins.
    pub begins: Option<WatchId>,
}

/// A round trip with a statement of sqlx's own that belongs to no transaction.
#[derive(Clone, Debug)]
pub struct SessionCall {
    /// The method.
    pub method: SessionMethod,
    /// Whether naming the receiver again has no effect.
    pub receiver_is_place: bool,
    /// Where the connection was taken from a pool, in this function.
    pub origin: Option<OriginId>,
    /// The summary of its statement.
    pub summary: String,
    /// Its statement, where that is certain.
    pub text: String,
}

/// A transaction that a closure is given.
#[derive(Clone, Debug)]
pub struct TransactionCall {
    /// Whether naming the receiver again has no effect; else it is a connection that stands for itself.
    pub receiver_is_place: bool,
    /// Where the connection was taken from a pool, in this function.
    pub origin: Option<OriginId>,
}

/// A run of migrations.
#[derive(Clone, Debug)]
pub struct MigrationCall {
    /// Whether naming the receiver again has no effect; else it is a `Migrator` by the looks of it.
    pub receiver_is_place: bool,
    /// Where the connection was taken from a pool, or the pool, in this function.
    pub origin: Option<OriginId>,
}

/// The start of a COPY.
#[derive(Clone, Debug)]
pub struct CopyCall {
    /// The method.
    pub method: CopyMethod,
    /// Its statement, which goes to the server unprepared.
    pub query: Query,
    /// Whether naming the receiver again has no effect.
    pub receiver_is_place: bool,
    /// Whether the receiver is a connection that is taken out of a pool right there: `pool.acquire().await?`.
    pub acquired: bool,
    /// Whether it stands directly before `.await`: then that is the node.
    pub awaited: bool,
    /// Where the connection was taken from a pool, in this function.
    pub origin: Option<OriginId>,
    /// What keeps its span until the rows are sent.
    pub watch: Option<WatchId>,
    /// What is to be checked of a text that stands in a constant.
    pub checks: Vec<ConstantCheck>,
}

/// What else is to be known at run time, at a place of its own.
#[derive(Clone, Debug)]
pub struct Note {
    /// The expression at which it is known.
    pub node: NodeId,
    /// The options in force there.
    pub options: Rc<Options>,
    /// What is known.
    pub kind: NoteKind,
}

/// What else is to be known at run time.
#[derive(Clone, Debug)]
pub enum NoteKind {
    /// A connection is taken from this pool.
    Origin {
        /// What it is referred to by.
        id: OriginId,
        /// The pool, as a place that can be named again.
        pool: TokenStream,
    },
    /// A transaction that is watched is about to begin.
    Group {
        /// What its watch is referred to by.
        id: WatchId,
        /// Where its connection comes from.
        origin: Option<OriginId>,
    },
    /// The transaction that a `let` binds ends with its block.
    Watch {
        /// What it is referred to by.
        id: WatchId,
        /// The name of the transaction.
        transaction: Ident,
        /// Where its connection came from.
        origin: Option<OriginId>,
    },
    /// The COPY that a `let` binds goes on behind it, and ends with its block.
    CopyWatch {
        /// What it is referred to by.
        id: WatchId,
    },
    /// A piece of text that has to be a constant.
    Constant(TokenStream),
    /// A future that is awaited where queries may repeat: which queries it runs is not seen here.
    RepeatedFuture,
}
