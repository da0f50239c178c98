//! The calls of a body: each query call becomes a site; builders are followed as they grow.

use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::{ClosureRole, Context};
use crate::analyze::loop_heads::runs_for_every_item;
use crate::attr::lints::{Level, Lint};
use crate::lint;
use crate::lint::subject::{QueryText, RepeatedQuery, Subject, Untraced, UntracedReason};
use crate::model::ids::OriginId;
use crate::model::repetition::{Repeated, RepeatedBind, Repetition};
use crate::model::site::{ExecutorSide, FutureUse, QueryCall, SiteKind};
use crate::model::unreached::UnreachedReason;
use crate::query::{Binds, Made, Query};
use crate::resolve::blocking::runs_closures_here;
use crate::resolve::query::Execution;
use crate::resolve::scope::Meaning;
use crate::sqlx::macros::QueryMacro;
use crate::sqlx::methods::Method;
use crate::syntax::places::{is_repeatable, is_value};
use crate::syntax::tokens::{is_invocation, last_word, mentions};
use crate::text::source::Source;

impl Pass<'_> {
    pub(super) fn method_call(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        self.check_blocking_method(call, expr, context);
        let mut found = if self.leaves_out(context) { None } else { self.queries(context).call(call) };
        if let Some(types) = &call.turbofish {
            // They can be types that the rewritten call does not have.
            match &mut found {
                Some((_, Execution::Straight(_))) => {
                    let untraced = Untraced { at: types.to_token_stream(), why: UntracedReason::WithTypes };
                    let node = Some(self.nodes.note(expr));
                    self.untraced(&untraced, node, context);
                    let found = found.take();
                    if let (true, Some((method, Execution::Straight(query)))) = (self.surveys, found) {
                        self.aside(UnreachedReason::WithTypes, |pass| {
                            pass.query_call(expr, call, method, query, ExecutorSide::Argument, context);
                        });
                    }
                }
                Some((_, found @ Execution::Reversed(_))) => *found = Execution::Unknown,
                _ => {}
            }
        }
        let lent = if found.is_none() { self.lent_transaction(expr, call, context) } else { None };
        self.links(call, lent.as_ref().and_then(|lent| lent.origin), context);
        self.changed(call, context);
        match found {
            None => match lent {
                Some(lent) => self.transaction(expr, call, lent, context),
                None => self.step(expr, call, context),
            },
            Some((_, Execution::Unknown)) => self.unresolved(expr, call, context),
            Some((method, Execution::Straight(query))) => {
                self.query_call(expr, call, method, query, ExecutorSide::Argument, context);
            }
            Some((method, Execution::Reversed(query))) => {
                let generic = matches!(&*call.receiver, Expr::Path(_))
                    && self.queries(context).root_binding(&call.receiver).is_some_and(|binding| binding.generic);
                let side = if generic { ExecutorSide::GenericReceiver } else { ExecutorSide::Receiver };
                self.query_call(expr, call, method, query, side, context);
            }
        }
    }

    fn query_call(
        &mut self,
        expr: &Expr,
        call: &ExprMethodCall,
        method: Method,
        mut query: Query,
        side: ExecutorSide,
        context: Context<'_>,
    ) {
        let (chain, executor) = match side {
            ExecutorSide::Argument => (Some(&*call.receiver), call.args.first()),
            ExecutorSide::Receiver | ExecutorSide::GenericReceiver => (call.args.first(), Some(&*call.receiver)),
        };
        if query.made == Made::Judged {
            self.sight.judged += 1;
        } else {
            self.check_text(QueryText::of(&query, chain), expr, context);
        }
        let levels = &context.options.levels;
        let allowed = context.options.summary.is_some() && levels.level(Lint::DynamicSql) == Level::Allow;
        if allowed && query.text.constants().any(is_invocation) {
            // What a macro expands to need not be a constant.
            query.text.mark_unproven();
        }
        let node = self.nodes.note(expr);
        for source in query.text.sources() {
            if let Source::Literal(literal) = source
                && query.made != Made::Judged
            {
                let subject = lint::statement(literal, query.binds, &call.method, context.options.dialect());
                self.check(&subject, Some(node), context);
            }
        }
        let mut checks = self.with_lints(context, |lints| lint::constant_checks(&query, lints));
        let repeated = chain.and_then(|chain| repeated(&query, chain, executor, context));
        if let Some(repeated) = &repeated {
            let subject = RepeatedQuery { query: &query, repeated, method: &call.method };
            let reports = self.with_lints(context, |lints| lint::check(&Subject::Repeated(subject), lints));
            if reports.is_empty() {
                let subject = RepeatedQuery { query: &query, repeated, method: &call.method };
                checks.extend(lint::repeated_constant_checks(&subject, context.options));
            }
            self.report(reports, Some(node), context);
        }
        self.depends_on_switch |= checks.iter().any(|check| levels.is_lowered(check.lint));
        let origin = executor.and_then(|executor| self.origin_of_executor(executor, expr, context));
        let query_call = QueryCall {
            method,
            executor: side,
            future: context.future,
            origin,
            may_repeat: query.batch || self.may_repeat(context),
            repeated,
            checks,
            query,
        };
        self.site(SiteKind::Query(Box::new(query_call)), node, call, context);
    }

    /// Whether a name stands for a query, or for what makes one.
    pub(super) fn is_query(&self, word: &str) -> bool {
        self.scope.named(word).is_some_and(|binding| {
            matches!(binding.meaning, Meaning::Query(_) | Meaning::Builder(_) | Meaning::Prepared(_))
        })
    }

    /// A method that executes, on something that can't be told without types: it stays as it is, and the compiler
    /// reports it if it is a query of sqlx after all.
    fn unresolved(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        self.sight.left += 1;
        let level = context.options.levels.level(Lint::UntracedQuery);
        self.depends_on_switch |= context.options.levels.is_lowered(Lint::UntracedQuery);
        let receiver_is_value = is_value(&call.receiver);
        if level == Level::Allow || !is_repeatable(&call.receiver) {
            return self.unreached_call(expr, call, receiver_is_value, context);
        }
        if !receiver_is_value
            && let Some(point) = context.condition
            && mentions(call.receiver.to_token_stream(), &|word| self.scope.binds_since(point, word))
        {
            return self.unreached_call(expr, call, receiver_is_value, context);
        }
        let node = self.nodes.note(expr);
        self.site(SiteKind::Unresolved { receiver_is_value }, node, call, context);
    }

    /// The same, where the compiler is not asked.
    fn unreached_call(&mut self, expr: &Expr, call: &ExprMethodCall, receiver_is_value: bool, context: Context<'_>) {
        if self.surveys {
            let node = self.nodes.note(expr);
            self.aside(UnreachedReason::Unresolved, |pass| {
                pass.site(SiteKind::Unresolved { receiver_is_value }, node, call, context);
            });
        }
    }

    /// Reads the receiver and the arguments of a method call, and follows a builder that it grows.
    fn links(&mut self, call: &ExprMethodCall, lent_origin: Option<OriginId>, context: Context<'_>) {
        let method = call.method.to_string();
        let all_awaited = context.all_awaited || awaits_items(&method);
        let builder = self.builder_of(&call.receiver, context);
        let is_builder = matches!(&*call.receiver, Expr::Path(_)) && builder.is_some();
        if !is_builder {
            // The receiver's path alone is no escape of the builder.
            self.expr(&call.receiver, Context { all_awaited, ..context.child() });
        }
        if let Some(builder) = &builder {
            self.grow_builder(builder, call, &method, context);
        }
        let lent = builder.as_ref().filter(|_| matches!(method.as_str(), "push_values" | "push_tuples"));
        let of_items = self.queries(context).root_binding(&call.receiver).is_some_and(|binding| binding.iterates);
        let repeats = runs_for_every_item(call, all_awaited || of_items);
        for argument in &call.args {
            let repetition = match argument {
                Expr::Closure(closure) if repeats && !closure.inputs.is_empty() => {
                    Some(Repetition::from_closure(closure, call, self.is_handful(&call.receiver)))
                }
                _ => None,
            };
            let pushed = matches!(method.as_str(), "push" | "push_back");
            let argument_context = Context {
                closures_run_here: runs_closures_here(&method),
                closure: ClosureRole { repetition: repetition.as_ref(), builder: lent, origin: lent_origin },
                ..context.with_future(if pushed { FutureUse::Alike } else { FutureUse::Kept })
            };
            self.expr(argument, argument_context);
            if Method::from_name(&call.method).is_none() {
                self.argument_given_away(argument, context);
            }
        }
    }
}

