//! Whether a text is a statement or a sentence.

use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

/// Whether the text begins with an SQL verb and goes on like SQL rather than like a sentence, as
/// far as that is cheap to tell. Comments, white space, `;` and opening parentheses may come first.
///
/// ```
/// use sqlspan_sql::{Dialect, is_statement};
///
/// assert!(is_statement("-- by id\nselect * from users", Dialect::Generic));
/// assert!(is_statement("BEGIN", Dialect::Generic));
/// assert!(!is_statement("Select an option", Dialect::Generic));
/// assert!(!is_statement("hello", Dialect::Generic));
/// ```
#[must_use]
pub const fn is_statement(sql: &str, dialect: Dialect) -> bool {
    let mut lexer = Lexer::new(sql, dialect);
    let mut verb = lexer.next_significant();
    while matches!(verb.kind, Kind::Open | Kind::Semicolon) {
        verb = lexer.next_significant();
    }
    let next = lexer.next_significant();
    let after = lexer.next_significant();
    let verb = keyword(&lexer, verb);
    let opening = Opening { next, next_word: keyword(&lexer, next), after, after_word: keyword(&lexer, after), lexer };
    match verb {
        Keyword::Select => opening.selects(),
        Keyword::Insert
        | Keyword::Replace
        | Keyword::Update
        | Keyword::Delete
        | Keyword::Merge
        | Keyword::With
        | Keyword::Values
        | Keyword::Table
        | Keyword::Copy
        | Keyword::Load => opening.changes(verb),
        Keyword::Create | Keyword::Alter | Keyword::Drop => opening.defines(),
        Keyword::Begin
        | Keyword::Start
        | Keyword::Commit
        | Keyword::Rollback
        | Keyword::End
        | Keyword::Abort
        | Keyword::Savepoint
        | Keyword::Release => opening.controls(verb),
        _ => opening.commands(verb),
    }
}

/// The two tokens after the verb, and the rest.
struct Opening<'a> {
    next: Token,
    next_word: Keyword,
    after: Token,
    after_word: Keyword,
    lexer: Lexer<'a>,
}

