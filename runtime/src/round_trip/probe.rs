//! What a place is, by its type. The traits are tried in the order of their numbers: each is implemented for one
//! reference less than the one before, and the emitted code starts with the most.

#![expect(
    clippy::unused_self,
    reason = "every receiver has all methods, so that the emitted code need not know which it is"
)]

use std::ops::Deref;
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Acquire, Connection, Database, Pool, Transaction};

use super::callback::NoTransaction;
use super::copy::ForeignCopy;
use super::drop_watch::{DropWatch, Settled};
use super::group::TransactionGroup;
use super::on_connection::OnConnection;
use super::on_pool::OnPool;
use super::op::{RoundTripOp, depth};
use crate::driver::{for_each_listener, for_each_lock, for_each_set_local};

/// A place on which one of the methods is called.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for Probe<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Probe<'_, T> {}

/// The traits that find the receiver.
pub mod receivers {
    pub use super::{Receiver0, Receiver1, Receiver2, Receiver3, Receiver4, Receiver5, Receiver6};
}

macro_rules! receiver {
    ($($name:ident($self:ty): $doc:literal;)*) => {$(
        #[doc = $doc]
        pub trait $name {
            /// What traces the calls on it.
            type Receiver;

            /// The receiver.
            fn probed(self: $self) -> Self::Receiver;
        }
    )*};
}

receiver! {
    Receiver0(&Self): "Connections whose settings can be changed by a statement of their own.";
    Receiver1(&Self): "sqlx's own types.";
    Receiver2(&Self): "Connections of any driver.";
    Receiver3(&Self): "Connections of any driver that are lent.";
    Receiver4(&Self): "Connections of any driver behind a pointer, such as the guard of a lock.";
    Receiver6(Self): "Everything else.";
}

/// Whatever else connections are acquired from.
pub trait Receiver5<'a> {
    /// What traces the calls on it.
    type Receiver;

    /// The receiver.
    fn probed(&self) -> Self::Receiver;
}

macro_rules! pools {
    ($($ty:ty),*) => {$(
        impl<DB: Database> Receiver1 for &&&&Probe<'_, $ty> {
            type Receiver = OnPool<DB>;

            fn probed(&self) -> OnPool<DB> {
                OnPool::new(Pool::clone(self.0))
            }
        }
    )*};
}

pools! { Pool<DB>, &Pool<DB>, Arc<Pool<DB>>, &Arc<Pool<DB>>, Box<Pool<DB>> }

macro_rules! connections {
    ($($ty:ty: $receiver:ident;)*) => {$(
        impl<DB: Database> Receiver1 for &&&&Probe<'_, $ty> {
            type Receiver = OnConnection<DB>;

            fn probed(&self) -> OnConnection<DB> {
                let connection: &DB::Connection = self.0;
                OnConnection::$receiver(depth::<DB>(connection)).address_of(connection)
            }
        }
    )*};
}

connections! {
    Transaction<'_, DB>: in_transaction;
    &mut Transaction<'_, DB>: in_transaction;
    Box<Transaction<'_, DB>>: in_transaction;
    PoolConnection<DB>: at;
    &mut PoolConnection<DB>: at;
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! with_settings {
    ($connection:ty, $database:ty) => {
        with_settings! { $database: $connection, &mut $connection, PoolConnection<$database>, &mut PoolConnection<$database> }
    };
    ($database:ty: $($place:ty),*) => {$(
        impl Receiver0 for &&&&&Probe<'_, $place> {
            type Receiver = OnConnection<$database>;

            fn probed(&self) -> OnConnection<$database> {
                let connection: &<$database as Database>::Connection = self.0;
                OnConnection::with_settings(depth::<$database>(connection)).address_of(connection)
            }
        }
    )*};
}

for_each_set_local!(with_settings);

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! sessions {
    ($database:ty: $($ty:ty),*) => {$(
        impl Receiver1 for &&&&Probe<'_, $ty> {
            type Receiver = OnConnection<$database>;

            fn probed(&self) -> OnConnection<$database> {
                OnConnection::unknown()
            }
        }
    )*};
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! listeners {
    ($listener:ty, $database:ty) => {
        sessions! { $database: $listener, &mut $listener, Box<$listener> }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! locks {
    ($lock:ty, $($guard:ident)::+, $database:ty) => {
        sessions! { $database: $lock, &$lock, Arc<$lock>, &Arc<$lock> }

        impl<C: AsMut<<$database as Database>::Connection>> Receiver1 for &&&&Probe<'_, $($guard)::+<C>> {
            type Receiver = OnConnection<$database>;

            fn probed(&self) -> OnConnection<$database> {
                OnConnection::unknown()
            }
        }
    };
}

for_each_listener!(listeners);
for_each_lock!(locks);

impl<C: Connection> Receiver2 for &&&Probe<'_, C> {
    type Receiver = OnConnection<C::Database>;

    fn probed(&self) -> OnConnection<C::Database> {
        OnConnection::somewhere(self.0.is_in_transaction()).address_of(self.0)
    }
}

impl<C: Connection> Receiver3 for &&Probe<'_, &mut C> {
    type Receiver = OnConnection<C::Database>;

    fn probed(&self) -> OnConnection<C::Database> {
        OnConnection::somewhere(self.0.is_in_transaction()).address_of(&**self.0)
    }
}

impl<P> Receiver4 for &Probe<'_, P>
where
    P: Deref,
    P::Target: Connection,
{
    type Receiver = OnConnection<<P::Target as Connection>::Database>;

    fn probed(&self) -> Self::Receiver {
        OnConnection::somewhere((**self.0).is_in_transaction()).address_of(&**self.0)
    }
}

impl<'a, A: Acquire<'a>> Receiver5<'a> for Probe<'_, A> {
    type Receiver = OnConnection<A::Database>;

    fn probed(&self) -> OnConnection<A::Database> {
        OnConnection::unknown()
    }
}

impl<T: ?Sized> Receiver6 for Probe<'_, T> {
    type Receiver = NotSqlx;

    fn probed(self) -> NotSqlx {
        NotSqlx
    }
}

/// A method of the same name on another type.
#[derive(Clone, Copy, Debug)]
pub struct NotSqlx;

macro_rules! as_it_was {
    ($($name:ident),*) => {$(
        /// What the call returns.
        pub fn $name<T>(self, returned: T, _: RoundTripOp) -> T {
            returned
        }
    )*};
}

impl NotSqlx {
    as_it_was! { begin, try_begin, acquire, commit, rollback, in_session, migration, copy_in, copy_out }

    /// What the call returns.
    pub fn begin_with<T, S>(self, returned: T, _: S, _: RoundTripOp) -> T {
        returned
    }

    /// What the call returns.
    pub fn try_begin_with<T, S>(self, returned: T, _: S, _: RoundTripOp) -> T {
        returned
    }

    /// What becomes of a closure.
    #[must_use]
    pub fn transaction(self, _: RoundTripOp) -> NoTransaction {
        NoTransaction
    }

    /// What the call is given.
    pub fn copy_statement<T>(self, statement: T, _: RoundTripOp) -> ForeignCopy<T> {
        ForeignCopy(statement)
    }

    /// Nowhere.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        None
    }

    /// There is no transaction.
    #[must_use]
    pub fn settled(self, _: Settled) -> Self {
        self
    }

    /// Nothing to watch.
    #[must_use]
    pub fn watch(self, _: RoundTripOp, _: &TransactionGroup) -> DropWatch {
        DropWatch::inert()
    }
}
