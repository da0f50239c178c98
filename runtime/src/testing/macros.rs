//! The short form of a budget.

/// Asserts that the queries of [`capture`](crate::testing::capture) stay within a [`Budget`](crate::testing::Budget).
/// A test that fails prints what was too much, and all queries as a tree with their call sites.
///
/// | condition | |
/// |---|---|
/// | `max = n` | at most `n` queries |
/// | `exactly = n` | exactly `n` queries |
/// | `max_round_trips = n` | at most `n` queries and steps of transactions together |
/// | `no_n_plus_one` | no query call runs again and again |
/// | `only_tables = ["orders", ..]` | no statement names another table |
/// | `no_writes` | statements only read |
///
/// ```
/// # fn test(queries: sqlspan::testing::Queries) {
/// sqlspan::assert_queries!(queries, max = 3, no_n_plus_one);
/// # }
/// # test(sqlspan::testing::Queries::default());
/// ```
#[macro_export]
macro_rules! assert_queries {
    (@ $budget:expr, $queries:expr;) => { $budget.assert(&$queries) };
    (@ $budget:expr, $queries:expr; $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::assert_queries!(@ $budget.$name($value), $queries; $($($rest)*)?)
    };
    (@ $budget:expr, $queries:expr; $name:ident $(, $($rest:tt)*)?) => {
        $crate::assert_queries!(@ $budget.$name(), $queries; $($($rest)*)?)
    };
    ($queries:expr, $($conditions:tt)+) => {
        $crate::assert_queries!(@ $crate::testing::Budget::new(), $queries; $($conditions)+)
    };
}
