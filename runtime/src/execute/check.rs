//! The check by type of calls that the macro left alone: silent on other people's types, a warning (or an error) on
//! sqlx's. It never runs.

use sqlx::pool::PoolConnection;
use sqlx::query::{Map, Query, QueryAs, QueryScalar};
use sqlx::{Database, Pool, RawSql, Transaction};

use crate::driver::for_each_connection;

/// A receiver to be checked.
#[derive(Debug)]
pub struct Checked<'a, T: ?Sized>(pub &'a T);

/// What is none of sqlx's.
pub trait NotAQuery {
    /// Nothing to report.
    fn untraced_query(&self) {}
}

impl<T: ?Sized> NotAQuery for Checked<'_, T> {}

macro_rules! report {
    ($([$($generics:tt)*] $ty:ty: $note:literal;)*) => {$(
        impl<$($generics)*> Checked<'_, $ty> {
            /// Reported through the deprecation.
            #[deprecated(note = $note)]
            pub const fn untraced_query(&self) {}
        }
    )*};
}

macro_rules! report_queries {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        report! {$([$($generics)*] $ty: "this query would not be traced: sqlspan can't see where it is made\n\
            help: make the query in this function, or name the function that makes it: `queries(path)`\n\
            help: to leave it untraced, say so: `#[traced(allow(untraced_query))]`\n\
            note: sqlspan::untraced_query";)*}
    };
}

macro_rules! report_executors {
    ($([$($generics:tt)*] $ty:ty;)*) => {
        report! {$([$($generics)*] $ty: "this query would not be traced: sqlspan can't see its text\n\
            help: make the query in this function, `sqlx::query(\"..\")`, or pass the text as a literal or a `const`\n\
            help: to leave it untraced, say so: `#[traced(allow(untraced_query))]`\n\
            note: sqlspan::untraced_query";)*}
    };
}

report_queries! {
    ['q, DB: Database, A] Query<'q, DB, A>;
    ['q, DB: Database, O, A] QueryAs<'q, DB, O, A>;
    ['q, DB: Database, O, A] QueryScalar<'q, DB, O, A>;
    ['q, DB: Database, F, A] Map<'q, DB, F, A>;
    [] RawSql;
}

report_executors! {
    [DB: Database] Pool<DB>;
    [DB: Database] &Pool<DB>;
    [DB: Database] PoolConnection<DB>;
    [DB: Database] &mut PoolConnection<DB>;
    ['c, DB: Database] Transaction<'c, DB>;
    ['t, 'c, DB: Database] &'t mut Transaction<'c, DB>;
}

#[allow(unused_macros, reason = "where no driver is linked")]
macro_rules! report_connections {
    ($connection:ty) => {
        report_executors! {
            [] $connection;
            [] &mut $connection;
        }
    };
}

for_each_connection!(report_connections);
