//! A statement whose items differ in what `WHERE` compares: a list in its place.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{Role, Use, Verb};

use super::batch::{Batch, one_line};

/// `= ANY($1)`, `(a, b) IN (SELECT * FROM UNNEST($1, $2))`, or a list that a `QueryBuilder` grows.
pub(super) fn of_keys(batch: &Batch<'_>) -> Option<String> {
    let keys = keys(batch)?;
    let columns: Vec<&str> = keys.iter().map(|key| batch.text(key.column)).collect();
    let first = keys.first()?;
    let list = columns.join(", ");
    let grouped = batch.layout.verb == Verb::Select && batch.layout.aggregates;
    let mut before = batch.text((0, first.column.0)).to_owned();
    if grouped {
        before.insert_str(batch.layout.list.0, &format!(" {list},"));
    }
    let mut after = String::new();
    let mut from = first.end;
    for key in &keys[1..] {
        after.push_str(batch.text((from, key.before)).trim_end());
        from = key.end;
    }
    after.push_str(batch.text((from, batch.layout.tail.max(from))));
    if grouped {
        after = format!("{} GROUP BY {list} ", after.trim_end());
    }
    after.push_str(batch.text((batch.layout.tail.max(from), batch.layout.end)));
    let told = told(batch, &columns, grouped);
    let beside = batch.layout.uses().iter().any(|found| !batch.varies(found.number));
    if batch.dialect == Dialect::Postgres {
        let condition = match columns.as_slice() {
            [column] => format!("{column} = ANY({})", batch.arrays()),
            _ => format!("({list}) IN (SELECT * FROM UNNEST({}))", batch.arrays()),
        };
        let together = one_line(&format!("{before}{condition}{after}"));
        let typed = if columns.len() > 1 { batch.typed() } else { String::new() };
        return Some(format!("{}: `{together}` with {}{typed}{told}", verb(batch), batch.bound()));
    }
    let (head, each) = match columns.as_slice() {
        [column] => (format!("{column} IN ("), "`separated(\", \")` and `push_bind`"),
        _ => (format!("({list}) IN "), "`push_tuples`"),
    };
    let values: Vec<String> = batch.varying.iter().map(|number| format!("`{}`", batch.value(*number))).collect();
    let values = super::words::list(&values);
    let of = match (batch.item(), &batch.repetition().items) {
        (Some(item), Some(items)) if values == format!("`{item}`") => {
            format!(" of `{}`", crate::syntax::source_text::source_text(items))
        }
        _ => String::new(),
    };
    if beside {
        return Some(format!(
            "{}: a `QueryBuilder` that grows `{head}` by {each} for every {values}{of}, and takes the other values by \
             `push_bind`{told}",
            verb(batch)
        ));
    }
    let together = one_line(&format!("{before}{head}"));
    let after = one_line(&after);
    let close = if columns.len() == 1 { ")" } else { "" };
    let end = match (close, after.as_str()) {
        ("", "") => String::new(),
        (_, "") => ", and ends with `)`".to_owned(),
        _ => format!(", and ends with `{close} {after}`"),
    };
    Some(format!(
        "{}: a `QueryBuilder` that begins with `{together}`, grows by {each} for every {values}{of}{end}{told}",
        verb(batch)
    ))
}

/// One of the compared columns.
struct Key {
    column: (usize, usize),
    /// Where the `AND` before it begins.
    before: usize,
    end: usize,
}

/// What differs, in order, where it is nothing but compared, each value once.
fn keys(batch: &Batch<'_>) -> Option<Vec<Key>> {
    let found: Vec<&Use> = batch.differing().collect();
    if found.len() != batch.varying.len() {
        return None;
    }
    let keys = found.iter().map(|found| match found.role {
        Role::Key(start, end, before) => Some(Key { column: (start, end), before, end: found.end }),
        _ => None,
    });
    keys.collect()
}

fn verb(batch: &Batch<'_>) -> &'static str {
    match batch.layout.verb {
        Verb::Select => "ask once, before the loop",
        Verb::Insert | Verb::Update => "update all of them in one statement",
        Verb::Delete => "delete all of them in one statement",
    }
}

/// How the rows of one item are told from those of another.
fn told(batch: &Batch<'_>, columns: &[&str], grouped: bool) -> String {
    let named = columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>();
    let named = super::words::list(&named);
    let scalar = if batch.repeated.scalar { ", with `query_as`" } else { "" };
    if grouped {
        return format!("; what has no rows is not among them{}", scalar.replace(", with", ", and it takes"));
    }
    let listed = batch.text(batch.layout.list);
    let is_listed = |column: &&str| {
        let name = column.rsplit('.').next().unwrap_or(column);
        listed.split(',').any(|one| one.trim().rsplit('.').next().is_some_and(|one| one == name))
    };
    if batch.layout.verb != Verb::Select {
        return batch.returning().to_owned();
    }
    if batch.layout.all_columns || columns.iter().all(is_listed) {
        return String::new();
    }
    format!("; select {named} too{scalar}, where it matters whose a row is")
}
