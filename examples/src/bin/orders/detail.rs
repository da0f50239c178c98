//! One span in full.

use opentelemetry::trace::{SpanKind, Status};

use crate::paint::{Ink, Paint};
use crate::trace::Node;
use crate::waterfall::{duration, milliseconds};

/// The lines of the span: what it is, then every attribute.
pub fn draw(node: &Node<'_>, width: usize, paint: Paint) -> Vec<String> {
    let span = node.span;
    let context = &span.span_context;
    let mut fields = vec![
        ("name", span.name.to_string()),
        ("kind", kind(&span.span_kind).to_owned()),
        ("parent", node.parent.map_or_else(|| "none".to_owned(), |parent| parent.name.to_string())),
        ("trace id", context.trace_id().to_string()),
        ("span id", context.span_id().to_string()),
        ("duration", milliseconds(duration(span))),
        ("status", status(&span.status)),
    ];
    fields.extend(span.attributes.iter().map(|attribute| (attribute.key.as_str(), attribute.value.to_string())));
    let names = fields.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for (name, value) in fields {
        let name = format!("{name:names$}   ");
        for (position, text) in wrapped(&value, width.saturating_sub(name.len())).into_iter().enumerate() {
            let name = if position == 0 { paint.ink(Ink::Faint, &name) } else { " ".repeat(name.len()) };
            lines.push(format!("{name}{text}"));
        }
    }
    lines
}

fn kind(kind: &SpanKind) -> &'static str {
    match kind {
        SpanKind::Client => "CLIENT",
        SpanKind::Server => "SERVER",
        SpanKind::Producer => "PRODUCER",
        SpanKind::Consumer => "CONSUMER",
        SpanKind::Internal => "INTERNAL",
    }
}

fn status(status: &Status) -> String {
    match status {
        Status::Unset => "unset".to_owned(),
        Status::Ok => "ok".to_owned(),
        Status::Error { description } => format!("error {description}").trim_end().to_owned(),
    }
}

/// Breaks a text at white space, and a word that is too long for a line, such as a comment, after its commas.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for (position, piece) in word.split_inclusive(',').enumerate() {
            let Some(line) = lines.last_mut() else { break };
            let gap = if position > 0 || line.is_empty() { "" } else { " " };
            let fits = line.len() + gap.len() + if word.len() > width { piece.len() } else { word.len() } <= width;
            if line.is_empty() || fits || (position > 0 && word.len() <= width) {
                line.push_str(gap);
                line.push_str(piece);
            } else {
                lines.push(piece.to_owned());
            }
        }
    }
    lines
}
