//! `blocking_call`: a call that holds its thread, in a function that must not: every other task on that thread waits,
//! and their spans grow by it.

use syn::{Expr, ExprCall, ExprMethodCall, Path, Type};

use super::Level;
use crate::imports::Imports;

pub(crate) const DEFAULT: Level = Level::Warn;

/// How certain it is that a call is the one that its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Its result is used at once, as that of a future can't be.
    AtOnce,
    /// Its result is awaited: it is a future's.
    Awaited,
    Unknown,
}

/// A library whose calls block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Library {
    Rusqlite,
    Postgres,
    Diesel,
    /// `std::fs`, whose builders open what they are told to.
    Files,
}

/// What is said of a call: its name, and what to use instead.
#[derive(Debug)]
pub(crate) struct Finding {
    name: String,
    instead: &'static str,
}

impl Finding {
    fn new(name: impl Into<String>, instead: &'static str) -> Self {
        Self { name: name.into(), instead }
    }

    pub(crate) fn message(&self) -> String {
        let Self { name, instead } = self;
        format!(
            "`{name}` blocks its thread in async code: every other task on the thread waits, and their spans grow by it\n\
             help: {instead}, or move it into `tokio::task::spawn_blocking`"
        )
    }
}

const DATABASE: &str = "use sqlx for it";

/// `std::fs::read(..)` and its like.
pub(crate) fn call(call: &ExprCall, used: Use, imports: &Imports) -> Option<Finding> {
    let Expr::Path(function) = &*call.func else { return None };
    if used == Use::Awaited {
        return None;
    }
    let path = imports.resolve(&function.path);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let name = written(&function.path);
    let certain = |crates: &[&str]| path.first().is_some_and(|first| crates.contains(first));
    let likely = used == Use::AtOnce && path.len() <= 2;
    let finding = match path[..] {
        ["std" | "core", "thread", "sleep"] | ["thread", "sleep"] => {
            Finding::new(name, "use `tokio::time::sleep(..).await`")
        }
        [.., "fs", function] | [.., "fs", "File", function @ ("open" | "create" | "create_new")]
            if starts_lower(function)
                && (certain(&["std"]) || likely || path.len() == 3 && used == Use::AtOnce && path[0] == "fs") =>
        {
            Finding::new(name, "use `tokio::fs`")
        }
        ["File", "open" | "create" | "create_new"] if likely => Finding::new(name, "use `tokio::fs::File`"),
        [.., "TcpStream", "connect" | "connect_timeout"]
        | [.., "TcpListener" | "UdpSocket", "bind"]
        | [.., "UnixStream", "connect"]
            if certain(&["std"]) || likely =>
        {
            Finding::new(name, "use `tokio::net`")
        }
        [.., "block_on"] => Finding::new(name, "`.await` the future"),
        [.., "blocking", "get"] | [.., "blocking", "Client", "new" | "builder"]
            if certain(&["reqwest"]) || likely || path[0] == "blocking" =>
        {
            Finding::new(name, "use `reqwest`'s own functions and `.await` them")
        }
        ["ureq", function] | ["ureq", "Agent", function] if starts_lower(function) => {
            Finding::new(name, "use an asynchronous client such as `reqwest`")
        }
        ["rusqlite", .., "open" | "open_in_memory" | "open_with_flags"]
        | ["Connection", "open" | "open_in_memory" | "open_with_flags"]
            if certain(&["rusqlite"]) || likely =>
        {
            Finding::new(name, DATABASE)
        }
        ["postgres", .., "connect"] => Finding::new(name, DATABASE),
        ["Client", "connect"] if likely && call.args.len() == 2 => Finding::new(name, DATABASE),
        [.., "PgConnection" | "SqliteConnection" | "MysqlConnection", "establish"]
            if path.first() != Some(&"diesel_async") =>
        {
            Finding::new(name, DATABASE)
        }
        _ => return None,
    };
    Some(finding)
}

/// `runtime.block_on(..)`, `diesel::update(..).execute(connection)`, `connection.query_row(..)` on a connection of such
/// a library.
pub(crate) fn method(call: &ExprMethodCall, used: Use, library: Option<Library>) -> Option<Finding> {
    if used == Use::Awaited {
        return None;
    }
    let name = call.method.to_string();
    if name == "block_on" && call.args.len() == 1 {
        return Some(Finding::new("block_on", "`.await` the future"));
    }
    if name == "to_socket_addrs" && call.args.is_empty() {
        return Some(Finding::new("to_socket_addrs", "use `tokio::net::lookup_host`"));
    }
    let runs = match library {
        Some(Library::Rusqlite) => matches!(
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
        Some(Library::Postgres) => matches!(
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
        Some(Library::Diesel) => matches!(
            name.as_str(),
            "execute" | "load" | "load_iter" | "first" | "get_result" | "get_results" | "transaction" | "batch_execute"
        ),
        Some(Library::Files) => matches!(name.as_str(), "open" | "create"),
        None => false,
    };
    let instead = if library == Some(Library::Files) { "use `tokio::fs`" } else { DATABASE };
    runs.then(|| Finding::new(name, instead))
}

/// The library that a chain of calls begins with: `diesel::insert_into(..)`, `std::fs::OpenOptions::new()`.
pub(crate) fn root(expr: &Expr, imports: &Imports) -> Option<Library> {
    match expr {
        Expr::MethodCall(call) => root(&call.receiver, imports),
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) if function.path.segments.first().is_some_and(|first| first.ident == "diesel") => {
                Some(Library::Diesel)
            }
            Expr::Path(function) => {
                let path = imports.resolve(&function.path);
                matches!(&path[..], [first, module, ..] if first == "std" && module == "fs").then_some(Library::Files)
            }
            _ => None,
        },
        Expr::Path(path) if path.path.segments.first().is_some_and(|first| first.ident == "diesel") => {
            Some(Library::Diesel)
        }
        _ => None,
    }
}

/// The library of a connection's type.
pub(crate) fn of_type(ty: &Type, imports: &Imports) -> Option<Library> {
    match ty {
        Type::Reference(reference) => of_type(&reference.elem, imports),
        Type::Path(path) => {
            let resolved = imports.resolve(&path.path);
            match resolved.first().map(String::as_str) {
                Some("rusqlite") => Some(Library::Rusqlite),
                Some("postgres") => Some(Library::Postgres),
                Some("diesel") => Some(Library::Diesel),
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

fn written(path: &Path) -> String {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect::<Vec<_>>().join("::")
}
