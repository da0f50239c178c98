//! Where a statement ends.

use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::token::Kind;

/// The byte offset at which a comment would be appended: the end of the text once trailing white
/// space, trailing `;` and the white space before them are set aside. A trailing comment is not
/// set aside. The offset is 0 if there is nothing else.
///
/// ```
/// use sqlspan_sql::{Dialect, statement_end};
///
/// assert_eq!(statement_end("SELECT 1 ;\n", Dialect::Generic), "SELECT 1".len());
/// assert_eq!(statement_end("SELECT ';", Dialect::Generic), "SELECT ';".len());
/// ```
#[must_use]
pub const fn statement_end(sql: &str, dialect: Dialect) -> usize {
    let (mut end, doubt) = read(Lexer::new(sql, dialect));
    if doubt {
        // A `;` that is inside something for one dialect is not set aside.
        let readings = [
            read(Lexer::trial(sql, Dialect::Postgres)).0,
            read(Lexer::trial(sql, Dialect::MySql)).0,
            read(Lexer::trial(sql, Dialect::Sqlite)).0,
        ];
        let mut at = 0;
        while at < readings.len() {
            if readings[at] > end {
                end = readings[at];
            }
            at += 1;
        }
    }
    end
}

/// The end of the last token that is neither white space nor `;`, and whether that is in doubt.
const fn read(mut lexer: Lexer<'_>) -> (usize, bool) {
    let mut end = 0;
    loop {
        let token = lexer.next();
        match token.kind {
            Kind::End => return (end, lexer.doubt),
            Kind::Space | Kind::Semicolon => {}
            _ => end = token.end,
        }
    }
}
