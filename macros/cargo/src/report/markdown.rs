//! Markdown for a repository.

use crate::inventory::{Site, Statement, Unread};

/// The sites by file.
#[must_use]
pub fn list(sites: &[&Site], unread: &[Unread]) -> String {
    let mut text = String::new();
    for group in sites.chunk_by(|one, other| one.file == other.file) {
        text.extend(["### `", &group[0].file, "`\n\n"]);
        text.push_str("| line | summary | id | reads | writes | function | traced |\n|--:|---|---|---|---|---|---|\n");
        text.extend(group.iter().map(|site| row(site)));
        text.push('\n');
    }
    if !unread.is_empty() {
        text.push_str("### Not read\n\n");
        text.extend(unread.iter().map(|Unread { file, line, reason }| {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            format!("* `{file}{line}`: {}\n", escaped(reason))
        }));
    }
    text
}

fn row(site: &Site) -> String {
    let ids: Vec<String> = site.statements.iter().filter_map(|known| known.id.as_deref()).map(code).collect();
    let summary = match (&site.summary, &site.text_reason) {
        (Some(summary), _) => escaped(summary),
        (None, Some(reason)) => format!("text {}", escaped(reason)),
        (None, None) => format!("`{}`", site.method),
    };
    let traced = match (site.traced_by, &site.untraced_because) {
        (Some(attribute), _) => format!("`#[{attribute}]`"),
        (None, because) => format!("no: {}", escaped(because.as_deref().unwrap_or_default())),
    };
    format!(
        "| {} | {summary} | {} | {} | {} | `{}` | {traced} |\n",
        site.line,
        ids.join(" "),
        tables(site, |statement| &statement.tables_read),
        tables(site, |statement| &statement.tables_written),
        site.function,
    )
}

fn tables(site: &Site, of: impl Fn(&Statement) -> &Vec<String>) -> String {
    let mut names: Vec<String> =
        site.statements.iter().flat_map(|statement| of(statement).iter().map(|table| code(table))).collect();
    names.dedup();
    names.join(", ")
}

fn code(text: &str) -> String {
    format!("`{}`", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
