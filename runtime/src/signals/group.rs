//! Transactions with a span of their own, and how what runs on their connection finds it: by where the connection is. A
//! transaction that stays in its block does not move, so that the address is its own as long as the group stands.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _};

use super::outcome::Outcome;
use super::parent::current_parent;
use super::run::Run;
use super::tracer::traces_under;
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::{IN_FORCE, Transactions};

/// The span of a whole transaction.
#[derive(Debug)]
pub(crate) struct Group {
    run: Option<Run>,
    context: Context,
    /// The span under which it began; invalid where there was none.
    parent: SpanId,
    connection: Option<usize>,
}

#[derive(Debug)]
struct Grouped {
    context: Context,
    parent: SpanId,
}

/// In the context of a group: its own span, and the one under which it began.
#[derive(Debug)]
#[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "captures ask for it"))]
struct Around {
    group: SpanId,
    parent: SpanContext,
}

static GROUPS: Mutex<BTreeMap<usize, Grouped>> = Mutex::new(BTreeMap::new());

/// How many there are, so that nobody asks for the lock where there is none.
static COUNT: AtomicUsize = AtomicUsize::new(0);

impl Group {
    /// The span of a transaction that is about to begin, where it is to have one.
    pub(crate) fn start(site: &CallSite, server: Option<&Server>, parent: Context) -> Option<Self> {
        let wanted = !parent.has_active_span() || IN_FORCE.transactions.get() == Transactions::Grouped;
        if !wanted || !traces_under(&parent) {
            return None;
        }
        let around = parent.span().span_context().clone();
        let run = Run::start("transaction", site, server, parent);
        let context = run.context();
        let parent = around.span_id();
        let context = context.with_value(Around { group: span_of(&context), parent: around });
        Some(Self { run: Some(run), context, parent, connection: None })
    }

    /// What is current while it begins.
    pub(crate) fn context(&self) -> Context {
        self.context.clone()
    }

    /// The transaction is on the connection at this address.
    pub(crate) fn on(mut self, connection: usize) -> Self {
        let grouped = Grouped { context: self.context(), parent: self.parent };
        if groups().insert(connection, grouped).is_none() {
            COUNT.fetch_add(1, Ordering::Relaxed);
        }
        self.connection = Some(connection);
        self
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(connection) = self.connection
            && groups().remove(&connection).is_some()
        {
            COUNT.fetch_sub(1, Ordering::Relaxed);
        }
        if let Some(run) = self.run.take() {
            // How the transaction ended, its last step says.
            run.end(&if std::thread::panicking() { Outcome::unfinished() } else { Outcome::ended(None) });
        }
    }
}

/// The parent of what runs on the connection at this address: the transaction, unless something else has begun in it.
pub(crate) fn parent_on(connection: Option<usize>) -> Context {
    let current = current_parent();
    let Some(connection) = connection.filter(|_| COUNT.load(Ordering::Relaxed) > 0) else { return current };
    match groups().get(&connection) {
        Some(grouped) if grouped.parent == span_of(&current) && !current.is_telemetry_suppressed() => {
            grouped.context.clone()
        }
        _ => current,
    }
}

/// Whether the connection at this address is in a transaction that has a span.
pub(crate) fn is_grouped(connection: Option<usize>) -> bool {
    COUNT.load(Ordering::Relaxed) > 0 && connection.is_some_and(|connection| groups().contains_key(&connection))
}

/// The span under which something runs, whether its transaction has one or not.
#[cfg(feature = "testing")]
pub(crate) fn span_around(context: &Context) -> SpanContext {
    let current = context.span().span_context().clone();
    match context.get::<Around>() {
        Some(around) if around.group == current.span_id() => around.parent.clone(),
        _ => current,
    }
}

fn span_of(context: &Context) -> SpanId {
    context.span().span_context().span_id()
}

fn groups() -> MutexGuard<'static, BTreeMap<usize, Grouped>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}
