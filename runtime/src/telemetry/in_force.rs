//! The settings in force, as queries ask for them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use opentelemetry::global::{self, BoxedTracer, ObjectSafeTracerProvider};
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, InstrumentationScope};

use super::QueryText;
use crate::call_site::CallSite;
use crate::comment::{Active, CommentMode, Comments};
use crate::conventions;
use crate::pool_settings::RegisteredPool;
use crate::server::Server;
use crate::wait::Waits;

pub(super) type TracerProvider = Box<dyn ObjectSafeTracerProvider + Send + Sync>;

/// What is set once.
#[derive(Default)]
pub(super) struct Installed {
    pub(super) tracer_provider: Option<TracerProvider>,
    #[cfg(feature = "metrics")]
    pub(super) meter_provider: Option<MeterProvider>,
}

/// The meter provider of the settings.
#[cfg(feature = "metrics")]
pub(crate) type MeterProvider = std::sync::Arc<dyn opentelemetry::metrics::MeterProvider + Send + Sync>;

pub(super) static INSTALLED: OnceLock<Installed> = OnceLock::new();
pub(super) static COMMENTS: OnceLock<Comments> = OnceLock::new();
pub(super) static COMMENT_MODE: AtomicU8 = AtomicU8::new(CommentMode::Off as u8);
pub(super) static POOLS: OnceLock<Vec<&'static RegisteredPool>> = OnceLock::new();
pub(super) static QUERY_TEXT: AtomicU8 = AtomicU8::new(QueryText::AsWritten as u8);
pub(super) static QUERY_TEXT_LIMIT: AtomicUsize = AtomicUsize::new(4096);
pub(super) static ONLY_UNDER_PARENT: AtomicBool = AtomicBool::new(false);
/// In nanoseconds; the greatest means never.
static WAITS: AtomicU64 = AtomicU64::new(10_000_000);

pub(crate) fn query_text() -> QueryText {
    match QUERY_TEXT.load(Ordering::Relaxed) {
        0 => QueryText::AsWritten,
        1 => QueryText::Sanitized,
        _ => QueryText::Off,
    }
}

pub(crate) fn query_text_limit() -> usize {
    QUERY_TEXT_LIMIT.load(Ordering::Relaxed)
}

/// Which waits for a connection have a span.
pub(crate) fn waits() -> Waits {
    match WAITS.load(Ordering::Relaxed) {
        u64::MAX => Waits::Never,
        0 => Waits::Always,
        limit => Waits::LongerThan(Duration::from_nanos(limit)),
    }
}

pub(super) fn set_waits(waits: Waits) {
    let limit = match waits {
        Waits::Always => 0,
        // Nothing is shorter than a nanosecond, and 584 years are never.
        Waits::LongerThan(limit) => u64::try_from(limit.as_nanos()).unwrap_or(u64::MAX).max(1),
        Waits::Never => u64::MAX,
    };
    WAITS.store(limit, Ordering::Relaxed);
}

/// Whether spans are made under this parent.
pub(crate) fn traces_under(parent: &Context) -> bool {
    !only_under_parent() || parent.span().span_context().is_valid()
}

/// Whether queries outside of any trace have no span.
pub(crate) fn only_under_parent() -> bool {
    ONLY_UNDER_PARENT.load(Ordering::Relaxed)
}

/// Whether the process has settings.
pub(crate) fn is_installed() -> bool {
    INSTALLED.get().is_some()
}

/// Whether the settings have a tracer provider of their own.
pub(crate) fn has_tracer_provider() -> bool {
    INSTALLED.get().is_some_and(|installed| installed.tracer_provider.is_some())
}

/// The pools that were registered.
pub(crate) fn pools() -> &'static [&'static RegisteredPool] {
    POOLS.get().map_or(&[], Vec::as_slice)
}

#[cfg(feature = "metrics")]
pub(crate) fn meter_provider() -> Option<MeterProvider> {
    INSTALLED.get()?.meter_provider.clone()
}

/// The comments in force for a call site on a server, if any.
pub(crate) fn comments(site: &CallSite, server: &Server) -> Option<Active> {
    let own = server.pool.and_then(RegisteredPool::mode);
    let mode = own.unwrap_or_else(|| CommentMode::from_u8(COMMENT_MODE.load(Ordering::Relaxed)));
    // SQLite shows its comments to nobody.
    if mode == CommentMode::Off || site.comment.is_none() || server.system == "sqlite" {
        return None;
    }
    let comments = server.pool.and_then(|pool| pool.comments.as_ref()).or_else(|| COMMENTS.get())?;
    Some(Active { mode, comments })
}

/// The tracer for one query. Never cached: a tracer from before `set_tracer_provider` stays without effect for ever.
pub(crate) fn tracer() -> BoxedTracer {
    // One for each of the conventions, whose schema it names.
    static SCOPES: [OnceLock<InstrumentationScope>; 3] = [const { OnceLock::new() }; 3];
    let conventions = conventions::in_force();
    let scope = SCOPES[conventions as usize]
        .get_or_init(|| {
            InstrumentationScope::builder("sqlspan")
                .with_version(env!("CARGO_PKG_VERSION"))
                .with_schema_url(conventions.schema_url())
                .build()
        })
        .clone();
    match INSTALLED.get().and_then(|installed| installed.tracer_provider.as_ref()) {
        Some(provider) => BoxedTracer::new(provider.boxed_tracer(scope)),
        _ => global::tracer_with_scope(scope),
    }
}
