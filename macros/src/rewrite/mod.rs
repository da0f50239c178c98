//! A query call to the expression that traces it. The user's tokens are evaluated where they stood, in the scrutinee
//! of a `match`: they never enter a closure or an async block.

pub(crate) mod constant;
pub(crate) mod step;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_sql::{Dialect, collapse_into, sanitize_into, summarize};
use syn::{Expr, ExprMethodCall, LitStr};

use crate::args::Options;
use crate::comment::Comment;
use crate::known::Method;
use crate::text::{Literal, Source, Text};

/// Tokens of the macro's own hygiene: they neither see the user's locals nor are seen, and lints leave them alone.
/// Constants of the user's are seen, in patterns too: that is why the names are long.
macro_rules! emit {
    ($($tokens:tt)*) => {
        quote_spanned!(Span::mixed_site()=> $($tokens)*)
    };
}
use emit;

/// What stands before the method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    Query,
    Executor,
    /// Of a type parameter, whose methods need no import.
    GenericExecutor,
}

/// One query call, understood.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) first: First,
    /// Whether plain sqlx returns a boxed future here.
    pub(crate) boxed: bool,
    pub(crate) raw: bool,
    pub(crate) text: Text,
    /// Whether it is meant to run once for every item, or is for many items as it is.
    pub(crate) repeats: bool,
    /// The emitted variable that knows the server of a connection.
    pub(crate) origin: Option<Ident>,
    /// What the compiler is to judge of the text.
    pub(crate) checks: TokenStream,
    pub(crate) options: &'a Options,
    /// `Type::function`, below the module.
    pub(crate) function: &'a str,
}

