//! A statement with its comment: as each database would receive it, and as PostgreSQL has logged it.

use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry_sdk::trace::SpanData;
use sqlspan::{Dialect, comment};
use sqlx::AnyPool;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use crate::trace::attribute;

/// The statement of a span, as the databases would receive it.
pub fn received(span: &SpanData) -> Vec<(&'static str, String)> {
    let text = attribute(span, "db.query.text").unwrap_or_default();
    let context = &span.span_context;
    let traceparent = format!("00-{}-{}-01", context.trace_id(), context.span_id());
    let commented = |text: &str, dialect, driver| {
        let tags = [
            ("action", "history"),
            ("application", crate::telemetry::SERVICE),
            ("controller", "Orders"),
            ("db_driver", driver),
            ("route", "/orders"),
            ("traceparent", &traceparent),
        ];
        comment::append(text, dialect, &tags).into_owned()
    };
    vec![
        ("PostgreSQL", commented(&text, Dialect::Postgres, "sqlx-postgres")),
        ("MariaDB", commented(&text.replace("$1", "?"), Dialect::MySql, "sqlx-mysql")),
        ("SQLite", format!("{text} (no comment: nobody would see it)")),
    ]
}

/// What PostgreSQL logs, as it also tells the client that asks for it.
#[derive(Clone, Default)]
pub struct ServerLog(Arc<Mutex<Vec<String>>>);

impl ServerLog {
    /// Asks for the log of the pool's one connection; without a superuser's rights, or on another database, it stays
    /// empty.
    #[sqlspan::traced(skip)]
    pub async fn of(pool: &AnyPool) -> Self {
        let log = Self::default();
        let subscriber = tracing_subscriber::registry().with(log.clone());
        let listening = tracing::subscriber::set_global_default(subscriber).is_ok();
        if listening {
            // Refused, it leaves nothing to listen to.
            let _ = sqlx::raw_sql("SET log_statement = 'all'; SET client_min_messages = log").execute(pool).await;
        }
        log
    }

    /// The last statement in it whose comment has this trace context.
    pub fn of_span(&self, span: &SpanData) -> Option<String> {
        let id = span.span_context.span_id().to_string();
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().rfind(|line| line.contains(&id)).cloned()
    }
}

impl<S: Subscriber> Layer<S> for ServerLog {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::postgres::notice" {
            event.record(&mut Message(self));
        }
    }
}

struct Message<'a>(&'a ServerLog);

impl Visit for Message<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            self.0.0.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
