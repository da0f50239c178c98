//! The table.

use std::time::Duration;

use crate::case::Way;
use crate::databases::Measured;

pub fn print(server: &str, mut measured: Vec<Measured>) {
    for one in &mut measured {
        one.times.sort_unstable();
    }
    println!("\n| {server} | median | mean | to no comment: median, mean | allocations | prepared statements left |");
    println!("|---|--:|--:|--:|--:|--:|");
    for one in &measured {
        let baseline = measured.iter().find(|other| other.way == one.way.baseline()).expect("it is measured");
        let ratio = |of: fn(&Measured) -> f64| of(one) / of(baseline);
        let compared = if one.way == Way::Raw || one.way == one.way.baseline() {
            String::new()
        } else {
            format!("{:.2}x, {:.2}x", ratio(median), ratio(mean))
        };
        println!(
            "| {} | {:.1} µs | {:.1} µs | {compared} | {:.1} | {} |",
            one.way.name(),
            median(one),
            mean(one),
            count(one.allocations) / count(one.times.len()),
            one.prepared,
        );
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn median(measured: &Measured) -> f64 {
    micros(measured.times[measured.times.len() / 2])
}

fn mean(measured: &Measured) -> f64 {
    measured.times.iter().copied().map(micros).sum::<f64>() / count(measured.times.len())
}

#[expect(clippy::cast_precision_loss, reason = "far below the limit")]
fn count(number: usize) -> f64 {
    number as f64
}
