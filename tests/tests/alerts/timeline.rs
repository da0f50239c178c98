//! The two minutes on a line of time: a day of good ones, and half an hour of bad ones.
//!
//! How often something happened, and under which name and labels, is as it was recorded. How long it took is not: that
//! would be another answer on each machine. It is put into the histogram's buckets as stated here.

use std::collections::{BTreeMap, BTreeSet};

use sqlspan_tests::Value;

use crate::prometheus;
use crate::runs::{Minute, Runs};

/// How many good minutes there are. The last of them is when all has to be silent.
pub const GOOD: usize = 1440;
/// How many bad ones. At the end of them every alert has to be on.
pub const BAD: usize = 30;

/// How long an execution of a statement takes, or a wait.
pub fn seconds(name: &str, attributes: &BTreeMap<String, String>, bad: bool) -> f64 {
    let is = |key: &str, value: &str| attributes.get(key).is_some_and(|found| found == value);
    match name {
        // It never ran.
        "db.client.operation.duration" if is("error.type", "PoolTimedOut") => 0.0,
        "db.client.operation.duration" if bad && is("db.query.summary", "SELECT items") => 0.75,
        "db.client.connection.wait_time" if bad => 0.25,
        _ => 0.004,
    }
}

/// A series of Prometheus', and its values, in promtool's notation.
pub type Line = (String, String);

pub fn of(runs: &Runs) -> Vec<Line> {
    let (good, bad) = (values(&runs.good, false), values(&runs.bad, true));
    let names: BTreeSet<&String> = good.keys().chain(bad.keys()).collect();
    names.into_iter().map(|name| (name.clone(), line(good.get(name), bad.get(name)))).collect()
}

/// What one series says at the end of a minute.
#[derive(Clone, Copy)]
enum At {
    /// It is so.
    Now(f64),
    /// So much came to it.
    More(f64),
}

fn line(good: Option<&At>, bad: Option<&At>) -> String {
    let last = BAD - 1;
    match (good, bad) {
        (Some(At::Now(good)), Some(At::Now(bad))) => format!("{good}+0x{GOOD} {bad}+0x{last}"),
        (Some(At::More(good)), None) => format!("0+{good}x{GOOD} {}+0x{last}", good * number(GOOD)),
        (Some(At::More(good)), Some(At::More(bad))) => {
            format!("0+{good}x{GOOD} {}+{bad}x{last}", good * number(GOOD) + bad)
        }
        // One missing value for each good minute, and for the beginning.
        (None, Some(At::More(bad))) => format!("_x{} {bad}+{bad}x{last}", GOOD + 1),
        _ => panic!("a pool is there all the time"),
    }
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn number(count: usize) -> f64 {
    count as f64
}

fn values(minute: &Minute, bad: bool) -> BTreeMap<String, At> {
    let mut values = BTreeMap::new();
    for series in &minute.series {
        let name = prometheus::name(series);
        let mut put = |suffix: &str, le: Option<&str>, at: At| {
            let attributes = series.attributes.iter().map(|(key, value)| (prometheus::label(key), value.as_str()));
            // Of the process: which job it is, and which instance of it.
            let process = [("job".to_owned(), "shop"), ("instance".to_owned(), "1")];
            let le = le.map(|le| ("le".to_owned(), le));
            let name = prometheus::series(&format!("{name}{suffix}"), attributes.chain(process).chain(le));
            assert!(values.insert(name.clone(), at).is_none(), "{name} is there twice");
        };
        match &series.value {
            Value::Counter(value) => put("", None, At::More(*value)),
            Value::UpDownCounter(value) => put("", None, At::Now(*value)),
            Value::Histogram { count, sum, bounds, buckets } => {
                let count = number(usize::try_from(*count).unwrap());
                put("_count", None, At::More(count));
                let took = (series.unit == "s").then(|| seconds(&series.name, &series.attributes, bad));
                put("_sum", None, At::More(took.map_or(*sum, |took| count * took)));
                let mut below = 0;
                for (bound, inside) in bounds.iter().zip(buckets) {
                    below += usize::try_from(*inside).unwrap();
                    let all = took.map_or(number(below), |took| if took <= *bound { count } else { 0.0 });
                    put("_bucket", Some(&bound.to_string()), At::More(all));
                }
                put("_bucket", Some("+Inf"), At::More(count));
            }
        }
    }
    values
}
