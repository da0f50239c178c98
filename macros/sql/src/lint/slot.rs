//! What stands at a place of a statement.

use super::place::NOTHING;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::{is_word, keyword};

/// What a word at some place of a statement stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A value, which can be bound.
    Value,
    /// Text inside of a string literal, which has this range with its quotes.
    Quoted(usize, usize),
    /// All of a list: the range from `IN`, or `NOT IN`, to the parenthesis.
    List {
        /// The offset of `IN` or `NOT`.
        start: usize,
        /// The offset behind the `)`.
        end: usize,
        /// Whether it is `NOT IN`.
        negated: bool,
    },
    /// A table, or a part of its name.
    Table,
    /// A column, a list of columns, or a part of a name.
    Column,
    /// `ASC` or `DESC`.
    Direction,
    /// A piece of SQL, or whatever can't be told.
    Clause,
}

/// What the word at the byte range `start..end` of a statement stands for.
///
/// ```
/// use sqlspan_sql::{Dialect, lint::{Slot, slot}};
///
/// let at = |sql: &str| slot(sql, Dialect::Generic, sql.find("hole").unwrap(), sql.find("hole").unwrap() + 4);
/// assert_eq!(at("SELECT a FROM t WHERE id = hole"), Slot::Value);
/// assert_eq!(at("SELECT a FROM hole WHERE id = $1"), Slot::Table);
/// assert_eq!(at("SELECT a FROM t ORDER BY a hole"), Slot::Direction);
/// ```
#[must_use]
pub const fn slot(sql: &str, dialect: Dialect, start: usize, end: usize) -> Slot {
    let mut reader =
        Reader { lexer: Lexer::new(sql, dialect), clause: Clause::None, depth: 0, lists: [List::Other; DEPTH] };
    let (mut earlier, mut before, mut last) = (NOTHING, NOTHING, NOTHING);
    let mut binds = true;
    loop {
        let token = reader.lexer.next();
        if matches!(token.kind, Kind::End) {
            return Slot::Clause;
        }
        if token.start <= start && start < token.end {
            return match reader.of(token, start, end, [earlier, before, last]) {
                Slot::Value | Slot::Quoted(..) | Slot::List { .. } | Slot::Column if !binds => Slot::Clause,
                slot => slot,
            };
        }
        if token.is_trivia() {
            continue;
        }
        if matches!(last.kind, Kind::End | Kind::Semicolon) {
            binds = takes_values(&reader.lexer, token);
        }
        reader.step(token, before, last);
        earlier = before;
        before = last;
        last = token;
    }
}

/// Whether statements that begin so take bound values: `PRAGMA`, `SET` and definitions don't.
const fn takes_values(lexer: &Lexer<'_>, first: Token) -> bool {
    match first.kind {
        Kind::Word => {
            matches!(
                keyword(lexer, first),
                Keyword::Select | Keyword::Insert | Keyword::Update | Keyword::Delete | Keyword::With | Keyword::Values | Keyword::Merge
            ) || is_word(lexer, first, "replace")
                || is_word(lexer, first, "call")
                // A piece of a statement.
                || matches!(keyword(lexer, first), Keyword::Other | Keyword::And | Keyword::Or | Keyword::Where | Keyword::On)
                    && !is_word(lexer, first, "pragma")
                    && !is_word(lexer, first, "set")
                    && !is_word(lexer, first, "notify")
                    && !is_word(lexer, first, "listen")
                    && !is_word(lexer, first, "attach")
                    && !is_word(lexer, first, "create")
                    && !is_word(lexer, first, "alter")
        }
        _ => true,
    }
}

/// How deep parentheses are told apart.
const DEPTH: usize = 32;

/// What the words of a clause are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clause {
    None,
    Select,
    Tables,
    Insert,
    Set,
    Condition,
    Order,
    Limit,
}

/// What parentheses hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Values,
    Columns,
    Other,
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    clause: Clause,
    depth: usize,
    lists: [List; DEPTH],
}

