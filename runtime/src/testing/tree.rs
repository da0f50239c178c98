//! The queries as a tree: what they ran under, what ran how often, and where it stands in the source.

use std::fmt;

use opentelemetry::trace::SpanContext;

use super::counted::counted;
use super::group::Group;
use super::queries::Queries;
use super::query::Query;

/// A line of the tree, and its place in the source below it.
struct Line {
    branch: &'static str,
    below: &'static str,
    name: String,
    rows: String,
    place: String,
}

impl fmt::Display for Queries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&draw(self))
    }
}

fn draw(queries: &Queries) -> String {
    let steps = queries.steps().count();
    let mut drawn = vec![match (queries.len(), steps) {
        (ran, 0) => counted(ran, "query", "queries"),
        (ran, steps) => {
            format!("{}, {} of a transaction", counted(ran, "query", "queries"), counted(steps, "step", "steps"))
        }
    }];
    let parents = parents(queries.round_trips());
    let mut lines = Vec::new();
    for (position, parent) in parents.iter().enumerate() {
        let under = queries.round_trips().iter().filter(|query| query.parent() == *parent);
        let (outer, beside) = match (parents.len(), position + 1 == parents.len()) {
            (1, _) => ("", ""),
            (_, false) => ("├─ ", "│  "),
            (_, true) => ("└─ ", "   "),
        };
        if parents.len() > 1 {
            let name =
                parent.map_or_else(|| "outside of a trace".to_owned(), |parent| format!("span {}", parent.span_id()));
            lines.push((outer, None, name));
        }
        let groups = Group::all(under);
        let last = groups.len().saturating_sub(1);
        for (number, group) in groups.iter().enumerate() {
            lines.push((beside, Some(line(group, number == last)), String::new()));
        }
    }
    let width = lines
        .iter()
        .filter_map(|(beside, line, _)| line.as_ref().map(|line| beside.chars().count() + line.name.chars().count()))
        .max()
        .unwrap_or_default();
    for (beside, line, name) in lines {
        let Some(Line { branch, below, name: label, rows, place }) = line else {
            drawn.push(format!("{beside}{name}"));
            continue;
        };
        let room = width - beside.chars().count();
        drawn.push(format!("{beside}{branch}{label:room$}   {rows}").trim_end().to_owned());
        drawn.push(format!("{beside}{below}   at {place}"));
    }
    drawn.join("\n")
}

/// What the queries ran under, in the order in which it was first seen.
fn parents(queries: &[Query]) -> Vec<Option<&SpanContext>> {
    let mut parents = Vec::new();
    for query in queries {
        if !parents.contains(&query.parent()) {
            parents.push(query.parent());
        }
    }
    parents
}

fn line(group: &Group<'_>, last: bool) -> Line {
    let first = group.first();
    let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
    let times = if group.queries.len() > 1 { format!("  × {}", group.queries.len()) } else { String::new() };
    let mark = if group.is_n_plus_one() { "  ◀ N+1" } else { "" };
    let name = format!("{}{times}{mark}", first.name());
    Line { branch, below, name, rows: rows(group), place: format!("{}, {}:{}", first.function, first.file, first.line) }
}

/// What came of the executions.
fn rows(group: &Group<'_>) -> String {
    let mut parts = Vec::new();
    let number = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
    if let Some(rows) = group.sum(Query::returned_rows) {
        parts.push(counted(number(rows), "row", "rows"));
    }
    if let Some(rows) = group.sum(Query::rows_affected) {
        parts.push(format!("{rows} changed"));
    }
    let mut marks: Vec<(String, usize)> = Vec::new();
    for query in &group.queries {
        let mark = match (query.outcome(), query.error_type()) {
            (Some(outcome), _) => outcome.to_owned(),
            (None, Some(error)) => format!("failed with {error}"),
            (None, None) if query.duration().is_none() => "not ended".to_owned(),
            (None, None) => continue,
        };
        match marks.iter_mut().find(|(known, _)| *known == mark) {
            Some((_, count)) => *count += 1,
            None => marks.push((mark, 1)),
        }
    }
    let all = group.queries.len();
    parts.extend(marks.into_iter().map(|(mark, count)| if count == all { mark } else { format!("{count} {mark}") }));
    parts.join(", ")
}
