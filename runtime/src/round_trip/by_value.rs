//! Receivers that are no places, such as `self.pool()`: they can't be looked at and then used, so they pass through by
//! value. What is sqlx's comes out as something with the same methods, which trace; everything else as it went in.

use std::future::{Ready, ready};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::{Connection, Database, Error, Pool, SqlSafeStr, SqlStr, Transaction};

use super::application_name;
use super::on_connection::end;
use super::on_pool::OnPool;
use super::op::{RoundTripOp, beginning, committing, depth, end_begin, named_for_certain, rolling_back, stated};

/// What a method is called on.
#[derive(Debug)]
pub struct ByValue<T>(pub T);

/// Everything that is not sqlx's.
pub trait AnyByValue {
    /// The type of what went in.
    type Receiver;

    /// What went in.
    fn through(self, op: RoundTripOp) -> Self::Receiver;
}

impl<T> AnyByValue for ByValue<T> {
    type Receiver = T;

    fn through(self, _: RoundTripOp) -> T {
        self.0
    }
}

/// Everything that is no migrator.
pub trait AnyMigrating {
    /// The type of what went in.
    type Receiver;

    /// What went in.
    fn migrating(self, op: RoundTripOp) -> Self::Receiver;
}

impl<T> AnyMigrating for ByValue<T> {
    type Receiver = T;

    fn migrating(self, _: RoundTripOp) -> T {
        self.0
    }
}

macro_rules! pools {
    ($($ty:ty),*) => {$(
        impl<DB: Database> ByValue<$ty> {
            /// The pool's methods, traced.
            #[must_use]
            pub fn through(self, op: RoundTripOp) -> PoolCalls<DB> {
                PoolCalls { pool: OnPool::new(Pool::clone(&self.0)), op }
            }
        }
    )*};
}

pools! { Pool<DB>, &Pool<DB>, Arc<Pool<DB>>, &Arc<Pool<DB>> }

/// A pool's methods, traced.
#[derive(Debug)]
pub struct PoolCalls<DB: Database> {
    pool: OnPool<DB>,
    op: RoundTripOp,
}

impl<DB: Database> PoolCalls<DB> {
    /// As [`Pool::begin`].
    pub fn begin<'c>(self) -> impl Future<Output = Result<Transaction<'c, DB>, Error>> + use<'c, DB> {
        self.pool.begin_on_acquired(None, self.op)
    }

    /// As [`Pool::begin_with`].
    pub fn begin_with<'c, S: SqlSafeStr>(
        self,
        statement: S,
    ) -> impl Future<Output = Result<Transaction<'c, DB>, Error>> + use<'c, S, DB> {
        self.pool.begin_on_acquired(Some(statement.into_sql_str()), self.op)
    }

    /// As [`Pool::try_begin`].
    pub fn try_begin<'c>(self) -> impl Future<Output = Result<Option<Transaction<'c, DB>>, Error>> + use<'c, DB> {
        self.pool.begin_if_idle(None, self.op)
    }

    /// As [`Pool::try_begin_with`].
    pub fn try_begin_with<'c, S: SqlSafeStr>(
        self,
        statement: S,
    ) -> impl Future<Output = Result<Option<Transaction<'c, DB>>, Error>> + use<'c, S, DB> {
        self.pool.begin_if_idle(Some(statement.into_sql_str()), self.op)
    }

    /// As [`Pool::acquire`].
    pub fn acquire(self) -> impl Future<Output = Result<PoolConnection<DB>, Error>> + use<DB> {
        self.pool.acquired(self.op)
    }
}

impl<'c, C: Connection> ByValue<&'c mut C>
where
    C::Database: Database<Connection = C>,
{
    /// The connection's methods, traced.
    #[must_use]
    pub fn through(self, op: RoundTripOp) -> ConnectionCalls<'c, C::Database> {
        ConnectionCalls { connection: self.0, op }
    }
}

/// A connection's methods, traced.
#[derive(Debug)]
pub struct ConnectionCalls<'c, DB: Database> {
    connection: &'c mut DB::Connection,
    op: RoundTripOp,
}

