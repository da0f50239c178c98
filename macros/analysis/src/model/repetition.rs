//! A loop, or a closure that runs for every item, as far as a query in it is concerned.

use proc_macro2::{Ident, TokenStream};

use crate::syntax::tokens::{awaits, uses};

/// One loop around a site.
#[derive(Clone, Debug)]
pub struct Repetition {
    /// As the user wrote its head: `for id in ids`.
    pub head: String,
    /// The collection, where the head names one.
    pub items: Option<TokenStream>,
    /// The name of an item, where it is one name.
    pub item: Option<Ident>,
    /// The names that have another value in every round.
    pub(crate) varying: Vec<String>,
    /// The names whose value is awaited in the round, so that nobody knows it before the loop.
    pub(crate) awaited: Vec<String>,
    /// What its rounds are for.
    pub kind: RepetitionKind,
}

/// What the rounds of a loop are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepetitionKind {
    /// Every round is for one item.
    Items,
    /// Rounds until one succeeds: what stands in outer loops is repeated by those alone.
    Retry,
    /// Rounds over a few items that the code lists, whatever the data: outer loops alone repeat them.
    Handful,
    /// Rounds over batches, pages or events, which are as few as they can be.
    Batches,
}

impl Repetition {
    /// Whether tokens have another value in every round.
    pub(crate) fn varies(&self, tokens: &TokenStream) -> bool {
        uses(tokens.clone(), &|word| self.varying.iter().any(|name| name == word))
    }

    /// Whether tokens have a value that only the round finds out.
    pub(crate) fn awaits(&self, tokens: &TokenStream) -> bool {
        awaits(tokens.clone()) || uses(tokens.clone(), &|word| self.awaited.iter().any(|name| name == word))
    }
}

/// A query call whose loop one query could replace.
#[derive(Clone, Debug)]
pub struct Repeated {
    /// The loop.
    pub repetition: Repetition,
    /// The values that are bound, in order, where all of them are in sight.
    pub binds: Vec<RepeatedBind>,
    /// Whether sqlx's own macro checks the statement.
    pub checked: bool,
    /// Whether a row is one value: `query_scalar`.
    pub scalar: bool,
}

/// A value that is bound in a loop.
#[derive(Clone, Debug)]
pub struct RepeatedBind {
    /// Its code.
    pub value: TokenStream,
    /// Whether it is another one in every round.
    pub varies: bool,
}
