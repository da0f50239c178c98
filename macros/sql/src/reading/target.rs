//! What an operation is about.

use crate::answer::Answer;
use crate::kind::TargetKind;
use crate::name::{is_called, same_name};
use crate::part::{Part, Parts, Role};

/// What an operation is about: a table, a function, an object, by its name as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    sql: &'a str,
    start: usize,
    end: usize,
    kind: TargetKind,
    written: Answer,
}

impl<'a> Target<'a> {
    /// The target that a part is.
    pub(super) const fn read(sql: &'a str, part: &Part) -> Option<Self> {
        let kind = match part.role {
            Role::Target(kind) => kind,
            Role::Source => TargetKind::Unknown,
            Role::Operation(_) | Role::Keyword => return None,
        };
        Some(Self { sql, start: part.start, end: part.end, kind, written: part.written })
    }

    /// The name, as it is written: qualified and quoted or not. Of a derived table, all of it.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("SELECT * FROM shop.\"user data\" u", Dialect::Postgres);
    /// assert_eq!(reading.tables().next().unwrap().as_str(), "shop.\"user data\"");
    /// ```
    #[must_use]
    pub const fn as_str(&self) -> &'a str {
        slice(self.sql, self.start, self.end)
    }

    /// The range of its bytes in the text.
    #[must_use]
    pub const fn range(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// What it is.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, TargetKind, read};
    ///
    /// let reading = read("WITH c AS (SELECT 1) SELECT * FROM c, unnest($1) u, (SELECT 2) d, t", Dialect::Postgres);
    /// let kinds: Vec<TargetKind> = reading.targets().map(|target| target.kind()).collect();
    /// assert_eq!(kinds, [TargetKind::Cte, TargetKind::Function, TargetKind::Derived, TargetKind::Table]);
    /// ```
    #[must_use]
    pub const fn kind(&self) -> TargetKind {
        self.kind
    }

    /// Whether the operation changes it, were it executed. `Unknown` of the further tables of `MySQL`'s `UPDATE a JOIN b
    /// SET ..`.
    ///
    /// ```
    /// use sqlspan_sql::{Answer, Dialect, read};
    ///
    /// let reading = read("UPDATE orders SET paid = true FROM payments p WHERE p.id = orders.id", Dialect::Postgres);
    /// let written: Vec<Answer> = reading.targets().map(|target| target.is_written()).collect();
    /// assert_eq!(written, [Answer::Yes, Answer::No]);
    /// ```
    #[must_use]
    pub const fn is_written(&self) -> Answer {
        self.written
    }

    /// Whether it goes by this name: as a whole, or without what qualifies it. Quotes and ASCII case don't count.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, read};
    ///
    /// let reading = read("SELECT * FROM shop.\"user data\"", Dialect::Postgres);
    /// let table = reading.tables().next().unwrap();
    /// assert!(table.is_called("user data") && table.is_called("Shop.User Data") && table.is_called("\"user data\""));
    /// assert!(!table.is_called("data") && !table.is_called("shop"));
    /// ```
    #[must_use]
    pub const fn is_called(&self, name: &str) -> bool {
        is_called(self.sql.as_bytes(), (self.start, self.end), name.as_bytes())
    }

    /// Whether both have the same name in the same text, quoted or not.
    pub(super) const fn is_same(&self, other: &Part) -> bool {
        same_name(self.sql.as_bytes(), (self.start, self.end), (other.start, other.end))
    }
}

/// A part of a text between characters.
pub(super) const fn slice(sql: &str, start: usize, end: usize) -> &str {
    sql.split_at(end).0.split_at(start).1
}

/// Targets in the order of the text, an iterator. Made by [`Reading::targets`](super::Reading::targets) and
/// [`Operation::targets`](super::Operation::targets).
#[derive(Clone, Debug)]
pub struct Targets<'r, 'a> {
    sql: &'a str,
    parts: &'r Parts,
    /// Of this operation alone.
    operation: Option<u16>,
    at: usize,
}

impl<'r, 'a> Targets<'r, 'a> {
    pub(super) const fn new(sql: &'a str, parts: &'r Parts, operation: Option<u16>) -> Self {
        Self { sql, parts, operation, at: 0 }
    }

    /// As of [`Iterator`], in constants.
    pub const fn next(&mut self) -> Option<Target<'a>> {
        while let Some(part) = self.parts.get(self.at) {
            self.at += 1;
            let wanted = match self.operation {
                Some(operation) => part.operation == operation,
                None => true,
            };
            if wanted && let Some(target) = Target::read(self.sql, part) {
                return Some(target);
            }
        }
        None
    }
}

impl<'a> Iterator for Targets<'_, 'a> {
    type Item = Target<'a>;

    fn next(&mut self) -> Option<Target<'a>> {
        self.next()
    }
}
