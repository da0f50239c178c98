//! A value that is in force on this thread while a future is polled, so that it goes with the future from thread to
//! thread and across every `.await`.

use std::cell::RefCell;
use std::fmt;
use std::thread::LocalKey;

pub(crate) type Slot<T> = LocalKey<RefCell<Option<T>>>;

/// Puts back what was in force outside when it is dropped, also when the future panics.
pub(crate) struct InForce<T: 'static> {
    slot: &'static Slot<T>,
    outer: Option<T>,
}

impl<T> InForce<T> {
    pub(crate) fn enter(slot: &'static Slot<T>, value: Option<T>) -> Self {
        Self { slot, outer: replace(slot, value) }
    }
}

impl<T> Drop for InForce<T> {
    fn drop(&mut self) {
        replace(self.slot, self.outer.take());
    }
}

impl<T> fmt::Debug for InForce<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InForce").finish_non_exhaustive()
    }
}

/// While a thread is being torn down nothing is in force.
fn replace<T>(slot: &'static Slot<T>, value: Option<T>) -> Option<T> {
    slot.try_with(|current| current.replace(value)).ok().flatten()
}
