//! Writes without a condition.

use super::several::makes_body;
use super::{Range, agreed, is_word, keyword};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// How deep parentheses are followed; deeper ones are in doubt.
const DEPTH: usize = 32;

/// The verb of the first `UPDATE` or `DELETE` that has no `WHERE`, as the range of its bytes: in any
/// statement of the text, and in a `WITH`. A `LIMIT` or a `JOIN` restricts it as well. What
/// is only explained or prepared, and bodies of triggers, rules and functions, are left out.
///
/// ```
/// use sqlspan_sql::{Dialect, unfiltered_write};
///
/// assert_eq!(unfiltered_write("DELETE FROM orders", Dialect::Generic), Some((0, 6)));
/// assert_eq!(unfiltered_write("DELETE FROM orders WHERE id = $1", Dialect::Generic), None);
/// ```
#[must_use]
pub const fn unfiltered_write(sql: &str, dialect: Dialect) -> Option<Range> {
    agreed!(sql, dialect, read)
}

/// What a pair of parentheses, or a statement, holds.
#[derive(Clone, Copy)]
enum Frame {
    /// A statement may begin here.
    Begins,
    /// The names and queries of a `WITH`, then a statement.
    With,
    /// A write without a condition so far, by its verb.
    Write(usize, usize),
    /// Nothing that is looked for.
    Inert,
}

const fn read(mut lexer: Lexer<'_>) -> (Option<Range>, bool) {
    let mut frames = [Frame::Inert; DEPTH];
    frames[0] = Frame::Begins;
    let mut depth = 0;
    let mut before = Keyword::Other;
    loop {
        let token = lexer.next_significant();
        let word = keyword(&lexer, token);
        match token.kind {
            Kind::End | Kind::Semicolon | Kind::Close => {
                if let Frame::Write(start, end) = frames[depth] {
                    return (Some((start, end)), lexer.doubt);
                }
                match token.kind {
                    Kind::End => return (None, lexer.doubt),
                    Kind::Close if depth > 0 => depth -= 1,
                    Kind::Close => {}
                    _ => {
                        depth = 0;
                        frames[0] = Frame::Begins;
                    }
                }
            }
            Kind::Open => {
                depth += 1;
                if depth == DEPTH {
                    return (None, lexer.doubt);
                }
                // Only the query of a `WITH` can be a write.
                let of_with =
                    matches!(frames[depth - 1], Frame::With) && matches!(before, Keyword::As | Keyword::Materialized);
                frames[depth] = if of_with { Frame::Begins } else { Frame::Inert };
            }
            Kind::Word => match step(&lexer, token, word, frames[depth]) {
                Some(frame) => frames[depth] = frame,
                None => return (None, lexer.doubt),
            },
            _ => {
                if let Frame::Begins = frames[depth] {
                    frames[depth] = Frame::Inert;
                }
            }
        }
        before = word;
    }
}

/// The frame after a word; `None` where nothing more is to be read.
const fn step(lexer: &Lexer<'_>, token: Token, word: Keyword, frame: Frame) -> Option<Frame> {
    Some(match (frame, word) {
        (Frame::Begins | Frame::With, Keyword::Update | Keyword::Delete) => Frame::Write(token.start, token.end),
        (Frame::Begins, Keyword::With) => Frame::With,
        (Frame::Begins, Keyword::Create) if makes_body(*lexer) => return None,
        (Frame::Begins, _) if is_word(lexer, token, "explain") => {
            let next = lexer.peek();
            if is_word(lexer, next, "analyze") || is_word(lexer, next, "analyse") {
                Frame::Begins
            } else {
                Frame::Inert
            }
        }
        (Frame::Begins, Keyword::Analyze) => Frame::Begins,
        (Frame::Begins, _) if is_word(lexer, token, "do") => return None,
        (Frame::Begins, Keyword::Begin) => {
            // `BEGIN` of a block, as opposed to one that begins a transaction.
            let next = lexer.peek();
            if is_word(lexer, next, "not") || is_word(lexer, next, "atomic") {
                return None;
            }
            Frame::Inert
        }
        (Frame::With, Keyword::Select | Keyword::Insert | Keyword::Merge | Keyword::Values) | (Frame::Begins, _) => {
            Frame::Inert
        }
        (Frame::Write(..), _)
            if is_word(lexer, token, "where") || is_word(lexer, token, "limit") || is_word(lexer, token, "join") =>
        {
            Frame::Inert
        }
        (frame, _) => frame,
    })
}
