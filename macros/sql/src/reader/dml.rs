//! `INSERT`, `REPLACE`, `UPDATE`, `DELETE` and `MERGE`: the table that is changed, and the ones beside it.

use super::frame::Clause;
use super::sources::listed;
use super::state::Reader;
use crate::answer::Answer;
use crate::effects::{RETURNS_WRITTEN, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

impl<'a> Reader<'a> {
    const fn write(&mut self, token: Token, kind: OperationKind, clause: Clause) {
        self.operation(token, kind);
        self.effect(WRITES_ROWS);
        let frame = self.stack.top();
        frame.clause = clause;
        frame.writes = true;
        frame.quiet = true;
        if matches!(kind, OperationKind::Update | OperationKind::Delete) {
            frame.unfiltered = (token.start, token.end);
        }
    }

    pub(super) const fn insert(&mut self, token: Token, kind: OperationKind) {
        self.write(token, kind, Clause::InsertTail);
        let into = self.skip_modifiers();
        if into || self.insert_goes_on() {
            self.changed_table();
        } else {
            self.parts.incomplete = true;
        }
    }

    pub(super) const fn update(&mut self, token: Token) {
        self.write(token, OperationKind::Update, Clause::Sources);
        self.stack.top().updates = true;
        // Of MySQL's several tables any may be changed.
        self.stack.top().may_write = true;
        self.skip_modifiers();
        self.changed_table();
    }

    /// The `SET` of an `UPDATE`: what `FROM` names behind it is only read.
    pub(super) const fn set_of_update(&mut self) {
        let frame = self.stack.top();
        frame.updates = false;
        frame.may_write = false;
        frame.clause = Clause::Assignments;
    }

    pub(super) const fn assignments(&mut self, keyword: Keyword, previous: Keyword) {
        match keyword {
            Keyword::From if !matches!(previous, Keyword::Distinct | Keyword::As) => {
                self.stack.set_clause(Clause::Source);
            }
            Keyword::Where | Keyword::Returning if !matches!(previous, Keyword::As) => {
                self.stack.set_clause(Clause::Expression);
            }
            _ => self.skip_qualified(),
        }
    }

    pub(super) const fn merge(&mut self, token: Token) {
        self.write(token, OperationKind::Merge, Clause::Changed);
        self.skip_modifiers();
        self.changed_table();
    }

    pub(super) const fn delete(&mut self, token: Token) {
        self.write(token, OperationKind::Delete, Clause::Changed);
        self.skip_modifiers();
        // MariaDB's `DELETE HISTORY FROM t BEFORE SYSTEM_TIME ..`
        let history = self.lexer.peek();
        if self.is_word(history, "history") {
            let mut ahead = self.lexer;
            ahead.next_significant();
            if matches!(self.keyword(ahead.peek()), Keyword::From) {
                self.advance();
                // All of it may be meant, and the rows themselves stay.
                self.stack.top().unfiltered = (0, 0);
            }
        }
        if matches!(self.peek_keyword(), Keyword::From) {
            self.advance();
            let Some(name) = self.table_or_only() else {
                self.parts.incomplete = true;
                return;
            };
            // MySQL's `DELETE FROM a, b USING t AS a JOIN ..` names aliases.
            match self.sources_after(Keyword::Using) {
                Some(sources) => self.all_deleted(sources, name, true),
                None => self.target(name, TargetKind::Table, Answer::Yes),
            }
        } else if let Some(name) = self.table_or_only() {
            // MySQL's `DELETE a, b FROM t AS a JOIN ..`, where a name may be an alias or a table.
            let Some(sources) = self.sources_after(Keyword::From) else {
                self.parts.incomplete = true;
                return;
            };
            self.all_deleted(sources, name, false);
        } else {
            self.parts.incomplete = true;
        }
    }

    /// The tables that a list of names stands for, which begins with `name`: rows of them are deleted. A name that is
    /// not among the sources is that of a table, if `standing`.
    const fn all_deleted(&mut self, sources: Lexer<'a>, mut name: (usize, usize), standing: bool) {
        let mut first = true;
        loop {
            match listed(sources, name) {
                Some(table) if first => self.target(table, TargetKind::Table, Answer::Yes),
                Some(table) => self.further_table(table, Answer::Yes),
                None if standing && first => self.target(name, TargetKind::Table, Answer::Yes),
                None => self.parts.incomplete = true,
            }
            first = false;
            if !matches!(self.lexer.peek().kind, Kind::Comma) {
                return;
            }
            self.advance();
            match self.table_or_only() {
                Some(next) => name = next,
                None => return,
            }
        }
    }

    /// After the table of a `DELETE` or `MERGE`.
    pub(super) const fn changed(&mut self, keyword: Keyword, previous: Keyword) {
        match keyword {
            _ if matches!(previous, Keyword::As) => self.skip_qualified(),
            Keyword::Using | Keyword::From => self.stack.set_clause(Clause::Source),
            _ if keyword.ends_sources() => self.stack.set_clause(Clause::Expression),
            _ => self.skip_qualified(),
        }
    }

    /// The list of sources after `keyword`, if only names and commas are before it.
    const fn sources_after(&self, keyword: Keyword) -> Option<Lexer<'a>> {
        let mut ahead = self.lexer;
        loop {
            let token = ahead.next_significant();
            match token.kind {
                Kind::Comma | Kind::Dot | Kind::Quoted => {}
                Kind::Operator if ahead.bytes[token.start] == b'*' => {}
                Kind::Word => match (self.keyword(token), keyword) {
                    (Keyword::Using, Keyword::Using) | (Keyword::From, Keyword::From) => {
                        return Some(ahead);
                    }
                    (Keyword::As, _) => {}
                    (word, _) if word.is_reserved() => return None,
                    _ => {}
                },
                _ => return None,
            }
        }
    }

    const fn changed_table(&mut self) {
        match self.table_or_only() {
            Some(name) => self.target(name, TargetKind::Table, Answer::Yes),
            None => self.parts.incomplete = true,
        }
    }

    /// Skips what may stand between the verb and the table, and tells whether `INTO` was there.
    const fn skip_modifiers(&mut self) -> bool {
        let mut into = false;
        loop {
            match self.peek_keyword() {
                Keyword::Into | Keyword::Overwrite => into = true,
                Keyword::Or => {
                    // `OR REPLACE`, `OR IGNORE`, `OR ABORT` ..
                    self.advance();
                }
                Keyword::LowPriority | Keyword::HighPriority | Keyword::Delayed | Keyword::Quick | Keyword::Ignore => {}
                _ => return into,
            }
            self.advance();
            if into {
                return true;
            }
        }
    }

    /// Whether what follows reads like an `INSERT` without `INTO`, and not like a sentence.
    const fn insert_goes_on(&self) -> bool {
        let mut ahead = self.lexer;
        if !ahead.next_significant().is_name() {
            return false;
        }
        loop {
            let token = ahead.next_significant();
            match token.kind {
                Kind::Open => return true,
                Kind::Dot => {
                    ahead.next_significant();
                }
                _ => {
                    return matches!(
                        self.keyword(token),
                        Keyword::Values
                            | Keyword::Value
                            | Keyword::Select
                            | Keyword::Set
                            | Keyword::With
                            | Keyword::Table
                            | Keyword::Partition
                    );
                }
            }
        }
    }

    /// After `INSERT INTO t`.
    pub(super) const fn insert_tail(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table if self.table_follows() => self.table(token),
            Keyword::On | Keyword::Set | Keyword::Returning => {
                self.stack.set_clause(Clause::Expression);
            }
            _ => self.skip_qualified(),
        }
    }

    /// `RETURNING` at the level of a write.
    pub(super) const fn returning(&mut self) {
        if self.stack.top().writes {
            self.effect(RETURNS_WRITTEN);
        }
    }
}
