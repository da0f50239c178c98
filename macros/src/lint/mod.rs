//! What the macro reports. A lint is a name, a default level, a check and its messages, one file each; this file has
//! what they share: names, levels, and which level is in force where.

pub(crate) mod dynamic_sql;
pub(crate) mod untraced_query;

use syn::{Ident, Result};

/// A kind of finding that a user can allow, warn of or deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lint {
    DynamicSql,
    UntracedQuery,
}

impl Lint {
    pub(crate) const ALL: [Self; 2] = [Self::DynamicSql, Self::UntracedQuery];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::DynamicSql => dynamic_sql::NAME,
            Self::UntracedQuery => untraced_query::NAME,
        }
    }

    const fn default_level(self) -> Level {
        match self {
            Self::DynamicSql => dynamic_sql::DEFAULT,
            Self::UntracedQuery => untraced_query::DEFAULT,
        }
    }

    /// The lint of a name; an unknown name is an error that lists them.
    pub(crate) fn named(name: &Ident) -> Result<Self> {
        Self::ALL.into_iter().find(|lint| name == lint.name()).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.into_iter().map(Self::name).collect();
            syn::Error::new(
                name.span(),
                format!("unknown lint `{name}`\nhelp: the lints are `{}`, and `all`", names.join("`, `")),
            )
        })
    }
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Allow,
    Warn,
    Deny,
}

/// The levels that attributes set, outermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(Vec<(Option<Lint>, Level)>);

impl Levels {
    /// `None` stands for all lints.
    pub(crate) fn set(&mut self, lint: Option<Lint>, level: Level) {
        self.0.push((lint, level));
    }

    /// Adds levels that are nearer to the code.
    pub(crate) fn extend(&mut self, inner: &Self) {
        self.0.extend_from_slice(&inner.0);
    }

    /// The level in force: the innermost wins.
    pub(crate) fn of(&self, lint: Lint) -> Level {
        let set = self.0.iter().rev().find(|(named, _)| named.is_none_or(|named| named == lint));
        set.map_or(lint.default_level(), |(_, level)| *level)
    }
}
