//! sqlx's own types, and what traces the calls on each of them.

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool, Transaction};

use super::on_connection::OnConnection;
use super::on_pool::OnPool;
use super::op::depth;
use crate::driver::{for_each_connection, for_each_listener, for_each_lock};

/// One of sqlx's own types.
pub trait OfSqlx {
    /// What traces the calls on it.
    type Receiver;

    /// The receiver.
    fn known_receiver(&self) -> Self::Receiver;
}

impl<DB: Database> OfSqlx for Pool<DB> {
    type Receiver = OnPool<DB>;

    fn known_receiver(&self) -> OnPool<DB> {
        OnPool::new(self.clone())
    }
}

impl<DB: Database> OfSqlx for PoolConnection<DB> {
    type Receiver = OnConnection<DB>;

    fn known_receiver(&self) -> OnConnection<DB> {
        let connection: &DB::Connection = self;
        OnConnection::at(depth::<DB>(connection)).address_of(connection)
    }
}

impl<DB: Database> OfSqlx for Transaction<'_, DB> {
    type Receiver = OnConnection<DB>;

    fn known_receiver(&self) -> OnConnection<DB> {
        let connection: &DB::Connection = self;
        OnConnection::in_transaction(depth::<DB>(connection)).address_of(connection)
    }
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! connections {
    ($connection:ty) => {
        impl OfSqlx for $connection {
            type Receiver = OnConnection<<$connection as sqlx::Connection>::Database>;

            fn known_receiver(&self) -> Self::Receiver {
                OnConnection::at(depth::<<$connection as sqlx::Connection>::Database>(self)).address_of(self)
            }
        }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! listeners {
    ($listener:ty, $database:ty) => {
        impl OfSqlx for $listener {
            type Receiver = OnConnection<$database>;

            fn known_receiver(&self) -> Self::Receiver {
                OnConnection::unknown()
            }
        }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! locks {
    ($lock:ty, $($guard:ident)::+, $database:ty) => {
        listeners! { $lock, $database }

        impl<C: AsMut<<$database as Database>::Connection>> OfSqlx for $($guard)::+<C> {
            type Receiver = OnConnection<$database>;

            fn known_receiver(&self) -> Self::Receiver {
                OnConnection::unknown()
            }
        }
    };
}

for_each_connection!(connections);
for_each_listener!(listeners);
for_each_lock!(locks);
