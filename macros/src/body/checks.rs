//! The lints that judge a statement's text. What the macro can read it judges itself; what only the compiler can, a
//! `const` or an included file, is judged by the same functions in constants, so that the verdict is the same.

use quote::ToTokens;
use sqlspan_sql::read;
use syn::ExprMethodCall;

use crate::find::{Binds, Query};
use crate::lint::{
    Level, Lint, bind_count, multiple_statements, placeholder_dialect, quoted_placeholder, stray_placeholder,
    unfiltered_write,
};
use crate::rewrite::constant::{self, Check, Constant};
use crate::text::{Source, Text, mentions};

use super::Body;

impl Body<'_> {
    /// Judges the static texts that a query can have, and returns what the compiler is to judge.
    pub(super) fn lint_statement(&mut self, query: &Query, call: &ExprMethodCall) -> proc_macro2::TokenStream {
        let mut checks = proc_macro2::TokenStream::new();
        for source in query.text.sources().to_vec() {
            match &source {
                Source::Literal(literal) => {
                    // What else there is to say of a text that was never filled in is said when it is.
                    if query.binds == Binds::Checked || !self.lint_stray(&source) {
                        self.lint_literal(&literal.sql, query.binds, call);
                    }
                }
                Source::Constant(_) | Source::Associated(_) => {
                    let Some(constant) = self.constant(&source, call) else { continue };
                    for check in self.checks(query.binds) {
                        checks.extend(self.constant_check(&constant, &check));
                    }
                }
                Source::Begun(..) | Source::Somewhere => {}
            }
        }
        checks
    }

    /// A text that only the compiler can read, as a constant can name it.
    pub(super) fn constant(&self, source: &Source, call: &ExprMethodCall) -> Option<Constant> {
        let at = call.method.span();
        match source {
            Source::Constant(text) => Some(Constant { text: text.clone(), generic: false, at }),
            Source::Associated(text) => {
                let of_parameter = mentions(text.clone(), &|word| self.around.generics.iter().any(|name| name == word));
                Some(match self.around.self_type.filter(|_| !of_parameter) {
                    Some(ty) => Constant { text: constant::named(text.clone(), ty), generic: false, at },
                    None => Constant { text: text.clone(), generic: true, at },
                })
            }
            Source::Literal(_) | Source::Begun(..) | Source::Somewhere => None,
        }
    }

    /// A piece of text that a builder takes.
    pub(super) fn lint_piece(&mut self, text: &Text) {
        for source in text.sources().to_vec() {
            self.lint_stray(&source);
        }
    }

    fn lint_stray(&mut self, source: &Source) -> bool {
        let Source::Literal(literal) = source else { return false };
        let Some(message) = stray_placeholder::message(&literal.sql, self.options.dialect()) else { return false };
        self.report(Lint::StrayPlaceholder, &literal.at, &message);
        true
    }

    fn lint_literal(&mut self, sql: &str, binds: Binds, call: &ExprMethodCall) {
        let dialect = self.options.dialect();
        let locals = self.scope.names();
        let locals: Vec<&str> = locals.iter().map(String::as_str).collect();
        let reading = read(sql, dialect);
        let mut findings = vec![
            (Lint::QuotedPlaceholder, quoted_placeholder::message(sql, dialect, &locals)),
            (Lint::UnfilteredWrite, unfiltered_write::message(&reading)),
        ];
        if binds.is_prepared() {
            findings.push((Lint::MultipleStatements, multiple_statements::message(&reading)));
            findings.push((Lint::PlaceholderDialect, placeholder_dialect::message(sql, dialect)));
        }
        if let Binds::Count(bound) = binds {
            findings.push((Lint::BindCount, bind_count::message(sql, dialect, bound)));
        }
        for (lint, message) in findings {
            if let Some(message) = message {
                self.report(lint, &call.method.to_token_stream(), &message);
            }
        }
    }

    /// The checks that a text is to pass which only the compiler can read.
    fn checks(&self, binds: Binds) -> Vec<(Lint, Check)> {
        let mut checks = vec![
            (Lint::QuotedPlaceholder, Check::QuotedPlaceholder(self.scope.names())),
            (Lint::UnfilteredWrite, Check::UnfilteredWrite),
        ];
        if binds != Binds::Checked {
            checks.push((Lint::StrayPlaceholder, Check::StrayPlaceholder));
        }
        if binds.is_prepared() {
            checks.push((Lint::MultipleStatements, Check::MultipleStatements));
            checks.push((Lint::PlaceholderDialect, Check::PlaceholderDialect));
        }
        if let Binds::Count(bound) = binds {
            checks.push((Lint::BindCount, Check::BindCount(bound)));
        }
        checks
    }

    fn constant_check(&mut self, text: &Constant, (lint, check): &(Lint, Check)) -> proc_macro2::TokenStream {
        let level = self.options.levels.of(*lint);
        if level == Level::Allow {
            return proc_macro2::TokenStream::new();
        }
        if self.options.levels.is_lowered(*lint) {
            self.diagnostics.depends_on_switch();
        }
        constant::check(&self.options, text, check, level)
    }
}
