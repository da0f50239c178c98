//! Whether a text has several statements.

use super::{agreed, is_word, keyword};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::Kind;

/// Whether another statement follows a `;`. Bodies of triggers, procedures and functions have a `;`
/// of their own and count as one; what is in doubt does as well.
///
/// ```
/// use sqlspan_sql::{Dialect, has_several_statements};
///
/// assert!(has_several_statements("DELETE FROM a; DELETE FROM b", Dialect::Generic));
/// assert!(!has_several_statements("SELECT ';'; -- and no more", Dialect::Generic));
/// ```
#[must_use]
pub const fn has_several_statements(sql: &str, dialect: Dialect) -> bool {
    agreed!(sql, dialect, read).is_some()
}

const fn read(mut lexer: Lexer<'_>) -> (Option<()>, bool) {
    let mut ended = false;
    let mut depth = 0_usize;
    let mut first = true;
    loop {
        let token = lexer.next_significant();
        match token.kind {
            Kind::End => return (None, lexer.doubt),
            Kind::Semicolon if depth == 0 => ended = true,
            _ if ended => return (Some(()), lexer.doubt),
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Word => {
                let creates = first && matches!(keyword(&lexer, token), Keyword::Create);
                if creates && makes_body(lexer)
                    || is_word(&lexer, token, "atomic")
                    || first && is_word(&lexer, token, "do")
                {
                    return (None, lexer.doubt);
                }
            }
            _ => {}
        }
        first = false;
    }
}

/// Whether a `CREATE` is of something with a body.
pub(super) const fn makes_body(mut lexer: Lexer<'_>) -> bool {
    let mut words = 0;
    while words < 12 {
        let token = lexer.next_significant();
        if matches!(token.kind, Kind::End | Kind::Semicolon | Kind::Open) {
            return false;
        }
        if is_word(&lexer, token, "trigger")
            || is_word(&lexer, token, "procedure")
            || is_word(&lexer, token, "function")
            || is_word(&lexer, token, "event")
            || is_word(&lexer, token, "package")
            || is_word(&lexer, token, "rule")
        {
            return true;
        }
        words += 1;
    }
    false
}
