//! Calls that hold their thread, by the path of a function or the library of a connection.

use syn::{Expr, ExprCall, ExprMethodCall, Path, Type};

use super::imports::Imports;

/// How certain it is that a call is the one that its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResultUse {
    /// Its result is used at once, as that of a future can't be.
    AtOnce,
    /// Its result is awaited: it is a future's.
    Awaited,
    Unknown,
}

/// A library whose calls block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockingLibrary {
    Rusqlite,
    Postgres,
    Diesel,
    /// `std::fs`, whose builders open what they are told to.
    Files,
}

/// A call that blocks: its name, and what to use instead.
#[derive(Debug)]
pub(crate) struct BlockingCall {
    pub(crate) name: String,
    pub(crate) instead: &'static str,
}

impl BlockingCall {
    fn new(name: impl Into<String>, instead: &'static str) -> Self {
        Self { name: name.into(), instead }
    }
}

const DATABASE: &str = "use sqlx for it";

/// `std::fs::read(..)` and its like.
pub(crate) fn function_call(call: &ExprCall, used: ResultUse, imports: &Imports) -> Option<BlockingCall> {
    let Expr::Path(function) = &*call.func else { return None };
    if used == ResultUse::Awaited {
        return None;
    }
    let path = imports.resolve(&function.path);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let name = joined(&function.path);
    let certain = |crates: &[&str]| path.first().is_some_and(|first| crates.contains(first));
    let likely = used == ResultUse::AtOnce && path.len() <= 2;
    let finding = match path[..] {
        ["std" | "core", "thread", "sleep"] | ["thread", "sleep"] => {
            BlockingCall::new(name, "use `tokio::time::sleep(..).await`")
        }
        [.., "fs", function] | [.., "fs", "File", function @ ("open" | "create" | "create_new")]
            if starts_lower(function)
                && (certain(&["std"]) || likely || path.len() == 3 && used == ResultUse::AtOnce && path[0] == "fs") =>
        {
            BlockingCall::new(name, "use `tokio::fs`")
        }
        ["File", "open" | "create" | "create_new"] if likely => BlockingCall::new(name, "use `tokio::fs::File`"),
        [.., "TcpStream", "connect" | "connect_timeout"]
        | [.., "TcpListener" | "UdpSocket", "bind"]
        | [.., "UnixStream", "connect"]
            if certain(&["std"]) || likely =>
        {
            BlockingCall::new(name, "use `tokio::net`")
        }
        [.., "block_on"] => BlockingCall::new(name, "`.await` the future"),
        [.., "blocking", "get"] | [.., "blocking", "Client", "new" | "builder"]
            if certain(&["reqwest"]) || likely || path[0] == "blocking" =>
        {
            BlockingCall::new(name, "use `reqwest`'s own functions and `.await` them")
        }
        ["ureq", function] | ["ureq", "Agent", function] if starts_lower(function) => {
            BlockingCall::new(name, "use an asynchronous client such as `reqwest`")
        }
        ["rusqlite", .., "open" | "open_in_memory" | "open_with_flags"]
        | ["Connection", "open" | "open_in_memory" | "open_with_flags"]
            if certain(&["rusqlite"]) || likely =>
        {
            BlockingCall::new(name, DATABASE)
        }
        ["postgres", .., "connect"] => BlockingCall::new(name, DATABASE),
        ["Client", "connect"] if likely && call.args.len() == 2 => BlockingCall::new(name, DATABASE),
        [.., "PgConnection" | "SqliteConnection" | "MysqlConnection", "establish"]
            if path.first() != Some(&"diesel_async") =>
        {
            BlockingCall::new(name, DATABASE)
        }
        _ => return None,
    };
    Some(finding)
}

