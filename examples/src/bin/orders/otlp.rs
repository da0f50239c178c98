//! The export over OTLP (HTTP with protobuf), and what became of it.

use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::SpanData;

use crate::failure::{Failure, variable};

pub struct Otlp {
    pub exporter: Told,
    pub export: Export,
}

impl Otlp {
    /// `None` where no endpoint is set.
    pub fn from_env(service: String) -> Result<Option<Self>, Failure> {
        let Some(endpoint) = endpoint()? else { return Ok(None) };
        let shown = without_credentials(&endpoint);
        if endpoint.starts_with("https:") {
            return Err(Failure::new(format_args!("cannot export to {shown}: this example is built without TLS")));
        }
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(&endpoint)
            .build()
            .map_err(|_| {
                Failure::new(format_args!("cannot export to {shown}: an endpoint looks like http://localhost:4318"))
            })?;
        let progress = Arc::new(Mutex::new(Progress::default()));
        Ok(Some(Self {
            exporter: Told { exporter, progress: Arc::clone(&progress) },
            export: Export { endpoint: shown, service, progress },
        }))
    }
}

/// The endpoint for traces, as the specification finds it.
fn endpoint() -> Result<Option<String>, Failure> {
    if let Some(traces) = variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")? {
        return Ok(Some(traces));
    }
    let base = variable("OTEL_EXPORTER_OTLP_ENDPOINT")?;
    Ok(base.map(|base| format!("{}/v1/traces", base.trim_end_matches('/'))))
}

/// `http://user:password@host/` as `http://host/`; of text that is no URL, too, only what follows the last `@`.
fn without_credentials(url: &str) -> String {
    let Some((credentials, rest)) = url.rsplit_once('@') else { return url.to_owned() };
    let scheme = credentials.split_once("://").map_or_else(String::new, |(scheme, _)| format!("{scheme}://"));
    format!("{scheme}{rest}")
}

/// The message alone: `Operation failed: ` before it says nothing.
fn message(error: &OTelSdkError) -> String {
    match error {
        OTelSdkError::InternalFailure(message) => message.clone(),
        error => error.to_string(),
    }
}

/// Where the spans go, and how it went.
pub struct Export {
    endpoint: String,
    service: String,
    progress: Arc<Mutex<Progress>>,
}

#[derive(Debug, Default)]
struct Progress {
    spans: usize,
    failure: Option<String>,
}

impl Export {
    /// What to tell after the shutdown.
    pub fn outcome(self, shutdown: OTelSdkResult) -> Result<String, Failure> {
        let Self { endpoint, service, progress } = self;
        let progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = progress.failure.clone().or_else(|| shutdown.err().as_ref().map(message));
        match failure {
            None => Ok(format!("{} spans exported to {endpoint} as service `{service}`", progress.spans)),
            Some(error) => {
                let hint = "is a collector with OTLP over HTTP listening there?";
                Err(Failure::new(format_args!("the spans were not exported to {endpoint}: {error} ({hint})")))
            }
        }
    }
}

/// The exporter, with a note of every outcome: the batch processor's shutdown does not tell of a failed export.
#[derive(Debug)]
pub struct Told {
    exporter: SpanExporter,
    progress: Arc<Mutex<Progress>>,
}

impl opentelemetry_sdk::trace::SpanExporter for Told {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let spans = batch.len();
        let result = self.exporter.export(batch).await;
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match &result {
            Ok(()) => progress.spans += spans,
            Err(error) => progress.failure = Some(message(error)),
        }
        result
    }

    fn shutdown(&self) -> OTelSdkResult {
        self.exporter.shutdown()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

    #[test]
    fn credentials_are_never_shown() {
        for (url, shown) in [
            ("http://localhost:4318/v1/traces", "http://localhost:4318/v1/traces"),
            ("http://user:secret@localhost:4318/v1/traces", "http://localhost:4318/v1/traces"),
            ("http://user:sec/r@et@localhost/v1/traces", "http://localhost/v1/traces"),
            ("user:secret@localhost:4318", "localhost:4318"),
        ] {
            assert_eq!(without_credentials(url), shown);
        }
    }
}
