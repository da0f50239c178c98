//! From an expression to the query that it is: which method calls execute one, on which side the executor stands, and
//! which text the query has.

use proc_macro2::Ident;
use quote::ToTokens;
use sqlspan_sql::is_statement;
use syn::{Expr, ExprCall, ExprMethodCall, Macro, Path, Stmt};

use super::imports::{Imports, Owner};
use super::scope::{Binding, Meaning, Parameter};
use super::text::TextResolver;
use crate::attr::options::Options;
use crate::query::maker::Makers;
use crate::query::{Binds, Made, Query};
use crate::sqlx::connections::has_executor_name;
use crate::sqlx::functions::{is_of_other_library, makes_query, wraps_text};
use crate::sqlx::macros::QueryMacro;
use crate::sqlx::methods::Method;
use crate::syntax::attributes::is_conditional;
use crate::syntax::patterns::{condition_names, names};
use crate::syntax::tokens::last_word;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason, Interpolation};
use crate::text::source::Source;

/// What a call of a method such as `fetch_one` is.
pub(crate) enum Execution {
    /// `query.fetch_one(executor)`.
    Straight(Query),
    /// `executor.fetch_one(query)`.
    Reversed(Query),
    /// A method of that name on something that can't be told without types.
    Unknown,
}

/// Finds out which query an expression is, by the bindings and options in force.
pub(crate) struct QueryResolver<'a> {
    pub(crate) texts: TextResolver<'a>,
    pub(crate) imports: &'a Imports,
    pub(crate) options: &'a Options,
    /// The functions in sight that return a query.
    pub(crate) makers: &'a Makers,
    /// The type or trait whose block it stands in.
    pub(crate) self_type: Option<&'a str>,
}