/// `runtime.block_on(..)`, `diesel::update(..).execute(connection)`, `connection.query_row(..)` on a connection of such
/// a library.
pub(crate) fn method_call(
    call: &ExprMethodCall,
    used: ResultUse,
    library: Option<BlockingLibrary>,
) -> Option<BlockingCall> {
    if used == ResultUse::Awaited {
        return None;
    }
    let name = call.method.to_string();
    if name == "block_on" && call.args.len() == 1 {
        return Some(BlockingCall::new("block_on", "`.await` the future"));
    }
    if name == "to_socket_addrs" && call.args.is_empty() {
        return Some(BlockingCall::new("to_socket_addrs", "use `tokio::net::lookup_host`"));
    }
    let runs = match library {
        Some(BlockingLibrary::Rusqlite) => matches!(
            name.as_str(),
            "execute"
                | "execute_batch"
                | "query_row"
                | "query_row_and_then"
                | "prepare"
                | "prepare_cached"
                | "query_map"
                | "query"
                | "transaction"
        ),
        Some(BlockingLibrary::Postgres) => matches!(
            name.as_str(),
            "execute"
                | "query"
                | "query_one"
                | "query_opt"
                | "query_raw"
                | "simple_query"
                | "batch_execute"
                | "prepare"
                | "transaction"
        ),
        Some(BlockingLibrary::Diesel) => matches!(
            name.as_str(),
            "execute" | "load" | "load_iter" | "first" | "get_result" | "get_results" | "transaction" | "batch_execute"
        ),
        Some(BlockingLibrary::Files) => matches!(name.as_str(), "open" | "create"),
        None => false,
    };
    let instead = if library == Some(BlockingLibrary::Files) { "use `tokio::fs`" } else { DATABASE };
    runs.then(|| BlockingCall::new(name, instead))
}

/// The library that a chain of calls begins with: `diesel::insert_into(..)`, `std::fs::OpenOptions::new()`.
pub(crate) fn library_of_chain(expr: &Expr, imports: &Imports) -> Option<BlockingLibrary> {
    match expr {
        Expr::MethodCall(call) => library_of_chain(&call.receiver, imports),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) if function.path.segments.first().is_some_and(|first| first.ident == "diesel") => {
                Some(BlockingLibrary::Diesel)
            }
            Expr::Path(function) => {
                let path = imports.resolve(&function.path);
                matches!(&path[..], [first, module, ..] if first == "std" && module == "fs")
                    .then_some(BlockingLibrary::Files)
            }
            _ => None,
        },
        Expr::Path(path) if path.path.segments.first().is_some_and(|first| first.ident == "diesel") => {
            Some(BlockingLibrary::Diesel)
        }
        _ => None,
    }
}

/// The library of a connection's type.
pub(crate) fn library_of_type(ty: &Type, imports: &Imports) -> Option<BlockingLibrary> {
    match ty {
        Type::Reference(reference) => library_of_type(&reference.elem, imports),
        Type::Path(path) => {
            let resolved = imports.resolve(&path.path);
            match resolved.first().map(String::as_str) {
                Some("rusqlite") => Some(BlockingLibrary::Rusqlite),
                Some("postgres") => Some(BlockingLibrary::Postgres),
                Some("diesel") => Some(BlockingLibrary::Diesel),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a function takes a closure that runs on a thread of its own, or here and now in an asynchronous function.
pub(crate) fn runs_closures_here(name: &str) -> bool {
    matches!(
        name,
        "map"
            | "for_each"
            | "and_then"
            | "unwrap_or_else"
            | "map_err"
            | "then"
            | "filter_map"
            | "ok_or_else"
            | "or_else"
            | "filter"
            | "flat_map"
            | "fold"
            | "try_for_each"
            | "map_or"
            | "map_or_else"
            | "inspect"
            | "any"
            | "all"
            | "find"
            | "retain"
            | "sort_by_key"
            | "unwrap_or_default"
            | "or_insert_with"
            | "get_or_insert_with"
            | "with_context"
    )
}

fn starts_lower(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}

fn joined(path: &Path) -> String {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::")
}
