//! Work on all cores, in an order that does not matter.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Deep expressions are read by functions that call themselves.
const STACK: usize = 64 << 20;

/// Has every item worked on; the results stand in the order of the items. A thread that can't be started leaves its work
/// to the others.
pub(super) fn map<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(items.len()));
    let run = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return };
            let result = work(item);
            if let Ok(mut results) = results.lock() {
                results.push((index, result));
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    thread::scope(|scope| {
        let started: Vec<io::Result<_>> =
            (0..threads).map(|_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run)).collect();
        if started.iter().all(Result::is_err) {
            run();
        }
    });
    let mut results = results.into_inner().unwrap_or_default();
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