impl<'c, DB: Database> ConnectionCalls<'c, DB> {
    /// As [`Connection::begin`].
    pub async fn begin(self) -> Result<Transaction<'c, DB>, Error> {
        begin(self.connection, self.op).await
    }

    /// As [`Connection::begin_with`].
    pub async fn begin_with<S: SqlSafeStr>(self, statement: S) -> Result<Transaction<'c, DB>, Error> {
        begin_with(self.connection, statement.into_sql_str(), self.op).await
    }

    /// As [`Acquire::acquire`](sqlx::Acquire::acquire): it is there at once.
    pub fn acquire(self) -> Ready<Result<&'c mut DB::Connection, Error>> {
        ready(Ok(self.connection))
    }
}

async fn begin<DB: Database>(connection: &mut DB::Connection, op: RoundTripOp) -> Result<Transaction<'_, DB>, Error> {
    let recorder = op.recorder::<DB>();
    let depth = depth::<DB>(connection);
    let (name, text) = beginning(depth);
    recorder.start_step(name, text);
    let statement = if depth == 0 { application_name::carried_by(None, &recorder) } else { None };
    let result = Transaction::begin(connection, statement).await;
    named_for_certain(&recorder, Some(depth), &result);
    end_begin(&recorder, result)
}

async fn begin_with<DB: Database>(
    connection: &mut DB::Connection,
    statement: SqlStr,
    op: RoundTripOp,
) -> Result<Transaction<'_, DB>, Error> {
    let recorder = op.recorder::<DB>();
    let (name, text) = stated(statement.as_str(), recorder.server());
    recorder.start_step(name, text);
    let statement = application_name::carried_by(Some(statement), &recorder);
    end_begin(&recorder, Transaction::begin(connection, statement).await)
}

impl<DB: Database> ByValue<PoolConnection<DB>> {
    /// The connection's methods, traced.
    #[must_use]
    pub fn through(self, op: RoundTripOp) -> PoolConnectionCalls<DB> {
        PoolConnectionCalls { connection: self.0, op }
    }
}

/// The methods of a connection that goes back to its pool where it stands.
#[derive(Debug)]
pub struct PoolConnectionCalls<DB: Database> {
    connection: PoolConnection<DB>,
    op: RoundTripOp,
}

impl<DB: Database> PoolConnectionCalls<DB> {
    /// As [`Connection::begin`].
    pub async fn begin(&mut self) -> Result<Transaction<'_, DB>, Error> {
        begin(&mut *self.connection, self.op).await
    }

    /// As [`Connection::begin_with`].
    pub async fn begin_with<S: SqlSafeStr>(&mut self, statement: S) -> Result<Transaction<'_, DB>, Error> {
        begin_with(&mut *self.connection, statement.into_sql_str(), self.op).await
    }

    /// As [`Acquire::acquire`](sqlx::Acquire::acquire): it is there at once.
    pub fn acquire(&mut self) -> Ready<Result<&mut DB::Connection, Error>> {
        ready(Ok(&mut self.connection))
    }
}

impl<'c, DB: Database> ByValue<Transaction<'c, DB>> {
    /// The ends of the transaction, traced.
    #[must_use]
    pub fn through(self, op: RoundTripOp) -> TransactionCalls<'c, DB> {
        TransactionCalls { transaction: self.0, op }
    }
}

/// The ends of a transaction, traced.
#[derive(Debug)]
pub struct TransactionCalls<'c, DB: Database> {
    transaction: Transaction<'c, DB>,
    op: RoundTripOp,
}

impl<DB: Database> TransactionCalls<'_, DB> {
    /// As [`Transaction::commit`].
    pub async fn commit(self) -> Result<(), Error> {
        let statement = committing(depth::<DB>(&self.transaction));
        end(self.transaction.commit(), Some(statement), self.op, RoundTripOp::recorder::<DB>).await
    }

    /// As [`Transaction::rollback`].
    pub async fn rollback(self) -> Result<(), Error> {
        let statement = rolling_back(depth::<DB>(&self.transaction));
        end(self.transaction.rollback(), Some(statement), self.op, RoundTripOp::recorder::<DB>).await
    }
}
