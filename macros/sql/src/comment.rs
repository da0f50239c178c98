//! Whether a text holds a comment.

use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::token::Kind;

/// Whether the text holds a comment, hints (`/*+ .. */`, `/*! .. */`) included. What only looks
/// like one, inside a string, a quoted identifier or a dollar quote, doesn't count.
///
/// With [`Dialect::Generic`], where the dialects read the text differently: whether any of them
/// sees a comment.
///
/// ```
/// use sqlspan_sql::{Dialect, has_comment};
///
/// assert!(has_comment("SELECT 1 -- one", Dialect::Generic));
/// assert!(!has_comment("SELECT '-- one', data #>> '{a}'", Dialect::Generic));
/// assert!(has_comment("SELECT 1 # one", Dialect::MySql));
/// assert!(!has_comment("SELECT 3 # 5", Dialect::Postgres));
/// ```
#[must_use]
pub const fn has_comment(sql: &str, dialect: Dialect) -> bool {
    let (found, doubt) = read(Lexer::new(sql, dialect));
    if !doubt {
        return found;
    }
    read(Lexer::trial(sql, Dialect::Postgres)).0
        || read(Lexer::trial(sql, Dialect::MySql)).0
        || read(Lexer::trial(sql, Dialect::Sqlite)).0
}

/// Whether there is a comment, and whether that is in doubt.
const fn read(mut lexer: Lexer<'_>) -> (bool, bool) {
    loop {
        let token = lexer.next();
        let found = matches!(token.kind, Kind::LineComment | Kind::BlockComment);
        if found || lexer.doubt || matches!(token.kind, Kind::End) {
            return (found, lexer.doubt);
        }
    }
}
