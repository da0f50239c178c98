//! Calls that block, where the function is asynchronous.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprMethodCall, FnArg, Pat};

use crate::lint::Lint;
use crate::lint::blocking_call::{self, Finding, Library, Use};
use crate::places::simple_name;

use super::{Body, Fate};

/// What is known of the thread that runs the code that is being read.
#[derive(Default)]
pub(super) struct Thread {
    /// Whether it must not block.
    pub(super) asynchronous: bool,
    /// Whether the closure to come runs on it.
    pub(super) closure_stays: bool,
    /// Parameters of libraries that block.
    pub(super) blocking: Vec<(Ident, Library)>,
}

impl Body<'_> {
    /// A parameter whose type says that what is done with it blocks.
    pub(crate) fn note_parameter(&mut self, parameter: &FnArg) {
        if let FnArg::Typed(parameter) = parameter
            && let Pat::Ident(name) = &*parameter.pat
            && let Some(library) = blocking_call::of_type(&parameter.ty, &self.imports)
        {
            self.thread.blocking.push((name.ident.clone(), library));
        }
    }

    /// `File::open(..)?` and its like: what is used at once is no future.
    pub(super) fn lint_used_at_once(&mut self, expr: &Expr) {
        if !self.thread.asynchronous {
            return;
        }
        let used = match expr {
            Expr::Try(inner) => &inner.expr,
            Expr::Match(choice) => &choice.expr,
            Expr::Let(binding) => &binding.expr,
            Expr::MethodCall(call)
                if matches!(call.method.to_string().as_str(), "unwrap" | "expect" | "unwrap_or_default") =>
            {
                &call.receiver
            }
            _ => return,
        };
        if let Expr::Call(call) = &**used {
            self.report_blocking(blocking_call::call(call, Use::AtOnce, &self.imports), &call.func);
        }
    }

    pub(super) fn lint_blocking_call(&mut self, call: &ExprCall, fate: Fate) {
        if self.thread.asynchronous {
            self.report_blocking(blocking_call::call(call, used(fate), &self.imports), &call.func);
        }
    }

    pub(super) fn lint_blocking_method(&mut self, call: &ExprMethodCall, fate: Fate) {
        if !self.thread.asynchronous {
            return;
        }
        let library = blocking_call::root(&call.receiver, &self.imports)
            .or_else(|| self.library(&call.receiver))
            .or_else(|| self.library(call.args.first()?));
        self.report_blocking(blocking_call::method(call, used(fate), library), &call.method);
    }

    /// The library of a parameter that an expression names.
    fn library(&self, expr: &Expr) -> Option<Library> {
        let name = match expr {
            Expr::Path(path) => path.path.get_ident()?,
            Expr::Reference(inner) => return self.library(&inner.expr),
            Expr::Unary(inner) => return self.library(&inner.expr),
            _ => return None,
        };
        self.thread.blocking.iter().find(|(known, _)| known == name).map(|(_, library)| *library)
    }

    fn report_blocking(&mut self, finding: Option<Finding>, at: &impl ToTokens) {
        if let Some(finding) = finding.filter(|_| !self.options.skip) {
            self.report(Lint::BlockingCall, at, &finding.message());
        }
    }

    /// Walks what runs on this thread or on another.
    pub(super) fn on_thread(&mut self, asynchronous: bool, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.thread.asynchronous, asynchronous);
        walk(self);
        self.thread.asynchronous = outer;
    }

    /// A `let` of another meaning hides a parameter.
    pub(super) fn hide_parameter(&mut self, pattern: &Pat) {
        if let Some(name) = simple_name(pattern) {
            self.thread.blocking.retain(|(known, _)| *known != name);
        }
    }
}

fn used(fate: Fate) -> Use {
    if fate == Fate::Awaited { Use::Awaited } else { Use::Unknown }
}
