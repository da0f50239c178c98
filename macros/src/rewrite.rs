//! A query call to the expression that traces it. The user's tokens are evaluated where they stood, in the scrutinee
//! of a `match`: they never enter a closure or an async block.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use sqlspan_sql::{Dialect, collapse_into, sanitize_into, summarize};
use syn::{Expr, ExprMethodCall, LitStr};

use crate::args::Options;
use crate::known::Method;
use crate::text::{Source, Text};

/// One query call, understood.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) reversed: bool,
    /// Whether plain sqlx returns a boxed future here.
    pub(crate) boxed: bool,
    pub(crate) raw: bool,
    pub(crate) text: Text,
    /// The emitted variable that knows the server of a connection.
    pub(crate) origin: Option<Ident>,
    pub(crate) options: &'a Options,
    /// `Type::function`, below the module.
    pub(crate) function: &'a str,
}

/// The path under which the emitted code finds the runtime.
pub(crate) fn runtime(options: &Options) -> TokenStream {
    match &options.krate {
        Some(path) => quote!(#path::__private),
        None => quote!(::sqlspan::__private),
    }
}

impl Call<'_> {
    /// The expression that takes the place of `call`.
    pub(crate) fn rewrite(&self, call: &ExprMethodCall) -> Expr {
        let runtime = runtime(self.options);
        let method = &call.method;
        let receiver = &call.receiver;
        let argument = &call.args;
        let site = self.site(&runtime, call);
        let origin = match &self.origin {
            Some(origin) => quote!(#origin),
            None => quote!(::core::option::Option::None),
        };
        let (scrutinee, bound) = if self.reversed {
            (quote!((#runtime::executor(#receiver.receiver()), #argument)), quote!((executor, query)))
        } else {
            // Trailing commas of the argument list stay out of the call.
            let executor = argument.first();
            (quote!((#receiver, #runtime::executor(#executor))), quote!((query, executor)))
        };
        let source = quote! {
            use #runtime::AnySource as _;
            let source = executor.source(#origin);
            #site
        };
        let traced = if self.method.streams() { self.stream(&runtime, method) } else { self.future(&runtime, method) };
        // Parentheses, because a `match` at the beginning of a statement would end it.
        Expr::Verbatim(quote!((match #scrutinee { #bound => { #source #traced } })))
    }

    fn future(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        let executed = if self.reversed {
            quote!(handle.executor(&recorder).#method(query))
        } else {
            quote!(query.#method(handle.executor(&recorder)))
        };
        let end = match self.method {
            Method::FetchOne => quote!(end_one),
            Method::FetchOptional => quote!(end_optional),
            Method::FetchAll => quote!(end_all),
            _ => quote!(end_execute),
        };
        let block = quote! {
            async move {
                let (mut handle, recorder) = source.open(call_site).await;
                let result = #executed.await;
                recorder.#end(result)
            }
        };
        if self.boxed { quote!(#runtime::boxed(#block)) } else { block }
    }

    fn stream(&self, runtime: &TokenStream, method: &Ident) -> TokenStream {
        let start = if self.reversed { quote!(tagged.#method(query)) } else { quote!(query.#method(tagged)) };
        match self.method {
            Method::FetchMany => quote!(source.rows_and_results(call_site, move |tagged, _| #start)),
            Method::ExecuteMany if self.reversed || self.raw => {
                quote!(source.results(call_site, move |tagged, _| #start))
            }
            // The one method of a query that is both: a future of a stream.
            Method::ExecuteMany => quote! {
                async move { source.results(call_site, move |tagged, _| #runtime::flatten(#start)) }
            },
            _ => quote!(source.rows(call_site, move |tagged, _| #start)),
        }
    }

    /// `let call_site: &'static CallSite = ..;`
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
                stated.extend(quote!(.#name(#value)));
            }
        }
        let site = quote! {
            #runtime::CallSite::new(#statement, ::core::concat!(#module, #function), #file, #line)#stated
        };
        if self.text.is_associated() {
            // A nested item can't name `Self` or a type parameter.
            quote!(let call_site: &'static #runtime::CallSite = const { &#site };)
        } else {
            quote! {
                static CALL_SITE: #runtime::CallSite = #site;
                let call_site: &'static #runtime::CallSite = &CALL_SITE;
            }
        }
    }

    fn statement(&self, runtime: &TokenStream) -> TokenStream {
        let stated = self.options.summary.as_ref();
        match &self.text {
            Text::Static(Source::Somewhere) | Text::Never => {
                let summary = summary_text(stated);
                quote!(#runtime::Statement::Built(#summary))
            }
            Text::Static(source) => {
                let text = self.static_text(runtime, source);
                quote!(#runtime::Statement::Static(#text))
            }
            Text::Choice(sources) => {
                let candidates = sources.iter().map(|source| {
                    let text = self.static_text(runtime, source);
                    let source = source.tokens();
                    quote!(#runtime::Candidate::new(#source, #text))
                });
                quote!(#runtime::Statement::Choice(&[#(#candidates),*]))
            }
            Text::Built(source) => {
                let summary = self.summary(runtime, source);
                quote!(#runtime::Statement::Built(#summary))
            }
            Text::Unproven(source) => {
                let summary = self.summary(runtime, source);
                quote!(#runtime::Statement::Unproven(#summary))
            }
            Text::Dynamic(dynamic) => {
                let summary = summary_text(stated);
                if dynamic.is_static_by_type() {
                    quote!(#runtime::Statement::Built(#summary))
                } else {
                    quote!(#runtime::Statement::Unproven(#summary))
                }
            }
        }
    }

    /// What is recorded of one static text.
    fn static_text(&self, runtime: &TokenStream, source: &Source) -> TokenStream {
        let dialect = dialect(runtime, self.options.dialect());
        let summary = self.summary(runtime, source);
        match source {
            Source::Literal(sql) => {
                let collapsed = converted(sql, |out| collapse_into(sql, self.options.dialect(), out));
                let sanitized = converted(sql, |out| sanitize_into(sql, self.options.dialect(), out));
                let sanitized = converted(&sanitized, |out| collapse_into(&sanitized, self.options.dialect(), out));
                quote!(#runtime::StaticText::new(#summary, #collapsed, #sanitized))
            }
            Source::Constant(text) => quote!(#runtime::constant_text!(#text, #dialect, #summary)),
            Source::Associated(text) => quote!(#runtime::StaticText::verbatim(#summary, #text)),
            Source::Somewhere => quote!(#runtime::StaticText::verbatim(#summary, "")),
        }
    }

    /// The summary: the stated one, or that of the text.
    fn summary(&self, runtime: &TokenStream, source: &Source) -> TokenStream {
        if let Some(stated) = &self.options.summary {
            return quote!(#stated);
        }
        let dialect = dialect(runtime, self.options.dialect());
        match source {
            Source::Literal(sql) => {
                let summary = summarize(sql, self.options.dialect());
                summary.as_str().to_token_stream()
            }
            Source::Constant(text) => quote!(#runtime::constant_summary!(#text, #dialect)),
            Source::Associated(text) => quote!(const { &#runtime::summarize(#text, #dialect) }.as_str()),
            Source::Somewhere => quote!(""),
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
            Self::Literal(text) => text.to_token_stream(),
            Self::Constant(text) | Self::Associated(text) => text.clone(),
            Self::Somewhere => quote!(""),
        }
    }
}

fn summary_text(stated: Option<&LitStr>) -> TokenStream {
    stated.map_or_else(|| quote!(""), ToTokens::to_token_stream)
}

/// Runs a conversion of the engine, which never lengthens a text.
fn converted(text: &str, into: impl FnOnce(&mut [u8]) -> usize) -> String {
    let mut out = vec![0; text.len()];
    let length = into(&mut out);
    out.truncate(length);
    String::from_utf8(out).unwrap_or_default()
}

fn dialect(runtime: &TokenStream, dialect: Dialect) -> TokenStream {
    match dialect {
        Dialect::Generic => quote!(#runtime::Dialect::Generic),
        Dialect::Postgres => quote!(#runtime::Dialect::Postgres),
        Dialect::MySql => quote!(#runtime::Dialect::MySql),
        Dialect::Sqlite => quote!(#runtime::Dialect::Sqlite),
    }
}

pub(crate) fn first_span(tokens: TokenStream) -> Span {
    tokens.into_iter().next().map_or_else(Span::call_site, |token| token.span())
}

/// The statement that notes which server a connection comes from, before it is taken out of `pool`.
pub(crate) fn note_origin(options: &Options, origin: &Ident, pool: &Expr) -> TokenStream {
    let runtime = runtime(options);
    quote! {
        let #origin = {
            use #runtime::NoProvenance as _;
            #runtime::Provenance(&#pool).origin()
        };
    }
}

/// The statement that reports a call which turns out, by type, to be sqlx's. It never runs.
pub(crate) fn check_by_type(options: &Options, call: &ExprMethodCall, deny: bool) -> TokenStream {
    let runtime = runtime(options);
    let receiver = &call.receiver;
    let at = call.method.span();
    let check = quote_spanned!(at=> untraced_query);
    let level = deny.then(|| quote!(#[deny(deprecated)]));
    quote! {
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
    quote!(#[allow(unused_imports)] use #runtime::Receiver as _;)
}
