//! One function body: the pass that keeps track of names and levels, and notes sites and findings.

mod blocking;
mod builders;
mod calls;
pub(crate) mod context;
mod control;
mod copy;
mod expressions;
pub(crate) mod functions;
mod given_away;
mod invocations;
mod loops;
mod makers;
mod migration;
mod names;
mod origins;
mod reports;
mod session;
mod statements;
mod steps;
mod survey;
mod transaction;

use std::rc::Rc;

use quote::ToTokens;
use syn::{Attribute, Block, Expr, FnArg};

use crate::analyze::sight::Sight;
use crate::attr::options::{Options, is_traced};
use crate::lint::subject::{AttributeOn, NoQuery, Subject};
use crate::model::diagnostic::{Diagnostics, Place};
use crate::model::ids::WatchId;
use crate::model::nodes::{Nodes, Positions};
use crate::model::site::{FutureUse, Note, Site};
use crate::model::unreached::{Unreached, UnreachedReason};
use crate::query::Query;
use crate::query::maker::Returned;
use crate::resolve::imports::Imports;
use crate::resolve::lengths::Lengths;
use crate::resolve::query::QueryResolver;
use crate::resolve::scope::Scope;
use crate::resolve::text::TextResolver;
use crate::syntax::tokens::mentions;
use context::{Context, FnContext};

/// What a pass over one body finds.
pub(crate) struct Findings {
    pub(crate) sites: Vec<Site>,
    pub(crate) notes: Vec<Note>,
    pub(crate) positions: Positions,
    pub(crate) depends_on_switch: bool,
    pub(crate) sight: Sight,
    /// The query that it returns without having run it.
    pub(crate) returned: Option<Query>,
    pub(crate) unreached: Vec<Unreached>,
}

/// The pass over one body.
pub(crate) struct Pass<'a> {
    function: FnContext<'a>,
    imports: Imports,
    lengths: Lengths,
    diagnostics: &'a mut Diagnostics,
    scope: Scope,
    sites: Vec<Site>,
    notes: Vec<Note>,
    nodes: Nodes,
    /// The pools of the origins, by their ids.
    origins: Vec<String>,
    watches: usize,
    /// The watch over the transaction that the current `let` begins.
    begins: Option<WatchId>,
    /// The watch of the COPY that the current `let` starts.
    copy_watch: Option<WatchId>,
    depends_on_switch: bool,
    /// What there is to trace, as far as it is seen.
    sight: Sight,
    returned: Returned,
    /// Whether what the attribute does not reach is wanted as well.
    surveys: bool,
    /// Why the attribute does not reach what is being read, where that is so.
    aside: Option<UnreachedReason>,
    unreached: Vec<Unreached>,
}

impl<'a> Pass<'a> {
    pub(crate) fn new(
        function: FnContext<'a>,
        imports: Imports,
        lengths: Lengths,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            function,
            imports,
            lengths,
            diagnostics,
            scope: Scope::default(),
            sites: Vec::new(),
            notes: Vec::new(),
            nodes: Nodes::default(),
            origins: Vec::new(),
            watches: 0,
            begins: None,
            copy_watch: None,
            depends_on_switch: false,
            sight: Sight::default(),
            returned: Returned::default(),
            surveys: false,
            aside: None,
            unreached: Vec::new(),
        }
    }

    /// Reads a whole body. `is_async` says whether the function is an `async fn`; if not, what its ends return has one
    /// type.
    pub(crate) fn run<'p>(
        mut self,
        options: &Rc<Options>,
        parameters: impl Iterator<Item = &'p FnArg>,
        is_async: bool,
        body: &Block,
    ) -> Findings {
        for parameter in parameters {
            self.scope.bind_parameter(parameter, self.function.generics, &self.imports);
        }
        let top = Context::top(options, is_async);
        let alike = !is_async && mentions(body.to_token_stream(), &|word| word == "return");
        let top = if alike { top.with_future(FutureUse::Alike) } else { top };
        if self.surveys && options.skip {
            self.aside(UnreachedReason::Skipped, |pass| pass.body(body, top));
        } else {
            self.body(body, top);
        }
        Findings {
            positions: self.nodes.positions(body),
            sites: self.sites,
            notes: self.notes,
            depends_on_switch: self.depends_on_switch,
            sight: self.sight,
            returned: self.returned.query(),
            unreached: self.unreached,
        }
    }

    fn queries<'s>(&'s self, context: Context<'s>) -> QueryResolver<'s> {
        QueryResolver {
            texts: self.texts(),
            imports: &self.imports,
            options: context.options,
            makers: self.function.makers,
            self_type: self.function.self_type(),
        }
    }

    fn texts(&self) -> TextResolver<'_> {
        TextResolver { scope: &self.scope, generics: self.function.generics, hidden: Vec::new() }
    }

    /// Goes on with the options of attributes on top.
    fn under(&mut self, attributes: &[Attribute], context: Context<'_>, go_on: impl FnOnce(&mut Self, Context<'_>)) {
        let Some(at) = attributes.iter().find(|attribute| is_traced(attribute)) else {
            return go_on(self, context);
        };
        let inner = match Options::of_attributes(attributes) {
            Ok(inner) => inner.unwrap_or_default(),
            Err(error) => {
                self.misuse(None, error);
                return go_on(self, context);
            }
        };
        let merged = Rc::new(context.options.with(&inner));
        if self.surveys && merged.skip {
            return self.aside(UnreachedReason::Skipped, |pass| go_on(pass, Context { options: &merged, ..context }));
        }
        let before = self.sight.clone();
        go_on(self, Context { options: &merged, ..context });
        let sight = self.sight.since(&before);
        if !sight.is_of_use() && inner.is_about_queries() && !merged.skip && !self.diagnostics.has_errors() {
            let at = at.path().to_token_stream();
            let nothing = NoQuery { at, on: AttributeOn::Part, opaque: sight.opaque.as_ref() };
            self.check(&Subject::NoQuery(nothing), None, Context { options: &merged, ..context });
        }
    }

    /// Reads what is decided at run time whether it runs.
    fn branch(&mut self, context: Context<'_>, read: impl FnOnce(&mut Self, Context<'_>)) {
        let point = self.scope.enter();
        read(self, context.branch(point));
        self.scope.leave(point);
    }

    fn condition(&mut self, condition: &Expr, context: Context<'_>) {
        let since = context.condition.unwrap_or_else(|| self.scope.enter());
        self.expr(condition, Context { condition: Some(since), ..context.child() });
    }

    fn place(&self, node: Option<crate::model::nodes::NodeId>) -> Place {
        Place { function: Some(self.function.index), node }
    }
}
