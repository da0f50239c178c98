//! The names by which sqlx's functions, macros and methods are known.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{ParseStream, Parser as _};
use syn::{LitStr, Token};

use crate::text::Source;

/// The methods that execute a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Execute,
    ExecuteMany,
    Fetch,
    FetchMany,
    FetchOne,
    FetchOptional,
    FetchAll,
}

impl Method {
    pub(crate) fn named(name: &Ident) -> Option<Self> {
        Some(match name.to_string().as_str() {
            "execute" => Self::Execute,
            "execute_many" => Self::ExecuteMany,
            "fetch" => Self::Fetch,
            "fetch_many" => Self::FetchMany,
            "fetch_one" => Self::FetchOne,
            "fetch_optional" => Self::FetchOptional,
            "fetch_all" => Self::FetchAll,
            _ => return None,
        })
    }

    /// Whether it returns a stream.
    pub(crate) fn streams(self) -> bool {
        matches!(self, Self::ExecuteMany | Self::Fetch | Self::FetchMany)
    }
}

/// Functions whose first argument is the text and whose result is a query.
pub(crate) fn is_query_function(name: &str) -> bool {
    matches!(
        name,
        "query"
            | "query_with"
            | "query_as"
            | "query_as_with"
            | "query_scalar"
            | "query_scalar_with"
            | "raw_sql"
            | "__query_with_result"
            | "__query_scalar_with_result"
    )
}

/// Where in a `query!`-like macro the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryMacro {
    /// `query!("..", ..)`.
    Text,
    /// `query_as!(Type, "..", ..)`.
    TypeThenText,
    /// `query_file!("..", ..)`.
    File,
    /// `query_file_as!(Type, "..", ..)`.
    TypeThenFile,
}

impl QueryMacro {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "query" | "query_unchecked" | "query_scalar" | "query_scalar_unchecked" => Self::Text,
            "query_as" | "query_as_unchecked" => Self::TypeThenText,
            "query_file" | "query_file_unchecked" | "query_file_scalar" | "query_file_scalar_unchecked" => Self::File,
            "query_file_as" | "query_file_as_unchecked" => Self::TypeThenFile,
            _ => return None,
        })
    }
}

impl QueryMacro {
    /// The text in the tokens of an invocation; `None` when they are not of sqlx's grammar.
    pub(crate) fn source(self, tokens: &TokenStream) -> Option<Source> {
        let parser = |input: ParseStream<'_>| {
            if matches!(self, Self::TypeThenText | Self::TypeThenFile) {
                input.parse::<syn::Type>()?;
                input.parse::<Token![,]>()?;
            }
            let first: LitStr = input.parse()?;
            let mut text = first.value();
            while input.peek(Token![+]) {
                input.parse::<Token![+]>()?;
                text.push_str(&input.parse::<LitStr>()?.value());
            }
            let end = input.is_empty() || input.peek(Token![,]);
            input.parse::<TokenStream>()?;
            Ok((first, text, end))
        };
        let (first, text, end) = parser.parse2(tokens.clone()).ok()?;
        match self {
            _ if !end => None,
            Self::Text | Self::TypeThenText => Some(Source::literal(text, &first)),
            Self::File | Self::TypeThenFile => Some(crate::text::file(&first)),
        }
    }
}

/// Methods of a `QueryBuilder` that leave its text as it is or extend it with binds.
pub(crate) fn keeps_builder_static(method: &str) -> bool {
    matches!(
        method,
        "push_bind"
            | "push_bind_unseparated"
            | "push_values"
            | "push_tuples"
            | "separated"
            | "reset"
            | "build"
            | "build_query_as"
            | "build_query_scalar"
            | "sql"
            | "into_sql"
            | "into_string"
    )
}

/// Methods that take a connection out of a pool, or open a transaction on one.
pub(crate) fn takes_connection(method: &str) -> bool {
    matches!(method, "begin" | "begin_with" | "try_begin" | "try_begin_with" | "acquire" | "try_acquire")
}

/// Methods that change the text of a `String` in place.
pub(crate) fn grows_text(method: &str) -> bool {
    matches!(
        method,
        "push_str" | "push" | "insert_str" | "insert" | "extend" | "replace_range" | "write_str" | "write_fmt"
    )
}

/// Methods of pools, connections and transactions that are round trips, or waits, of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepMethod {
    Begin,
    BeginWith,
    TryBegin,
    TryBeginWith,
    Acquire,
    Commit,
    Rollback,
}

impl StepMethod {
    /// By its name and the number of its arguments.
    pub(crate) fn named(method: &str, arguments: usize) -> Option<Self> {
        match (method, arguments) {
            ("begin", 0) => Some(Self::Begin),
            ("begin_with", 1) => Some(Self::BeginWith),
            ("try_begin", 0) => Some(Self::TryBegin),
            ("try_begin_with", 1) => Some(Self::TryBeginWith),
            ("acquire", 0) => Some(Self::Acquire),
            ("commit", 0) => Some(Self::Commit),
            ("rollback", 0) => Some(Self::Rollback),
            _ => None,
        }
    }

    /// Whether it is given the statement.
    pub(crate) fn takes_statement(self) -> bool {
        matches!(self, Self::BeginWith | Self::TryBeginWith)
    }

    /// What it sends; nothing, where it only waits.
    pub(crate) fn statement(self) -> &'static str {
        match self {
            Self::Begin | Self::BeginWith | Self::TryBegin | Self::TryBeginWith => "BEGIN",
            Self::Acquire => "",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
        }
    }
}
