//! A sqlx query that has not run yet, as far as it is known.

pub(crate) mod builder;
pub(crate) mod maker;

use crate::text::Text;

/// A sqlx query that has not run yet.
#[derive(Clone, Debug)]
pub struct Query {
    /// Its text.
    pub text: Text,
    /// Whether `raw_sql` made it, whose methods return boxed futures.
    pub raw: bool,
    /// What is bound to it.
    pub binds: Binds,
    /// Whether a builder made it for many items at once.
    pub batch: bool,
    /// Where it is made.
    pub made: Made,
}

/// Where a query is made, and its text is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// In sight.
    Here,
    /// By a function that is given the text, or a closure: it is judged where it runs.
    ByHelper,
    /// By a function that is judged itself.
    Judged,
}

/// What is known of the values that are bound to a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binds {
    /// So many `.bind(..)`, all of them seen.
    Count(usize),
    /// They can't be told.
    Unseen,
    /// sqlx's own macro has compared them with the statement.
    Checked,
    /// It is executed unprepared, without any.
    Impossible,
}

impl Binds {
    /// Those of what is either `self` or `other`.
    fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Unseen }
    }

    /// Whether the query is prepared at run time and no macro of sqlx's has prepared it before.
    #[must_use]
    pub const fn are_prepared(self) -> bool {
        matches!(self, Self::Count(_) | Self::Unseen)
    }

    /// After one more link of the chain.
    pub(crate) fn after(self, method: &str) -> Self {
        match (self, method) {
            (Self::Count(count), "bind") => Self::Count(count + 1),
            (Self::Count(count), "persistent" | "map" | "try_map" | "boxed") => Self::Count(count),
            (Self::Count(_), _) => Self::Unseen,
            (other, _) => other,
        }
    }
}

impl Query {
    /// What is either `self` or `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            text: self.text.or(other.text),
            raw: self.raw && other.raw,
            binds: self.binds.or(other.binds),
            batch: self.batch || other.batch,
            made: if self.made == other.made { self.made } else { Made::ByHelper },
        }
    }

    /// A query whose arguments nobody sees here.
    pub(crate) fn with_unseen_binds(text: Text) -> Self {
        Self { text, raw: false, binds: Binds::Unseen, batch: false, made: Made::Here }
    }
}
