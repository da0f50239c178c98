//! Texts that are first seen at run time, put into the form in which spans record them.

use std::borrow::Cow;

use sqlspan_sql::{Dialect, collapse_into, sanitize_into, summarize};

/// The text with runs of white space made one space.
pub(crate) fn collapsed(text: &str, dialect: Dialect) -> Cow<'_, str> {
    rewritten(text, |out| collapse_into(text, dialect, out))
}

/// The text with its literals replaced, white space collapsed.
pub(crate) fn sanitized(text: &str, dialect: Dialect) -> Cow<'_, str> {
    let sanitized = rewritten(text, |out| sanitize_into(text, dialect, out));
    let shorter = rewritten(&sanitized, |out| collapse_into(&sanitized, dialect, out)).into_owned();
    Cow::Owned(shorter)
}

/// Neither form is ever longer than the text.
fn rewritten(text: &str, into: impl FnOnce(&mut [u8]) -> usize) -> Cow<'_, str> {
    let mut out = vec![0; text.len()];
    let length = into(&mut out);
    out.truncate(length);
    String::from_utf8(out).map_or(Cow::Borrowed(""), Cow::Owned)
}

/// The summary of a text; empty when there is none.
pub(crate) fn summary(text: &str, dialect: Dialect) -> Cow<'static, str> {
    Cow::Owned(summarize(text, dialect).as_str().to_owned())
}

/// The beginning of a text, at most `limit` bytes.
pub(crate) fn cut(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = (0..=limit).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}
