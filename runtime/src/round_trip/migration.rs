//! Migrations: one span for a run of them. sqlx executes their statements itself, out of sight.

use std::sync::Arc;

use opentelemetry::trace::FutureExt as _;
use sqlx::migrate::{MigrateError, Migrator};

use super::op::RoundTripOp;
use super::probe::{Probe, Receiver1};
use crate::execute::outcome;
use crate::signals::{Failure, Outcome, Run, current_parent};

/// A migrator on which one of the methods is called.
#[derive(Clone, Copy, Debug)]
pub struct OnMigrator;

macro_rules! migrators {
    ($($ty:ty),*) => {$(
        impl Receiver1 for &&&&Probe<'_, $ty> {
            type Receiver = OnMigrator;

            fn probed(&self) -> OnMigrator {
                OnMigrator
            }
        }
    )*};
}

migrators! { Migrator, &Migrator, &mut Migrator, &&Migrator, &&mut Migrator, Box<Migrator>, Arc<Migrator> }

impl OnMigrator {
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
