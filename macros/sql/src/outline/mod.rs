//! The outline of a text: which operations it holds and what they name, in text order.
//!
//! Not a parser: a reader that knows for every place whether an operation or a target may stand
//! there. What it doesn't know gives no word, so that a word is never a wrong one.

mod command;
mod cte;
mod ddl;
mod dml;
mod frame;
mod name;
mod query;
mod word;

pub(crate) use word::{Word, Words};

use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use cte::CteNames;
use frame::{Clause, Frame, Stack};
use word::Role;

/// The reader and what it has found so far.
pub(crate) struct Outline<'a> {
    lexer: Lexer<'a>,
    words: Words,
    names: CteNames,
    stack: Stack,
    statement: usize,
    /// The keyword before the current token, if that was a word.
    previous: Keyword,
}

/// The words of a text. Without a dialect and where the dialects read it differently, those that
/// all of them agree on.
pub(crate) const fn words(sql: &str, dialect: Dialect) -> Words {
    let (words, doubt) = Outline::read(Lexer::new(sql, dialect));
    if !doubt {
        return words;
    }
    let (postgres, _) = Outline::read(Lexer::trial(sql, Dialect::Postgres));
    let (mysql, _) = Outline::read(Lexer::trial(sql, Dialect::MySql));
    let (sqlite, _) = Outline::read(Lexer::trial(sql, Dialect::Sqlite));
    words.agreed(&postgres).agreed(&mysql).agreed(&sqlite)
}

impl<'a> Outline<'a> {
    const fn read(lexer: Lexer<'a>) -> (Words, bool) {
        let mut outline = Self {
            lexer,
            words: Words::new(),
            names: CteNames::new(),
            stack: Stack::new(),
            statement: 0,
            previous: Keyword::Other,
        };
        loop {
            let token = outline.lexer.next_significant();
            if matches!(token.kind, Kind::End) {
                break;
            }
            outline.step(token);
            if outline.words.is_full() && matches!(token.kind, Kind::Semicolon) {
                break;
            }
        }
        let Self { lexer, words, names, .. } = outline;
        (words.without(&names, lexer.bytes), lexer.doubt)
    }

    const fn step(&mut self, token: Token) {
        let previous = self.previous;
        self.previous = Keyword::Other;
        match token.kind {
            Kind::Semicolon => self.end_statement(token),
            Kind::Open => self.open(),
            Kind::Close => self.close(token, false),
            Kind::Operator if self.lexer.bytes[token.start] == b'{' => {
                // A template's or ODBC's: whatever is inside is not a target.
                self.not_a_name();
                let mut frame = Frame::new(Clause::Opaque);
                frame.brace = true;
                self.stack.push(frame);
            }
            Kind::Operator if self.lexer.bytes[token.start] == b'}' => self.close(token, true),
            _ if self.stack.is_skipping() => {}
            Kind::Word => {
                let keyword = self.keyword(token);
                // The lexer may be further on afterwards; then `previous` was set on the way.
                self.previous = keyword;
                self.word(token, keyword, previous);
            }
            Kind::Quoted | Kind::Text => self.quoted(token),
            Kind::Comma => self.comma(),
            Kind::Dot => self.dot(),
            _ => self.not_a_name(),
        }
    }

    const fn keyword(&self, token: Token) -> Keyword {
        if matches!(token.kind, Kind::Word) {
            Keyword::of(self.lexer.bytes, token.start, token.end)
        } else {
            Keyword::Other
        }
    }

    /// The keyword that comes next.
    const fn peek_keyword(&self) -> Keyword {
        self.keyword(self.lexer.peek())
    }

    const fn push(&mut self, start: usize, end: usize, role: Role) {
        self.words.push(Word { start, end, role, statement: self.statement });
    }

    const fn operation(&mut self, token: Token) {
        self.push(token.start, token.end, Role::Operation);
    }

    const fn end_statement(&mut self, token: Token) {
        self.names.statement_ended(token.start);
        self.statement += 1;
        self.stack.reset();
    }

    const fn open(&mut self) {
        let inner = match self.stack.clause() {
            Clause::Source => {
                self.stack.set_clause(Clause::Sources);
                // `FROM (TABLE t)` against `FROM (table)`
                let mut ahead = self.lexer;
                let table = matches!(self.keyword(ahead.next_significant()), Keyword::Table);
                let named = ahead.peek();
                Frame::new(if table && named.is_name() && !self.keyword(named).is_reserved() {
                    Clause::Query
                } else {
                    Clause::Source
                })
            }
            Clause::Statement | Clause::Query | Clause::CteTail => {
                self.stack.set_clause(Clause::Expression);
                self.stack.top().query = true;
                Frame::new(Clause::Query)
            }
            Clause::CteAs => self.cte_body(),
            Clause::CteHead | Clause::Opaque => Frame::new(Clause::Opaque),
            _ => Frame::new(Clause::Query),
        };
        self.stack.push(inner);
    }

    const fn close(&mut self, token: Token, brace: bool) {
        if let Some(frame) = self.stack.pop(brace) {
            self.names.body_ended(frame.cte, token.start);
            self.names.scope_ended(self.stack.depth(), token.start);
        }
    }

    const fn comma(&mut self) {
        match self.stack.clause() {
            Clause::Source | Clause::Sources => self.stack.set_clause(Clause::Source),
            Clause::CteTail => self.stack.set_clause(Clause::CteName),
            _ => self.not_a_name(),
        }
    }

    /// A dot outside a name, as after a template's braces: what follows it is no keyword.
    const fn dot(&mut self) {
        self.not_a_name();
        if self.lexer.peek().is_name() {
            self.lexer.next_significant();
        }
    }

    /// A token came that can't be what was expected.
    const fn not_a_name(&mut self) {
        match self.stack.clause() {
            Clause::Source => self.stack.set_clause(Clause::Sources),
            Clause::Query | Clause::CteAs => self.stack.set_clause(Clause::Expression),
            Clause::Statement => self.stack.set_clause(Clause::Opaque),
            Clause::CteName | Clause::CteHead => self.stack.set_clause(Clause::CteTail),
            _ => {}
        }
    }

    const fn quoted(&mut self, token: Token) {
        match self.stack.clause() {
            Clause::Source => {
                self.stack.set_clause(Clause::Sources);
                self.named(token, Role::Source);
            }
            Clause::CteName if token.is_name() => self.cte_name(token),
            _ => {
                self.not_a_name();
                self.skip_qualified();
            }
        }
    }

    const fn word(&mut self, token: Token, keyword: Keyword, previous: Keyword) {
        match self.stack.clause() {
            Clause::Statement => self.verb(token, keyword),
            Clause::Query => self.query(token, keyword),
            Clause::Explain => self.explained(token, keyword),
            Clause::Projection => self.projection(keyword, previous),
            Clause::Source => self.source(token, keyword),
            Clause::Sources => self.sources(keyword, previous),
            Clause::Expression => self.expression(keyword, previous),
            Clause::InsertTail => self.insert_tail(token, keyword),
            Clause::CreateTail => self.create_tail(token, keyword, previous),
            Clause::CteName => self.cte_name(token),
            Clause::CteHead => self.cte_head(keyword),
            Clause::CteAs => self.cte_as(keyword),
            Clause::CteTail => self.cte_tail(token, keyword),
            Clause::Opaque => {}
        }
    }
}
