//! Metrics in memory, for a process of a test's own.

use std::collections::BTreeMap;

use opentelemetry::KeyValue;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, Metric, MetricData, ResourceMetrics, ScopeMetrics};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};

/// A meter provider and what was recorded with it.
#[derive(Debug)]
pub struct Meter {
    pub provider: SdkMeterProvider,
    exporter: InMemoryMetricExporter,
}

/// One series of a metric, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub name: String,
    pub unit: String,
    pub attributes: BTreeMap<String, String>,
    pub value: Value,
}

/// What a series holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Histogram { count: u64, sum: f64, bounds: Vec<f64>, buckets: Vec<u64> },
    Counter(f64),
    UpDownCounter(f64),
}

impl Default for Meter {
    fn default() -> Self {
        let exporter = InMemoryMetricExporter::default();
        Self { provider: SdkMeterProvider::builder().with_periodic_exporter(exporter.clone()).build(), exporter }
    }
}

impl Meter {
    /// All series that have something to say.
    ///
    /// # Panics
    ///
    /// When the provider is shut down, or knows a kind of metric that this crate does not make.
    #[must_use]
    pub fn series(&self) -> Vec<Series> {
        self.exporter.reset();
        self.provider.force_flush().expect("the provider is alive");
        let exported = self.exporter.get_finished_metrics().expect("the exporter is alive");
        let metrics = exported.last().into_iter().flat_map(ResourceMetrics::scope_metrics);
        let metrics = metrics.filter(|scope| scope.scope().name() == "sqlspan");
        let mut series: Vec<Series> = metrics.flat_map(ScopeMetrics::metrics).flat_map(of_metric).collect();
        series.sort_by(|one, other| (&one.name, &one.attributes).cmp(&(&other.name, &other.attributes)));
        series
    }

    /// The series of one metric.
    #[must_use]
    pub fn of(&self, name: &str) -> Vec<Series> {
        let mut series = self.series();
        series.retain(|series| series.name == name);
        series
    }
}

fn of_metric(metric: &Metric) -> Vec<Series> {
    let points: Vec<(BTreeMap<String, String>, Value)> = match metric.data() {
        AggregatedMetrics::F64(data) => of_data(data, |value| value),
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        AggregatedMetrics::U64(data) => of_data(data, |value| value as f64),
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        AggregatedMetrics::I64(data) => of_data(data, |value| value as f64),
    };
    let series = |(attributes, value)| Series {
        name: metric.name().to_owned(),
        unit: metric.unit().to_owned(),
        attributes,
        value,
    };
    points.into_iter().map(series).collect()
}

fn of_data<T: Copy>(data: &MetricData<T>, number: fn(T) -> f64) -> Vec<(BTreeMap<String, String>, Value)> {
    match data {
        MetricData::Histogram(histogram) => histogram
            .data_points()
            .map(|point| {
                let (count, sum) = (point.count(), number(point.sum()));
                let (bounds, buckets) = (point.bounds().collect(), point.bucket_counts().collect());
                (attributes(point.attributes()), Value::Histogram { count, sum, bounds, buckets })
            })
            .collect(),
        MetricData::Sum(sum) => sum
            .data_points()
            .map(|point| {
                let value = number(point.value());
                let value = if sum.is_monotonic() { Value::Counter(value) } else { Value::UpDownCounter(value) };
                (attributes(point.attributes()), value)
            })
            .collect(),
        MetricData::Gauge(_) | MetricData::ExponentialHistogram(_) => panic!("no metric of this crate is such"),
    }
}

fn attributes<'a>(pairs: impl Iterator<Item = &'a KeyValue>) -> BTreeMap<String, String> {
    pairs.map(|pair| (pair.key.to_string(), pair.value.to_string())).collect()
}
