//! `n_plus_one`: a query that runs once for every item, where one query could be for all of them.

use proc_macro2::{Ident, TokenStream};
use sqlspan_sql::lint::{self, equality};
use sqlspan_sql::{Dialect, read};

use super::Level;
use crate::repetition::Repetition;
use crate::written::written;

pub(crate) const DEFAULT: Level = Level::Warn;

/// Whether one statement could do for all items what this one does for each: it reads or writes rows, and is not for
/// many items as it is. `paged` says whether the rounds may be pages.
pub(crate) fn is_for_one(sql: &str, dialect: Dialect, paged: bool) -> bool {
    lint::is_for_one(&read(sql, dialect), paged)
}

/// The bind that is another one in every round.
pub(crate) struct Bound<'a> {
    /// Its number, from 1.
    pub(crate) number: usize,
    pub(crate) value: &'a TokenStream,
}

/// A query in a loop. `sql` is its text where it is known.
pub(crate) fn query(repetition: &Repetition, sql: Option<&str>, dialect: Dialect, bound: Option<&Bound<'_>>) -> String {
    let head = &repetition.head;
    let fix = sql.and_then(|sql| proposal(sql, dialect, repetition, bound?)).unwrap_or_else(|| {
        "ask for all of them in one query before the loop, with a list of values: `= ANY($1)` on PostgreSQL, a \
         `QueryBuilder` elsewhere"
            .to_owned()
    });
    format!("this query runs once in every round of `{head}`, a round trip each (N+1)\nhelp: {fix}\n{}", allow())
}

/// A call of a method of the same block that runs a query.
pub(crate) fn method(repetition: &Repetition, name: &Ident) -> String {
    let head = &repetition.head;
    format!(
        "`{name}` runs a query, and `{head}` calls it once in every round, a round trip each (N+1)\n\
         help: write a method that takes all of them and runs one query, and call it once before the loop\n{}",
        allow()
    )
}

fn allow() -> &'static str {
    "help: if it has to be one by one, say so on the loop: `#[traced(allow(n_plus_one))]`"
}

/// The statement for all items.
fn proposal(sql: &str, dialect: Dialect, repetition: &Repetition, bound: &Bound<'_>) -> Option<String> {
    let (items, item) = (repetition.items.as_ref()?, repetition.item.as_ref()?);
    let all = written(items);
    let value = written(bound.value);
    let value = value.trim_start_matches(['&', '*']);
    let is_item = item == value;
    let one_line = |sql: String| sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let verb = sql.split_whitespace().next()?.to_uppercase();
    if verb == "INSERT" {
        return Some(format!(
            "insert all of them in one statement: `QueryBuilder::new(\"INSERT INTO .. \")` with \
             `.push_values({all}, |mut row, {item}| {{ row.push_bind({value}); .. }})`"
        ));
    }
    let (start, end) = equality(sql, dialect, bound.number)?;
    let (before, after) = (sql.get(..start)?, sql.get(end..)?);
    if dialect == Dialect::Postgres {
        let together = one_line(format!("{before}= ANY(${}){after}", bound.number));
        let values = if is_item { format!("`.bind(&{all}[..])`") } else { format!("a `Vec` of all `{value}` bound") };
        return Some(format!("ask once, before the loop: `{together}` with {values}"));
    }
    let together = one_line(format!("{before}IN ("));
    let each = if is_item { format!("every `{value}` of `{all}`") } else { format!("every `{value}`") };
    let after = one_line(after.to_owned());
    let space = if after.is_empty() { "" } else { " " };
    Some(format!(
        "ask once, before the loop: a `QueryBuilder` that begins with `{together}`, grows by `separated(\", \")` and \
         `push_bind` for {each}, and ends with `){space}{after}`"
    ))
}
