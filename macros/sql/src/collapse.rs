//! White space collapsed, for a text that is recorded rather than run.

use crate::dialect::Dialect;
use crate::lexer::Lexer;
use crate::output::Output;
use crate::token::Kind;

/// The length of the text that [`collapse_into`] writes.
///
/// ```
/// use sqlspan_sql::{Dialect, collapsed_len};
///
/// assert_eq!(collapsed_len("  SELECT\n  1 ", Dialect::Generic), "SELECT 1".len());
/// ```
#[must_use]
pub const fn collapsed_len(sql: &str, dialect: Dialect) -> usize {
    let mut output = Output::new(sql, &mut []);
    collapse(sql, dialect, &mut output);
    output.needed()
}

/// Writes the text with runs of white space made one space and none at the ends; returns the number
/// of bytes written. What is inside strings, quoted identifiers, dollar quotes and comments stays.
///
/// The text means the same afterwards: a line comment keeps its newline, and so do two strings
/// which a newline makes one. With [`Dialect::Generic`], a text is left as it is from the first
/// place on that dialects read differently. If `out` is too short, what fits is written, cut
/// between characters. [`collapsed_len`] bytes are always enough, and never more than `sql.len()`.
///
/// ```
/// use sqlspan_sql::{Dialect, collapse_into, collapsed_len};
///
/// const SQL: &str = "SELECT id, ' a  b '
///     FROM t -- all
///     ORDER BY id";
/// const LEN: usize = collapsed_len(SQL, Dialect::Sqlite);
/// const TEXT: [u8; LEN] = {
///     let mut text = [0; LEN];
///     collapse_into(SQL, Dialect::Sqlite, &mut text);
///     text
/// };
/// assert_eq!(&TEXT, b"SELECT id, ' a  b ' FROM t -- all\nORDER BY id");
/// ```
pub const fn collapse_into(sql: &str, dialect: Dialect, out: &mut [u8]) -> usize {
    let mut output = Output::new(sql, out);
    collapse(sql, dialect, &mut output);
    output.written()
}

const fn collapse(sql: &str, dialect: Dialect, output: &mut Output<'_, '_>) {
    let mut lexer = Lexer::new(sql, dialect);
    let mut previous = Kind::End;
    // The white space before the token: a newline, a space, or none.
    let (mut space, mut newline) = (false, false);
    loop {
        let token = lexer.next();
        match token.kind {
            Kind::End => return,
            Kind::Space => {
                space = true;
                newline = matches!(previous, Kind::LineComment)
                    || (matches!(previous, Kind::Text) && lexer.has_newline(token));
                continue;
            }
            _ => {}
        }
        if space && !output.is_empty() {
            let joins = matches!(previous, Kind::LineComment) || matches!(token.kind, Kind::Text);
            output.byte(if newline && joins { b'\n' } else { b' ' });
        }
        if lexer.ambiguous {
            output.copy(token.start, lexer.bytes.len());
            return;
        }
        output.token(token);
        previous = token.kind;
        space = false;
    }
}
