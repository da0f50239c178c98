//! What stands at a place of a statement.

use super::command::Statement;
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
    /// Any other name: of a schema, a role, a collation, a cursor, a type.
    Name,
    /// Text inside of a literal that has its type before it: `INTERVAL '1 day'`.
    Typed {
        /// The range of the type's name.
        name: (usize, usize),
        /// What `CAST` calls it, where that is another name.
        castable: Option<&'static str>,
        /// The range of the literal with its quotes.
        literal: (usize, usize),
        /// The offset behind the unit that follows, or behind the literal.
        end: usize,
    },
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
    let mut statement = Statement::new(dialect);
    loop {
        let token = reader.lexer.next();
        if matches!(token.kind, Kind::End) {
            return Slot::Clause;
        }
        if token.start <= start && start < token.end {
            if is_behind_keyword(&reader.lexer, token, start) {
                return Slot::Clause;
            }
            let slot = reader.of(token, start, end, [earlier, before, last]);
            return if statement.command.is_some() { reader.fixed(slot, last) } else { slot };
        }
        if token.is_trivia() {
            continue;
        }
        statement.step(&reader.lexer, token, last);
        reader.step(token, before, last);
        earlier = before;
        before = last;
        last = token;
    }
}

/// Whether a word that begins before `start` is a word of the language up to there, which no name begins with: what is put
/// behind it brings its own white space, as in `SET TRANSACTION{options}`.
const fn is_behind_keyword(lexer: &Lexer<'_>, word: Token, start: usize) -> bool {
    matches!(word.kind, Kind::Word)
        && word.start < start
        && matches!(
            Keyword::of(lexer.bytes, word.start, start),
            Keyword::Transaction
                | Keyword::Select
                | Keyword::From
                | Keyword::Where
                | Keyword::Into
                | Keyword::Set
                | Keyword::Limit
        )
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
    Cast,
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
                } else if is_word(&self.lexer, last, "cast") || is_word(&self.lexer, last, "try_cast") {
                    List::Cast
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
            Kind::Text if lexer.bytes[token.start] == b'\'' && self.is_type(last) => return self.typed(last, token),
            Kind::Text if lexer.bytes[token.start] != b'$' => return Slot::Quoted(token.start, token.end),
            Kind::Word if token.start == start && token.end == end => {}
            // Quoted, or glued to a word: a part of a name.
            Kind::Quoted | Kind::Word => return self.name(last),
            _ => return Slot::Clause,
        }
        let next = lexer.peek();
        // A function, unless it is one in the place of a table.
        if matches!(next.kind, Kind::Open) && self.is_called_behind(last) {
            return Slot::Name;
        }
        match last.kind {
            Kind::Open if matches!(keyword(lexer, before), Keyword::Using | Keyword::Conflict | Keyword::Partition) => {
                Slot::Column
            }
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
            Kind::Dot if matches!(self.clause, Clause::Tables | Clause::Insert) => Slot::Table,
            Kind::Dot => Slot::Column,
            Kind::Operator => match lexer.bytes[last.start] {
                b':' => Slot::Name,
                // `@>` of a piece, and what is no SQL.
                b'{' | b'}' => Slot::Clause,
                _ => Slot::Value,
            },
            // A schema.
            Kind::Word if matches!(next.kind, Kind::Dot) && matches!(self.after_word(behind, next), Slot::Table) => {
                Slot::Name
            }
            Kind::Word => self.after_word(behind, next),
            Kind::Close | Kind::Quoted | Kind::Number | Kind::Placeholder if matches!(self.clause, Clause::Order) => {
                Slot::Direction
            }
            _ => Slot::Clause,
        }
    }

    const fn after_word(&self, [earlier, before, last]: [Token; 3], next: Token) -> Slot {
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
            Keyword::By if is_word(lexer, before, "indexed") => Slot::Name,
            Keyword::As if self.is_in_cast() => Slot::Name,
            Keyword::By | Keyword::Select | Keyword::Distinct | Keyword::Returning | Keyword::As => Slot::Column,
            Keyword::With
            | Keyword::Recursive
            | Keyword::Window
            | Keyword::Constraint
            | Keyword::Call
            | Keyword::Declare => Slot::Name,
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
            Keyword::Truncate | Keyword::Copy | Keyword::Describe => Slot::Table,
            Keyword::Other
                if is_word(lexer, last, "collate")
                    || is_word(lexer, last, "nulls")
                    || is_word(lexer, last, "over")
                    || is_word(lexer, last, "tablesample") =>
            {
                Slot::Name
            }
            Keyword::Other if is_word(lexer, last, "of") && is_word(lexer, before, "current") => Slot::Name,
            Keyword::Other if is_word(lexer, last, "of") => Slot::Table,
            Keyword::Other if is_word(lexer, last, "zone") => Slot::Value,
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
            Keyword::Truncate | Keyword::Copy => Slot::Table,
            _ if is_word(&self.lexer, last, "collate") => Slot::Name,
            _ => Slot::Column,
        }
    }

    /// The same in a statement that takes no values.
    const fn fixed(&self, slot: Slot, last: Token) -> Slot {
        match slot {
            Slot::Value if matches!(last.kind, Kind::Open | Kind::Comma) => Slot::Name,
            Slot::Value | Slot::Quoted(..) | Slot::Typed { .. } | Slot::List { .. } => Slot::Clause,
            // `REVOKE .. FROM role`, `FETCH 5 FROM cursor`.
            Slot::Table if matches!(keyword(&self.lexer, last), Keyword::From) => Slot::Name,
            // `RESTART WITH 5`.
            Slot::Name if matches!(keyword(&self.lexer, last), Keyword::With) => Slot::Clause,
            Slot::Table | Slot::Direction | Slot::Name => slot,
            Slot::Column => Slot::Name,
            Slot::Clause => match last.kind {
                Kind::Word if matches!(keyword(&self.lexer, last), Keyword::Default | Keyword::With) => Slot::Clause,
                Kind::Word | Kind::Dot | Kind::Open | Kind::Comma => Slot::Name,
                _ => Slot::Clause,
            },
        }
    }

    /// Whether what has parentheses behind it is a function at such a place.
    const fn is_called_behind(&self, last: Token) -> bool {
        match last.kind {
            Kind::Operator => self.lexer.bytes[last.start] != b':',
            Kind::Word => matches!(
                keyword(&self.lexer, last),
                Keyword::Select
                    | Keyword::Where
                    | Keyword::And
                    | Keyword::Or
                    | Keyword::By
                    | Keyword::Call
                    | Keyword::Distinct
            ),
            _ => false,
        }
    }

    /// Whether `AS` stands in the parentheses of a `CAST`, so that a type follows.
    const fn is_in_cast(&self) -> bool {
        matches!(self.inside(), List::Cast)
    }

    /// Whether a literal behind this word is one of a type.
    const fn is_type(&self, word: Token) -> bool {
        let lexer = &self.lexer;
        matches!(keyword(lexer, word), Keyword::Interval)
            || is_word(lexer, word, "date")
            || is_word(lexer, word, "time")
            || is_word(lexer, word, "timestamp")
            || is_word(lexer, word, "timestamptz")
            || is_word(lexer, word, "timetz")
            || is_word(lexer, word, "json")
            || is_word(lexer, word, "jsonb")
            || is_word(lexer, word, "uuid")
            || is_word(lexer, word, "inet")
            || is_word(lexer, word, "cidr")
            || is_word(lexer, word, "regclass")
    }

    /// A literal of a type: `INTERVAL '1' DAY` has a unit too, which MySQL demands of a plain value.
    const fn typed(&self, name: Token, literal: Token) -> Slot {
        let mut lexer = self.lexer;
        let mut end = literal.end;
        if matches!(keyword(&lexer, name), Keyword::Interval) {
            let mut next = lexer.next_significant();
            let unit = is_unit(&lexer, next);
            if matches!(lexer.dialect, Dialect::MySql) || unit && !matches!(lexer.dialect, Dialect::Postgres) {
                return Slot::Quoted(literal.start, literal.end);
            }
            if unit {
                end = next.end;
                next = lexer.next_significant();
                if matches!(keyword(&lexer, next), Keyword::To) {
                    end = lexer.next_significant().end;
                }
            }
        }
        let is_mysql = matches!(lexer.dialect, Dialect::MySql);
        let castable = if is_mysql && is_word(&lexer, name, "timestamp") { Some("DATETIME") } else { None };
        Slot::Typed { name: (name.start, name.end), castable, literal: (literal.start, literal.end), end }
    }
}

/// A unit of an interval.
const fn is_unit(lexer: &Lexer<'_>, word: Token) -> bool {
    is_word(lexer, word, "microsecond")
        || is_word(lexer, word, "second")
        || is_word(lexer, word, "minute")
        || is_word(lexer, word, "hour")
        || is_word(lexer, word, "day")
        || is_word(lexer, word, "week")
        || is_word(lexer, word, "month")
        || is_word(lexer, word, "quarter")
        || is_word(lexer, word, "year")
}