impl QueryResolver<'_> {
    /// Where other names are bound.
    fn within<'b>(&'b self, texts: TextResolver<'b>) -> QueryResolver<'b> {
        QueryResolver { texts, ..*self }
    }

    /// Where patterns have bound names.
    pub(crate) fn behind(&self, names: &[Ident]) -> QueryResolver<'_> {
        self.within(self.texts.behind(names))
    }

    /// What a method call is; `None` when it has nothing to do with queries.
    pub(crate) fn call(&self, call: &ExprMethodCall) -> Option<(Method, Execution)> {
        let method = Method::from_name(&call.method)?;
        let (Some(argument), 1) = (call.args.first(), call.args.len()) else { return None };
        if let Some(query) = self.query(&call.receiver) {
            return Some((method, Execution::Straight(query)));
        }
        if let Some(query) = self.query(argument) {
            return Some((method, Execution::Reversed(query)));
        }
        let found = self.text_argument(&call.receiver, argument).map_or(Execution::Unknown, |text| {
            Execution::Reversed(Query { text, raw: true, binds: Binds::Impossible, batch: false, made: Made::Here })
        });
        Some((method, found))
    }

    /// The text of `executor.execute("..")`. What begins with an SQL verb is a statement whatever the receiver; other
    /// text is one only where the receiver is an executor by the looks of it.
    fn text_argument(&self, receiver: &Expr, argument: &Expr) -> Option<Text> {
        let text = self.texts.text(argument);
        match &text {
            Text::Static(Source::Literal(literal)) => self.is_statement(&literal.sql).then_some(text),
            Text::Choice(sources) => {
                (sources.iter().all(|source| self.reads_as_sql(source)) || self.is_executor(receiver)).then_some(text)
            }
            Text::Dynamic(Dynamic {
                reason: DynamicReason::Interpolated(Interpolation { by_method, template, .. }),
                ..
            }) => {
                // `names.join(" ")` need not be SQL.
                let of_sql = template.as_ref().is_some_and(|template| template.begins(|sql| self.is_statement(sql)));
                let certain = of_sql || !by_method;
                (self.is_executor(receiver) || certain && has_executor_name(receiver)).then_some(text)
            }
            // `pool.execute(Job::Cleanup)` and `pool.execute(clean_up)` are of other people's pools.
            Text::Static(source) if !source.is_named_as_constant() => self.is_executor(receiver).then_some(text),
            Text::Dynamic(Dynamic { reason: DynamicReason::Owned(..), .. }) | Text::Static(_) => {
                (self.is_executor(receiver) || has_executor_name(receiver)).then_some(text)
            }
            Text::Dynamic(Dynamic {
                reason: DynamicReason::Parameter { .. } | DynamicReason::Field | DynamicReason::Builder,
                ..
            }) => self.is_executor(receiver).then_some(text),
            // A name that is not known to be text may as well be a query.
            Text::Dynamic(_) | Text::Built(_) | Text::Unproven(_) | Text::Never => None,
        }
    }

    /// The text of a COPY, where it is one of sqlx's by the looks of its receiver or of the text.
    pub(crate) fn copied_text(&self, receiver: &Expr, argument: &Expr) -> Option<Text> {
        if self.is_executor(receiver) || has_executor_name(receiver) {
            return Some(self.texts.text(argument));
        }
        self.text_argument(receiver, argument)
    }

    /// Whether a text is known, and a statement.
    pub(super) fn reads_as_sql(&self, source: &Source) -> bool {
        matches!(source, Source::Literal(literal) if self.is_statement(&literal.sql))
    }

    pub(super) fn is_statement(&self, sql: &str) -> bool {
        is_statement(sql, self.options.dialect())
    }

    /// Whether an expression is an executor by the type of a parameter or by where a connection came from.
    pub(crate) fn is_executor(&self, receiver: &Expr) -> bool {
        self.root_binding(receiver).is_some_and(|binding| {
            binding.origin.is_some() || matches!(binding.meaning, Meaning::Parameter(Parameter::Executor))
        })
    }

    /// The binding of the local that an expression such as `&mut *tx` or `tx.as_mut()` begins with.
    pub(crate) fn root_binding(&self, expr: &Expr) -> Option<&Binding> {
        match expr {
            Expr::Path(path) => self.binding(path.path.get_ident()?),
            Expr::Paren(inner) => self.root_binding(&inner.expr),
            Expr::Group(inner) => self.root_binding(&inner.expr),
            Expr::Reference(inner) => self.root_binding(&inner.expr),
            Expr::Unary(inner) => self.root_binding(&inner.expr),
            Expr::MethodCall(call) => self.root_binding(&call.receiver),
            _ => None,
        }
    }

    pub(super) fn binding(&self, name: &Ident) -> Option<&Binding> {
        if self.texts.hides(name) { None } else { self.texts.scope.find(name) }
    }

    /// The query that an expression evaluates to.
    pub(crate) fn query(&self, expr: &Expr) -> Option<Query> {
        match expr {
            Expr::Paren(inner) => self.query(&inner.expr),
            Expr::Group(inner) => self.query(&inner.expr),
            Expr::Try(inner) => self.query(&inner.expr),
            Expr::Await(inner) => self.query(&inner.base),
            Expr::Call(call) => self.query_of_call(call),
            Expr::MethodCall(call) => self.query_of_method(call),
            Expr::Macro(invocation) => self.query_of_macro(&invocation.mac),
            Expr::Path(path) => match &self.binding(path.path.get_ident()?)?.meaning {
                Meaning::Query(query) => Some(query.clone()),
                _ => None,
            },
            Expr::If(choice) => {
                let (_, otherwise) = choice.else_branch.as_ref()?;
                let then = self.within(self.texts.behind(&condition_names(&choice.cond)));
                let then_branch =
                    Expr::Block(syn::ExprBlock { attrs: Vec::new(), label: None, block: choice.then_branch.clone() });
                Self::either([then.query_or_never(&then_branch), self.query_or_never(otherwise)])
            }
            Expr::Match(choice) => Self::either(choice.arms.iter().map(|arm| {
                let within = self.within(self.texts.behind(&names(&arm.pat)));
                let mut query = within.query_or_never(&arm.body)?;
                if is_conditional(&arm.attrs) {
                    query.text.forget_all();
                }
                Some(query)
            })),
            Expr::Block(block) if block.label.is_none() => self.query_of_tail(&block.block.stmts),
            _ => None,
        }
    }

    fn query_of_tail(&self, statements: &[Stmt]) -> Option<Query> {
        match statements {
            // A tail that names a local of the block is not followed.
            [.., Stmt::Expr(tail, None)] => self.within(self.texts.inside(statements)).query(tail),
            _ => None,
        }
    }

    /// The query of one of several expressions, of which some may not return.
    fn query_or_never(&self, expr: &Expr) -> Option<Query> {
        let never = || matches!(self.texts.text(expr), Text::Never);
        self.query(expr).or_else(|| {
            never().then_some(Query {
                text: Text::Never,
                raw: true,
                binds: Binds::Unseen,
                batch: false,
                made: Made::Here,
            })
        })
    }

    /// One of several queries; `None` unless all are.
    fn either(queries: impl IntoIterator<Item = Option<Query>>) -> Option<Query> {
        let chosen = queries.into_iter().try_fold(None, |chosen: Option<Query>, query| {
            let query = query?;
            Some(Some(match chosen {
                None => query,
                Some(chosen) if matches!(chosen.text, Text::Never) => query,
                Some(chosen) if matches!(query.text, Text::Never) => chosen,
                Some(chosen) => chosen.or(query),
            }))
        })?;
        chosen.filter(|query| !matches!(query.text, Text::Never))
    }

    fn query_of_call(&self, call: &ExprCall) -> Option<Query> {
        let Expr::Path(function) = &*call.func else { return None };
        let path = &function.path;
        let name = path.segments.last()?.ident.to_string();
        if let Some(query) = self.made_by_call(call) {
            return Some(query);
        }
        if self.is_listed(path) {
            return Some(Query::with_unseen_binds(self.listed_text(&call.args)));
        }
        let text = self.texts.text(call.args.first()?);
        let reads_as_sql = matches!(&text, Text::Static(source) if self.reads_as_sql(source));
        let owner = self.imports.owner(path);
        // A function or a closure of the user's that bears the name of one of sqlx's.
        let own = self.imports.declares(path) || path.get_ident().is_some_and(|name| self.binding(name).is_some());
        let known = match owner {
            // An imported alias carries the name of the function that it stands for.
            Owner::Sqlx(ref original) => makes_query(original),
            Owner::Unknown if own => false,
            Owner::Unknown => makes_query(&name) && (reads_as_sql || !matches!(text, Text::Static(Source::Literal(_)))),
            Owner::Other => false,
        };
        // A helper of the user's that makes a query of a statement.
        let helper = reads_as_sql && (own || !makes_query(&name)) && !wraps_text(&name) && !is_of_other_library(path);
        let binds = match owner {
            Owner::Sqlx(original) if original.starts_with("raw_sql") => Binds::Impossible,
            _ if name == "raw_sql" => Binds::Impossible,
            // A helper, or a function that is given the arguments, may have bound some.
            _ if helper || call.args.len() > 1 => Binds::Unseen,
            _ => Binds::Count(0),
        };
        (known || helper).then_some(Query { text, raw: name == "raw_sql", binds, batch: false, made: Made::Here })
    }

    fn query_of_method(&self, call: &ExprMethodCall) -> Option<Query> {
        if Method::from_name(&call.method).is_some() {
            // It has run.
            return None;
        }
        if let Some(query) = self.made_by_method(call) {
            return Some(query);
        }
        let method = call.method.to_string();
        if self.options.queries.iter().any(|path| is_method_of(path, &call.method)) {
            return Some(Query::with_unseen_binds(self.listed_text(&call.args)));
        }
        if method == "fold" {
            // `ids.iter().fold(query, |query, id| query.bind(id))`
            let query = self.query(call.args.first()?)?;
            return Some(Query { binds: query.binds.after(&method), ..query });
        }
        if method.starts_with("build")
            && let Some((text, batch)) = self.built_text(&call.receiver)
        {
            return Some(Query { batch, ..Query::with_unseen_binds(text) });
        }
        if makes_query(&method)
            && let Some(Binding { meaning: Meaning::Prepared(text), .. }) = self.root_binding(&call.receiver)
        {
            let binds = if call.args.is_empty() { Binds::Count(0) } else { Binds::Unseen };
            return Some(Query { binds, ..Query::with_unseen_binds(text.clone()) });
        }
        let query = self.query(&call.receiver)?;
        Some(Query { binds: query.binds.after(&method), ..query })
    }

    /// The text of a statement that is prepared by `executor.prepare("..")`.
    pub(crate) fn prepared(&self, expr: &Expr) -> Option<Text> {
        match expr {
            Expr::Try(inner) => self.prepared(&inner.expr),
            Expr::Await(inner) => self.prepared(&inner.base),
            Expr::MethodCall(call) if call.method == "prepare" || call.method == "prepare_with" => {
                Some(self.texts.text(call.args.first()?))
            }
            Expr::MethodCall(call) => self.prepared(&call.receiver),
            _ => None,
        }
    }

    fn query_of_macro(&self, invocation: &Macro) -> Option<Query> {
        let name = last_word(&invocation.path);
        let (kind, certain) = match self.imports.owner(&invocation.path) {
            Owner::Sqlx(original) => (QueryMacro::from_name(&original)?, true),
            Owner::Unknown => (QueryMacro::from_name(&name)?, false),
            Owner::Other => return None,
        };
        let given = kind.parse(&invocation.tokens)?;
        let source =
            if given.is_file { Source::file(&given.literal) } else { Source::literal(given.text, &given.literal) };
        // Other people's `query!` takes other things than a statement.
        let ours = certain || self.reads_as_sql(&source) || !matches!(&source, Source::Literal(_));
        ours.then_some(Query {
            text: Text::Static(source),
            raw: false,
            binds: Binds::Checked,
            batch: false,
            made: Made::Here,
        })
    }

    /// Whether `queries(..)` names a function.
    fn is_listed(&self, path: &Path) -> bool {
        let called = path.to_token_stream().to_string();
        self.options.queries.iter().any(|listed| listed.to_token_stream().to_string() == called)
    }
}

/// `queries(Self::open_orders)` also stands for the method call `self.open_orders(..)`.
fn is_method_of(path: &Path, method: &Ident) -> bool {
    let mut segments = path.segments.iter();
    let owned = segments.next().is_some_and(|first| first.ident == "Self");
    owned && segments.next().is_some_and(|second| second.ident == *method)
}
