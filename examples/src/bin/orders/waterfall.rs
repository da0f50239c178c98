//! A trace as a waterfall: one line a span, with a bar that shows when it ran.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::SpanData;

use crate::paint::{Ink, Paint};
use crate::trace::{Node, attribute, failed};

const GAP: &str = "   ";

/// The lines of the waterfall.
pub fn draw(nodes: &[Node<'_>], width: usize, paint: Paint) -> Vec<String> {
    let Some(axis) = Axis::over(nodes) else { return Vec::new() };
    let cells: Vec<Cells> = nodes.iter().map(Cells::of).collect();
    let column = |heading: &str, cell: fn(&Cells) -> &str| {
        cells.iter().map(|cells| columns(cell(cells))).chain([columns(heading)]).max().unwrap_or_default()
    };
    let name = column("SPAN", |cells| &cells.name);
    let time = column("TIME", |cells| &cells.time);
    let rows = column("ROWS", |cells| &cells.rows);
    let error = column("ERROR", |cells| &cells.error);
    let bar = width.saturating_sub(name + time + rows + error + 4 * GAP.len()).max(20);

    let heading =
        format!("{:name$}{GAP}{}{GAP}{:>time$}{GAP}{:rows$}{GAP}ERROR", "SPAN", axis.ruler(bar), "TIME", "ROWS");
    let mut lines = vec![paint.ink(Ink::Faint, heading)];
    for (node, cells) in nodes.iter().zip(&cells) {
        let look = Look::of(node.span);
        let (branch, label) = cells.name.split_at(node.branch.len());
        let line = [
            format!(
                "{}{}{}",
                paint.ink(Ink::Faint, branch),
                look.name.map_or_else(|| label.to_owned(), |ink| paint.ink(ink, label)),
                " ".repeat(name - columns(&cells.name))
            ),
            paint.ink(look.bar, axis.bar(node.span, bar, look.stroke)),
            format!("{:>time$}", cells.time),
            format!("{:rows$}", cells.rows),
            if cells.error.is_empty() { String::new() } else { paint.ink(Ink::Bad, &cells.error) },
        ];
        lines.push(line.join(GAP).trim_end().to_owned());
    }
    lines
}

/// A duration as all are printed.
pub fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1_000.0)
}

pub fn duration(span: &SpanData) -> Duration {
    span.end_time.duration_since(span.start_time).unwrap_or_default()
}

/// What is written beside a bar.
struct Cells {
    name: String,
    time: String,
    rows: String,
    error: String,
}

impl Cells {
    fn of(node: &Node<'_>) -> Self {
        let span = node.span;
        Self {
            name: format!("{}{}", node.branch, span.name),
            time: milliseconds(duration(span)),
            rows: rows(span),
            error: attribute(span, "error.type").map_or_else(String::new, Cow::into_owned),
        }
    }
}

fn rows(span: &SpanData) -> String {
    if let Some(count) = attribute(span, "db.response.returned_rows") {
        return if count == "1" { "1 row".to_owned() } else { format!("{count} rows") };
    }
    attribute(span, "sqlspan.rows_affected").map_or_else(String::new, |count| format!("{count} changed"))
}

/// Whether a span is a wait for a connection of the pool.
pub fn waits(span: &SpanData) -> bool {
    span.name.starts_with("acquire ")
}

/// How a line looks: queries are drawn thick, what surrounds them thin, waits dotted.
struct Look {
    name: Option<Ink>,
    bar: Ink,
    stroke: [char; 3],
}

impl Look {
    fn of(span: &SpanData) -> Self {
        const THICK: [char; 3] = ['╺', '╸', '━'];
        const THIN: [char; 3] = ['╶', '╴', '─'];
        const DOTTED: [char; 3] = ['┄', '┄', '┄'];
        match span.span_kind {
            _ if failed(span) => Self { name: Some(Ink::Bad), bar: Ink::Bad, stroke: THICK },
            _ if waits(span) => Self { name: None, bar: Ink::Query, stroke: DOTTED },
            SpanKind::Client => Self { name: None, bar: Ink::Query, stroke: THICK },
            _ => Self { name: Some(Ink::Strong), bar: Ink::Strong, stroke: THIN },
        }
    }
}

/// The time that the whole trace takes.
struct Axis {
    start: SystemTime,
    length: Duration,
}

