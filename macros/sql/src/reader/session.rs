//! What changes the session or the transaction, and what moves rows in and out.

use super::frame::Clause;
use super::state::Reader;
use crate::answer::Answer;
use crate::byte;
use crate::effects::{CHANGES_SCHEMA, COPIES, MAINTAINS, READS, SESSION, TRANSACTION, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::token::{Kind, Token};

/// The settings of `SQLite` that are stored in the database's file.
const STORED: &[&str] = &[
    "application_id",
    "auto_vacuum",
    "encoding",
    "journal_mode",
    "page_size",
    "rekey",
    "schema_version",
    "user_version",
];

/// What `SQLite` does at the name alone.
const MAINTENANCE: &[&str] = &["incremental_vacuum", "optimize", "shrink_memory", "wal_checkpoint"];

/// What it answers, with an argument in parentheses.
const QUESTIONS: &[&str] = &[
    "foreign_key_check",
    "foreign_key_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

impl Reader<'_> {
    /// `BEGIN`, `COMMIT` and their like.
    pub(super) const fn transaction(&mut self, token: Token, keyword: Keyword) {
        self.operation(token, OperationKind::Transaction);
        let next = self.lexer.peek();
        let word = self.keyword(next);
        if matches!(keyword, Keyword::Start) && !matches!(word, Keyword::Transaction) {
            // `START REPLICA`
            self.effect(MAINTAINS);
            return;
        }
        if matches!(word, Keyword::Transaction) {
            self.advance();
            self.further(next);
        }
        if matches!(keyword, Keyword::Begin) && self.is_block(next, word) {
            self.anything();
            self.skip_block();
            return;
        }
        self.effect(TRANSACTION);
    }

    /// Whether a `BEGIN` is that of a block of statements, as opposed to one that begins a transaction.
    const fn is_block(&self, next: Token, word: Keyword) -> bool {
        let mut ahead = self.lexer;
        ahead.next_significant();
        matches!(
            word,
            Keyword::Select
                | Keyword::Insert
                | Keyword::Update
                | Keyword::Delete
                | Keyword::Merge
                | Keyword::Declare
                | Keyword::If
                | Keyword::Set
                | Keyword::Call
                | Keyword::While
        ) || self.is_word(next, "atomic")
            || matches!(word, Keyword::Not) && self.is_word(ahead.peek(), "atomic")
    }

    /// To the `END` of the block whose `BEGIN` was read.
    const fn skip_block(&mut self) {
        self.statement.has_body = true;
        let mut depth = 1_usize;
        while depth > 0 {
            let next = self.lexer.peek();
            if matches!(next.kind, Kind::End) {
                return;
            }
            self.advance();
            match self.keyword {
                Keyword::Begin | Keyword::Case | Keyword::Loop | Keyword::While => depth += 1,
                Keyword::Repeat if !matches!(self.lexer.peek().kind, Kind::Open) => depth += 1,
                // `END IF`, where `IF` was not counted, since it may be a function.
                Keyword::End if !matches!(self.peek_keyword(), Keyword::If | Keyword::For) => {
                    if matches!(self.peek_keyword(), Keyword::Case | Keyword::Loop | Keyword::While | Keyword::Repeat) {
                        self.advance();
                    }
                    depth -= 1;
                }
                _ => {}
            }
        }
    }

    /// `SET x = ..`; `MariaDB`'s `SET STATEMENT x = .. FOR statement` runs that.
    pub(super) const fn set(&mut self, token: Token) {
        self.operation(token, OperationKind::Session);
        let next = self.lexer.peek();
        let mut ahead = self.lexer;
        ahead.next_significant();
        let assigned = self.is_equals(ahead.peek()) || matches!(self.keyword(ahead.peek()), Keyword::To);
        if self.is_word(next, "statement") && !assigned {
            loop {
                let token = self.lexer.peek();
                if matches!(token.kind, Kind::End | Kind::Semicolon) {
                    return;
                }
                self.advance();
                if matches!(self.keyword, Keyword::For) {
                    self.stack.set_clause(Clause::Statement);
                    return;
                }
            }
        }
        let bytes = self.lexer.bytes;
        let of_server = byte::begins(bytes, next.start, next.end, b"@@global")
            || byte::begins(bytes, next.start, next.end, b"@@persist")
            || !assigned
                && (matches!(self.keyword(next), Keyword::Global)
                    || self.is_word(next, "persist")
                    || self.is_word(next, "persist_only"));
        if of_server {
            self.effect(MAINTAINS);
        } else if self.is_word(next, "password") && !matches!(self.lexer.dialect, crate::Dialect::Postgres) {
            self.effect(CHANGES_SCHEMA);
        } else if matches!(self.keyword(next), Keyword::Transaction | Keyword::Local)
            || self.is_word(next, "constraints")
        {
            self.effect(TRANSACTION | SESSION);
        } else {
            self.effect(SESSION);
        }
        // `SET @n = (SELECT count(*) FROM t)`
        self.stack.set_clause(Clause::Expression);
    }

    /// `PREPARE p AS statement`, `PREPARE p FROM 'text'`, `PREPARE TRANSACTION 'x'`: nothing of it is executed.
    pub(super) const fn prepare(&mut self, token: Token) {
        self.operation(token, OperationKind::Session);
        self.statement.keeps_text = true;
        if matches!(self.peek_keyword(), Keyword::Transaction) {
            self.effect(TRANSACTION);
            return;
        }
        self.effect(SESSION);
        self.next_name();
        self.skip_parenthesis();
        if matches!(self.peek_keyword(), Keyword::As) {
            self.advance();
            self.explained(Answer::No);
            self.stack.set_clause(Clause::Wrapped);
        }
    }

    /// `PRAGMA x` asks, but for a few; `PRAGMA x = y` and `PRAGMA x(y)` set, but for a few.
    pub(super) const fn pragma(&mut self, token: Token) {
        self.operation(token, OperationKind::Show);
        let Some(name) = self.next_name() else {
            self.anything();
            return;
        };
        self.target(name, TargetKind::Object, Answer::No);
        let next = self.lexer.peek();
        let sets = match next.kind {
            Kind::End | Kind::Semicolon => false,
            Kind::Open => !self.ends_in(name, QUESTIONS),
            _ => true,
        };
        if self.ends_in(name, MAINTENANCE) || sets && self.ends_in(name, STORED) {
            self.effect(MAINTAINS);
        } else if sets {
            self.effect(SESSION);
        }
        self.effect(READS);
    }

    /// Whether the last part of a name is one of `names`.
    const fn ends_in(&self, (start, end): (usize, usize), names: &[&str]) -> bool {
        let mut at = 0;
        while at < names.len() {
            if crate::name::is_called(self.lexer.bytes, (start, end), names[at].as_bytes()) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// `COPY t FROM ..` writes, `COPY t TO ..` reads, and `COPY (statement) TO ..` does what the statement does.
    pub(super) const fn copy(&mut self, token: Token) {
        self.operation(token, OperationKind::Copy);
        self.effect(COPIES);
        if matches!(self.lexer.peek().kind, Kind::Open) {
            self.stack.set_clause(Clause::Copied);
            return;
        }
        if matches!(self.peek_keyword(), Keyword::Binary) {
            self.advance();
        }
        let named = self.object(TargetKind::Table, Answer::Unknown);
        self.skip_parenthesis();
        let written = match self.peek_keyword() {
            Keyword::From => {
                self.effect(WRITES_ROWS);
                Answer::Yes
            }
            Keyword::To => {
                self.effect(READS);
                Answer::No
            }
            _ => {
                self.anything();
                Answer::Unknown
            }
        };
        let last = self.parts.len().saturating_sub(1);
        if named && let Some(part) = self.parts.get_mut(last) {
            part.written = written;
        }
    }

    /// `LOAD DATA .. INTO TABLE t`.
    pub(super) const fn load(&mut self, token: Token) {
        self.operation(token, OperationKind::Copy);
        let data = self.lexer.peek();
        if !matches!(self.keyword(data), Keyword::Data | Keyword::Xml) {
            // MySQL's `LOAD INDEX INTO CACHE t`, PostgreSQL's `LOAD 'library'`
            let index = matches!(self.keyword(data), Keyword::Index);
            self.effect(if index { MAINTAINS } else { SESSION });
            return;
        }
        self.effect(WRITES_ROWS | COPIES);
        self.further(data);
        loop {
            let next = self.lexer.peek();
            if matches!(next.kind, Kind::End | Kind::Semicolon) {
                return;
            }
            self.advance();
            if matches!(self.keyword, Keyword::Into) && matches!(self.peek_keyword(), Keyword::Table) {
                self.advance();
                self.object(TargetKind::Table, Answer::Yes);
                return;
            }
        }
    }

    /// `FETCH FORWARD 20 FROM c`: how many rows at once.
    pub(super) const fn fetch(&mut self, token: Token) {
        self.operation(token, OperationKind::Cursor);
        self.effect(READS);
        loop {
            let next = self.lexer.peek();
            let many = match next.kind {
                Kind::Number => !byte::spells(self.lexer.bytes, next.start, next.end, b"1"),
                Kind::Placeholder => true,
                Kind::Word => match self.keyword(next) {
                    Keyword::All => true,
                    Keyword::From | Keyword::In => return,
                    _ => false,
                },
                Kind::Operator => false,
                _ => return,
            };
            if many {
                self.pager.cursor();
            }
            if self.is_word(next, "absolute") || self.is_word(next, "relative") {
                return;
            }
            self.advance();
        }
    }
}
