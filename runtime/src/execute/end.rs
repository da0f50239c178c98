//! The ends of the query methods: what the result of each says of its rows.

use sqlx::{Either, Error};

use crate::driver;
use crate::recorder::Recorder;

impl Recorder {
    /// The end of `fetch_one`. A missing row is an answer, not a failure of the database.
    pub fn end_one<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        match &result {
            Ok(_) => self.count_returned(1),
            Err(Error::RowNotFound) => self.count_returned(0),
            Err(_) => {}
        }
        self.end_with(result.as_ref().err());
        result
    }

    /// The end of `fetch_optional`.
    pub fn end_optional<T>(self, result: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
        if let Ok(row) = &result {
            self.count_returned(row.is_some().into());
        }
        self.end_with(result.as_ref().err());
        result
    }

    /// The end of `fetch_all`.
    pub fn end_all<T>(self, result: Result<Vec<T>, Error>) -> Result<Vec<T>, Error> {
        if let Ok(rows) = &result {
            self.count_returned(rows.len() as u64);
        }
        self.end_with(result.as_ref().err());
        result
    }

    /// The end of `execute`.
    pub fn end_execute<R: 'static>(self, result: Result<R, Error>) -> Result<R, Error> {
        if let Ok(result) = &result {
            self.changed(result);
        }
        self.end_with(result.as_ref().err());
        result
    }

    fn changed(&self, result: &dyn std::any::Any) {
        if let Some(rows) = driver::rows_affected(result) {
            self.count_affected(rows);
        }
    }

    /// Counts from none: a stream without rows has returned 0 rows, not an unknown number.
    pub(super) fn expect_rows(&self) {
        self.count_returned(0);
    }
}

/// Counts an item of `fetch`.
pub(super) fn count_row<T>(recorder: &Recorder, _: &T) {
    recorder.count_returned(1);
}

/// Counts an item of `execute_many`.
pub(super) fn count_result<R: 'static>(recorder: &Recorder, result: &R) {
    recorder.changed(result);
}

/// Counts an item of `fetch_many`.
pub(super) fn count_either<R: 'static, T>(recorder: &Recorder, item: &Either<R, T>) {
    match item {
        Either::Left(result) => recorder.changed(result),
        Either::Right(_) => recorder.count_returned(1),
    }
}