impl Axis {
    fn over(nodes: &[Node<'_>]) -> Option<Self> {
        let start = nodes.iter().map(|node| node.span.start_time).min()?;
        let end = nodes.iter().map(|node| node.span.end_time).max()?;
        Some(Self { start, length: end.duration_since(start).unwrap_or_default() })
    }

    fn ruler(&self, width: usize) -> String {
        let end = milliseconds(self.length);
        format!("0{:>rest$}", end, rest = width - 1)
    }

    /// The bar of a span, exact to half a character and never invisible. `stroke`: right half, left half, both.
    fn bar(&self, span: &SpanData, width: usize, stroke: [char; 3]) -> String {
        let from = self.halves(span.start_time, width).min(2 * width - 1);
        let to = self.halves(span.end_time, width).max(from + 1);
        let filled = |half: usize| (from..to).contains(&half);
        (0..width)
            .map(|cell| match (filled(2 * cell), filled(2 * cell + 1)) {
                (false, false) => ' ',
                (false, true) => stroke[0],
                (true, false) => stroke[1],
                (true, true) => stroke[2],
            })
            .collect()
    }

    /// A moment in half characters from the left.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    fn halves(&self, moment: SystemTime, width: usize) -> usize {
        let since = moment.duration_since(self.start).unwrap_or_default().as_secs_f64();
        let share = since / self.length.as_secs_f64().max(f64::MIN_POSITIVE);
        (share * 2.0 * width as f64).round() as usize
    }
}

fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use opentelemetry::trace::{SpanContext, SpanId, Status, TraceFlags, TraceId, TraceState};
    use opentelemetry::{InstrumentationScope, KeyValue};
    use opentelemetry_sdk::trace::{SpanEvents, SpanLinks};

    use super::*;
    use crate::trace::tree;

    /// A span from one moment to another, in milliseconds.
    fn span(id: u64, parent: u64, name: &'static str, from: u64, to: u64) -> SpanData {
        let sampled = TraceFlags::SAMPLED;
        SpanData {
            span_context: SpanContext::new(TraceId::from(1), SpanId::from(id), sampled, false, TraceState::NONE),
            parent_span_id: SpanId::from(parent),
            parent_span_is_remote: false,
            span_kind: if parent == 0 { SpanKind::Server } else { SpanKind::Client },
            name: name.into(),
            start_time: SystemTime::UNIX_EPOCH + Duration::from_millis(from),
            end_time: SystemTime::UNIX_EPOCH + Duration::from_millis(to),
            attributes: Vec::new(),
            dropped_attributes_count: 0,
            events: SpanEvents::default(),
            links: SpanLinks::default(),
            status: Status::Unset,
            instrumentation_scope: InstrumentationScope::default(),
        }
    }

    fn lines(spans: &[SpanData], paint: Paint) -> Vec<String> {
        draw(&tree(spans), 74, paint)
    }

    #[test]
    fn bars_show_when_each_span_ran() {
        let mut write = span(3, 2, "INSERT orders", 50, 75);
        write.attributes.push(KeyValue::new("sqlspan.rows_affected", 1));
        let mut failing = span(4, 1, "SELECT orders", 75, 100);
        failing.attributes.push(KeyValue::new("error.type", "2067"));
        failing.status = Status::error("");
        let mut read = span(5, 1, "SELECT products", 0, 25);
        read.attributes.push(KeyValue::new("db.response.returned_rows", 3));
        let spans = [write, failing, read, span(2, 1, "place", 50, 75), span(1, 0, "POST /orders", 0, 100)];
        assert_eq!(
            lines(&spans, Paint::Plain),
            [
                "SPAN                  0          100.00 ms        TIME   ROWS        ERROR",
                "POST /orders          ────────────────────   100.00 ms",
                "├─ SELECT products    ━━━━━                   25.00 ms   3 rows",
                "├─ place                        ━━━━━         25.00 ms",
                "│  └─ INSERT orders             ━━━━━         25.00 ms   1 changed",
                "└─ SELECT orders                     ━━━━━    25.00 ms               2067",
            ]
        );
    }

    #[test]
    fn a_span_without_duration_is_visible() {
        let spans = [span(1, 0, "POST /orders", 0, 1_000), span(2, 1, "SELECT orders", 1_000, 1_000)];
        let lines = lines(&spans, Paint::Plain);
        assert!(lines[2].contains('╺'), "{lines:#?}");
    }

    #[test]
    fn a_trace_that_takes_no_time_has_a_bar() {
        let lines = lines(&[span(1, 0, "POST /orders", 5, 5)], Paint::Plain);
        assert!(lines[1].contains('╴'), "{lines:#?}");
    }

    #[test]
    fn a_span_whose_parent_is_elsewhere_is_a_root() {
        let lines = lines(&[span(2, 1, "SELECT orders", 0, 5)], Paint::Plain);
        assert!(lines[1].starts_with("SELECT orders "), "{lines:#?}");
    }

    #[test]
    fn colour_changes_nothing_else() {
        let spans = [span(2, 1, "SELECT orders", 0, 5), span(1, 0, "POST /orders", 0, 10)];
        let coloured = lines(&spans, Paint::Ansi).join("\n");
        assert!(coloured.contains("\u{1b}[36m"), "{coloured}");
        let mut plain = String::new();
        for (position, part) in coloured.split("\u{1b}[").enumerate() {
            plain.push_str(if position == 0 { part } else { part.split_once('m').map_or("", |(_, text)| text) });
        }
        let without_padding = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(without_padding(&plain), without_padding(&lines(&spans, Paint::Plain).join("\n")));
    }

    #[test]
    fn no_span_no_line() {
        assert!(lines(&[], Paint::Plain).is_empty());
    }
}
