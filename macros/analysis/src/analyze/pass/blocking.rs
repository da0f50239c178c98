//! Calls that block, where the thread must not.

use quote::ToTokens;
use syn::{Expr, ExprCall, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::lint::subject::Subject;
use crate::model::site::FutureUse;
use crate::resolve::blocking::{self, BlockingCall, BlockingLibrary, ResultUse};

impl Pass<'_> {
    /// `File::open(..)?` and its like: what is used at once is no future.
    pub(super) fn check_used_at_once(&mut self, expr: &Expr, context: Context<'_>) {
        if !context.asynchronous {
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
            let found = blocking::function_call(call, ResultUse::AtOnce, &self.imports);
            self.check_blocking(found, &call.func, expr, context);
        }
    }

    pub(super) fn check_blocking_function(&mut self, call: &ExprCall, context: Context<'_>) {
        if context.asynchronous {
            let found = blocking::function_call(call, result_use(context.future), &self.imports);
            self.check_blocking(found, &call.func, &call.func, context);
        }
    }

    pub(super) fn check_blocking_method(&mut self, call: &ExprMethodCall, expr: &Expr, context: Context<'_>) {
        if !context.asynchronous {
            return;
        }
        let library = blocking::library_of_chain(&call.receiver, &self.imports)
            .or_else(|| self.library(&call.receiver))
            .or_else(|| self.library(call.args.first()?));
        let found = blocking::method_call(call, result_use(context.future), library);
        self.check_blocking(found, &call.method, expr, context);
    }

    /// The library of a connection that an expression names.
    fn library(&self, expr: &Expr) -> Option<BlockingLibrary> {
        match expr {
            Expr::Path(path) => self.scope.find(path.path.get_ident()?)?.blocking,
            Expr::Reference(inner) => self.library(&inner.expr),
            Expr::Unary(inner) => self.library(&inner.expr),
            _ => None,
        }
    }

    fn check_blocking(&mut self, found: Option<BlockingCall>, shown: &impl ToTokens, at: &Expr, context: Context<'_>) {
        if let Some(call) = found.filter(|_| !context.options.skip) {
            let node = Some(self.nodes.note(at));
            self.check(&Subject::Blocking { call: &call, at: shown.to_token_stream() }, node, context);
        }
    }
}

fn result_use(future: FutureUse) -> ResultUse {
    if future == FutureUse::Awaited { ResultUse::Awaited } else { ResultUse::Unknown }
}
