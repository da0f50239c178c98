//! The table under a clock of the test's own.

use super::*;

const MILLISECOND: u64 = 1_000_000;
const NONE: [u32; 0] = [];
const LIMITS: Limits = Limits { first: 6, within: 1000 * MILLISECOND, unsampled: false };

/// A table, and the time.
#[derive(Default)]
struct Bench {
    counts: Counts,
    now: u64,
}

impl Bench {
    /// One execution after another, each of a millisecond.
    fn run(&mut self, key: Key) -> Option<Crossing> {
        let (hash, crossing) = self.counts.begin(key, LIMITS, || self.now);
        self.now += MILLISECOND;
        self.counts.end(hash, false);
        crossing
    }

    /// The counts at which so many executions are reported, `pause` milliseconds apart.
    fn reported(&mut self, executions: u32, pause: u64) -> Vec<u32> {
        let key = Key::of_test(1, 1, 1);
        let mut reported = Vec::new();
        for _ in 0..executions {
            reported.extend(self.run(key).map(|crossing| crossing.count));
            self.now += pause * MILLISECOND;
        }
        reported
    }
}

#[test]
fn reported_at_the_sixth_and_at_each_doubling() {
    assert_eq!(Bench::default().reported(5, 0), NONE);
    assert_eq!(Bench::default().reported(6, 0), [6]);
    assert_eq!(Bench::default().reported(100, 0), [6, 12, 24, 48, 96]);
}

#[test]
fn a_long_run_is_one_run() {
    // Ten seconds: ten windows.
    assert_eq!(Bench::default().reported(1000, 9), [6, 12, 24, 48, 96, 192, 384, 768]);
}

#[test]
fn a_slow_beat_is_none() {
    assert_eq!(Bench::default().reported(10_000, 200), NONE);
    assert_eq!(Bench::default().reported(10_000, 60_000), NONE);
}

#[test]
fn a_burst_under_a_span_that_goes_on_does_not_make_its_beat_one() {
    let mut bench = Bench::default();
    assert_eq!(bench.reported(50, 0), [6, 12, 24, 48]);
    assert_eq!(bench.reported(10_000, 300), NONE);
    // And the next burst is reported from its beginning.
    bench.now += 2000 * MILLISECOND;
    assert_eq!(bench.reported(12, 0), [6, 12]);
}

#[test]
fn in_flight_together_is_concurrent() {
    let bench = Bench::default();
    let key = Key::of_test(1, 1, 1);
    let begun: Vec<_> = (0..6).map(|_| bench.counts.begin(key, LIMITS, || 0)).collect();
    assert_eq!(begun[5].1, Some(Crossing { count: 6, concurrent: true }));
    for (hash, _) in begun {
        bench.counts.end(hash, false);
    }
}

/// What most of a run was decides.
#[test]
fn a_run_that_goes_on_alone_is_sequential_again() {
    let mut bench = Bench::default();
    let key = Key::of_test(1, 1, 1);
    let begun: Vec<_> = (0..6).map(|_| bench.counts.begin(key, LIMITS, || 0)).collect();
    for (hash, _) in begun {
        bench.counts.end(hash, false);
    }
    let crossings: Vec<_> = (0..42).filter_map(|_| bench.run(key)).map(|run| (run.count, run.concurrent)).collect();
    assert_eq!(crossings, [(12, false), (24, false), (48, false)]);
}

#[test]
fn one_after_another_is_sequential() {
    let mut bench = Bench::default();
    let crossings: Vec<_> = (0..6).filter_map(|_| bench.run(Key::of_test(1, 1, 1))).collect();
    assert_eq!(crossings, [Crossing { count: 6, concurrent: false }]);
}

#[test]
fn to_try_again_after_a_failure_does_not_count() {
    let counts = Counts::default();
    for _ in 0..100 {
        let (hash, crossing) = counts.begin(Key::of_test(1, 1, 1), LIMITS, || 0);
        assert_eq!(crossing, None);
        counts.end(hash, true);
    }
}

#[test]
fn other_parents_and_other_places_are_others() {
    let mut bench = Bench::default();
    for round in 0..5 {
        for (trace, span, place) in [(1, 1, 1), (2, 1, 1), (1, 2, 1), (1, 1, 2)] {
            assert_eq!(bench.run(Key::of_test(trace, span, place)), None, "round {round}");
        }
    }
    assert!(bench.run(Key::of_test(1, 1, 2)).is_some());
}

#[test]
fn an_execution_whose_key_was_forgotten_ends_without_effect() {
    let mut bench = Bench::default();
    let (hash, _) = bench.counts.begin(Key::of_test(0, 0, 0), LIMITS, || 0);
    for span in 1..100_000 {
        bench.run(Key::of_test(1, span, 1));
    }
    bench.counts.end(hash, true);
}

/// Of keys that share a set, those that keep coming stay.
#[test]
fn what_keeps_coming_is_not_forgotten() {
    let mut bench = Bench::default();
    let mut reported = Vec::new();
    for round in 0..100 {
        reported.extend(bench.run(Key::of_test(1, 1, 1)).map(|crossing| crossing.count));
        for other in 0..1000 {
            bench.now -= MILLISECOND;
            bench.run(Key::of_test(2, round * 1000 + other, 1));
        }
    }
    assert_eq!(reported, [6, 12, 24, 48, 96]);
}

#[test]
fn threads_count_together() {
    let counts = Counts::default();
    let reported = std::thread::scope(|scope| {
        let threads = [0; 8].map(|_| {
            scope.spawn(|| {
                let mut reported = 0;
                for _ in 0..1000 {
                    let (hash, crossing) = counts.begin(Key::of_test(1, 1, 1), LIMITS, || 0);
                    reported += u32::from(crossing.is_some());
                    counts.end(hash, false);
                }
                reported
            })
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).sum::<u32>()
    });
    // 6, 12, .. 6144 of 8000.
    assert_eq!(reported, 11);
}
