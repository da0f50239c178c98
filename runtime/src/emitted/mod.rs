//! Exactly what emitted code names. Not part of the public interface: it changes with the macro.

pub use futures_core::future::BoxFuture;
pub use futures_core::stream::BoxStream;
pub use sqlspan_sql::{
    Dialect, Reading, Summary, collapse_into, collapsed_len, read, sanitize_into, sanitized_len, summarize,
};

pub use crate::call_site::{CallSite, Candidate, Statement, StaticText};
pub use crate::execute::{
    AnyExecutor, AnyLocated, AnySource, Checked, Executor, NotAQuery, Receiver, boxed, executor, flatten,
};
pub use crate::n_plus_one::allow as allow_n_plus_one;
pub use crate::round_trip::{
    AnyBegin, AnyBeginStatement, AnyByValue, AnyCopyEnd, AnyCopyResult, AnyCopyStatement, AnyCopying, AnyInSession,
    AnyMigrating, AnyReturned, Begin, BeginStatement, ByValue, CopyEnd, CopyResult, CopyWatch, DropWatch, Plain, Probe,
    Returned, RoundTripOp, TransactionGroup, receivers,
};
pub use crate::server::Origin;
pub use crate::{__constant_summary as constant_summary, __constant_text as constant_text};

/// The lints on texts that only the compiler can read.
pub mod lint {
    pub use crate::lint::{Found, deny, found};
}

/// Takes a piece of SQL text that must be a constant, in a constant. What is no plain value, such as a `LazyLock`, has
/// its value at run time.
pub const fn constant<T: Copy>(_: &T) {}

/// A converted text, for constants.
#[must_use]
pub const fn converted(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // The engine keeps to character boundaries.
        Err(_) => "",
    }
}

/// The summary of a constant text, as a `&'static str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __constant_summary {
    ($text:expr, $dialect:expr) => {{
        static __SQLSPAN_SUMMARY: $crate::__private::Summary = $crate::__private::summarize($text, $dialect);
        __SQLSPAN_SUMMARY.as_str()
    }};
}

/// What is recorded of a constant text, worked out by the compiler.
#[doc(hidden)]
#[macro_export]
macro_rules! __constant_text {
    ($text:expr, $dialect:expr) => {{
        // Read once, for all that is told of it.
        const __SQLSPAN_READING: $crate::__private::Reading<'static> = $crate::__private::read($text, $dialect);
        static __SQLSPAN_SUMMARY: $crate::__private::Summary = __SQLSPAN_READING.summary();
        $crate::__private::constant_text!($text, $dialect, __SQLSPAN_SUMMARY.as_str()).names_of(&__SQLSPAN_READING)
    }};
    ($text:expr, $dialect:expr, $summary:expr) => {{
        const __SQLSPAN_TEXT: &str = $text;
        const __SQLSPAN_COLLAPSED: usize = $crate::__private::collapsed_len(__SQLSPAN_TEXT, $dialect);
        static __SQLSPAN_COLLAPSED_TEXT: [u8; __SQLSPAN_COLLAPSED] = {
            let mut out = [0; __SQLSPAN_COLLAPSED];
            $crate::__private::collapse_into(__SQLSPAN_TEXT, $dialect, &mut out);
            out
        };
        const __SQLSPAN_SANITIZED: usize = $crate::__private::sanitized_len(__SQLSPAN_TEXT, $dialect);
        static __SQLSPAN_SANITIZED_TEXT: [u8; __SQLSPAN_SANITIZED] = {
            let mut out = [0; __SQLSPAN_SANITIZED];
            $crate::__private::sanitize_into(__SQLSPAN_TEXT, $dialect, &mut out);
            out
        };
        $crate::__private::StaticText::new(
            $summary,
            $crate::__private::converted(&__SQLSPAN_COLLAPSED_TEXT),
            $crate::__private::converted(&__SQLSPAN_SANITIZED_TEXT),
        )
    }};
}
