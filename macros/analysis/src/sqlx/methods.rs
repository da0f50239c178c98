//! The methods by which queries and transaction steps are known.

use proc_macro2::Ident;
use syn::ExprMethodCall;

/// The methods that execute a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like the method")]
pub enum Method {
    Execute,
    ExecuteMany,
    Fetch,
    FetchMany,
    FetchOne,
    FetchOptional,
    FetchAll,
}

impl Method {
    /// The method of a name.
    pub(crate) fn from_name(name: &Ident) -> Option<Self> {
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
    #[must_use]
    pub const fn streams(self) -> bool {
        matches!(self, Self::ExecuteMany | Self::Fetch | Self::FetchMany)
    }
}

/// Methods of pools, connections and transactions that are round trips, or waits, of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like the method")]
pub enum StepMethod {
    Begin,
    BeginWith,
    TryBegin,
    TryBeginWith,
    Acquire,
    Commit,
    Rollback,
}

impl StepMethod {
    /// The method of a name and a number of arguments.
    pub(crate) fn from_call(method: &str, arguments: usize) -> Option<Self> {
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
    #[must_use]
    pub const fn takes_statement(self) -> bool {
        matches!(self, Self::BeginWith | Self::TryBeginWith)
    }

    /// What it sends; nothing, where it only waits.
    #[must_use]
    pub const fn statement(self) -> &'static str {
        match self {
            Self::Begin | Self::BeginWith | Self::TryBegin | Self::TryBeginWith => "BEGIN",
            Self::Acquire => "",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
        }
    }
}

/// Methods of connections, listeners and advisory locks that make a round trip with a statement of sqlx's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like the method")]
pub enum SessionMethod {
    Ping,
    Listen,
    ListenAll,
    Unlisten,
    UnlistenAll,
    /// `PgAdvisoryLock::acquire`, which takes the connection.
    AcquireLock,
    TryAcquireLock,
    ForceRelease,
    ReleaseNow,
}

impl SessionMethod {
    /// The method of a name and a number of arguments.
    pub(crate) fn from_call(method: &str, arguments: usize) -> Option<Self> {
        match (method, arguments) {
            ("ping", 0) => Some(Self::Ping),
            ("listen", 1) => Some(Self::Listen),
            ("listen_all", 1) => Some(Self::ListenAll),
            ("unlisten", 1) => Some(Self::Unlisten),
            ("unlisten_all", 0) => Some(Self::UnlistenAll),
            ("acquire", 1) => Some(Self::AcquireLock),
            ("try_acquire", 1) => Some(Self::TryAcquireLock),
            ("force_release", 1) => Some(Self::ForceRelease),
            ("release_now", 0) => Some(Self::ReleaseNow),
            _ => None,
        }
    }

    /// Whether its argument is the connection.
    #[must_use]
    pub const fn takes_connection(self) -> bool {
        matches!(self, Self::AcquireLock | Self::TryAcquireLock | Self::ForceRelease)
    }

    /// What its span is called, where nothing more is known.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Ping => "ping",
            Self::Listen | Self::ListenAll => "LISTEN",
            Self::Unlisten | Self::UnlistenAll => "UNLISTEN",
            Self::AcquireLock => "SELECT pg_advisory_lock",
            Self::TryAcquireLock => "SELECT pg_try_advisory_lock",
            Self::ForceRelease | Self::ReleaseNow => "SELECT pg_advisory_unlock",
        }
    }
}

/// Methods that start a COPY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named like the method")]
pub enum CopyMethod {
    CopyInRaw,
    CopyOutRaw,
}

impl CopyMethod {
    /// The method of a call.
    pub(crate) fn from_call(call: &ExprMethodCall) -> Option<Self> {
        Self::from_name(&call.method.to_string(), call.args.len())
    }

    /// The method of a name and a number of arguments.
    pub(crate) fn from_name(method: &str, arguments: usize) -> Option<Self> {
        match (method, arguments) {
            ("copy_in_raw", 1) => Some(Self::CopyInRaw),
            ("copy_out_raw", 1) => Some(Self::CopyOutRaw),
            _ => None,
        }
    }
}

/// Whether a method ends a COPY: `finish`, `abort`.
pub(crate) fn ends_copy(call: &ExprMethodCall) -> bool {
    call.method == "finish" && call.args.is_empty() || call.method == "abort" && call.args.len() == 1
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

/// Methods of a `QueryBuilder` that append their first argument as text. A separator is text as well.
pub(crate) fn pushes_text(method: &str) -> bool {
    matches!(method, "push" | "push_unseparated" | "separated")
}

/// Methods that change the text of a `String` in place.
pub(crate) fn grows_text(method: &str) -> bool {
    matches!(
        method,
        "push_str" | "push" | "insert_str" | "insert" | "extend" | "replace_range" | "write_str" | "write_fmt"
    )
}

/// Methods that take a connection out of a pool, or open a transaction on one.
pub(crate) fn takes_connection(method: &str) -> bool {
    matches!(method, "begin" | "begin_with" | "try_begin" | "try_begin_with" | "acquire" | "try_acquire")
}
