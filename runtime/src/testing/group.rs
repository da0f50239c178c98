//! The executions of one statement at one call site.

use super::query::Query;

/// The executions of one statement at one call site.
pub(super) struct Group<'a> {
    pub(super) queries: Vec<&'a Query>,
}

impl<'a> Group<'a> {
    /// Groups queries, in the order of their first ones.
    pub(super) fn all(queries: impl IntoIterator<Item = &'a Query>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for query in queries {
            match groups.iter_mut().find(|group| group.holds(query)) {
                Some(group) => group.queries.push(query),
                None => groups.push(Self { queries: vec![query] }),
            }
        }
        groups
    }

    fn holds(&self, query: &Query) -> bool {
        let place = |query: &Query| (query.role as u8, query.file, query.line, query.function);
        let first = self.first();
        place(first) == place(query) && first.text == query.text && first.summary == query.summary
    }

    pub(super) fn first(&self) -> &'a Query {
        self.queries[0]
    }

    /// Whether it is an N+1: it ran more than once, other than to try again what had failed; one statement for all
    /// would do; and nobody said that it is meant so.
    pub(super) fn is_n_plus_one(&self) -> bool {
        let first = self.first();
        let again = self.queries.windows(2).filter(|pair| !pair[0].failed()).count();
        again > 0 && !first.is_step() && !self.queries.iter().all(|query| query.repeats) && !first.about.is_for_many
    }

    /// The sum of a count over all executions that have it.
    pub(super) fn sum(&self, rows: fn(&Query) -> Option<u64>) -> Option<u64> {
        self.queries.iter().filter_map(|query| rows(query)).reduce(u64::saturating_add)
    }
}
