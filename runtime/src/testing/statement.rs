//! What a statement does to which tables, read off its summary.

use sqlspan_sql::summarize;

use super::query::Query;

/// The words of a summary that are operations, as far as they read.
const READS: [&str; 8] = ["SELECT", "SHOW", "EXPLAIN", "DESCRIBE", "DESC", "VALUES", "TABLE", "WITH"];
const WRITES: [&str; 17] = [
    "INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "UPSERT", "TRUNCATE", "CREATE", "ALTER", "DROP", "RENAME",
    "COPY", "LOAD", "GRANT", "REVOKE", "REINDEX", "VACUUM",
];

/// The summary of the text: that of the query can be a name that the attribute states.
fn summary(query: &Query) -> String {
    let read = summarize(&query.text, query.dialect);
    if read.as_str().is_empty() { query.summary.clone() } else { read.as_str().to_owned() }
}

/// Whether a query changes anything. What can't be told does.
pub(super) fn writes(query: &Query) -> bool {
    let summary = summary(query);
    let mut words = summary.split(' ');
    let reads = words.next().is_some_and(|first| READS.contains(&first.to_ascii_uppercase().as_str()));
    !reads || words.any(|word| WRITES.contains(&word))
}

/// The tables of a query.
pub(super) fn tables(query: &Query) -> Vec<String> {
    let summary = summary(query);
    let is_operation = |word: &str| READS.contains(&word) || WRITES.contains(&word);
    // The first word is the verb, however it is written.
    summary.split(' ').skip(1).filter(|word| !is_operation(word)).map(str::to_owned).collect()
}

/// Whether a table goes by this name, with or without its schema.
pub(super) fn is_named(table: &str, name: &str) -> bool {
    let plain = |name: &str| name.replace(['"', '`', '[', ']'], "").to_lowercase();
    let (table, name) = (plain(table), plain(name));
    table == name || table.rsplit('.').next() == Some(&*name)
}
