//! A comment to a statement's text.

use std::borrow::Cow;

use sqlspan_sql::{Dialect, ends_in_quote, has_comment, is_empty};

use super::pairs;
use crate::settings::CommentPosition;

/// The statement with `tags` as an [sqlcommenter](https://google.github.io/sqlcommenter/spec/) comment at its end:
/// keys and values percent-encoded (RFC 3986, strictly), pairs sorted and joined by commas, before a trailing `;`.
///
/// The statement is returned as it is when no tag has both a key and a value, when it is empty, when it holds a comment
/// already, and when it ends inside of a quote that is never closed, where a comment would not be one. What only looks like a comment,
/// inside a string or a quoted name, does not count; `dialect` decides what is inside.
///
/// No tag can leave the comment or change the statement, whatever it holds.
///
/// ```
/// use sqlspan::Dialect;
/// use sqlspan::comment::append;
///
/// let tags = [("route", "/orders/{id}"), ("action", "find")];
/// assert_eq!(
///     append("SELECT id FROM orders;", Dialect::Postgres, &tags),
///     "SELECT id FROM orders /*action='find',route='%2Forders%2F%7Bid%7D'*/;"
/// );
/// assert_eq!(append("SELECT 1 -- one", Dialect::Postgres, &tags), "SELECT 1 -- one");
/// assert_eq!(append("SELECT 1", Dialect::Postgres, &[("route", "*/ --")]), "SELECT 1 /*route='%2A%2F%20--'*/");
/// ```
#[must_use]
pub fn append<'s>(sql: &'s str, dialect: Dialect, tags: &[(&str, &str)]) -> Cow<'s, str> {
    put(sql, dialect, tags, CommentPosition::Append)
}

/// The same as [`append`], with the comment at the beginning: for servers that cut long texts, as
/// `pg_stat_activity` does.
///
/// ```
/// use sqlspan::Dialect;
/// use sqlspan::comment::prepend;
///
/// assert_eq!(prepend("SELECT 1;", Dialect::MySql, &[("action", "find")]), "/*action='find'*/ SELECT 1;");
/// ```
#[must_use]
pub fn prepend<'s>(sql: &'s str, dialect: Dialect, tags: &[(&str, &str)]) -> Cow<'s, str> {
    put(sql, dialect, tags, CommentPosition::Prepend)
}

fn put<'s>(sql: &'s str, dialect: Dialect, tags: &[(&str, &str)], position: CommentPosition) -> Cow<'s, str> {
    let pairs = pairs::encoded(tags.iter().copied());
    if pairs.is_empty() || has_comment(sql, dialect) || is_empty(sql, dialect) || ends_in_quote(sql, dialect) {
        return Cow::Borrowed(sql);
    }
    Cow::Owned(affix(sql, &pairs.join(","), position))
}

/// Puts a comment to a text that takes one.
pub(super) fn affix(sql: &str, body: &str, position: CommentPosition) -> String {
    let mut out = String::with_capacity(sql.len() + body.len() + 5);
    match position {
        CommentPosition::Append => {
            let core = sql.trim_ascii_end();
            let (core, end) = match core.strip_suffix(';') {
                Some(core) => (core.trim_ascii_end(), ";"),
                None => (core, ""),
            };
            for part in [core, " /*", body, "*/", end] {
                out.push_str(part);
            }
        }
        CommentPosition::Prepend => {
            for part in ["/*", body, "*/ ", sql] {
                out.push_str(part);
            }
        }
    }
    out
}
