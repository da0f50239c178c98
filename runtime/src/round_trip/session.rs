//! `listen`, `ping` and advisory locks whose receivers are no places: the receiver passes by value, and what is sqlx's
//! comes out as something with the same methods, which trace.

use sqlx::pool::PoolConnection;
use sqlx::{Connection, Database, Error};

use super::by_value::ByValue;
use super::op::RoundTripOp;
use crate::driver::{for_each_connection, for_each_listener, for_each_lock};

/// Everything that is not sqlx's.
pub trait AnyInSession {
    /// The type of what went in.
    type Receiver;

    /// What went in.
    fn in_session(self, op: RoundTripOp) -> Self::Receiver;
}

impl<T> AnyInSession for ByValue<T> {
    type Receiver = T;

    fn in_session(self, _: RoundTripOp) -> T {
        self.0
    }
}

/// The methods of a receiver, traced.
#[derive(Debug)]
pub struct SessionCalls<T> {
    receiver: T,
    op: RoundTripOp,
}

impl<DB: Database> ByValue<PoolConnection<DB>> {
    /// The connection's methods, traced.
    #[must_use]
    pub fn in_session(self, op: RoundTripOp) -> SessionCalls<PoolConnection<DB>> {
        SessionCalls { receiver: self.0, op }
    }
}

impl<DB: Database> SessionCalls<PoolConnection<DB>> {
    /// As [`Connection::ping`](sqlx::Connection::ping).
    ///
    /// # Errors
    ///
    /// Those of sqlx.
    pub async fn ping(mut self) -> Result<(), Error> {
        self.op.in_session::<DB, _>(self.receiver.ping()).await
    }
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! connections {
    ($connection:ty) => {
        impl<'c> ByValue<&'c mut $connection> {
            /// The connection's methods, traced.
            #[must_use]
            pub fn in_session(self, op: RoundTripOp) -> SessionCalls<&'c mut $connection> {
                SessionCalls { receiver: self.0, op }
            }
        }

        impl SessionCalls<&mut $connection> {
            /// As [`Connection::ping`](sqlx::Connection::ping).
            ///
            /// # Errors
            ///
            /// Those of sqlx.
            pub async fn ping(self) -> Result<(), Error> {
                self.op.in_session::<<$connection as Connection>::Database, _>(self.receiver.ping()).await
            }
        }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! listeners {
    ($listener:ty, $database:ty) => {
        impl<'l> ByValue<&'l mut $listener> {
            /// The listener's methods, traced.
            #[must_use]
            pub fn in_session(self, op: RoundTripOp) -> SessionCalls<&'l mut $listener> {
                SessionCalls { receiver: self.0, op }
            }
        }

        /// Errors are those of sqlx.
        #[allow(clippy::missing_errors_doc, reason = "told above, once for all")]
        impl SessionCalls<&mut $listener> {
            /// As the listener's own.
            pub async fn listen(self, channel: &str) -> Result<(), Error> {
                self.op.in_session::<$database, _>(self.receiver.listen(channel)).await
            }

            /// As the listener's own.
            pub async fn listen_all(self, channels: impl IntoIterator<Item = &str>) -> Result<(), Error> {
                self.op.in_session::<$database, _>(self.receiver.listen_all(channels)).await
            }

            /// As the listener's own.
            pub async fn unlisten(self, channel: &str) -> Result<(), Error> {
                self.op.in_session::<$database, _>(self.receiver.unlisten(channel)).await
            }

            /// As the listener's own.
            pub async fn unlisten_all(self) -> Result<(), Error> {
                self.op.in_session::<$database, _>(self.receiver.unlisten_all()).await
            }
        }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! locks {
    ($lock:ty, $($guard:ident)::+, $database:ty) => {
        impl<'l> ByValue<&'l $lock> {
            /// The lock's methods, traced.
            #[must_use]
            pub fn in_session(self, op: RoundTripOp) -> SessionCalls<&'l $lock> {
                SessionCalls { receiver: self.0, op }
            }
        }

        /// Errors are those of sqlx.
        #[allow(clippy::missing_errors_doc, reason = "told above, once for all")]
        impl<'l> SessionCalls<&'l $lock> {
            /// As the lock's own.
            pub async fn acquire<C>(self, connection: C) -> Result<$($guard)::+<C>, Error>
            where
                C: AsMut<<$database as Database>::Connection>,
            {
                self.op.in_session::<$database, _>(self.receiver.acquire(connection)).await
            }

            /// As the lock's own.
            pub async fn try_acquire<C>(self, connection: C) -> Result<sqlx::Either<$($guard)::+<C>, C>, Error>
            where
                C: AsMut<<$database as Database>::Connection>,
            {
                self.op.in_session::<$database, _>(self.receiver.try_acquire(connection)).await
            }

            /// As the lock's own.
            pub async fn force_release<C>(self, connection: C) -> Result<(C, bool), Error>
            where
                C: AsMut<<$database as Database>::Connection>,
            {
                self.op.in_session::<$database, _>(self.receiver.force_release(connection)).await
            }
        }

        impl<C: AsMut<<$database as Database>::Connection>> ByValue<$($guard)::+<C>> {
            /// The guard's methods, traced.
            #[must_use]
            pub fn in_session(self, op: RoundTripOp) -> SessionCalls<$($guard)::+<C>> {
                SessionCalls { receiver: self.0, op }
            }
        }

        impl<C: AsMut<<$database as Database>::Connection>> SessionCalls<$($guard)::+<C>> {
            /// As the guard's own.
            ///
            /// # Errors
            ///
            /// Those of sqlx.
            pub async fn release_now(self) -> Result<C, Error> {
                self.op.in_session::<$database, _>(self.receiver.release_now()).await
            }
        }
    };
}

for_each_connection!(connections);
for_each_listener!(listeners);
for_each_lock!(locks);
