//! The check by type of calls that the macro left alone: silent on other people's types, a warning (or an error) on
//! sqlx's. It never runs.

use sqlx::pool::PoolConnection;
use sqlx::query::{Map, Query, QueryAs, QueryScalar};
use sqlx::{Database, Executor, Pool, RawSql, Transaction};

use crate::driver::for_each_connection;

/// Gives a macro what is said of a call on an executor, before what it is given.
macro_rules! with_executor_note {
    ($told:ident: $($given:tt)*) => {
        $told! {
            "this query would not be traced: sqlspan can't see its text\n\
            help: make the query in this function, `sqlx::query(\"..\")`, pass the text as a literal or a `const`, or name the \
            function that makes the query: `queries(path)`\n\
            help: to leave it untraced, say so: `#[traced(allow(untraced_query))]`\n\
            note: sqlspan::untraced_query" $($given)*
        }
    };
}

/// A receiver to be checked.
#[derive(Debug)]
pub struct Checked<'a, T: ?Sized>(pub &'a T);

/// What is none of sqlx's.
pub trait NotAQuery {
    /// Nothing to report.
    fn untraced_query(&self) {}
}

impl<T: ?Sized> NotAQuery for &Checked<'_, T> {}

macro_rules! report_any_executor {
    ($note:literal) => {
        /// Executors whose type is none of those below: of a type parameter, of another driver.
        pub trait AnyExecutor<'c> {
            /// Reported through the deprecation.
            #[deprecated(note = $note)]
            fn untraced_query(&self) {}
        }
    };
}

with_executor_note! { report_any_executor: }

impl<'c, E: Executor<'c>> AnyExecutor<'c> for Checked<'_, E> {}

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
    ($note:literal $([$($generics:tt)*] $ty:ty;)*) => {
        report! {$([$($generics)*] $ty: $note;)*}
    };
}

report_queries! {
    ['q, DB: Database, A] Query<'q, DB, A>;
    ['q, DB: Database, O, A] QueryAs<'q, DB, O, A>;
    ['q, DB: Database, O, A] QueryScalar<'q, DB, O, A>;
    ['q, DB: Database, F, A] Map<'q, DB, F, A>;
    [] RawSql;
}

// What is no executor itself, but lends one.
with_executor_note! { report_executors:
    [DB: Database] Pool<DB>;
    [DB: Database] PoolConnection<DB>;
    [DB: Database] &mut PoolConnection<DB>;
    ['c, DB: Database] Transaction<'c, DB>;
    ['t, 'c, DB: Database] &'t mut Transaction<'c, DB>;
}

#[allow(unused_macros, reason = "where no driver is linked")]
macro_rules! report_connections {
    ($connection:ty) => {
        with_executor_note! { report_executors: [] $connection; }
    };
}

for_each_connection!(report_connections);
