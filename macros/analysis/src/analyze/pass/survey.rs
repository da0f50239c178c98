//! What an attribute does not reach: read like the rest for whoever takes stock of a whole file, and kept apart from it,
//! so that sites and verdicts are those of the macro.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprMethodCall, Macro};

use super::Pass;
use super::context::Context;
use crate::model::site::{Site, SiteKind};
use crate::model::unreached::{Unreached, UnreachedReason};
use crate::sqlx::connections::{executor_words, receiver_name};
use crate::sqlx::methods::{Method, SessionMethod, StepMethod};
use crate::sqlx::scan::{looks_like_query, looks_like_round_trip, round_trips};
use crate::syntax::macro_arguments::MacroArguments;

impl Pass<'_> {
    /// Has what the attribute does not reach kept as well. `aside`: why that is the whole body.
    pub(crate) fn surveying(self, aside: Option<UnreachedReason>) -> Self {
        Self { surveys: true, aside, ..self }
    }
}

impl Pass<'_> {
    /// Reads what the attribute does not reach: its sites are kept apart, and nothing is reported of it.
    pub(super) fn aside(&mut self, why: UnreachedReason, read: impl FnOnce(&mut Self)) {
        if self.aside.is_some() {
            return read(self);
        }
        let (sight, depends_on_switch) = (self.sight.clone(), self.depends_on_switch);
        let (notes, origins, watches) = (self.notes.len(), self.origins.len(), self.watches);
        let (begins, copy_watch) = (self.begins, self.copy_watch);
        self.aside = Some(why);
        read(self);
        self.aside = None;
        self.sight = sight;
        self.depends_on_switch = depends_on_switch;
        self.notes.truncate(notes);
        self.origins.truncate(origins);
        self.watches = watches;
        (self.begins, self.copy_watch) = (begins, copy_watch);
    }

    /// Whether the code is neither traced nor wanted.
    pub(super) fn leaves_out(&self, context: Context<'_>) -> bool {
        context.options.skip && !self.surveys
    }

    /// Keeps what can't be rewritten, where it is wanted.
    pub(super) fn unreached(&mut self, at: TokenStream, why: UnreachedReason, is_likely: bool) {
        if self.surveys {
            let why = self.aside.clone().unwrap_or(why);
            self.unreached.push(Unreached { at, why, site: None, is_likely });
        }
    }

    /// The same of what can't be parsed: of every method in it that is named like a round trip.
    pub(super) fn unreached_tokens(&mut self, tokens: TokenStream, why: &UnreachedReason) {
        let is_likely = looks_like_query(tokens.clone(), &|word| self.is_query(word));
        for method in round_trips(tokens) {
            self.unreached(method.to_token_stream(), why.clone(), is_likely);
        }
    }

    /// Keeps a site, apart where the attribute does not reach it.
    pub(super) fn keep(&mut self, site: Site) {
        match &self.aside {
            None => self.sites.push(site),
            Some(why) => {
                let (at, is_likely) = (site.method.to_token_stream(), site.is_likely);
                self.unreached.push(Unreached { at, why: why.clone(), site: Some(site), is_likely });
            }
        }
    }

    /// A macro whose grammar is not known: read as if its arguments ran as they stand.
    pub(super) fn survey_macro(&mut self, invocation: &Macro, name: String, context: Context<'_>) {
        if !self.surveys || !looks_like_round_trip(invocation.tokens.clone()) {
            return;
        }
        let known = self.unreached.len();
        let why = UnreachedReason::InMacro(name);
        let arguments = MacroArguments::parse_loosely(invocation);
        self.aside(why.clone(), |pass| pass.loose_parts(&arguments, context));
        if self.unreached.len() == known {
            self.unreached_tokens(invocation.tokens.clone(), &why);
        }
    }

    /// Whether a call is more than named like a round trip.
    pub(super) fn is_likely(&self, kind: &SiteKind, call: &ExprMethodCall, context: Context<'_>) -> bool {
        let executes = |expr: &Expr| self.queries(context).is_executor(expr) || executor_words(expr);
        let argument = || call.args.first().is_some_and(executes);
        match kind {
            SiteKind::Query(_) | SiteKind::Copy(_) | SiteKind::CopyEnd(_) => true,
            SiteKind::Step(step) => {
                step.origin.is_some()
                    || step.begins.is_some()
                    || step.watch.is_some()
                    || !matches!(
                        step.method,
                        StepMethod::Begin | StepMethod::Acquire | StepMethod::Commit | StepMethod::Rollback
                    )
                    || executes(&call.receiver)
            }
            SiteKind::Session(session) => match session.method {
                SessionMethod::Ping => session.origin.is_some() || executes(&call.receiver),
                SessionMethod::Listen | SessionMethod::ListenAll => has_word(&call.receiver, &["listener"]),
                SessionMethod::AcquireLock | SessionMethod::TryAcquireLock => session.origin.is_some() || argument(),
                SessionMethod::Unlisten
                | SessionMethod::UnlistenAll
                | SessionMethod::ForceRelease
                | SessionMethod::ReleaseNow => true,
            },
            SiteKind::Transaction(_) => executes(&call.receiver),
            SiteKind::Migration(migration) => {
                !migration.receiver_is_place
                    || has_word(&call.receiver, &["migrator", "MIGRATOR", "migrations", "MIGRATIONS"])
            }
            SiteKind::Unresolved { .. } => {
                let of_sqlx_alone = !matches!(Method::from_name(&call.method), Some(Method::Execute | Method::Fetch));
                of_sqlx_alone || executes(&call.receiver) || argument()
            }
        }
    }
}

/// Whether the last name of a receiver has one of these words in it.
fn has_word(receiver: &Expr, wanted: &[&str]) -> bool {
    receiver_name(receiver).is_some_and(|name| name.split('_').any(|word| wanted.contains(&word)))
}
