//! What a span must say, no more and no less.

use std::collections::BTreeMap;

use opentelemetry::Value;
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_sdk::trace::SpanData;

use crate::Trace;

/// The attributes that say which database a query went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    pub system: &'static str,
    pub namespace: Option<String>,
    pub address: Option<String>,
    pub port: Option<u16>,
}

/// How a query is expected to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    None,
    /// With a code of the database's own.
    Refused,
    Variant(&'static str),
}

/// One expected CLIENT span.
#[derive(Clone, Debug)]
#[must_use]
pub struct Expect {
    name: &'static str,
    text: Option<String>,
    rows: Option<i64>,
    affected: Option<i64>,
    copied: Option<i64>,
    server_known: bool,
    error: Failure,
    outcome: Option<&'static str>,
}

impl Expect {
    /// A span of this name (and summary), that records this text.
    pub fn span(name: &'static str, text: &str) -> Self {
        Self {
            name,
            text: Some(text.to_owned()),
            rows: None,
            affected: None,
            copied: None,
            server_known: true,
            error: Failure::None,
            outcome: None,
        }
    }

    /// `db.response.returned_rows`.
    pub fn rows(mut self, rows: i64) -> Self {
        self.rows = Some(rows);
        self
    }

    /// `sqlspan.rows_affected`.
    pub fn affected(mut self, rows: i64) -> Self {
        self.affected = Some(rows);
        self
    }

    /// `sqlspan.copied_bytes`.
    pub fn copied(mut self, bytes: i64) -> Self {
        self.copied = Some(bytes);
        self
    }

    /// The query runs on a connection whose pool nobody can tell: only the system is known.
    pub fn system_only(mut self) -> Self {
        self.server_known = false;
        self
    }

    /// The database refuses the statement.
    pub fn fails(mut self) -> Self {
        self.error = Failure::Refused;
        self
    }

    /// sqlx fails with this variant of its error.
    pub fn gives(mut self, variant: &'static str) -> Self {
        self.error = Failure::Variant(variant);
        self
    }

    /// `sqlspan.outcome`.
    pub fn outcome(mut self, outcome: &'static str) -> Self {
        self.outcome = Some(outcome);
        self
    }

    /// The text is not recorded, since the query never got to the database.
    pub fn no_text(mut self) -> Self {
        self.text = None;
        self
    }

    /// Asserts that the spans of a trace are exactly these, in this order, each directly below the root.
    ///
    /// # Panics
    ///
    /// When they are not.
    pub fn exactly(expected: &[Self], trace: &Trace, server: &Server, function: &str) {
        let spans = trace.queries();
        let names: Vec<_> = spans.iter().map(|span| span.name.as_ref()).collect();
        let wanted: Vec<_> = expected.iter().map(|expect| expect.name).collect();
        assert_eq!(names, wanted, "the spans of the trace");
        for (expect, span) in expected.iter().zip(&spans) {
            assert_eq!(span.parent_span_id, trace.root(), "the parent of {}", span.name);
            expect.check(span, server, function);
        }
    }

    /// Asserts what one span says, attribute by attribute.
    ///
    /// # Panics
    ///
    /// When it says anything else.
    pub fn check(&self, span: &SpanData, server: &Server, function: &str) {
        assert_eq!(span.name, self.name);
        assert_eq!(span.span_kind, SpanKind::Client);
        assert_eq!(span.dropped_attributes_count, 0);
        let mut attributes: BTreeMap<&str, &Value> =
            span.attributes.iter().map(|attribute| (attribute.key.as_str(), &attribute.value)).collect();
        assert_eq!(attributes.len(), span.attributes.len(), "an attribute is there twice: {:?}", span.attributes);
        let mut take = |name: &str| attributes.remove(name).cloned();
        let text = |value: Option<Value>| value.map(|value| value.as_str().into_owned());

        assert_eq!(text(take("db.query.summary")).as_deref(), Some(self.name));
        assert_eq!(text(take("db.query.text")), self.text);
        assert_eq!(take("db.response.returned_rows"), self.rows.map(Value::I64), "returned rows");
        assert_eq!(take("sqlspan.rows_affected"), self.affected.map(Value::I64), "affected rows");
        assert_eq!(take("sqlspan.copied_bytes"), self.copied.map(Value::I64), "copied bytes");
        assert_eq!(text(take("sqlspan.outcome")).as_deref(), self.outcome);

        let Server { namespace, address, port, .. } = server;
        let known = self.server_known;
        assert_eq!(text(take("db.system.name")).as_deref(), Some(server.system));
        assert_eq!(text(take("db.namespace")), namespace.clone().filter(|_| known));
        assert_eq!(text(take("server.address")), address.clone().filter(|_| known));
        assert_eq!(take("server.port"), port.filter(|_| known).map(|port| Value::I64(port.into())));

        let (error, code) = (text(take("error.type")), text(take("db.response.status_code")));
        match self.error {
            Failure::None => assert_eq!((error, code), (None, None)),
            Failure::Refused => assert!(error.is_some() && error == code, "error.type {error:?}, code {code:?}"),
            Failure::Variant(variant) => assert_eq!((error.as_deref(), code), (Some(variant), None)),
        }
        let failed = self.error != Failure::None;
        assert_eq!(span.status, if failed { Status::error("") } else { Status::Unset });

        let at = text(take("code.function.name")).expect("code.function.name");
        assert!(at.contains(function), "the function is {at}, not {function}");
        let file = text(take("code.file.path")).expect("code.file.path");
        assert!(
            std::path::Path::new(&file).extension().is_some_and(|extension| extension == "rs"),
            "the file is {file}"
        );
        assert!(matches!(take("code.line.number"), Some(Value::I64(1..))));
        assert!(attributes.is_empty(), "unexpected attributes: {attributes:?}");
    }
}
