//! Cases with settings of their own, each in a process of its own.

use std::time::Duration;

use opentelemetry::Context;
use opentelemetry::trace::{
    FutureExt as _, SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState,
};
use sqlspan::n_plus_one::NPlusOne;
use sqlspan::{Telemetry, traced};
use sqlspan_tests::{Fixture, System, Trace, alone, block_on};
use sqlx::{Executor, IntoArguments, MySql, Postgres, Sqlite};

use crate::log::logged;
use crate::{SEQUENTIAL, reported};

#[traced]
async fn count<'e, E: Executor<'e>>(executor: E) -> sqlx::Result<Vec<<E::Database as sqlx::Database>::Row>>
where
    <E::Database as sqlx::Database>::Arguments: IntoArguments<E::Database>,
{
    sqlx::query("SELECT id FROM orders").fetch_all(executor).await
}

/// Eight times, one after another.
async fn eight<DB: System>(db: &Fixture<DB>)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    for _ in 0..8 {
        count(&db.pool).await.unwrap();
    }
}

/// A request of which the sampler wants nothing.
fn unsampled() -> Context {
    let ids = (TraceId::from(7), SpanId::from(7));
    Context::new().with_remote_span_context(SpanContext::new(
        ids.0,
        ids.1,
        TraceFlags::default(),
        false,
        TraceState::NONE,
    ))
}

/// Every setting in turn, on one database.
async fn on<DB: System>(telemetry: &Telemetry)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(db) = Fixture::<DB>::alone().await else { return };
    let on = NPlusOne::on().within(Duration::MAX);
    let reports = async |settings| {
        telemetry.set_n_plus_one(settings);
        let trace = Trace::start("request");
        trace.run(eight(&db)).await;
        reported(&trace)
    };
    assert_eq!(reports(on).await, [(6, SEQUENTIAL)]);
    assert_eq!(reports(on.more_than(8)).await, []);
    assert_eq!(reports(on.more_than(1)).await, [(2, SEQUENTIAL), (4, SEQUENTIAL), (8, SEQUENTIAL)]);
    assert_eq!(reports(on.more_than(0)).await, [(2, SEQUENTIAL), (4, SEQUENTIAL), (8, SEQUENTIAL)]);
    assert_eq!(reports(on.more_than(u32::MAX)).await, []);
    assert_eq!(reports(NPlusOne::off()).await, []);
    // No two queries are so near to each other: the beat of a worker's loop, without waiting for it.
    assert_eq!(reports(on.within(Duration::ZERO)).await, []);
}

async fn unsampled_on<DB: System>(telemetry: &Telemetry)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
{
    let Some(db) = Fixture::<DB>::alone().await else { return };
    let on = NPlusOne::on().within(Duration::MAX);
    telemetry.set_n_plus_one(on);
    assert_eq!(logged(eight(&db).with_context(unsampled())).await.1, "");
    telemetry.set_n_plus_one(on.unsampled(true));
    let ((), log) = logged(eight(&db).with_context(unsampled())).await;
    assert!(log.contains("`SELECT orders` ran 6 times under one span, one after another"), "{log}");
}

#[test]
fn settings_are_followed_on_every_database() {
    if alone("settings::settings_are_followed_on_every_database") {
        block_on(async {
            let telemetry = Telemetry::builder().n_plus_one(NPlusOne::off()).install().unwrap();
            on::<Sqlite>(&telemetry).await;
            on::<Postgres>(&telemetry).await;
            on::<MySql>(&telemetry).await;
        });
    }
}

// The warning is said once in a process.
#[test]
fn unsampled_on_sqlite() {
    if alone("settings::unsampled_on_sqlite") {
        block_on(async { unsampled_on::<Sqlite>(&Telemetry::builder().install().unwrap()).await });
    }
}

#[test]
fn unsampled_on_postgres() {
    if alone("settings::unsampled_on_postgres") {
        block_on(async { unsampled_on::<Postgres>(&Telemetry::builder().install().unwrap()).await });
    }
}

#[test]
fn unsampled_on_mariadb() {
    if alone("settings::unsampled_on_mariadb") {
        block_on(async { unsampled_on::<MySql>(&Telemetry::builder().install().unwrap()).await });
    }
}

#[test]
fn on_in_debug_builds_and_by_choice_in_others() {
    let expected = if cfg!(debug_assertions) { NPlusOne::on() } else { NPlusOne::off() };
    assert_eq!(NPlusOne::default(), expected);
}
