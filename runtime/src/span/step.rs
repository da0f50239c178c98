//! Spans of statements that sqlx makes of its own: `BEGIN`, `COMMIT`, savepoints.

use std::borrow::Cow;

use opentelemetry::trace::Span as _;

use super::legacy::LegacyNames;
use super::{Described, Outcome, Recorder, Running, State, cow};
use crate::conventions as names;
use crate::telemetry::{self, QueryText};

impl Recorder {
    /// Starts the span of a statement that sqlx makes, such as `BEGIN`.
    pub(crate) fn start_step(&self, summary: &'static str, text: Cow<'static, str>) {
        self.captured.step(self.site, summary, &text, &self.parent);
        self.start_as(summary, self.describe_step(summary, text));
    }

    /// Starts the span of such a statement before it is known which it is.
    pub(crate) fn start_unknown_step(&self, name: &'static str) {
        self.captured.step(self.site, name, "", &self.parent);
        let described = Described { summary: Cow::Borrowed(""), text: None, names: LegacyNames::default() };
        self.start_as(name, described);
    }

    /// Says what such a statement was, where that is known only afterwards.
    pub(crate) fn rename_step(&self, summary: &'static str, text: Cow<'static, str>) {
        if let State::Running(running) = &mut *self.state() {
            self.captured.renamed(summary, &text);
            running.summary = Cow::Borrowed(summary);
            if let Some(span) = &mut running.span {
                let conventions = names::in_force();
                span.update_name(summary);
                let mut set = |attribute| span.set_attribute(attribute);
                names::DB_QUERY_SUMMARY.put(conventions, summary, &mut set);
                if telemetry::query_text() != QueryText::Off {
                    names::DB_QUERY_TEXT.put(conventions, cow(text), set);
                }
            }
        }
    }

    /// A transaction was dropped: a span without a length, which no metric counts.
    pub(crate) fn dropped(self, summary: &'static str, text: Cow<'static, str>) {
        self.captured.step(self.site, summary, &text, &self.parent);
        let described = self.describe_step(summary, text);
        let summary = Cow::Borrowed(summary);
        let span = telemetry::traces_under(&self.parent).then(|| self.span("", described, None));
        *self.state() = State::Ended;
        let running = Running { span, summary, measured: None, counted: None };
        self.finish(running, &Outcome { failure: None, unfinished: Some("dropped") });
    }

    fn describe_step(&self, summary: &'static str, text: Cow<'static, str>) -> Described {
        let names = LegacyNames::read(&text, self.server.dialect());
        let text = (telemetry::query_text() != QueryText::Off).then_some(text);
        Described { summary: Cow::Borrowed(summary), text, names }
    }

    /// Starts the span; `name` is for a statement without a summary.
    fn start_as(&self, name: &'static str, described: Described) {
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            *state = State::Running(self.running(name, described, None));
        }
    }
}
