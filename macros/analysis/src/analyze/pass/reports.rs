//! What is noted and reported.

use std::rc::Rc;
use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::lint;
use crate::lint::subject::{LintContext, QueryText, Subject, Untraced};
use crate::model::diagnostic::Report;
use crate::model::nodes::NodeId;
use crate::model::site::{Note, NoteKind, Site, SiteKind, Surroundings};
use crate::syntax::places::start_of;
use crate::text::Text;
use crate::text::source::Source;

impl Pass<'_> {
    /// Has the lints judge a subject.
    pub(super) fn check(&mut self, subject: &Subject<'_>, at: Option<NodeId>, context: Context<'_>) {
        let reports = self.with_lints(context, |lints| lint::check(subject, lints));
        self.report(reports, at, context);
    }

    pub(super) fn report(&mut self, reports: Vec<(crate::Lint, Report)>, at: Option<NodeId>, context: Context<'_>) {
        if self.aside.is_some() {
            return;
        }
        let place = self.place(at);
        for (lint, report) in reports {
            self.depends_on_switch |= context.options.levels.is_lowered(lint);
            self.diagnostics.report(place, lint, &context.options.levels, report);
        }
    }

    /// What lints may ask of this place.
    pub(super) fn with_lints<T>(&self, context: Context<'_>, ask: impl FnOnce(&LintContext<'_>) -> T) -> T {
        ask(&LintContext { options: context.options, names: &|| self.scope.names() })
    }

    /// Judges the text of a query, or a piece that a builder takes.
    pub(super) fn check_text(&mut self, text: QueryText<'_>, at: &Expr, context: Context<'_>) {
        self.sight.judged += 1;
        if !matches!(text.text, Text::Dynamic(_)) {
            return;
        }
        let node = Some(self.nodes.note(at));
        if let Some(error) = lint::missing_summary(text.text, context.options) {
            self.misuse(node, error);
            return;
        }
        self.check(&Subject::Text(text), node, context);
    }

    /// Judges the literals that a builder takes.
    pub(super) fn check_pieces(&mut self, text: &Text, at: &Expr, context: Context<'_>) {
        for source in text.sources() {
            if let Source::Literal(literal) = source {
                let node = Some(self.nodes.note(at));
                self.check(&Subject::Piece(literal), node, context);
            }
        }
    }

    /// Wrong use of the attributes.
    pub(super) fn misuse(&mut self, node: Option<NodeId>, error: syn::Error) {
        if self.aside.is_none() {
            self.diagnostics.misuse(self.place(node), error);
        }
    }

    pub(super) fn untraced(&mut self, untraced: &Untraced, node: Option<NodeId>, context: Context<'_>) {
        self.sight.left += 1;
        self.check(&Subject::Untraced(untraced), node, context);
    }

    pub(super) fn note(&mut self, kind: NoteKind, at: &Expr, context: Context<'_>) {
        let node = self.nodes.note(at);
        self.notes.push(Note { node, options: Rc::clone(context.options), kind });
    }

    pub(super) fn site(&mut self, kind: SiteKind, node: NodeId, call: &ExprMethodCall, context: Context<'_>) {
        let surroundings = Surroundings {
            loops: context.heads(),
            in_closure: context.in_closure,
            depth: context.depth,
            asynchronous: context.asynchronous,
        };
        let options = Rc::clone(context.options);
        let is_likely = self.is_likely(&kind, call, context);
        let (method, start) = (call.method.clone(), start_of(&call.receiver));
        self.keep(Site { node, method, start, options, surroundings, kind, is_likely });
    }

    /// Whether the site that was noted last stands in the place of an expression.
    pub(super) fn is_rewritten(&self, expr: &Expr) -> bool {
        let last = self.sites.last().filter(|site| !matches!(site.kind, SiteKind::Unresolved { .. }));
        last.is_some_and(|site| self.nodes.is_at(site.node, expr))
    }
}
