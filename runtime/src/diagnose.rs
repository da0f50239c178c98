//! Why there are no spans: what can be found out from inside of the process.

use std::fmt;

use opentelemetry::trace::{Span as _, SpanContext, SpanKind, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, KeyValue};

use crate::driver;
use crate::server::registered_pools;
use crate::settings::IN_FORCE;
use crate::signals::{current_parent, metrics, tracer};

/// Looks for what keeps spans from arriving, as a query that ran here and now would meet it; prints what it found, and
/// what to do, on standard error, and returns the same. Call it where the missing query runs: a parent and a sampler's
/// decision are those of the place.
///
/// It makes one span of its own, `sqlspan diagnose`: what it says of the provider and the sampler it has tried, and the
/// trace can be looked for in the backend.
///
/// ```
/// let found = sqlspan::diagnose();
/// // No provider is set in this program.
/// assert!(found.problems().next().is_some());
/// ```
#[expect(clippy::must_use_candidate, reason = "what it prints is mostly enough")]
pub fn diagnose() -> Diagnosis {
    let diagnosis = Diagnosis { findings: findings() };
    eprintln!("{diagnosis}");
    diagnosis
}

/// What [`diagnose`] found.
///
/// ```
/// let found = sqlspan::diagnose();
/// assert!(found.to_string().starts_with("sqlspan "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    findings: Vec<Finding>,
}

impl Diagnosis {
    /// All that was looked at, in order.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// Those that keep spans from arriving.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Problem)
    }
}

/// One thing that was looked at.
///
/// ```
/// for finding in sqlspan::diagnose().problems() {
///     println!("{}: {}", finding.found, finding.mend.unwrap_or_default());
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Whether it keeps spans from arriving.
    pub verdict: Verdict,
    /// What was found.
    pub found: String,
    /// What to do, where there is something to do.
    pub mend: Option<&'static str>,
}

/// How much a [`Finding`] matters.
///
/// ```
/// use sqlspan::Verdict;
///
/// let found = sqlspan::diagnose();
/// let fine = found.findings().filter(|finding| finding.verdict == Verdict::Fine).count();
/// assert!(fine <= found.findings().count());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// Worth knowing; meant, perhaps.
    Note,
    /// It keeps spans from arriving, or from their place.
    Problem,
}

impl Finding {
    fn fine(found: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fine, found: found.into(), mend: None }
    }

    fn note(found: impl Into<String>, mend: Option<&'static str>) -> Self {
        Self { verdict: Verdict::Note, found: found.into(), mend }
    }

    fn problem(found: impl Into<String>, mend: &'static str) -> Self {
        Self { verdict: Verdict::Problem, found: found.into(), mend: Some(mend) }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sqlspan {} looks for its spans", env!("CARGO_PKG_VERSION"))?;
        for Finding { verdict, found, mend } in &self.findings {
            let sign = match verdict {
                Verdict::Fine => "fine   ",
                Verdict::Note => "note   ",
                Verdict::Problem => "PROBLEM",
            };
            write!(f, "\n  {sign}  {found}")?;
            if let Some(mend) = mend {
                write!(f, "\n             {mend}")?;
            }
        }
        Ok(())
    }
}

fn findings() -> Vec<Finding> {
    let parent = current_parent();
    let mut findings = vec![settings()];
    if parent.is_telemetry_suppressed() {
        findings.push(Finding::problem(
            "telemetry is suppressed here",
            "call this, and run the query, outside of `Context::enter_telemetry_suppressed_scope`",
        ));
        return findings;
    }
    let tried = tried(&parent);
    findings.push(provider(&tried));
    findings.push(of_parent(&parent));
    findings.extend(bridge(&parent));
    if tried.is_valid() {
        findings.push(sampler(&parent, &tried));
    }
    findings.push(meter());
    findings.push(drivers());
    findings
}

/// A span as a query would start it.
fn tried(parent: &Context) -> SpanContext {
    let tracer = tracer(IN_FORCE.conventions.get());
    // What a sampler may ask for.
    let attributes = vec![KeyValue::new("db.system.name", "other_sql")];
    let builder = tracer.span_builder("sqlspan diagnose").with_kind(SpanKind::Client).with_attributes(attributes);
    let mut span = tracer.build_with_context(builder, parent);
    let context = span.span_context().clone();
    span.end();
    context
}

