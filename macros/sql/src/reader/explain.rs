//! `EXPLAIN` and its like: options, then a statement that is executed or not.

use super::frame::Clause;
use super::state::Reader;
use crate::answer::Answer;
use crate::byte;
use crate::effects::READS;
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::token::{Kind, Token};

impl Reader<'_> {
    /// `EXPLAIN ..`, `DESCRIBE ..`, `DESC ..` and `MariaDB`'s `ANALYZE statement`, which executes it.
    pub(super) const fn explain(&mut self, verb: Token, executed: Answer) {
        self.operation(verb, OperationKind::Explain);
        self.effect(READS);
        let mut executed = executed;
        loop {
            let next = self.lexer.peek();
            let mut ahead = self.lexer;
            ahead.next_significant();
            let behind = ahead.peek();
            // Otherwise it is a table called so.
            let goes_on = !matches!(behind.kind, Kind::End | Kind::Semicolon);
            match self.keyword(next) {
                _ if matches!(next.kind, Kind::Open) => {
                    if self.is_query(behind) {
                        break;
                    }
                    executed = self.explain_options(executed);
                    continue;
                }
                Keyword::Analyze if goes_on => executed = Answer::Yes,
                Keyword::Verbose if goes_on => {}
                // MySQL's `EXPLAIN FOR CONNECTION 7`, `FOR SCHEMA s SELECT ..`, Oracle's `PLAN FOR`
                Keyword::For => {
                    if self.is_word(behind, "connection") {
                        self.stack.set_clause(Clause::Opaque);
                        return;
                    }
                    if matches!(self.keyword(behind), Keyword::Schema | Keyword::Database) {
                        self.advance();
                        self.advance();
                    }
                }
                Keyword::Into => {
                    self.advance();
                }
                _ if !goes_on => break,
                _ if self.is_word(next, "analyse") => executed = Answer::Yes,
                _ if self.is_word(next, "format") => {
                    self.advance();
                    if self.is_equals(self.lexer.peek()) {
                        self.advance();
                    }
                }
                _ if self.is_word(next, "extended")
                    || self.is_word(next, "partitions")
                    || self.is_word(next, "query")
                    || self.is_word(next, "plan") => {}
                _ => break,
            }
            self.advance();
        }
        self.explained(executed);
        let next = self.lexer.peek();
        if matches!(self.keyword(next), Keyword::Other) && next.is_name() {
            self.stack.set_clause(Clause::Opaque);
            self.object(TargetKind::Table, Answer::No);
        } else {
            self.stack.set_clause(Clause::Wrapped);
        }
    }

    /// What follows is executed or not.
    pub(super) const fn explained(&mut self, executed: Answer) {
        self.statement.executed = executed;
        if !self.live.is_no() {
            self.live = if executed.is_yes() { self.live } else { executed };
        }
    }

    /// `(ANALYZE, BUFFERS)`, `(ANALYZE false)`: whether the statement is executed.
    const fn explain_options(&mut self, mut executed: Answer) -> Answer {
        let mut depth = 0;
        let mut named = true;
        loop {
            let token = self.lexer.peek();
            match token.kind {
                Kind::End | Kind::Semicolon => return executed,
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                _ => {}
            }
            self.advance();
            if depth == 0 {
                return executed;
            }
            let analyzes = self.is_word(token, "analyze") || self.is_word(token, "analyse");
            if analyzes && named && depth == 1 {
                executed = self.truth(self.lexer.peek());
            }
            named = matches!(token.kind, Kind::Comma | Kind::Open);
        }
    }

    /// What the value of a switch says; none says yes.
    const fn truth(&self, value: Token) -> Answer {
        let bytes = self.lexer.bytes;
        let quoted = matches!(value.kind, Kind::Text) as usize;
        let (start, end) = (value.start + quoted, value.end.saturating_sub(quoted));
        match value.kind {
            Kind::Comma | Kind::Close => Answer::Yes,
            Kind::Word | Kind::Text | Kind::Number if start < end => match bytes[start].to_ascii_lowercase() {
                b't' | b'y' | b'1' => Answer::Yes,
                b'o' if byte::get(bytes, start + 1) | 0x20 == b'n' => Answer::Yes,
                b'f' | b'n' | b'o' | b'0' => Answer::No,
                _ => Answer::Unknown,
            },
            _ => Answer::Unknown,
        }
    }

    pub(super) const fn is_equals(&self, token: Token) -> bool {
        matches!(token.kind, Kind::Operator) && self.lexer.bytes[token.start] == b'='
    }

    /// Whether a query begins with this token, behind a parenthesis.
    const fn is_query(&self, token: Token) -> bool {
        matches!(token.kind, Kind::Open)
            || matches!(self.keyword(token), Keyword::Select | Keyword::With | Keyword::Values | Keyword::Table)
    }

    /// Whether `ANALYZE` goes on with a statement, as `MariaDB` has it, or with tables.
    pub(super) const fn analyzes_statement(&self) -> bool {
        let next = self.lexer.peek();
        let mut ahead = self.lexer;
        ahead.next_significant();
        let behind = ahead.peek();
        let named = behind.is_name();
        match self.keyword(next) {
            Keyword::Select => true,
            Keyword::Update | Keyword::Delete | Keyword::Insert | Keyword::Replace | Keyword::With => named,
            _ if matches!(next.kind, Kind::Open) => {
                matches!(self.keyword(behind), Keyword::Select | Keyword::With)
            }
            _ => self.is_word(next, "format") && self.is_equals(behind),
        }
    }

    /// A statement inside of another one: explained or prepared.
    pub(super) const fn wrapped(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select
            | Keyword::Insert
            | Keyword::Update
            | Keyword::Delete
            | Keyword::Replace
            | Keyword::Merge
            | Keyword::Values
            | Keyword::Create
            | Keyword::Declare
            | Keyword::Execute
            | Keyword::Call
            | Keyword::Refresh => self.verb(token, keyword),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table if self.table_follows() => self.table(token),
            Keyword::For => self.stack.set_clause(Clause::Opaque),
            _ => {}
        }
    }
}
