//! The functions of a block or a module that run queries, themselves or through others of it.

use std::collections::HashSet;

use syn::{Block, Expr, Ident};

use crate::sqlx::functions::makes_query;
use crate::sqlx::macros::QueryMacro;
use crate::sqlx::methods::Method;
use crate::syntax::tokens::last_word;
use crate::syntax::visitor::{self, Visitor};

/// What a body does, as far as it can be told without types.
#[derive(Default)]
struct Body {
    executes: bool,
    makes: bool,
    /// The methods of the block that it calls.
    calls: Vec<String>,
}

impl Body {
    fn makes(&mut self, path: &syn::Path) {
        let mut segments = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (last, owner) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
        self.makes |= makes_query(&last) || owner == "QueryBuilder";
        if owner == "Self" || owner.is_empty() {
            self.calls.push(last);
        }
    }
}

impl Visitor for Body {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) => {
                self.executes |= call.args.len() == 1 && Method::from_name(&call.method).is_some();
                if matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self")) {
                    self.calls.push(call.method.to_string());
                }
            }
            Expr::Call(call) => {
                if let Expr::Path(function) = &*call.func {
                    self.makes(&function.path);
                }
            }
            _ => {}
        }
        true
    }

    fn invocation(&mut self, invocation: &syn::Macro) {
        let name = last_word(&invocation.path);
        self.makes |= QueryMacro::from_name(&name).is_some();
    }
}

/// The names of those that run queries.
pub(crate) fn query_fns<'a>(functions: impl Iterator<Item = (&'a Ident, &'a Block)>) -> HashSet<String> {
    let bodies: Vec<(String, Body)> = functions
        .map(|(name, block)| {
            let mut body = Body::default();
            visitor::visit_block(&mut body, block);
            (name.to_string(), body)
        })
        .collect();
    let mut found: HashSet<String> = HashSet::new();
    loop {
        let before = found.len();
        for (name, body) in &bodies {
            if body.executes && body.makes || body.calls.iter().any(|called| found.contains(called)) {
                found.insert(name.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}
