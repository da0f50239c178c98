//! COPY whose receivers are no places: the receiver passes by value, and what is sqlx's comes out as something with the
//! same methods, which trace.

use sqlx::Database;

use super::by_value::ByValue;
use super::copy::{CopyWatch, ForeignCopy};
use super::on_connection::OnConnection;
use super::on_pool::OnPool;
use super::op::RoundTripOp;
use crate::driver::for_each_copy;

/// Everything that is not sqlx's.
pub trait AnyCopying {
    /// The type of what went in.
    type Receiver;

    /// What went in.
    fn copying(self, op: RoundTripOp, watch: Option<&CopyWatch>) -> Self::Receiver;
}

impl<T> AnyCopying for ByValue<T> {
    type Receiver = T;

    fn copying(self, _: RoundTripOp, _: Option<&CopyWatch>) -> T {
        self.0
    }
}

/// Receivers of databases without COPY: a method of this name is the program's own.
pub trait AnyCopyStatement {
    /// What the call is given.
    fn copy_statement<T>(&self, statement: T, _: RoundTripOp) -> ForeignCopy<T> {
        ForeignCopy(statement)
    }
}

impl<DB: Database> AnyCopyStatement for OnConnection<DB> {}

impl<DB: Database> AnyCopyStatement for OnPool<DB> {}

/// The methods of a receiver that start a COPY, traced.
#[derive(Debug)]
#[allow(dead_code, reason = "where no such driver is linked")]
pub struct CopyCalls<'w, T> {
    receiver: T,
    op: RoundTripOp,
    watch: Option<&'w CopyWatch>,
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! connections {
    ($connection:ty: $([$($lifetime:lifetime)?] $ty:ty),*) => {$(
        impl<'c, $($lifetime)?> ByValue<&'c mut $ty> {
            /// The connection's methods, traced.
            #[must_use]
            pub fn copying(self, op: RoundTripOp, watch: Option<&CopyWatch>) -> CopyCalls<'_, &'c mut $connection> {
                CopyCalls { receiver: self.0, op, watch }
            }
        }
    )*};
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! pools {
    ($database:ty, $extension:path: $($ty:ty),*) => {$(
        impl<'p> ByValue<$ty> {
            /// The pool's methods, traced.
            #[must_use]
            pub fn copying(self, op: RoundTripOp, watch: Option<&CopyWatch>) -> CopyCalls<'_, Pool<$database>> {
                CopyCalls { receiver: Pool::clone(&self.0), op, watch }
            }
        }
    )*

        /// Errors are those of sqlx.
        #[allow(clippy::missing_errors_doc, reason = "told above, once for all")]
        impl CopyCalls<'_, Pool<$database>> {
            /// As the pool's own.
            pub async fn copy_in_raw(
                self,
                statement: &str,
            ) -> Result<CopyIn<PoolConnection<$database>>, Error> {
                use $extension as _;
                let (started, text) = CopyStatement::new(statement, self.op, server_of_pool(&self.receiver)).start();
                started.copy_in(self.receiver.copy_in_raw(text.given()).await, self.watch)
            }

            /// As the pool's own.
            pub async fn copy_out_raw(
                self,
                statement: &str,
            ) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
                use $extension as _;
                let (started, text) = CopyStatement::new(statement, self.op, server_of_pool(&self.receiver)).start();
                started.copy_out(self.receiver.copy_out_raw(text.given()).await, self.watch)
            }
        }
    };
}

#[allow(unused_macros, reason = "where no such driver is linked")]
macro_rules! copies {
    ($database:ty, $connection:ty, $extension:path, $($copy_in:ident)::+) => {
        use futures_core::stream::BoxStream;
        use sqlx::pool::PoolConnection;
        use sqlx::{Error, Pool, Transaction};
        use sqlx_core::bytes::Bytes;

        use super::copy::CopyStatement;
        use crate::server::server_of_pool;

        type CopyIn<C> = $($copy_in)::+<C>;

        connections! { $connection: [] $connection, [] PoolConnection<$database>, ['t] Transaction<'t, $database> }

        /// Errors are those of sqlx.
        #[allow(clippy::missing_errors_doc, reason = "told above, once for all")]
        impl<'c> CopyCalls<'_, &'c mut $connection> {
            /// As the connection's own.
            pub async fn copy_in_raw(self, statement: &str) -> Result<CopyIn<&'c mut $connection>, Error> {
                let (started, text) = CopyStatement::new(statement, self.op, self.op.server::<$database>()).start();
                started.copy_in(self.receiver.copy_in_raw(text.given()).await, self.watch)
            }

            /// As the connection's own.
            pub async fn copy_out_raw(self, statement: &str) -> Result<BoxStream<'c, Result<Bytes, Error>>, Error> {
                let (started, text) = CopyStatement::new(statement, self.op, self.op.server::<$database>()).start();
                started.copy_out(self.receiver.copy_out_raw(text.given()).await, self.watch)
            }
        }

        impl OnConnection<$database> {
            /// The statement of a COPY that is awaited at once.
            pub fn copy_statement<'s>(&self, statement: &'s str, op: RoundTripOp) -> CopyStatement<'s> {
                self.copy(statement, op)
            }
        }

        impl OnPool<$database> {
            /// The statement of a COPY that is awaited at once.
            pub fn copy_statement<'s>(&self, statement: &'s str, op: RoundTripOp) -> CopyStatement<'s> {
                self.copy(statement, op)
            }
        }

        pools! { $database, $extension: Pool<$database>, &'p Pool<$database> }
    };
}

for_each_copy!(copies);