/// The loop around a query call, if one query could replace its rounds as far as the code shows.
fn repeated(query: &Query, chain: &Expr, executor: Option<&Expr>, context: Context<'_>) -> Option<Repeated> {
    let repetition = context.repetition()?;
    if query.batch || context.options.levels.level(Lint::NPlusOne) == Level::Allow {
        return None;
    }
    let varies = |expr: &Expr| repetition.varies(&expr.to_token_stream());
    let parts = Parts::of(chain);
    // Each round may be on another server, or another statement.
    if executor.is_some_and(varies) || query.made == Made::Here && parts.text.as_ref().is_some_and(varies) {
        return None;
    }
    let seen = matches!(query.binds, Binds::Count(_) | Binds::Checked);
    let binds = parts.binds.iter().filter(|_| seen);
    let binds = binds.map(|value| RepeatedBind { value: value.to_token_stream(), varies: varies(value) });
    Some(Repeated {
        repetition: repetition.clone(),
        binds: binds.collect(),
        checked: query.binds == Binds::Checked,
        scalar: parts.scalar,
    })
}

/// What a chain is made of.
#[derive(Default)]
struct Parts {
    text: Option<Expr>,
    /// The bound values, in order.
    binds: Vec<Expr>,
    /// Whether a row is one value.
    scalar: bool,
}

impl Parts {
    fn of(chain: &Expr) -> Self {
        match chain {
            Expr::MethodCall(call) => {
                let mut parts = Self::of(&call.receiver);
                if call.method == "bind" {
                    parts.binds.extend(call.args.first().cloned());
                }
                parts
            }
            Expr::Call(call) => {
                let name = if let Expr::Path(path) = &*call.func { last_word(&path.path) } else { String::new() };
                Self { text: call.args.first().cloned(), scalar: name.starts_with("query_scalar"), ..Self::default() }
            }
            Expr::Macro(invocation) => {
                let name = last_word(&invocation.mac.path);
                let given = QueryMacro::from_name(&name).and_then(|known| known.parse(&invocation.mac.tokens));
                let binds = given.map(|given| given.arguments).unwrap_or_default();
                Self { binds, scalar: name.contains("scalar"), ..Self::default() }
            }
            Expr::Paren(inner) => Self::of(&inner.expr),
            _ => Self::default(),
        }
    }
}

/// Whether a method of a stream or an iterator of futures awaits the futures of its items.
fn awaits_items(method: &str) -> bool {
    matches!(
        method,
        "buffered"
            | "buffer_unordered"
            | "try_buffered"
            | "try_buffer_unordered"
            | "for_each_concurrent"
            | "try_for_each_concurrent"
            | "for_each"
            | "collect"
    )
}