fn settings() -> Finding {
    if IN_FORCE.is_installed() {
        let pools = registered_pools().len();
        let pools = if pools == 1 { "1 pool".to_owned() } else { format!("{pools} pools") };
        Finding::fine(format!("settings are installed, with {pools}"))
    } else {
        Finding::note("no settings are installed: the defaults are in force", None)
    }
}

fn provider(tried: &SpanContext) -> Finding {
    if tried.is_valid() {
        return Finding::fine("a tracer provider is set, and makes spans");
    }
    if IN_FORCE.providers().is_some_and(|providers| providers.tracer.is_some()) {
        return Finding::problem(
            "the tracer provider of the settings makes no spans",
            "was it shut down? keep it until the process ends",
        );
    }
    Finding::problem(
        "no tracer provider is set in opentelemetry 0.33, which this crate uses",
        "call `opentelemetry::global::set_tracer_provider(..)`; where that is done, it was with another version (`cargo \
         tree -i opentelemetry` must show one) or with a provider that was shut down",
    )
}

fn of_parent(parent: &Context) -> Finding {
    let context = parent.span().span_context().clone();
    if context.is_valid() {
        return Finding::fine(format!("the parent here is span {} of trace {}", context.span_id(), context.trace_id()));
    }
    if IN_FORCE.only_under_parent.get() {
        return Finding::problem(
            "there is no parent here, and the settings trace only under one",
            "run the query inside of a span, or leave `only_under_parent` off",
        );
    }
    Finding::note(
        "there is no parent here: a query begins a trace of its own",
        Some("if it should be in a request's trace, its future must be polled inside of the request's span"),
    )
}

/// A `tracing` span that OpenTelemetry does not know of.
fn bridge(parent: &Context) -> Option<Finding> {
    let span = tracing::Span::current();
    let name = span.metadata()?.name();
    if parent.span().span_context().is_valid() {
        return Some(Finding::fine(format!("the `tracing` span `{name}` is current, and OpenTelemetry has a parent")));
    }
    let mend = if cfg!(feature = "tracing") {
        "add `tracing_opentelemetry::layer()` of tracing-opentelemetry 0.34 to the subscriber, with a tracer"
    } else {
        "add `tracing_opentelemetry::layer()` to the subscriber, with a tracer; where its context activation is off, turn \
         on this crate's feature `tracing`"
    };
    Some(Finding::problem(format!("the `tracing` span `{name}` is current, but OpenTelemetry knows of none"), mend))
}

fn sampler(parent: &Context, tried: &SpanContext) -> Finding {
    if tried.is_sampled() {
        return Finding::fine(format!("spans are sampled here: look for trace {} in the backend", tried.trace_id()));
    }
    let unsampled = parent.span().span_context().is_valid() && !parent.span().span_context().is_sampled();
    if unsampled {
        return Finding::problem("the parent is not sampled, so its queries are not", "sample the request");
    }
    Finding::problem("the sampler drops the span", "look at the provider's sampler, or `OTEL_TRACES_SAMPLER`")
}

fn meter() -> Finding {
    if !cfg!(feature = "metrics") {
        return Finding::note("metrics are not built in (feature `metrics`)", None);
    }
    if metrics::are_recorded() {
        return Finding::fine("a meter provider is set");
    }
    Finding::note(
        "no meter provider is set, so there are no metrics",
        Some("call `opentelemetry::global::set_meter_provider(..)`"),
    )
}

fn drivers() -> Finding {
    let known: Vec<&str> = driver::features().collect();
    if known.is_empty() {
        return Finding::note(
            "no driver's feature is on: spans have no server address, namespace or changed rows",
            Some("turn on those features of sqlspan that are on in sqlx: `postgres`, `mysql`, `sqlite`, `any`"),
        );
    }
    Finding::fine(format!("drivers: {}", known.join(", ")))
}
