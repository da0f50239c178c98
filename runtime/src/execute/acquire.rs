//! Waiting for a connection of a pool.

use sqlx::pool::PoolConnection;
use sqlx::{Database, Error, Pool};

use super::failure::outcome;
use crate::signals::{Wait, Waiter};

/// Waits for a connection. sqlx's check that it is alive is part of the wait.
pub(crate) async fn acquire<DB: Database>(pool: &Pool<DB>, waiter: Waiter<'_>) -> Result<PoolConnection<DB>, Error> {
    let wait = Wait::begin(waiter);
    // Boxed: inline it would make every future of a query two to three kilobytes larger.
    let connection = Box::pin(pool.acquire()).await;
    if let Some(wait) = wait {
        let error = connection.as_ref().err();
        wait.end(&outcome(error), matches!(error, Some(Error::PoolTimedOut)));
    }
    connection
}
