//! An `INSERT` of every item: one of all.

use sqlspan_sql::lint::Role;

use super::batch::{Batch, one_line};
use crate::syntax::source_text::source_text;
use crate::syntax::tokens::mentions;

/// `INSERT .. SELECT * FROM UNNEST(..)`.
pub(super) fn unnest(batch: &Batch<'_>) -> Option<String> {
    let layout = &batch.layout;
    let (start, end) = layout.row;
    let numbers = values(batch)?;
    let arrays = batch.arrays();
    let all: Vec<Option<usize>> = batch.varying.iter().copied().map(Some).collect();
    let selected = if numbers == all {
        format!("SELECT * FROM UNNEST({arrays})")
    } else {
        if layout.columns().len() != numbers.len() {
            return None;
        }
        let columns: Vec<&str> = layout.columns().iter().map(|column| batch.text(*column)).collect();
        let column = |number| numbers.iter().position(|found| *found == Some(number)).map(|at| columns[at]);
        let named: Vec<&str> = batch.varying.iter().filter_map(|number| column(*number)).collect();
        let selected = numbers.iter().zip(layout.values()).map(|(number, value)| match number {
            Some(number) if batch.varies(*number) => format!("v.{}", column(*number).unwrap_or_default()),
            _ => batch.text(*value).to_owned(),
        });
        let selected: Vec<String> = selected.collect();
        format!("SELECT {} FROM UNNEST({arrays}) AS v({})", selected.join(", "), named.join(", "))
    };
    let (before, after) = (batch.text((0, start)), batch.text((end, layout.end)));
    let together = one_line(&format!("{before}{selected}{after}"));
    let once = if layout.overwrites { "; none may come twice in it" } else { "" };
    Some(format!(
        "insert all of them in one statement: `{together}` with {}{}{}{once}",
        batch.bound(),
        batch.typed(),
        batch.returning()
    ))
}

/// `QueryBuilder::push_values`.
pub(super) fn pushed(batch: &Batch<'_>) -> Option<String> {
    let layout = &batch.layout;
    let numbers = values(batch)?;
    let (item, items) = (batch.item()?, batch.repetition().items.clone()?);
    // The closure knows the item alone.
    let knows = |number: &usize| mentions(batch.repeated.binds[number - 1].value.clone(), &|word| item == word);
    if !batch.varying.iter().all(knows) {
        return None;
    }
    let row = if item == "row" { "values" } else { "row" };
    let pushes = numbers.iter().zip(layout.values()).map(|(number, value)| match number {
        Some(number) => format!("{row}.push_bind({});", batch.value(*number)),
        None => format!("{row}.push({:?});", batch.text(*value)),
    });
    let pushes = pushes.collect::<Vec<_>>().join(" ");
    let before = one_line(batch.text((0, layout.row.0)));
    let after = one_line(batch.text((layout.row.1, layout.end)));
    let after = if after.is_empty() { String::new() } else { format!(" and `.push({:?})`", format!(" {after}")) };
    let unchecked = if batch.repeated.checked { "; `query!` has no form for many rows" } else { "" };
    Some(format!(
        "insert all of them in one statement: `QueryBuilder::new(\"{before} \")` with \
         `.push_values({}, |mut {row}, {item}| {{ {pushes} }})`{after}{unchecked}{}",
        source_text(&items),
        batch.returning()
    ))
}

/// The numbers of the values, `None` for one that is no placeholder; `None` where the row can't be taken apart.
fn values(batch: &Batch<'_>) -> Option<Vec<Option<usize>>> {
    let layout = &batch.layout;
    let mut numbers = vec![None; layout.values().len()];
    for found in layout.uses() {
        match found.role {
            Role::Value(at) => *numbers.get_mut(at)? = Some(found.number),
            // `lower($1)` of the same value for all stays as it is on PostgreSQL, but is text for nobody else.
            _ if batch.varies(found.number) || found.start < layout.row.1 => return None,
            _ if batch.dialect != sqlspan_sql::Dialect::Postgres => return None,
            _ => {}
        }
    }
    (!numbers.is_empty() && !layout.defaults).then_some(numbers)
}
