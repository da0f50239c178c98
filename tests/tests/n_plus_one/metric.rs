//! The metric counts reports.

use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData, SumDataPoint};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use sqlspan::traced;
use sqlspan_tests::{Fixture, Trace, alone, block_on};
use sqlx::{Sqlite, SqlitePool};

#[traced]
async fn find(pool: &SqlitePool, id: i64) -> sqlx::Result<Option<(String,)>> {
    sqlx::query_as("SELECT status FROM orders WHERE id = $1").bind(id).fetch_optional(pool).await
}

/// The reports that were counted, and with which attributes.
pub fn counted(exporter: &InMemoryMetricExporter) -> Vec<(u64, String)> {
    let finished = exporter.get_finished_metrics().unwrap();
    let metrics = finished.iter().flat_map(opentelemetry_sdk::metrics::data::ResourceMetrics::scope_metrics);
    let metrics = metrics.flat_map(opentelemetry_sdk::metrics::data::ScopeMetrics::metrics);
    let mut found = Vec::new();
    for metric in metrics.filter(|metric| metric.name() == "sqlspan.n_plus_one") {
        assert_eq!(metric.unit(), "{report}");
        let AggregatedMetrics::U64(MetricData::Sum(sum)) = metric.data() else { panic!("{metric:?}") };
        found.extend(sum.data_points().map(|point: &SumDataPoint<u64>| {
            let mut attributes: Vec<_> =
                point.attributes().map(|pair| format!("{}={}", pair.key, pair.value)).collect();
            attributes.sort();
            (point.value(), attributes.join(" "))
        }));
    }
    found
}

#[test]
fn each_report_counts() {
    if !alone("metric::each_report_counts") {
        return;
    }
    block_on(async {
        let exporter = InMemoryMetricExporter::default();
        let provider = SdkMeterProvider::builder().with_periodic_exporter(exporter.clone()).build();
        opentelemetry::global::set_meter_provider(provider.clone());
        let db = Fixture::<Sqlite>::new().await.unwrap();
        let request = async {
            for id in 1..=50 {
                find(&db.pool, id).await.unwrap();
            }
        };
        Trace::start("request").run(request).await;
        provider.force_flush().unwrap();
        let [(reports, attributes)] = &counted(&exporter)[..] else { panic!() };
        // At 6, 12, 24 and 48.
        assert_eq!(*reports, 4);
        let file = db.pool.connect_options().get_filename().to_string_lossy().into_owned();
        assert_eq!(
            *attributes,
            format!(
                "code.function.name=n_plus_one::metric::find db.namespace={file} db.query.summary=SELECT orders \
                 db.system.name=sqlite sqlspan.n_plus_one.execution=sequential"
            )
        );
    });
}
