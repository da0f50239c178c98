//! The spans of a trace as a tree.

use std::borrow::Cow;

use opentelemetry::trace::{SpanId, Status};
use opentelemetry_sdk::trace::SpanData;

/// One line of the tree.
pub struct Node<'a> {
    pub span: &'a SpanData,
    pub parent: Option<&'a SpanData>,
    /// The lines that lead to the span: `│  └─ `.
    pub branch: String,
}

/// The spans in the order in which they are read: parents first, siblings by their start.
pub fn tree(spans: &[SpanData]) -> Vec<Node<'_>> {
    let mut nodes = Vec::with_capacity(spans.len());
    let known = |id: SpanId| spans.iter().any(|span| span.span_context.span_id() == id);
    for root in by_start(spans, |span| !known(span.parent_span_id)) {
        nodes.push(Node { span: root, parent: None, branch: String::new() });
        children(spans, root, "", &mut nodes);
    }
    nodes
}

fn children<'a>(spans: &'a [SpanData], parent: &'a SpanData, indent: &str, nodes: &mut Vec<Node<'a>>) {
    let id = parent.span_context.span_id();
    let siblings = by_start(spans, |span| span.parent_span_id == id);
    let last = siblings.len().saturating_sub(1);
    for (position, span) in siblings.into_iter().enumerate() {
        let (fork, below) = if position == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        nodes.push(Node { span, parent: Some(parent), branch: format!("{indent}{fork}") });
        children(spans, span, &format!("{indent}{below}"), nodes);
    }
}

fn by_start(spans: &[SpanData], wanted: impl Fn(&SpanData) -> bool) -> Vec<&SpanData> {
    let mut found: Vec<_> = spans.iter().filter(|span| wanted(span)).collect();
    found.sort_by_key(|span| span.start_time);
    found
}

/// The value of an attribute.
pub fn attribute<'a>(span: &'a SpanData, name: &str) -> Option<Cow<'a, str>> {
    let found = span.attributes.iter().find(|attribute| attribute.key.as_str() == name)?;
    Some(found.value.as_str())
}

pub fn failed(span: &SpanData) -> bool {
    matches!(span.status, Status::Error { .. })
}