/// What a call is awaited as in code where queries may repeat: the loop is here, and the query where the call leads.
pub(crate) fn meant(options: &Options, future: &Expr) -> Expr {
    // Located at the user's call, where what is no future is reported.
    let at = Span::mixed_site().located_at(first_span(future.to_token_stream()));
    let runtime = runtime_at(options, at);
    // Parentheses of the user's would be too many.
    let future = if let Expr::Paren(inner) = future { &inner.expr } else { future };
    Expr::Verbatim(quote_spanned!(at=> #runtime::meant(#future)))
}

/// The path under which the emitted code finds the runtime.
pub(crate) fn runtime(options: &Options) -> TokenStream {
    options.krate.as_ref().map_or_else(|| emit!(::sqlspan::__private), |path| emit!(#path::__private))
}

/// The same, located at `at`, where the compiler shows a whole expression.
fn runtime_at(options: &Options, at: Span) -> TokenStream {
    let relocate = |path: &syn::Path| {
        let relocated = path.to_token_stream().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(at));
            token
        });
        relocated.collect::<TokenStream>()
    };
    options.krate.as_ref().map_or_else(
        || quote_spanned!(at=> ::sqlspan::__private),
        |path| {
            let path = relocate(path);
            quote_spanned!(at=> #path::__private)
        },
    )
}

impl Call<'_> {
    fn is_reversed(&self) -> bool {
        self.first != First::Query
    }

    /// The expression that takes the place of `call`.
    pub(crate) fn rewrite(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let method = &call.method;
        let receiver = &call.receiver;
        let argument = &call.args;
        let site = self.site(&runtime, call);
        let origin =
            self.origin.as_ref().map_or_else(|| emit!(::core::option::Option::None), ToTokens::to_token_stream);
        let (scrutinee, bound) = if self.is_reversed() {
            // Located at the user's method, where what is no executor is reported.
            let at = Span::mixed_site().located_at(method.span());
            let together = quote_spanned!(at=> receiver);
            (emit!(#receiver.#together(#argument)), emit!((sqlspan_executor, sqlspan_query)))
        } else {
            // Trailing commas of the argument list stay out of the call.
            let executor = argument.first();
            (emit!((#receiver, #runtime::executor(#executor))), emit!((sqlspan_query, sqlspan_executor)))
        };
        // What wraps it needs one. Elsewhere the user's own import is needed, and must be used.
        let methods = (self.first == First::GenericExecutor).then(|| emit!(use #runtime::Executor as _;));
        let checks = &self.checks;
        let source = emit! {
            #checks
            use #runtime::AnySource as _;
            #methods
            let sqlspan_source = sqlspan_executor.source(#origin);
            #site
        };
        let traced = if self.method.streams() { self.stream(&runtime, method) } else { self.future(&runtime, method) };
        // Located where the user's call begins: what is wrong with its result is reported there, not at the attribute.
        // In parentheses, because a `match` at the beginning of a statement would end it; the parentheses are the
        // user's wholly, so that with an `.await` behind them the whole expression is shown.
        let begin = first_span(receiver.to_token_stream());
        let at = Span::mixed_site().located_at(begin);
        let traced = quote_spanned!(at=> match #scrutinee { #bound => { #source #traced } });
        let mut whole = Group::new(Delimiter::Parenthesis, traced);
        whole.set_span(begin);
        Expr::Verbatim(whole.to_token_stream())
    }

    fn future(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        // Located at the user's method, where errors of types belong; hygiene stays the macro's.
        let at = Span::mixed_site().located_at(method.span());
        let executed = if self.is_reversed() {
            quote_spanned!(at=> sqlspan_handle.executor(&sqlspan_recorder).#method(sqlspan_query).await)
        } else {
            quote_spanned!(at=> sqlspan_query.#method(sqlspan_handle.executor(&sqlspan_recorder)).await)
        };
        let end = match self.method {
            Method::FetchOne => emit!(end_one),
            Method::FetchOptional => emit!(end_optional),
            Method::FetchAll => emit!(end_all),
            _ => emit!(end_execute),
        };
        let block = quote_spanned! {at=>
            async move {
                let (mut sqlspan_handle, sqlspan_recorder) = sqlspan_source.open(sqlspan_site).await;
                let sqlspan_result = #executed;
                sqlspan_recorder.#end(sqlspan_result)
            }
        };
        if self.boxed { emit!(#runtime::boxed(#block)) } else { block }
    }

    fn stream(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        let start = if self.is_reversed() {
            emit!(sqlspan_tagged.#method(sqlspan_query))
        } else {
            emit!(sqlspan_query.#method(sqlspan_tagged))
        };
        match self.method {
            Method::FetchMany => emit!(sqlspan_source.rows_and_results(sqlspan_site, move |sqlspan_tagged, _| #start)),
            Method::ExecuteMany if self.is_reversed() || self.raw => {
                emit!(sqlspan_source.results(sqlspan_site, move |sqlspan_tagged, _| #start))
            }
            // The one method of a query that is both: a future of a stream.
            Method::ExecuteMany => emit! {
                async move { sqlspan_source.results(sqlspan_site, move |sqlspan_tagged, _| #runtime::flatten(#start)) }
            },
            _ => emit!(sqlspan_source.rows(sqlspan_site, move |sqlspan_tagged, _| #start)),
        }
    }

    /// `let sqlspan_site: &'static CallSite = ..;`
    fn site(&self, runtime: &TokenStream, call: &ExprMethodCall) -> TokenStream {
        let statement = self.statement(runtime);
        let function = format!("::{}", self.function);
        // Spanned at the user, so that it is the user's line.
        let at = first_span(call.receiver.to_token_stream());
        let line = quote_spanned!(at=> ::core::line!());
        let file = quote_spanned!(at=> ::core::file!());
        let module = quote_spanned!(at=> ::core::module_path!());
        let mut stated = TokenStream::new();
        for (name, value) in [
            ("operation", &self.options.operation),
            ("collection", &self.options.collection),
            ("pool", &self.options.pool),
        ] {
            if let Some(value) = value {
                let name = Ident::new(name, Span::mixed_site());
                stated.extend(emit!(.#name(#value)));
            }
        }
        if self.options.summary.is_some() {
            stated.extend(emit!(.summarized()));
        }
        if let Some((owner, _)) = self.function.rsplit_once("::") {
            stated.extend(emit!(.of_type(#owner)));
        }
        if self.repeats {
            stated.extend(emit!(.repeats()));
        }
        match &self.options.comment {
            None => {}
            Some(Comment::Off) => stated.extend(emit!(.without_comment())),
            Some(Comment::Tags(tags)) => stated.extend(emit!(.comment(&[#(#tags),*]))),
        }
        if let (Text::Built(source) | Text::Unproven(source), None) = (&self.text, &self.options.summary) {
            // The name is that of how the text begins, and is checked against what is executed.
            match source {
                Source::Begun(text, known) => {
                    let begins = text.get(..*known).unwrap_or_default();
                    stated.extend(emit!(.begins(#begins)));
                }
                Source::Constant(text) | Source::Associated(text) => stated.extend(emit!(.begins(#text))),
                Source::Literal(_) | Source::Somewhere => {}
            }
        }
        let site = emit! {
            #runtime::CallSite::new(#statement, ::core::concat!(#module, #function), #file, #line)#stated
        };
        if self.text.is_associated() {
            // A nested item can't name `Self` or a type parameter.
            emit!(let sqlspan_site: &'static #runtime::CallSite = const { &#site };)
        } else {
            emit! {
                static __SQLSPAN_CALL_SITE: #runtime::CallSite = #site;
                let sqlspan_site: &'static #runtime::CallSite = &__SQLSPAN_CALL_SITE;
            }
        }
    }

    fn statement(&self, runtime: &TokenStream) -> TokenStream {
        let stated = self.options.summary.as_ref();
        match &self.text {
            Text::Static(Source::Somewhere) | Text::Never => {
                let summary = summary_text(stated);
                emit!(#runtime::Statement::Built(#summary))
            }
            Text::Static(source) => {
                let text = self.static_text(runtime, source);
                emit!(#runtime::Statement::Static(#text))
            }
            Text::Choice(sources) => {
                let candidates = sources.iter().map(|source| {
                    let text = self.static_text(runtime, source);
                    let source = source.tokens();
                    emit!(#runtime::Candidate::new(#source, #text))
                });
                let candidates = emit!(&[#(#candidates),*]);
                // What depends on a type parameter lives for ever only as a constant of its own.
                let candidates = if self.text.is_associated() { emit!(const { #candidates }) } else { candidates };
                emit!(#runtime::Statement::Choice(#candidates))
            }
            Text::Built(source) => {
                let summary = self.summary(runtime, source);
                emit!(#runtime::Statement::Built(#summary))
            }
            Text::Unproven(source) => {
                let summary = self.summary(runtime, source);
                emit!(#runtime::Statement::Unproven(#summary))
            }
            Text::Dynamic(dynamic) => {
                let summary = summary_text(stated);
                if dynamic.is_static_by_type() {
                    emit!(#runtime::Statement::Built(#summary))
                } else {
                    emit!(#runtime::Statement::Unproven(#summary))
                }
            }
        }
    }

    /// What is recorded of one static text.
    fn static_text(&self, runtime: &TokenStream, source: &Source) -> TokenStream {
        let dialect = dialect(runtime, self.options.dialect());
        let summary = self.summary(runtime, source);
        match source {
            Source::Literal(literal) => {
                let sql = literal.sql.as_str();
                let collapsed = converted(sql, |out| collapse_into(sql, self.options.dialect(), out));
                let sanitized = converted(sql, |out| sanitize_into(sql, self.options.dialect(), out));
                let sanitized = converted(&sanitized, |out| collapse_into(&sanitized, self.options.dialect(), out));
                emit!(#runtime::StaticText::new(#summary, #collapsed, #sanitized))
            }
            Source::Constant(text) => emit!(#runtime::constant_text!(#text, #dialect, #summary)),
            Source::Associated(text) => emit!(#runtime::StaticText::verbatim(#summary, #text)),
            Source::Begun(..) | Source::Somewhere => emit!(#runtime::StaticText::verbatim(#summary, "")),
        }
    }

    /// The summary: the stated one, or that of the text.
    fn summary(&self, runtime: &TokenStream, source: &Source) -> TokenStream {
        if let Some(stated) = &self.options.summary {
            return emit!(#stated);
        }
        let dialect = dialect(runtime, self.options.dialect());
        match source {
            Source::Literal(Literal { sql, .. }) | Source::Begun(sql, _) => {
                let summary = summarize(sql, self.options.dialect());
                summary.as_str().to_token_stream()
            }
            Source::Constant(text) => emit!(#runtime::constant_summary!(#text, #dialect)),
            Source::Associated(text) => emit!(const { &#runtime::summarize(#text, #dialect) }.as_str()),
            Source::Somewhere => emit!(""),
        }
    }
}

impl Text {
    fn is_associated(&self) -> bool {
        match self {
            Self::Static(source) | Self::Built(source) | Self::Unproven(source) => source.is_associated(),
            Self::Choice(sources) => sources.iter().any(Source::is_associated),
            Self::Dynamic(_) | Self::Never => false,
        }
    }
}

impl Source {
    fn is_associated(&self) -> bool {
        matches!(self, Self::Associated(_))
    }

    fn tokens(&self) -> TokenStream {
        match self {
            Self::Literal(literal) => literal.sql.to_token_stream(),
            Self::Constant(text) | Self::Associated(text) => text.clone(),
            Self::Begun(..) | Self::Somewhere => emit!(""),
        }
    }
}

fn summary_text(stated: Option<&LitStr>) -> TokenStream {
    stated.map_or_else(|| emit!(""), ToTokens::to_token_stream)
}

/// Runs a conversion of the engine, which never lengthens a text.
fn converted(text: &str, into: impl FnOnce(&mut [u8]) -> usize) -> String {
    let mut out = vec![0; text.len()];
    let length = into(&mut out);
    out.truncate(length);
    String::from_utf8(out).unwrap_or_default()
}

/// The path of a dialect.
fn dialect(runtime: &TokenStream, dialect: Dialect) -> TokenStream {
    match dialect {
        Dialect::Generic => emit!(#runtime::Dialect::Generic),
        Dialect::Postgres => emit!(#runtime::Dialect::Postgres),
        Dialect::MySql => emit!(#runtime::Dialect::MySql),
        Dialect::Sqlite => emit!(#runtime::Dialect::Sqlite),
    }
}

pub(crate) fn first_span(tokens: TokenStream) -> Span {
    tokens.into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// The statement that notes which server a connection comes from, before it is taken out of `pool`.
pub(crate) fn note_origin(options: &Options, origin: &Ident, pool: &Expr) -> TokenStream {
    let runtime = runtime(options);
    emit! {
        let #origin = {
            use #runtime::NoProvenance as _;
            #runtime::Provenance(&#pool).origin()
        };
    }
}

/// The statement with which the compiler proves that an expression is a constant, of whatever type.
pub(crate) fn prove(options: &Options, constant: &TokenStream) -> TokenStream {
    let runtime = runtime(options);
    emit!(const { #runtime::constant(&#constant) };)
}

/// The statement that reports a call which turns out, by type, to be sqlx's. It never runs.
pub(crate) fn check_by_type(options: &Options, call: &ExprMethodCall, deny: bool) -> TokenStream {
    let runtime = runtime(options);
    let receiver = &call.receiver;
    let at = call.method.span();
    let check = quote_spanned!(at=> untraced_query);
    let level = deny.then(|| emit!(#[deny(deprecated)]));
    emit! {
        if false {
            use #runtime::NotAQuery as _;
            #level
            let () = #runtime::Checked(&#receiver).#check();
            loop {}
        }
    }
}

/// `use ..::Receiver as _;`, for the top of a body that has reversed calls.
pub(crate) fn receiver_import(options: &Options) -> TokenStream {
    let runtime = runtime(options);
    emit!(use #runtime::Receiver as _;)
}

/// The item that makes the compiler track a variable of the environment.
pub(crate) fn tracked(variable: &str) -> TokenStream {
    emit!(
        const _: ::core::option::Option<&str> = ::core::option_env!(#variable);
    )
}
