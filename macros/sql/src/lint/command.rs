//! Statements that take no bound values: definitions, settings, notifications and their like.

use super::place::NOTHING;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::{is_word, keyword};

/// A statement that takes no bound values, by what can be written instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// `SET`: PostgreSQL has `set_config(..)`.
    Set,
    /// `NOTIFY`: there is `pg_notify(..)`.
    Notify,
    /// `LISTEN`: there is `PgListener`.
    Listen,
    /// `UNLISTEN`: the same.
    Unlisten,
    /// Any other.
    Other,
}

/// Which command the statement around the byte offset `at` is, with the range of its first word; none where that
/// statement takes bound values.
///
/// ```
/// use sqlspan_sql::{Dialect, lint::{Command, command}};
///
/// let of = |sql: &str| command(sql, Dialect::Postgres, sql.len()).map(|(command, _, _)| command);
/// assert_eq!(of("NOTIFY orders, 'new'"), Some(Command::Notify));
/// assert_eq!(of("CREATE SCHEMA shop"), Some(Command::Other));
/// assert_eq!(of("CREATE TABLE a AS SELECT b FROM c WHERE d = 1"), None);
/// assert_eq!(of("SELECT pg_notify('orders', 'new')"), None);
/// ```
#[must_use]
pub const fn command(sql: &str, dialect: Dialect, at: usize) -> Option<(Command, usize, usize)> {
    let mut lexer = Lexer::new(sql, dialect);
    let mut statement = Statement::new(dialect);
    let mut last = NOTHING;
    loop {
        let token = lexer.next();
        if matches!(token.kind, Kind::End) || token.end > at {
            return match statement.command {
                Some(found) => Some((found, statement.verb.start, statement.verb.end)),
                None => None,
            };
        }
        if !token.is_trivia() {
            statement.step(&lexer, token, last);
            last = token;
        }
    }
}

/// What a `SET` or a `NOTIFY` sets or tells, as byte ranges: the arguments of the function that does the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arguments {
    /// The setting, or the channel.
    pub name: (usize, usize),
    /// The one value, or the payload.
    pub value: Option<(usize, usize)>,
    /// Whether it is `SET LOCAL`.
    pub local: bool,
}

/// The arguments of the one `SET` or `NOTIFY` that a text is; none for what the functions can't do.
///
/// ```
/// use sqlspan_sql::{Dialect, lint::arguments};
///
/// let sql = "SET LOCAL app.tenant = 'a'";
/// let found = arguments(sql, Dialect::Postgres).unwrap();
/// assert_eq!((&sql[found.name.0..found.name.1], found.local), ("app.tenant", true));
/// assert_eq!(arguments("SET LOCAL search_path TO a, b", Dialect::Postgres), None);
/// ```
#[must_use]
pub const fn arguments(sql: &str, dialect: Dialect) -> Option<Arguments> {
    let mut lexer = Lexer::new(sql, dialect);
    let verb = lexer.next_significant();
    let sets = matches!(keyword(&lexer, verb), Keyword::Set);
    if !sets && !matches!(keyword(&lexer, verb), Keyword::Notify) {
        return None;
    }
    let mut first = lexer.next_significant();
    let local = sets && matches!(keyword(&lexer, first), Keyword::Local);
    if local || sets && is_word(&lexer, first, "session") {
        first = lexer.next_significant();
    }
    if !first.is_name() {
        return None;
    }
    let mut name = (first.start, first.end);
    let mut next = lexer.next_significant();
    while matches!(next.kind, Kind::Dot) {
        name.1 = lexer.next_significant().end;
        next = lexer.next_significant();
    }
    let assigned = if sets {
        matches!(keyword(&lexer, next), Keyword::To)
            || matches!(next.kind, Kind::Operator) && next.end == next.start + 1 && lexer.bytes[next.start] == b'='
    } else {
        matches!(next.kind, Kind::Comma)
    };
    let value = if assigned {
        let value = lexer.next_significant();
        next = lexer.next_significant();
        Some((value.start, value.end))
    } else if sets && is_word(&lexer, first, "role") && next.is_name() {
        let value = next;
        next = lexer.next_significant();
        Some((value.start, value.end))
    } else {
        None
    };
    if matches!(next.kind, Kind::Semicolon) {
        next = lexer.next_significant();
    }
    if !matches!(next.kind, Kind::End) || sets && value.is_none() {
        return None;
    }
    Some(Arguments { name, value, local })
}

/// What is known of the statement that is read.
pub(crate) struct Statement {
    dialect: Dialect,
    pub(crate) command: Option<Command>,
    verb: Token,
    /// Whether a query in it takes values all the same: that of `CREATE TABLE .. AS`.
    lends: bool,
}

impl Statement {
    pub(crate) const fn new(dialect: Dialect) -> Self {
        Self { dialect, command: None, verb: NOTHING, lends: false }
    }

