//! The call site: the constant with all that is known of a query call when the program is compiled.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use sqlspan_analysis::{Comment, Literal, Options, RecordedText, Source, Text};
use syn::{ExprMethodCall, LitStr};

use super::paths::{dialect, emit, first_span, runtime};

/// What a call site is made of.
pub(super) struct CallSite<'a> {
    pub(super) text: &'a Text,
    /// Whether it is meant to run once for every item, or is for many items as it is.
    pub(super) repeats: bool,
    pub(super) options: &'a Options,
    /// `Type::function`, below the module.
    pub(super) function: &'a str,
}

impl CallSite<'_> {
    /// `let sqlspan_site: &'static CallSite = ..;`
    pub(super) fn declaration(&self, call: &ExprMethodCall) -> TokenStream {
        let runtime = &runtime(self.options);
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
            Some(Comment::Tags(tags)) => {
                let tags = tags.iter().map(|tag| {
                    let (key, value) = (&tag.key, &tag.value);
                    quote::quote!((#key, #value))
                });
                stated.extend(emit!(.comment(&[#(#tags),*])));
            }
        }
        if let (Text::Built(source) | Text::Unproven(source), None) = (self.text, &self.options.summary) {
            // The name is that of how the text begins, and is checked against what is executed.
            match source {
                Source::Prefix(text, known) => {
                    let begins = text.get(..*known).unwrap_or_default();
                    stated.extend(emit!(.begins(#begins)));
                }
                Source::Constant(text) | Source::Associated(text) => stated.extend(emit!(.begins(#text))),
                Source::Literal(_) | Source::RuntimeOnly => {}
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
        match self.text {
            Text::Static(Source::RuntimeOnly) | Text::Never => {
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
                    let source = tokens(source);
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
        if let Source::Literal(literal) = source {
            return self.literal_text(runtime, literal);
        }
        let dialect = dialect(runtime, self.options.dialect());
        if let (Source::Constant(text), None) = (source, &self.options.summary) {
            return emit!(#runtime::constant_text!(#text, #dialect));
        }
        let summary = self.summary(runtime, source);
        match source {
            Source::Constant(text) => emit!(#runtime::constant_text!(#text, #dialect, #summary)),
            Source::Associated(text) => {
                emit!(#runtime::StaticText::verbatim(#summary, #text).names_of(&#runtime::read(#text, #dialect)))
            }
            Source::Literal(_) | Source::Prefix(..) | Source::RuntimeOnly => {
                emit!(#runtime::StaticText::verbatim(#summary, ""))
            }
        }
    }

    /// What is recorded of a literal.
    fn literal_text(&self, runtime: &TokenStream, literal: &Literal) -> TokenStream {
        let RecordedText { summary, collapsed, sanitized, operation, table } =
            RecordedText::read(&literal.sql, self.options.dialect());
        if let Some(stated) = &self.options.summary {
            return emit!(#runtime::StaticText::new(#stated, #collapsed, #sanitized));
        }
        let text = emit!(#runtime::StaticText::new(#summary, #collapsed, #sanitized));
        if operation.is_none() && table.is_none() {
            return text;
        }
        let (operation, table) = (operation.unwrap_or_default(), table.unwrap_or_default());
        emit!(#text.names(#operation, #table))
    }

    /// The summary: the stated one, or that of the text.
    fn summary(&self, runtime: &TokenStream, source: &Source) -> TokenStream {
        if let Some(stated) = &self.options.summary {
            return emit!(#stated);
        }
        let dialect = dialect(runtime, self.options.dialect());
        match source {
            Source::Literal(Literal { sql, .. }) | Source::Prefix(sql, _) => {
                RecordedText::summary(sql, self.options.dialect()).to_token_stream()
            }
            Source::Constant(text) => emit!(#runtime::constant_summary!(#text, #dialect)),
            Source::Associated(text) => emit!(const { &#runtime::summarize(#text, #dialect) }.as_str()),
            Source::RuntimeOnly => emit!(""),
        }
    }
}

/// The expression of a text.
fn tokens(source: &Source) -> TokenStream {
    match source {
        Source::Literal(literal) => literal.sql.to_token_stream(),
        Source::Constant(text) | Source::Associated(text) => text.clone(),
        Source::Prefix(..) | Source::RuntimeOnly => emit!(""),
    }
}

fn summary_text(stated: Option<&LitStr>) -> TokenStream {
    stated.map_or_else(|| emit!(""), ToTokens::to_token_stream)
}
