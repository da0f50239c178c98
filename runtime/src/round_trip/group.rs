//! A transaction with a span of its own: from before its `BEGIN`, until its watch sees the end.

use std::sync::{Mutex, MutexGuard, PoisonError};

use opentelemetry::trace::FutureExt as _;
use sqlx::{Database, Error, Transaction};

use super::op::RoundTripOp;
use crate::signals::{Group, current_parent, is_grouped};

/// Stands before a transaction; its span goes over to the watch.
#[derive(Debug)]
pub struct TransactionGroup {
    op: RoundTripOp,
    group: Mutex<Option<Group>>,
}

impl TransactionGroup {
    /// A transaction that is begun at `op`.
    #[must_use]
    pub const fn new(op: RoundTripOp) -> Self {
        Self { op, group: Mutex::new(None) }
    }

    /// The transaction is there, on the connection at this address.
    pub(super) fn take(&self, connection: usize) -> Option<Group> {
        let group = self.lock().take();
        group.map(|group| group.on(connection))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Group>> {
        self.group.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a call of `begin` returned.
#[derive(Debug)]
pub struct Begin<F>(pub F);

impl<'c, DB: Database, F: Future<Output = Result<Transaction<'c, DB>, Error>>> Begin<F> {
    /// The transaction begins in its span, where it is to have one; `connection` is where it is begun on, if that is
    /// known.
    ///
    /// # Errors
    ///
    /// Those of sqlx.
    pub fn within(
        self,
        group: &TransactionGroup,
        connection: Option<usize>,
    ) -> impl Future<Output = Result<Transaction<'c, DB>, Error>> {
        // In a box, so that the future around it does not hold it twice.
        let begin = Box::pin(self.0);
        async move {
            // A savepoint is a part of the transaction that it is in.
            let nested = is_grouped(connection);
            let started = if nested { None } else { Group::start(group.op.site, group.op.origin, current_parent()) };
            let Some(context) = started.as_ref().map(Group::context) else { return begin.await };
            let transaction = begin.with_context(context).await?;
            *group.lock() = started;
            Ok(transaction)
        }
    }
}

/// What is no `begin` of sqlx's.
pub trait AnyBegin {
    /// What the call returned.
    type Returned;

    /// What the call returned.
    fn within(self, group: &TransactionGroup, connection: Option<usize>) -> Self::Returned;
}

impl<F> AnyBegin for Begin<F> {
    type Returned = F;

    fn within(self, _: &TransactionGroup, _: Option<usize>) -> F {
        self.0
    }
}
