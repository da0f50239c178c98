//! An OTLP receiver that is not ours: Rotel, which prints what arrives.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::{Folder, Owner, Running, free_port, program};

/// A receiver of a test's own.
#[derive(Debug)]
pub struct OwnOtlpReceiver {
    // Ends before its folder goes.
    _running: Running,
    log: PathBuf,
    pub port: u16,
    _folder: Folder,
}

/// What the lines of the printed text are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Resource,
    Fields,
    Attributes,
}

/// A span or a metric, as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// `Span` or `Metric`.
    pub what: String,
    pub resource: BTreeMap<String, String>,
    pub scope: String,
    /// `Name`, `Kind`, `Parent ID` and whatever else is printed of it but its attributes.
    pub fields: BTreeMap<String, String>,
    /// Of a span; of a metric those of all its points.
    pub attributes: BTreeMap<String, String>,
}

impl OwnOtlpReceiver {
    /// `None`, and why on standard output, when Rotel is not installed.
    ///
    /// # Panics
    ///
    /// When the receiver can't be started, or is required and not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let receiver = program("rotel-agent", &[])?;
        let owner = Owner(None);
        let folder = Folder::new(&owner);
        let (port, other) = (free_port(), free_port());
        let mut command = owner.command(&receiver);
        command.args(["start", "--exporter", "blackhole", "--debug-log-verbosity", "detailed"]);
        command.args(["--debug-log", "traces", "--debug-log", "metrics"]);
        command.args(["--otlp-http-endpoint", &format!("127.0.0.1:{port}")]);
        command.args(["--otlp-grpc-endpoint", &format!("127.0.0.1:{other}")]);
        command.arg("--pid-file").arg(folder.0.join("pid")).arg("--log-file").arg(folder.0.join("said"));
        let log = folder.0.join("log");
        command.stdout(fs::File::create(&log).expect("a log"));
        let running = Running::start_printing(&mut command, &folder.0.join("errors"), port, "-INT");
        Some(Self { _running: running, log, port, _folder: folder })
    }

    /// All that has arrived, in its order.
    ///
    /// # Panics
    ///
    /// When what was printed can't be read.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        let printed = fs::read_to_string(&self.log).expect("what was printed can be read");
        let mut all: Vec<Received> = Vec::new();
        let mut around = Received::default();
        let mut section = Section::Resource;
        for line in printed.lines() {
            let text = line.trim();
            if let Some((what, _)) = text.split_once(" #").filter(|(what, _)| matches!(*what, "Span" | "Metric")) {
                all.push(Received { what: what.to_owned(), ..around.clone() });
                section = Section::Fields;
            } else if text.starts_with("ResourceSpans #") || text.starts_with("ResourceMetrics #") {
                (around, section) = (Received::default(), Section::Resource);
            } else if let Some(scope) = text.strip_prefix("InstrumentationScope ") {
                scope.clone_into(&mut around.scope);
            } else if text.ends_with("ttributes:") && section == Section::Fields {
                section = Section::Attributes;
            } else if let Some((name, value)) = text.trim_start_matches("-> ").split_once(':') {
                let value = value.trim();
                // `Str(SELECT orders)`, `Int(3)`.
                let inside = value.split_once('(').map_or(value, |(_, rest)| rest.trim_end_matches(')'));
                match (section, all.last_mut()) {
                    (Section::Fields, Some(last)) => last.fields.insert(name.trim().to_owned(), value.to_owned()),
                    (Section::Attributes, Some(last)) => last.attributes.insert(name.to_owned(), inside.to_owned()),
                    _ => around.resource.insert(name.to_owned(), inside.to_owned()),
                };
            }
        }
        all
    }

    /// The text as it was printed.
    ///
    /// # Panics
    ///
    /// When it can't be read.
    #[must_use]
    pub fn printed(&self) -> String {
        fs::read_to_string(&self.log).expect("what was printed can be read")
    }
}
