//! Migrations: one span for a run of them. sqlx executes their statements itself, out of sight.

use std::borrow::Borrow;
use std::ops::Deref;

use opentelemetry::trace::FutureExt as _;
use sqlx::Acquire;
use sqlx::migrate::{Migrate, MigrateError, Migrator};

use super::by_value::ByValue;
use super::of_sqlx::OfSqlx;
use super::op::RoundTripOp;
use crate::execute::outcome;
use crate::server::Origin;
use crate::signals::{Failure, Outcome, Run, current_parent};

/// A migrator on which one of the methods is called.
#[derive(Clone, Copy, Debug)]
pub struct OnMigrator;

impl OfSqlx for Migrator {
    type Receiver = OnMigrator;

    fn known_receiver(&self) -> OnMigrator {
        OnMigrator
    }
}

impl OnMigrator {
    /// However the method is called.
    #[must_use]
    pub fn certain(self) -> Self {
        self
    }

    /// Its migrations go where they are told.
    #[must_use]
    #[expect(clippy::unused_self, reason = "every receiver has it, so that the emitted code need not know which it is")]
    pub fn origin(self) -> Origin {
        None
    }

    /// `run` and its like.
    pub async fn migration<F>(self, plain: F, op: RoundTripOp) -> Result<(), MigrateError>
    where
        F: Future<Output = Result<(), MigrateError>>,
    {
        let run = Run::start("migrate", op.site, op.origin, current_parent());
        let result = plain.with_context(run.context()).await;
        run.end(&result.as_ref().map_or_else(failed, |()| outcome(None)));
        result
    }
}

fn failed(error: &MigrateError) -> Outcome {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => outcome(Some(error)),
        _ => Outcome::ended(Some(Failure::other())),
    }
}

macro_rules! by_value {
    ($($ty:ty),*) => {$(
        impl<'m> ByValue<$ty> {
            /// The migrator's methods, traced.
            #[must_use]
            pub fn migrating(self, op: RoundTripOp) -> MigratorCalls<$ty> {
                MigratorCalls { migrator: self.0, op }
            }
        }
    )*};
}

by_value! { Migrator, &'m Migrator, &'m mut Migrator }

/// A migrator's methods, traced.
#[derive(Debug)]
pub struct MigratorCalls<M> {
    migrator: M,
    op: RoundTripOp,
}

/// Errors are those of sqlx.
#[allow(clippy::missing_errors_doc, reason = "told above, once for all")]
impl<M: Borrow<Migrator>> MigratorCalls<M> {
    /// As [`Migrator::run`].
    pub async fn run<'a, A>(self, database: A) -> Result<(), MigrateError>
    where
        A: Acquire<'a>,
        <A::Connection as Deref>::Target: Migrate,
    {
        OnMigrator.migration(self.migrator.borrow().run(database), self.op).await
    }

    /// As [`Migrator::run_to`].
    pub async fn run_to<'a, A>(self, target: i64, database: A) -> Result<(), MigrateError>
    where
        A: Acquire<'a>,
        <A::Connection as Deref>::Target: Migrate,
    {
        OnMigrator.migration(self.migrator.borrow().run_to(target, database), self.op).await
    }

    /// As [`Migrator::skip`].
    pub async fn skip<'a, A>(self, database: A, target: Option<i64>) -> Result<(), MigrateError>
    where
        A: Acquire<'a>,
        <A::Connection as Deref>::Target: Migrate,
    {
        OnMigrator.migration(self.migrator.borrow().skip(database, target), self.op).await
    }

    /// As [`Migrator::undo`].
    pub async fn undo<'a, A>(self, database: A, target: i64) -> Result<(), MigrateError>
    where
        A: Acquire<'a>,
        <A::Connection as Deref>::Target: Migrate,
    {
        OnMigrator.migration(self.migrator.borrow().undo(database, target), self.op).await
    }
}