impl Opening<'_> {
    /// After `SELECT`: two words in a row are a column and its alias, so a comma or `FROM` has to
    /// come next, which a sentence doesn't have so early.
    const fn selects(&self) -> bool {
        match self.next.kind {
            Kind::End | Kind::Semicolon | Kind::Close | Kind::Comma => false,
            Kind::Word => match self.next_word {
                Keyword::All
                | Keyword::Distinct
                | Keyword::Case
                | Keyword::Exists
                | Keyword::Not
                | Keyword::StraightJoin
                | Keyword::Interval
                | Keyword::HighPriority => true,
                Keyword::Null | Keyword::True | Keyword::False if is_over(self.after) => true,
                _ => match self.after.kind {
                    Kind::Word => matches!(
                        self.after_word,
                        Keyword::As
                            | Keyword::From
                            | Keyword::Is
                            | Keyword::In
                            | Keyword::Like
                            | Keyword::Where
                            | Keyword::And
                            | Keyword::Or
                    ),
                    Kind::End => false,
                    _ => true,
                },
            },
            _ => true,
        }
    }

    const fn changes(&self, verb: Keyword) -> bool {
        let named = self.next.is_name();
        match verb {
            Keyword::Insert | Keyword::Replace => {
                matches!(
                    self.next_word,
                    Keyword::Into
                        | Keyword::Or
                        | Keyword::Ignore
                        | Keyword::LowPriority
                        | Keyword::HighPriority
                        | Keyword::Delayed
                ) || (named && self.holds(Keyword::Values))
            }
            Keyword::Update => named && self.holds(Keyword::Set),
            Keyword::Delete => matches!(self.next_word, Keyword::From) || (named && self.holds(Keyword::From)),
            Keyword::Merge => matches!(self.next_word, Keyword::Into) || self.holds(Keyword::Using),
            Keyword::With => {
                matches!(self.next_word, Keyword::Recursive)
                    || (named && (matches!(self.after.kind, Kind::Open) || matches!(self.after_word, Keyword::As)))
            }
            Keyword::Values => matches!(self.next.kind, Kind::Open),
            Keyword::Table => named && !matches!(self.after.kind, Kind::Word),
            Keyword::Copy => self.holds(Keyword::From) || self.holds(Keyword::To),
            _ => matches!(self.next_word, Keyword::Data | Keyword::Xml),
        }
    }

    const fn defines(&self) -> bool {
        let object = self.next_word.is_object()
            || self.next_word.is_object_modifier()
            || matches!(
                self.next_word,
                Keyword::Materialized | Keyword::Definer | Keyword::Algorithm | Keyword::Default
            );
        object && !is_over(self.after)
    }

    const fn controls(&self, verb: Keyword) -> bool {
        match verb {
            Keyword::Start => matches!(self.next_word, Keyword::Transaction),
            Keyword::Savepoint => self.next.is_name() && is_over(self.after),
            Keyword::Release => self.next.is_name(),
            _ => {
                is_over(self.next)
                    || matches!(
                        self.next_word,
                        Keyword::Transaction
                            | Keyword::Work
                            | Keyword::Immediate
                            | Keyword::Deferred
                            | Keyword::Exclusive
                            | Keyword::To
                            | Keyword::And
                            | Keyword::Prepare
                    )
            }
        }
    }

    const fn commands(&self, verb: Keyword) -> bool {
        let named = self.next.is_name();
        let over = is_over(self.after);
        match verb {
            Keyword::Pragma => named && (over || matches!(self.after.kind, Kind::Dot | Kind::Open | Kind::Operator)),
            Keyword::Set => matches!(self.next.kind, Kind::Variable | Kind::Placeholder) || (named && self.sets()),
            Keyword::Vacuum | Keyword::Analyze | Keyword::Reindex | Keyword::Checkpoint => {
                is_over(self.next)
                    || !matches!(self.after.kind, Kind::Word)
                    || matches!(
                        self.next_word,
                        Keyword::Full | Keyword::Verbose | Keyword::Analyze | Keyword::Table | Keyword::Index
                    )
            }
            Keyword::Call | Keyword::Exec | Keyword::Execute => {
                named && (over || matches!(self.after.kind, Kind::Open | Kind::Dot))
            }
            Keyword::Show | Keyword::Use | Keyword::Listen | Keyword::Unlisten | Keyword::Reset | Keyword::Discard => {
                named && over
            }
            Keyword::Notify => named && (over || matches!(self.after.kind, Kind::Comma)),
            Keyword::Truncate | Keyword::Lock => {
                matches!(self.next_word, Keyword::Table | Keyword::Tables)
                    || (named && !matches!(self.after.kind, Kind::Word))
            }
            Keyword::Explain | Keyword::Describe => !is_over(self.next),
            Keyword::Refresh => matches!(self.next_word, Keyword::Materialized),
            Keyword::Comment => matches!(self.next_word, Keyword::On),
            Keyword::Do => matches!(self.next.kind, Kind::Text) || matches!(self.next_word, Keyword::Language),
            Keyword::Grant | Keyword::Revoke => self.holds(Keyword::On) || self.holds(Keyword::To),
            Keyword::Attach | Keyword::Detach => {
                matches!(self.next_word, Keyword::Database) || matches!(self.next.kind, Kind::Text | Kind::Placeholder)
            }
            _ => false,
        }
    }

    /// After `SET` and a name.
    const fn sets(&self) -> bool {
        matches!(self.after.kind, Kind::Operator | Kind::Dot | Kind::Text)
            || matches!(self.after_word, Keyword::To)
            || matches!(self.next_word, Keyword::Local | Keyword::Global | Keyword::Transaction | Keyword::Role)
    }

    /// Whether `wanted` is the token after the next or any later one.
    const fn holds(&self, wanted: Keyword) -> bool {
        let (mut lexer, mut token) = (self.lexer, self.after);
        while !matches!(token.kind, Kind::End) {
            if keyword(&lexer, token) as u8 == wanted as u8 {
                return true;
            }
            token = lexer.next_significant();
        }
        false
    }
}

const fn is_over(token: Token) -> bool {
    matches!(token.kind, Kind::End | Kind::Semicolon)
}

const fn keyword(lexer: &Lexer<'_>, token: Token) -> Keyword {
    if matches!(token.kind, Kind::Word) { Keyword::of(lexer.bytes, token.start, token.end) } else { Keyword::Other }
}
