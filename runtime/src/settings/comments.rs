//! What is settled of comments for the process or for a pool.

use std::fmt;
use std::sync::Arc;

use opentelemetry::propagation::TextMapPropagator;

use super::setting::word_of_variants;

/// How statements carry comments. What each costs and where it shows: [`guide::commenter`](crate::guide::commenter).
///
/// ```
/// use sqlspan::{CommentMode, Comments, Telemetry};
///
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = Telemetry::builder().comments(Comments::new(CommentMode::Sampled)).install()?;
/// telemetry.set_comment_mode(CommentMode::Off); // from the next query on
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommentMode {
    /// No comments. Every text is what the program has.
    #[default]
    Off,
    /// The same comment on every execution of a call site: function, application, driver. Statements stay cached.
    Constant,
    /// As `Constant`; the statements whose span is sampled carry the trace context in their text, and are therefore
    /// not cached: those executions are slower.
    Sampled,
    /// As `Constant`, and an additional bind parameter that the statement does not use carries the trace context: it
    /// stands in the server's log. `PostgreSQL` only; elsewhere, and where it can't be done, as `Constant`.
    Bound,
    /// As `Constant`, and while a transaction runs that an annotated function began, the connection's
    /// `application_name` is the `traceparent` of the span that was active at `begin`: for `pg_stat_activity`, and for
    /// logs with `%a` in their prefix. `PostgreSQL` only; elsewhere as `Constant`.
    Transaction,
}

word_of_variants!(CommentMode: Off, Constant, Sampled, Bound, Transaction);

/// Where in the text the comment stands.
///
/// ```
/// assert_eq!(sqlspan::CommentPosition::default(), sqlspan::CommentPosition::Append);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommentPosition {
    /// At the end, before a trailing `;`: the specification's place, where `pg_tracing` and the query insights of the
    /// clouds look.
    #[default]
    Append,
    /// At the beginning, for servers that cut long texts: `pg_stat_activity` shows 1024 bytes.
    Prepend,
}

/// The comments of the process, [`TelemetryBuilder::comments`](crate::TelemetryBuilder::comments), or of one pool,
/// [`PoolSettings::comments`](crate::PoolSettings::comments): their mode, their tags, their place.
///
/// Written are, in every mode but `Off`:
///
/// | tag | value | by default |
/// |---|---|---|
/// | `application`, `framework`, any other | as stated with [`application`](Self::application), [`framework`](Self::framework), [`tag`](Self::tag) | where stated |
/// | `db_driver` | `sqlx-postgres`, `sqlx-mysql` | [on](Self::db_driver) |
/// | `controller` | the type, or trait, whose method runs the query | [on](Self::controller) |
/// | `action` | the function that runs it | [on](Self::action) |
/// | `code.function.name`, `code.file.path`, `code.line.number` | as on the span | [off](Self::code) |
/// | `route`, and whatever a [`scope`](crate::comment::scope) sets | as set, on texts that are not cached | [on](Self::request) |
/// | `traceparent`, or the fields of another [`propagator`](Self::propagator) | the query's own span, where it is sampled and the mode has room for it | [on](Self::opentelemetry_values) |
///
/// Tags of the attribute, `comment(key = "value")`, go before all of these but those of a request.
///
/// ```
/// use sqlspan::{CommentMode, Comments, PoolSettings, Telemetry};
///
/// # fn start(orders: &sqlx::Pool<sqlx::Any>) -> Result<(), sqlspan::InstallError> {
/// let comments = Comments::new(CommentMode::Sampled).application("shop").tag("team", "billing");
/// Telemetry::builder()
///     .comments(comments.clone())
///     .pool(orders, PoolSettings::named("orders").comments(comments.mode(CommentMode::Bound).code(true)))
///     .install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Comments {
    pub(crate) mode: CommentMode,
    pub(crate) position: CommentPosition,
    pub(crate) tags: Vec<(String, String)>,
    pub(crate) propagator: Option<Arc<dyn TextMapPropagator + Send + Sync>>,
    groups: u8,
}