impl Reader<'_> {
    const fn step(&mut self, token: Token, before: Token, last: Token) {
        match token.kind {
            Kind::Open => {
                let holds = if is_word(&self.lexer, last, "values")
                    || is_word(&self.lexer, last, "in")
                    || matches!(last.kind, Kind::Comma) && matches!(self.closed(), List::Values)
                {
                    List::Values
                } else if matches!(self.clause, Clause::Insert)
                    && last.is_name()
                    && (is_word(&self.lexer, before, "into") || matches!(before.kind, Kind::Dot))
                {
                    List::Columns
                } else {
                    List::Other
                };
                self.depth += 1;
                if self.depth < DEPTH {
                    self.lists[self.depth] = holds;
                }
            }
            Kind::Close => self.depth = self.depth.saturating_sub(1),
            Kind::Semicolon => self.clause = Clause::None,
            Kind::Word => self.word(token),
            _ => {}
        }
    }

    /// What the parentheses that closed last held: `VALUES (..), (`.
    const fn closed(&self) -> List {
        if self.depth + 1 < DEPTH { self.lists[self.depth + 1] } else { List::Other }
    }

    const fn inside(&self) -> List {
        if self.depth > 0 && self.depth < DEPTH { self.lists[self.depth] } else { List::Other }
    }

    const fn word(&mut self, token: Token) {
        let lexer = &self.lexer;
        let clause = match keyword(lexer, token) {
            Keyword::Select | Keyword::Returning => Clause::Select,
            Keyword::From | Keyword::Join | Keyword::Update | Keyword::Using => Clause::Tables,
            Keyword::Into => Clause::Insert,
            Keyword::Set => Clause::Set,
            Keyword::Where | Keyword::On | Keyword::Having => Clause::Condition,
            Keyword::Order | Keyword::Group => Clause::Order,
            Keyword::Limit | Keyword::Offset => Clause::Limit,
            _ => self.clause,
        };
        self.clause = clause;
    }

    /// What the word is, behind the tokens before it.
    const fn of(&self, token: Token, start: usize, end: usize, behind: [Token; 3]) -> Slot {
        let [earlier, before, last] = behind;
        let lexer = &self.lexer;
        match token.kind {
            Kind::Text if lexer.bytes[token.start] != b'$' => return Slot::Quoted(token.start, token.end),
            Kind::Word if token.start == start && token.end == end => {}
            // Quoted, or glued to a word: a part of a name.
            Kind::Quoted | Kind::Word => return self.name(last),
            _ => return Slot::Clause,
        }
        let next = lexer.peek();
        match last.kind {
            Kind::Open if matches!(keyword(lexer, before), Keyword::In) && matches!(next.kind, Kind::Close) => {
                let negated = is_word(lexer, earlier, "not");
                let start = if negated { earlier.start } else { before.start };
                Slot::List { start, end: next.end, negated }
            }
            Kind::Open | Kind::Comma if matches!(self.inside(), List::Values) => Slot::Value,
            Kind::Open | Kind::Comma if matches!(self.inside(), List::Columns) => Slot::Column,
            // An argument of a function.
            Kind::Open if matches!(before.kind, Kind::Word) && matches!(keyword(lexer, before), Keyword::Other) => {
                Slot::Value
            }
            Kind::Comma => match self.clause {
                Clause::Select | Clause::Order | Clause::Set if self.depth == 0 => Slot::Column,
                Clause::Tables if self.depth == 0 => Slot::Table,
                Clause::Limit => Slot::Value,
                _ => Slot::Clause,
            },
            Kind::Dot => Slot::Column,
            Kind::Operator => match lexer.bytes[last.start] {
                // `::type` and `@>`.
                b':' | b'{' | b'}' => Slot::Clause,
                _ => Slot::Value,
            },
            Kind::Word => self.after_word(last, earlier, next),
            Kind::Close | Kind::Quoted | Kind::Number if matches!(self.clause, Clause::Order) => Slot::Direction,
            _ => Slot::Clause,
        }
    }

    const fn after_word(&self, last: Token, earlier: Token, next: Token) -> Slot {
        let lexer = &self.lexer;
        let compared = matches!(next.kind, Kind::Operator)
            || is_word(lexer, next, "in")
            || is_word(lexer, next, "is")
            || is_word(lexer, next, "like")
            || is_word(lexer, next, "ilike")
            || is_word(lexer, next, "between")
            || is_word(lexer, next, "not");
        match keyword(lexer, last) {
            Keyword::From | Keyword::Join | Keyword::Into | Keyword::Update | Keyword::Table | Keyword::Only => {
                Slot::Table
            }
            Keyword::By | Keyword::Select | Keyword::Distinct | Keyword::Returning | Keyword::As => Slot::Column,
            Keyword::Limit
            | Keyword::Offset
            | Keyword::Like
            | Keyword::Ilike
            | Keyword::Between
            | Keyword::Escape
            | Keyword::Interval
            | Keyword::Regexp
            | Keyword::Rlike
            | Keyword::Then
            | Keyword::Else => Slot::Value,
            Keyword::And if matches!(keyword(lexer, earlier), Keyword::Between) => Slot::Value,
            Keyword::Where | Keyword::And | Keyword::Or | Keyword::On | Keyword::Set | Keyword::Having if compared => {
                Slot::Column
            }
            _ if is_word(lexer, last, "truncate") => Slot::Table,
            Keyword::Other if matches!(self.clause, Clause::Order) => Slot::Direction,
            _ => Slot::Clause,
        }
    }

    /// A name that is quoted, or that the word is a part of.
    const fn name(&self, last: Token) -> Slot {
        match keyword(&self.lexer, last) {
            Keyword::From | Keyword::Join | Keyword::Into | Keyword::Update | Keyword::Table | Keyword::Only => {
                Slot::Table
            }
            _ if is_word(&self.lexer, last, "truncate") => Slot::Table,
            _ => Slot::Column,
        }
    }
}
