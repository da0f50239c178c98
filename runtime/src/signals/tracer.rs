//! Where spans are made.

use std::sync::OnceLock;

use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::TraceContextExt as _;
use opentelemetry::{Context, InstrumentationScope};

use crate::settings::{Conventions, IN_FORCE};

/// The tracer for one query. Never cached: a tracer from before `set_tracer_provider` stays without effect for ever.
pub(crate) fn tracer(conventions: Conventions) -> BoxedTracer {
    // One for each of the conventions, whose schema it names.
    static SCOPES: [OnceLock<InstrumentationScope>; 3] = [const { OnceLock::new() }; 3];
    let scope = SCOPES[conventions as usize]
        .get_or_init(|| {
            InstrumentationScope::builder("sqlspan")
                .with_version(env!("CARGO_PKG_VERSION"))
                .with_schema_url(conventions.schema_url())
                .build()
        })
        .clone();
    match IN_FORCE.providers().and_then(|providers| providers.tracer.as_ref()) {
        Some(provider) => BoxedTracer::new(provider.boxed_tracer(scope)),
        _ => global::tracer_with_scope(scope),
    }
}

/// Whether spans are made under this parent.
pub(crate) fn traces_under(parent: &Context) -> bool {
    !IN_FORCE.only_under_parent.get() || parent.span().span_context().is_valid()
}
