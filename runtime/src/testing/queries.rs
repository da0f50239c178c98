//! The executions that were recorded.

use std::ops::Index;

use super::query::Query;

/// The query calls that ran inside of [`capture`](super::capture), in the order in which they began. Steps of
/// transactions are apart from them: they are not among the queries, and do not count as such.
///
/// Printed, they are a tree with the call sites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queries(Vec<Query>);

impl Queries {
    pub(super) fn new(all: Vec<Query>) -> Self {
        Self(all)
    }

    /// How many queries ran.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether none ran.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// The queries.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter(self.0.iter())
    }

    /// The steps of transactions: `BEGIN`, `COMMIT`, `SAVEPOINT` and their like.
    pub fn steps(&self) -> impl Iterator<Item = &Query> {
        self.0.iter().filter(|query| query.is_step())
    }

    /// Queries and steps, each a round trip to the database.
    #[must_use]
    pub fn round_trips(&self) -> &[Query] {
        &self.0
    }

    /// The summaries of the queries.
    #[must_use]
    pub fn summaries(&self) -> Vec<&str> {
        self.iter().map(Query::summary).collect()
    }
}

/// The queries of [`Queries`], without the steps of transactions.
#[derive(Clone, Debug)]
pub struct Iter<'a>(std::slice::Iter<'a, Query>);

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Query;

    fn next(&mut self) -> Option<&'a Query> {
        self.0.find(|query| !query.is_step())
    }
}

impl<'a> IntoIterator for &'a Queries {
    type Item = &'a Query;
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl Index<usize> for Queries {
    type Output = Query;

    /// The query of this number, from 0.
    ///
    /// # Panics
    ///
    /// When there are not as many.
    #[track_caller]
    fn index(&self, number: usize) -> &Query {
        self.iter().nth(number).unwrap_or_else(|| out_of_range(number, self))
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "as an index of a slice does")]
fn out_of_range(number: usize, queries: &Queries) -> ! {
    panic!("there is no query number {number}: {queries}")
}