/// Tags that are turned on and off together.
#[derive(Clone, Copy)]
pub(crate) enum Group {
    DbDriver = 1,
    OpentelemetryValues = 2,
    Controller = 4,
    Action = 8,
    Code = 16,
    Request = 32,
    /// No tags, but the same kind of switch.
    OnSpan = 64,
}

impl Default for Comments {
    fn default() -> Self {
        Self::new(CommentMode::Off)
    }
}

impl Comments {
    /// Comments in this mode, with the tags that are on by default.
    pub const fn new(mode: CommentMode) -> Self {
        let groups = Group::DbDriver as u8
            | Group::OpentelemetryValues as u8
            | Group::Controller as u8
            | Group::Action as u8
            | Group::Request as u8;
        Self { mode, position: CommentPosition::Append, tags: Vec::new(), propagator: None, groups }
    }

    /// The same in another mode.
    pub fn mode(mut self, mode: CommentMode) -> Self {
        self.mode = mode;
        self
    }

    /// States the tag `application`, by which the tools of the clouds group statements.
    pub fn application(self, name: impl Into<String>) -> Self {
        self.tag("application", name)
    }

    /// States the tag `framework`: `axum:0.8`.
    pub fn framework(self, name: impl Into<String>) -> Self {
        self.tag("framework", name)
    }

    /// States any tag of the process's, such as its version or region. It must be low in cardinality: every text is
    /// prepared once for each value. The last value of a key wins; an empty one leaves the tag out.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value) = (key.into(), value.into());
        self.tags.retain(|(other, _)| *other != key);
        self.tags.push((key, value));
        self
    }

    /// Whether `db_driver` is written. Default: yes.
    pub fn db_driver(self, on: bool) -> Self {
        self.switch(Group::DbDriver, on)
    }

    /// Whether the trace context is written. Default: yes.
    pub fn opentelemetry_values(self, on: bool) -> Self {
        self.switch(Group::OpentelemetryValues, on)
    }

    /// Whether `controller` is written. Default: yes.
    pub fn controller(self, on: bool) -> Self {
        self.switch(Group::Controller, on)
    }

    /// Whether `action` is written. Default: yes.
    pub fn action(self, on: bool) -> Self {
        self.switch(Group::Action, on)
    }

    /// Whether `code.function.name`, `code.file.path` and `code.line.number` are written. Default: no.
    pub fn code(self, on: bool) -> Self {
        self.switch(Group::Code, on)
    }

    /// Whether the tags of a [`scope`](crate::comment::scope), such as `route`, are written. Default: yes.
    pub fn request(self, on: bool) -> Self {
        self.switch(Group::Request, on)
    }

    /// Whether the span's `db.query.text` is the commented text. Default: no, since that makes it another one for each
    /// trace; and samplers do not see the text then.
    pub fn on_span(self, on: bool) -> Self {
        self.switch(Group::OnSpan, on)
    }

    /// Where the comment stands. Default: at the end.
    pub fn position(mut self, position: CommentPosition) -> Self {
        self.position = position;
        self
    }

    /// Writes the trace context in the fields of this propagator: `tracestate`, baggage, another format. Default: the
    /// global one; where none is set, W3C's.
    ///
    /// Baggage that is written can be read by whoever may read the server's log.
    pub fn propagator(mut self, propagator: impl TextMapPropagator + Send + Sync + 'static) -> Self {
        self.propagator = Some(Arc::new(propagator));
        self
    }

    pub(crate) const fn has(&self, group: Group) -> bool {
        self.groups & group as u8 != 0
    }

    fn switch(mut self, group: Group, on: bool) -> Self {
        if on {
            self.groups |= group as u8;
        } else {
            self.groups &= !(group as u8);
        }
        self
    }
}

impl fmt::Debug for Comments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Comments")
            .field("mode", &self.mode)
            .field("position", &self.position)
            .field("tags", &self.tags)
            .finish_non_exhaustive()
    }
}