    pub(crate) const fn step(&mut self, lexer: &Lexer<'_>, token: Token, last: Token) {
        if matches!(last.kind, Kind::End | Kind::Semicolon) {
            self.command = of(lexer, token, self.dialect);
            self.verb = token;
            self.lends = false;
            return;
        }
        if self.command.is_none() || !matches!(token.kind, Kind::Word) {
            // `SET @a = ..`, `SET SESSION a = ..` of MySQL take any expression.
            if matches!(self.dialect, Dialect::MySql)
                && matches!(self.command, Some(Command::Set))
                && matches!(token.kind, Kind::Operator)
                && lexer.bytes[token.end - 1] == b'='
            {
                self.command = None;
            }
            return;
        }
        let first = keyword(lexer, self.verb);
        match keyword(lexer, token) {
            Keyword::Table if matches!(first, Keyword::Create) => self.lends = true,
            Keyword::Select | Keyword::With | Keyword::Values if self.lends => self.command = None,
            // `VACUUM INTO 'file'` of SQLite.
            Keyword::Into if matches!(first, Keyword::Vacuum) => self.command = None,
            // Whatever the first word is, these take values.
            Keyword::Select | Keyword::From | Keyword::Join | Keyword::Where | Keyword::Values | Keyword::Returning
                if matches!(first, Keyword::Other) =>
            {
                self.command = None;
            }
            _ => {}
        }
    }
}

/// The command that begins with a word.
const fn of(lexer: &Lexer<'_>, first: Token, dialect: Dialect) -> Option<Command> {
    if !matches!(first.kind, Kind::Word) || continues(lexer) {
        return None;
    }
    let next = lexer.peek();
    let opens = matches!(next.kind, Kind::Open);
    match keyword(lexer, first) {
        Keyword::Set => Some(Command::Set),
        Keyword::Notify => Some(Command::Notify),
        Keyword::Listen => Some(Command::Listen),
        Keyword::Unlisten => Some(Command::Unlisten),
        Keyword::Vacuum | Keyword::Analyze | Keyword::Reindex | Keyword::Cluster | Keyword::Copy => {
            Some(Command::Other)
        }
        Keyword::Abort
        | Keyword::Alter
        | Keyword::Begin
        | Keyword::Checkpoint
        | Keyword::Close
        | Keyword::Comment
        | Keyword::Commit
        | Keyword::Create
        | Keyword::Deallocate
        | Keyword::Discard
        | Keyword::Drop
        | Keyword::Exec
        | Keyword::Execute
        | Keyword::Flush
        | Keyword::Grant
        | Keyword::Handler
        | Keyword::Kill
        | Keyword::Load
        | Keyword::Lock
        | Keyword::Move
        | Keyword::Optimize
        | Keyword::Pragma
        | Keyword::Prepare
        | Keyword::Purge
        | Keyword::Reassign
        | Keyword::Refresh
        | Keyword::Release
        | Keyword::Rename
        | Keyword::Repair
        | Keyword::Reset
        | Keyword::Revoke
        | Keyword::Rollback
        | Keyword::Savepoint
        | Keyword::Show
        | Keyword::Start
        | Keyword::Truncate
        | Keyword::Unlock
        | Keyword::Use
        | Keyword::Xa
            if !opens =>
        {
            Some(Command::Other)
        }
        // Rows of a cursor, not the `FETCH FIRST 5 ROWS` of a query.
        Keyword::Fetch if !is_word(lexer, next, "first") && !matches!(keyword(lexer, next), Keyword::Next) => {
            Some(Command::Other)
        }
        // A block, not the `DO UPDATE` of an upsert, nor the `DO` of MySQL.
        Keyword::Do if !matches!(dialect, Dialect::MySql) && matches!(next.kind, Kind::Text) => Some(Command::Other),
        // What nobody knows: `IMPORT FOREIGN SCHEMA ..`, `SECURITY LABEL ..`. A piece begins with a column, and goes on
        // with an operator or a keyword of a query.
        Keyword::Other if matches!(next.kind, Kind::Quoted) => Some(Command::Other),
        Keyword::Other
            if matches!(next.kind, Kind::Word)
                && (matches!(keyword(lexer, next), Keyword::Other)
                    || keyword(lexer, next).is_object_modifier()
                    || keyword(lexer, next).is_object())
                && !is_word(lexer, next, "collate")
                && !is_word(lexer, next, "glob")
                && !is_word(lexer, next, "match")
                && !is_word(lexer, next, "similar")
                && !is_word(lexer, next, "at") =>
        {
            Some(Command::Other)
        }
        _ => None,
    }
}

/// Whether the word before is a column in a piece of a statement, by what follows it: `comment = ..`, `show IS NULL`.
const fn continues(lexer: &Lexer<'_>) -> bool {
    let next = lexer.peek();
    match next.kind {
        Kind::Operator | Kind::Dot | Kind::Comma | Kind::Close => true,
        Kind::Word => {
            matches!(
                keyword(lexer, next),
                Keyword::In
                    | Keyword::Is
                    | Keyword::Isnull
                    | Keyword::Like
                    | Keyword::Ilike
                    | Keyword::Between
                    | Keyword::Not
                    | Keyword::And
                    | Keyword::Or
                    | Keyword::Asc
                    | Keyword::Desc
            )
        }
        _ => false,
    }
}
