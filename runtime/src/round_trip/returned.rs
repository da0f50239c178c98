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

/// What a call returned.
#[derive(Debug)]
pub struct Returned<F>(pub F);

/// What no method of sqlx's returns.
pub trait AnyReturned {
    /// Not sqlx's.
    fn begin<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn begin_with<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn try_begin<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn try_begin_with<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn acquire<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn commit<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn rollback<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn in_session<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn migration<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn copy_in<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn copy_out<R>(&self, _: R) -> NotSqlx {
        NotSqlx
    }

    /// Not sqlx's.
    fn transaction<R>(&self, _: R) -> NoTransaction {
        NoTransaction
    }

    /// Not what a closure of sqlx's returns.
    fn inside<R>(&self, _: R) -> &'static Outside {
        &Outside
    }
}

impl<F> AnyReturned for Returned<F> {}

macro_rules! as_of_sqlx {
    ($([$($generics:tt)*] $output:ty: $($name:ident),*;)*) => {$(
        impl<$($generics)* F: Future<Output = $output>> Returned<F> {$(
            /// The receiver: this is what sqlx's method returns.
            pub fn $name<R>(&self, receiver: R) -> R {
                receiver
            }
        )*}
    )*};
}

as_of_sqlx! {
    ['c, DB: Database,] Result<Transaction<'c, DB>, Error>: begin, begin_with;
    ['c, DB: Database,] Result<Option<Transaction<'c, DB>>, Error>: try_begin, try_begin_with;
    [DB: Database,] Result<PoolConnection<DB>, Error>: acquire;
    [] Result<(), Error>: commit, rollback;
    [T,] Result<T, Error>: in_session, copy_in;
    ['c, B: Deref<Target = [u8]> + Send + 'c,] Result<BoxStream<'c, Result<B, Error>>, Error>: copy_out;
    [T, E,] Result<T, E>: transaction;
}

impl<T, E, F: Future<Output = Result<T, E>> + ?Sized> Returned<Pin<Box<F>>> {
    /// What goes into a closure: this is what one of sqlx's returns.
    pub fn inside<R>(&self, inside: R) -> R {
        inside
    }
}

#[cfg(feature = "migrate")]
as_of_sqlx! { [] Result<(), MigrateError>: migration; }

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
