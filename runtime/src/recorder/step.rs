//! Spans of statements that sqlx makes of its own: `BEGIN`, `COMMIT`, savepoints.

use std::borrow::Cow;

use super::{Recorder, Running, State};
use crate::settings::{IN_FORCE, QueryText};
use crate::signals::{Described, LegacyNames, Outcome, rename_span, start_span, traces_under};

impl Recorder {
    /// Starts the span of a statement that sqlx makes, such as `BEGIN`.
    pub(crate) fn start_step(&self, summary: &'static str, text: Cow<'static, str>) {
        self.captured.step(self.site, summary, &text, &self.parent);
        self.start_as(summary, self.describe_step(summary, text));
    }

    /// Starts the span of such a statement before it is known which it is.
    pub(crate) fn start_unknown_step(&self, name: &'static str) {
        self.captured.step(self.site, name, "", &self.parent);
        self.start_as(name, Described::nameless());
    }

    /// Says what such a statement was, where that is known only afterwards.
    pub(crate) fn rename_step(&self, summary: &'static str, text: Cow<'static, str>) {
        if let State::Running(running) = &mut *self.state() {
            self.captured.renamed(summary, &text);
            running.summary = Cow::Borrowed(summary);
            if let Some(span) = &mut running.span {
                rename_span(span, summary, recorded(text));
            }
        }
    }

    /// A transaction was dropped: a span without a length, which no metric counts.
    pub(crate) fn dropped(self, summary: &'static str, text: Cow<'static, str>) {
        self.captured.step(self.site, summary, &text, &self.parent);
        let described = self.describe_step(summary, text);
        let summary = Cow::Borrowed(summary);
        let span =
            traces_under(&self.parent).then(|| start_span(self.site, self.server, &self.parent, "", described, None));
        *self.state() = State::Ended;
        let running = Running { span, summary, measured: None, counted: None };
        self.finish(running, &Outcome { failure: None, unfinished: Some("dropped") });
    }

    fn describe_step(&self, summary: &'static str, text: Cow<'static, str>) -> Described {
        let names = LegacyNames::read(&text, self.server.system.dialect);
        Described { summary: Cow::Borrowed(summary), text: recorded(text), names }
    }

    /// Starts the span; `name` is for a statement without a summary.
    fn start_as(&self, name: &'static str, described: Described) {
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            *state = State::Running(self.running(name, described, None));
        }
    }
}

/// What is recorded of the text, where it is known. It is sqlx's own, or has no literals.
fn recorded(text: Cow<'static, str>) -> Option<Cow<'static, str>> {
    (IN_FORCE.query_text.get() != QueryText::Off && !text.is_empty()).then_some(text)
}
