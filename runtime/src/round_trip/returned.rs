//! What a call returned. A receiver of sqlx's does not make a method sqlx's: a trait of the program may give a connection
//! a `ping` of its own. So the result decides with the receiver: each method here hands on the receiver where the result
//! is that of sqlx's method of this name, and [`NotSqlx`] where it is not.

use std::ops::Deref;
use std::pin::Pin;

use futures_core::stream::BoxStream;
#[cfg(feature = "migrate")]
use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Transaction};

use super::callback::{NoTransaction, Outside};
use super::copy::{NoCopy, StartedCopy};
use super::probe::NotSqlx;

/// A call: its receiver, and what it returned.
#[derive(Debug)]
pub struct Returned<R, F> {
    /// What the receiver is, by its type.
    pub receiver: R,
    /// What the user's call returned.
    pub plain: F,
}

macro_rules! not_sqlx {
    ($($name:ident),*) => {$(
        fn $name(self) -> (NotSqlx, F) {
            (NotSqlx, self.plain)
        }
    )*};
}

/// What no method of sqlx's returns.
pub trait AnyReturned {
    /// What the call returned.
    type Plain;

    /// Not sqlx's.
    fn begin(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn begin_with(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn try_begin(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn try_begin_with(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn acquire(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn commit(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn rollback(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn in_session(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn migration(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn copy_in(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn copy_out(self) -> (NotSqlx, Self::Plain);

    /// Not sqlx's.
    fn transaction(self) -> (NoTransaction, Self::Plain);

    /// Not what a closure of sqlx's returns.
    fn inside(self) -> (&'static Outside, Self::Plain);
}

impl<R, F> AnyReturned for Returned<R, F> {
    type Plain = F;

    not_sqlx! { begin, begin_with, try_begin, try_begin_with, acquire, commit, rollback, in_session, migration, copy_in, copy_out }

    fn transaction(self) -> (NoTransaction, F) {
        (NoTransaction, self.plain)
    }

    fn inside(self) -> (&'static Outside, F) {
        (&Outside, self.plain)
    }
}

macro_rules! of_sqlx {
    ($([$($generics:tt)*] $output:ty: $($name:ident),*;)*) => {$(
        impl<$($generics)* R, F: Future<Output = $output>> Returned<R, F> {$(
            /// The receiver: this is what sqlx's method returns.
            pub fn $name(self) -> (R, F) {
                (self.receiver, self.plain)
            }
        )*}
    )*};
}

of_sqlx! {
    ['c, DB: Database,] Result<Transaction<'c, DB>, Error>: begin, begin_with;
    ['c, DB: Database,] Result<Option<Transaction<'c, DB>>, Error>: try_begin, try_begin_with;
    [DB: Database,] Result<PoolConnection<DB>, Error>: acquire;
    [] Result<(), Error>: commit, rollback;
    [T,] Result<T, Error>: in_session, copy_in;
    ['c, B: Deref<Target = [u8]> + Send + 'c,] Result<BoxStream<'c, Result<B, Error>>, Error>: copy_out;
    [T, E,] Result<T, E>: transaction;
}

#[cfg(feature = "migrate")]
of_sqlx! { [] Result<(), MigrateError>: migration; }

impl<T, E, R, F: Future<Output = Result<T, E>> + ?Sized> Returned<R, Pin<Box<F>>> {
    /// What goes into a closure: this is what one of sqlx's returns.
    pub fn inside(self) -> (R, Pin<Box<F>>) {
        (self.receiver, self.plain)
    }
}

/// What a COPY resulted in that was awaited at once.
#[derive(Debug)]
pub struct CopyResult<T>(pub T);

/// What no COPY of sqlx's results in.
pub trait AnyCopyResult {
    /// Not sqlx's: the span of what took its statement is over.
    fn copy_in<S: Into<NoCopy>>(&self, started: S) -> NoCopy {
        started.into()
    }

    /// Not sqlx's: the span of what took its statement is over.
    fn copy_out<S: Into<NoCopy>>(&self, started: S) -> NoCopy {
        started.into()
    }
}

impl<T> AnyCopyResult for CopyResult<T> {}

impl<T> CopyResult<Result<T, Error>> {
    /// What started: this is what sqlx's method results in.
    pub fn copy_in<S>(&self, started: S) -> S {
        started
    }
}

impl<'c, B: Deref<Target = [u8]> + Send + 'c> CopyResult<Result<BoxStream<'c, Result<B, Error>>, Error>> {
    /// What started: this is what sqlx's method results in.
    pub fn copy_out<S>(&self, started: S) -> S {
        started
    }
}

impl From<StartedCopy> for NoCopy {
    fn from(started: StartedCopy) -> Self {
        started.ended();
        Self
    }
}
