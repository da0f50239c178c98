//! An `UPDATE` that sets another value for every item.

use sqlspan_sql::Dialect;
use sqlspan_sql::lint::Role;

use super::batch::{Batch, one_line};

/// `UPDATE .. FROM UNNEST(..)`.
pub(super) fn from_unnest(batch: &Batch<'_>) -> Option<String> {
    let layout = &batch.layout;
    let has_key = batch.differing().any(|found| matches!(found.role, Role::Key(..)));
    if batch.dialect != Dialect::Postgres || !has_key || layout.joins || layout.all_columns {
        return None;
    }
    let mut together = String::new();
    let mut from = 0;
    let mut joined = false;
    for found in batch.differing() {
        if found.start > layout.condition && !joined {
            joined = true;
            together.push_str(batch.text((from, layout.condition)));
            together.push_str(&source(batch));
            from = layout.condition;
        }
        together.push_str(batch.text((from, found.start)));
        together.push_str("v.");
        together.push_str(&column(batch, found.number));
        from = found.end;
    }
    together.push_str(batch.text((from, layout.end)));
    Some(format!(
        "update all of them in one statement: `{}` with {}{}{}",
        one_line(&together),
        batch.bound(),
        batch.typed(),
        batch.returning()
    ))
}

fn source(batch: &Batch<'_>) -> String {
    let columns: Vec<String> = batch.varying.iter().map(|number| column(batch, *number)).collect();
    format!("FROM UNNEST({}) AS v({}) ", batch.arrays(), columns.join(", "))
}

/// The name of a value, which is none of the table's.
fn column(batch: &Batch<'_>, number: usize) -> String {
    let found = batch.differing().find(|found| found.number == number).map(|found| found.role);
    let (sort, range) = match found {
        Some(Role::Assigned(start, end)) => ("new", (start, end)),
        Some(Role::Key(start, end, _)) => ("of", (start, end)),
        _ => return format!("v{number}"),
    };
    let name = batch.text(range);
    if name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_') {
        format!("{sort}_{name}")
    } else {
        format!("v{number}")
    }
}
