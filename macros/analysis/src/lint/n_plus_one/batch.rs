//! A query in a loop, with what is known of its statement.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use sqlspan_sql::Dialect;
use sqlspan_sql::lint::{Layout, Role, Use, layout};

use crate::model::repetition::{Repeated, RepeatedBind, Repetition};
use crate::syntax::source_text::source_text;

/// A query in a loop, with what is known of its statement.
pub(super) struct Batch<'a> {
    pub(super) sql: &'a str,
    pub(super) dialect: Dialect,
    pub(super) layout: Layout,
    pub(super) repeated: &'a Repeated,
    /// The numbers of the values that have another value in every round, in the order in which they are used.
    pub(super) varying: Vec<usize>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(sql: &'a str, dialect: Dialect, repeated: &'a Repeated) -> Option<Self> {
        repeated.repetition.items.as_ref()?;
        repeated.repetition.item.as_ref()?;
        let layout = layout(sql, dialect)?;
        let varies = |number: &usize| repeated.binds.get(number - 1).is_some_and(|bind| bind.varies);
        let mut varying: Vec<usize> = Vec::new();
        for Use { number, role, .. } in layout.uses().iter().filter(|found| found.number > 0 && varies(&found.number)) {
            if *role == Role::Other {
                return None;
            }
            if !varying.contains(number) {
                varying.push(*number);
            }
        }
        let all: BTreeSet<usize> = (1..=repeated.binds.len()).filter(varies).collect();
        let awaited = all.iter().any(|number| repeated.repetition.awaits(&repeated.binds[number - 1].value));
        let complete = !all.is_empty() && all.len() == varying.len();
        (complete && !awaited).then_some(Self { sql, dialect, layout, repeated, varying })
    }

    pub(super) fn repetition(&self) -> &'a Repetition {
        &self.repeated.repetition
    }

    pub(super) fn text(&self, (start, end): (usize, usize)) -> &'a str {
        self.sql.get(start..end).unwrap_or_default()
    }

    pub(super) fn varies(&self, number: usize) -> bool {
        self.varying.contains(&number)
    }

    /// The places of the values that differ.
    pub(super) fn differing(&self) -> impl Iterator<Item = &Use> {
        self.layout.uses().iter().filter(|found| self.varies(found.number))
    }

    /// Whether a value that differs is assigned.
    pub(super) fn assigns(&self) -> bool {
        self.differing().any(|found| matches!(found.role, Role::Assigned(..)))
    }

    pub(super) fn item(&self) -> Option<&'a Ident> {
        self.repetition().item.as_ref()
    }

    /// The code of a value, without what only lends it.
    pub(super) fn value(&self, number: usize) -> String {
        let value = self.repeated.binds.get(number - 1).map(|RepeatedBind { value, .. }| source_text(value));
        value.unwrap_or_default().trim_start_matches(['&', '*']).to_owned()
    }

    /// `$1, $2` of the values that differ.
    pub(super) fn arrays(&self) -> String {
        let arrays: Vec<String> = self.varying.iter().map(|number| format!("${number}")).collect();
        arrays.join(", ")
    }

    /// What is bound in the place of the values that differ.
    pub(super) fn bound(&self) -> String {
        let items = self.repetition().items.clone().map(|items| source_text(&items)).unwrap_or_default();
        let values: Vec<String> = self.varying.iter().map(|number| self.value(*number)).collect();
        match values.as_slice() {
            [one] if self.item().is_some_and(|item| item == one) => {
                if self.repeated.checked {
                    format!("`&{items}[..]`")
                } else {
                    format!("`.bind(&{items}[..])`")
                }
            }
            [one] => format!("a `Vec` of all `{one}` bound"),
            several => {
                let all: Vec<String> = several.iter().map(|value| format!("all `{value}`")).collect();
                format!("`Vec`s of {} bound", super::words::list(&all))
            }
        }
    }

    /// What sqlx's own macros want besides, where arrays are not compared with a column.
    pub(super) fn typed(&self) -> String {
        let first = self.varying.first().copied().unwrap_or(1);
        if self.repeated.checked {
            format!("; `query!` wants the type of each array: `${first}::text[]`, `${first}::bigint[]`")
        } else {
            String::new()
        }
    }

    /// What becomes of `RETURNING`.
    pub(super) fn returning(&self) -> &'static str {
        if self.layout.returning == 0 {
            ""
        } else {
            "; `RETURNING` then gives a row for each, in no certain order: `fetch_all`, and return what tells whose it is"
        }
    }
}

/// A statement in one line.
pub(super) fn one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}
