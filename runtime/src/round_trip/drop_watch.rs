//! A transaction that is dropped: sqlx rolls it back when its connection is used next, so there is nothing to time; but
//! the trace says that it was not committed.

use std::sync::Mutex;
use std::sync::PoisonError;

use super::op::rolling_back;
use crate::recorder::Recorder;
use crate::signals::Group;

/// Stands beside a transaction, and goes before it.
#[derive(Debug)]
pub struct DropWatch(Mutex<Option<Watched>>);

#[derive(Debug)]
struct Watched {
    recorder: Recorder,
    depth: usize,
    /// Last: what happens to the transaction happens in its span.
    group: Option<Group>,
}

/// What is known of a transaction that ends.
#[derive(Debug)]
pub struct Settled {
    /// How deep it was when it began.
    pub(super) depth: Option<usize>,
    pub(super) group: Option<Group>,
}

impl DropWatch {
    pub(super) fn new(recorder: Recorder, depth: usize, group: Option<Group>) -> Self {
        Self(Mutex::new(Some(Watched { recorder, depth, group })))
    }

    pub(super) fn inert() -> Self {
        Self(Mutex::new(None))
    }

    /// The transaction is committed or rolled back: that has a span of its own. Says how deep it was when it began.
    pub fn settle(&self) -> Settled {
        let Some(Watched { recorder, depth, group }) = self.take() else {
            return Settled { depth: None, group: None };
        };
        recorder.forget();
        Settled { depth: Some(depth), group }
    }

    /// The transaction is dropped here.
    pub fn dropped(&self) {
        if let Some(Watched { recorder, depth, group }) = self.take() {
            let (name, text) = rolling_back(depth);
            recorder.dropped(name, text);
            drop(group);
        }
    }

    fn take(&self) -> Option<Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Drop for DropWatch {
    fn drop(&mut self) {
        self.dropped();
    }
}
