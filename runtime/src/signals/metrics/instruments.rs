//! The instruments, made once for each meter provider.

use std::sync::{Arc, PoisonError, RwLock};

use opentelemetry::metrics::{AsyncInstrument, Counter, Histogram, Meter, ObservableUpDownCounter};
use opentelemetry::{InstrumentationScope, KeyValue, global};

use crate::server::{Connections, registered_pools};
use crate::settings::{Conventions, IN_FORCE, MeterProvider as Provider};
use crate::signals::conventions as names;

/// Bounds, in seconds, as the conventions ask for them.
const SECONDS: [f64; 9] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0];
/// Bounds, in rows.
const ROWS: [f64; 13] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0];

#[derive(Debug)]
pub(super) struct Instruments {
    pub(super) duration: Histogram<f64>,
    pub(super) returned_rows: Histogram<u64>,
    pub(super) wait_time: Histogram<f64>,
    pub(super) use_time: Histogram<f64>,
    pub(super) timeouts: Counter<u64>,
    #[cfg(feature = "n-plus-one")]
    pub(super) n_plus_one: Counter<u64>,
    /// Held, so that they are observed.
    _observed: [ObservableUpDownCounter<i64>; 5],
}

/// The instruments of the provider that is set; `None` where none is.
pub(super) fn current() -> Option<Arc<Instruments>> {
    static CURRENT: RwLock<Option<(Provider, Arc<Instruments>)>> = RwLock::new(None);
    let provider = match IN_FORCE.providers().and_then(|providers| providers.meter.clone()) {
        Some(stated) => stated,
        None => Some(global::meter_provider()).filter(|provider| !does_nothing(provider))?,
    };
    {
        let current = CURRENT.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, instruments)) = &*current
            && Arc::ptr_eq(of, &provider)
        {
            return Some(Arc::clone(instruments));
        }
    }
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, instruments)) = &*current
        && Arc::ptr_eq(of, &provider)
    {
        return Some(Arc::clone(instruments));
    }
    let instruments = Arc::new(Instruments::new(&provider));
    // The provider is kept, so that no other one gets its address.
    *current = Some((provider, Arc::clone(&instruments)));
    Some(instruments)
}

/// OpenTelemetry does not say whether a provider was set: the one that does nothing has nothing in it.
fn does_nothing(provider: &Provider) -> bool {
    size_of_val(&**provider) == 0
}

impl Instruments {
    fn new(provider: &Provider) -> Self {
        let scope = InstrumentationScope::builder("sqlspan")
            .with_version(env!("CARGO_PKG_VERSION"))
            .with_schema_url(Conventions::Stable.schema_url())
            .build();
        let meter = provider.meter_with_scope(scope);
        let seconds = |name, description| {
            let histogram = meter.f64_histogram(name).with_unit("s").with_description(description);
            histogram.with_boundaries(SECONDS.to_vec()).build()
        };
        Self {
            duration: seconds("db.client.operation.duration", "Duration of database client operations."),
            returned_rows: meter
                .u64_histogram("db.client.response.returned_rows")
                .with_unit("{row}")
                .with_description("The actual number of records returned by the database operation.")
                .with_boundaries(ROWS.to_vec())
                .build(),
            wait_time: seconds(
                "db.client.connection.wait_time",
                "The time it took to obtain an open connection from the pool.",
            ),
            use_time: seconds(
                "db.client.connection.use_time",
                "The time between borrowing a connection and returning it to the pool.",
            ),
            timeouts: meter
                .u64_counter("db.client.connection.timeouts")
                .with_unit("{timeout}")
                .with_description(
                    "The number of connection timeouts that have occurred trying to obtain a connection from the pool.",
                )
                .build(),
            #[cfg(feature = "n-plus-one")]
            n_plus_one: meter
                .u64_counter(names::N_PLUS_ONE)
                .with_unit("{report}")
                .with_description(
                    "The number of times that a query call was reported for running again and again under one span.",
                )
                .build(),
            _observed: [
                connections(&meter),
                of_pools(&meter, "db.client.connection.max", "{connection}", MAX, |pool| pool.connections.max),
                of_pools(&meter, "db.client.connection.idle.max", "{connection}", IDLE_MAX, |pool| {
                    pool.connections.max
                }),
                of_pools(&meter, "db.client.connection.idle.min", "{connection}", IDLE_MIN, |pool| {
                    pool.connections.min
                }),
                of_pools(&meter, "db.client.connection.pending_requests", "{request}", PENDING, |pool| pool.pending),
            ],
        }
    }
}

const MAX: &str = "The maximum number of open connections allowed.";
const IDLE_MAX: &str = "The maximum number of idle open connections allowed.";
const IDLE_MIN: &str = "The minimum number of idle open connections allowed.";
const PENDING: &str = "The number of current pending requests for an open connection.";

/// A registered pool, as it is when it is observed.
struct Seen {
    connections: Connections,
    pending: i64,
}

/// `db.client.connection.count`, by state.
fn connections(meter: &Meter) -> ObservableUpDownCounter<i64> {
    meter
        .i64_observable_up_down_counter("db.client.connection.count")
        .with_unit("{connection}")
        .with_description("The number of connections that are currently in state described by the `state` attribute.")
        .with_callback(|observer| {
            observe(observer, |pool, observer, name| {
                let Connections { open, idle, .. } = pool.connections;
                for (state, count) in [("idle", idle), ("used", open.saturating_sub(idle))] {
                    let state = KeyValue::new("db.client.connection.state", state);
                    observer.observe(count, &[name.clone(), state]);
                }
            });
        })
        .build()
}

fn of_pools(
    meter: &Meter,
    name: &'static str,
    unit: &'static str,
    description: &'static str,
    value: fn(&Seen) -> i64,
) -> ObservableUpDownCounter<i64> {
    meter
        .i64_observable_up_down_counter(name)
        .with_unit(unit)
        .with_description(description)
        .with_callback(move |observer| {
            observe(observer, |pool, observer, name| observer.observe(value(pool), &[name]));
        })
        .build()
}

fn observe(observer: &dyn AsyncInstrument<i64>, tell: impl Fn(&Seen, &dyn AsyncInstrument<i64>, KeyValue)) {
    for pool in registered_pools() {
        // A pool that was closed has nothing to say.
        if let Some(connections) = pool.observed.connections() {
            let pending = pool.observed.pending();
            let name = KeyValue::new(names::DB_CLIENT_CONNECTION_POOL_NAME.stable, pool.name);
            tell(&Seen { connections, pending }, observer, name);
        }
    }
}
