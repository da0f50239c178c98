//! "I see no spans": what `diagnose` says in each case. One process for each, since providers and settings are the
//! process's.

use opentelemetry::trace::{
    SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState, Tracer as _, TracerProvider as _,
};
use opentelemetry::{Context, global};
use opentelemetry_sdk::trace::{InMemorySpanExporter, Sampler, SdkTracerProvider};
use sqlspan::{Telemetry, diagnose};
use sqlspan_tests::alone;
use tracing_subscriber::layer::SubscriberExt as _;

/// What keeps spans from arriving.
fn problems() -> Vec<String> {
    diagnose().problems().map(|finding| finding.found.clone()).collect()
}

fn provider() -> (SdkTracerProvider, InMemorySpanExporter) {
    let exporter = InMemorySpanExporter::default();
    (SdkTracerProvider::builder().with_simple_exporter(exporter.clone()).build(), exporter)
}

#[test]
fn no_provider() {
    if alone("diagnosis::no_provider") {
        let found = diagnose();
        let problems: Vec<&str> = found.problems().map(|problem| problem.found.as_str()).collect();
        assert_eq!(problems, ["no tracer provider is set in opentelemetry 0.33, which this crate uses"]);
        let text = found.to_string();
        for said in [
            "sqlspan 0.1.0 looks for its spans\n",
            "\n  PROBLEM  no tracer provider is set",
            "`opentelemetry::global::set_tracer_provider(..)`",
            "`cargo tree -i opentelemetry` must show one",
            "\n  note     no settings are installed",
            "\n  note     there is no parent here",
            "\n  fine     drivers: postgres, mysql, sqlite, any",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}

#[test]
fn all_is_well() {
    if alone("diagnosis::all_is_well") {
        let (provider, exporter) = provider();
        global::set_tracer_provider(provider);
        let _telemetry = Telemetry::builder().install().unwrap();
        assert!(problems().is_empty(), "a root of its own is no problem");
        let request = global::tracer("tests").start("request");
        let _request = Context::current_with_span(request).attach();
        let found = diagnose();
        assert_eq!(found.problems().count(), 0, "{found}");
        // The span that it has tried is the proof: it arrived, below the request's.
        let spans = exporter.get_finished_spans().unwrap();
        let tried = spans.last().unwrap();
        assert_eq!(tried.name, "sqlspan diagnose");
        assert_eq!(tried.parent_span_id, Context::current().span().span_context().span_id());
        let said = format!("look for trace {} in the backend", tried.span_context.trace_id());
        assert!(found.to_string().contains(&said), "{found}");
    }
}

#[test]
fn a_provider_that_was_shut_down() {
    if alone("diagnosis::a_provider_that_was_shut_down") {
        let (provider, _) = provider();
        let _telemetry = Telemetry::builder().tracer_provider(provider.clone()).install().unwrap();
        assert!(problems().is_empty());
        provider.shutdown().unwrap();
        assert_eq!(problems(), ["the tracer provider of the settings makes no spans"]);
    }
}

#[test]
fn samplers() {
    if alone("diagnosis::samplers") {
        let never = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build();
        global::set_tracer_provider(never);
        assert_eq!(problems(), ["the sampler drops the span"]);
        let (provider, _) = provider();
        global::set_tracer_provider(provider);
        let parent = SpanContext::new(TraceId::from(1), SpanId::from(1), TraceFlags::default(), true, TraceState::NONE);
        let _request = Context::new().with_remote_span_context(parent).attach();
        assert_eq!(problems(), ["the parent is not sampled, so its queries are not"]);
    }
}

#[test]
fn suppression_and_parents() {
    if alone("diagnosis::suppression_and_parents") {
        let (provider, _) = provider();
        global::set_tracer_provider(provider);
        let _telemetry = Telemetry::builder().only_under_parent(true).install().unwrap();
        assert_eq!(problems(), ["there is no parent here, and the settings trace only under one"]);
        let _suppressed = Context::enter_telemetry_suppressed_scope();
        assert_eq!(problems(), ["telemetry is suppressed here"]);
    }
}

#[test]
fn a_tracing_span_without_the_bridge() {
    if alone("diagnosis::a_tracing_span_without_the_bridge") {
        let (provider, _) = provider();
        global::set_tracer_provider(provider.clone());
        let plain = tracing_subscriber::registry();
        tracing::subscriber::with_default(plain, || {
            let request = tracing::info_span!("request").entered();
            assert_eq!(problems(), ["the `tracing` span `request` is current, but OpenTelemetry knows of none"]);
            drop(request);
            assert!(problems().is_empty());
        });
        for activation in [true, false] {
            let bridge = tracing_opentelemetry::layer().with_tracer(provider.tracer("bridge"));
            let bridged = tracing_subscriber::registry().with(bridge.with_context_activation(activation));
            tracing::subscriber::with_default(bridged, || {
                let _request = tracing::info_span!("request").entered();
                assert!(problems().is_empty(), "{activation}");
            });
        }
    }
}
