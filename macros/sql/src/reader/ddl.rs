//! `CREATE`, `ALTER`, `DROP` and what else changes the schema: the kind of object, its name, and the table it is on.

use super::frame::Clause;
use super::state::Reader;
use crate::answer::Answer;
use crate::effects::{CHANGES_SCHEMA, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::token::{Kind, Token};

/// How many tokens a `DEFINER = 'user'@'host' SQL SECURITY INVOKER` may take.
const DEFINER: usize = 14;

impl Reader<'_> {
    pub(super) const fn define(&mut self, verb: Token, kind: Keyword) {
        self.operation(verb, OperationKind::Define);
        self.effect(CHANGES_SCHEMA);
        self.defines = true;
        self.stack.set_clause(Clause::Opaque);
        let Some((object, materialized)) = self.object_kind() else {
            return;
        };
        if matches!(object, Keyword::User) && matches!(self.peek_keyword(), Keyword::Mapping) {
            return;
        }
        self.skip_existence();
        let is_table = matches!(object, Keyword::Table | Keyword::View);
        let named = self.object(if is_table { TargetKind::Table } else { TargetKind::Object }, Answer::Yes);
        if is_table && !named {
            self.parts.incomplete = true;
        }
        match (kind, object) {
            (Keyword::Drop, Keyword::Table | Keyword::View) => self.list_of_tables(Answer::Yes),
            (_, Keyword::Index | Keyword::Policy) | (Keyword::Drop, Keyword::Trigger | Keyword::Rule) => {
                self.on_table();
            }
            (Keyword::Drop, _) => {}
            (_, Keyword::View) => {
                // The query of a view is kept, and not run; that of a materialized one is.
                if !materialized {
                    self.live = Answer::No;
                }
                self.stack.set_clause(Clause::CreateTail);
            }
            (Keyword::Create, Keyword::Table) => self.stack.set_clause(Clause::CreateTail),
            (_, Keyword::Function | Keyword::Procedure | Keyword::Event | Keyword::Rule) => {
                self.skip_body(false);
            }
            (_, Keyword::Trigger) => self.skip_body(true),
            _ => {}
        }
        self.statement.keeps_text = matches!(kind, Keyword::Create | Keyword::Alter)
            && matches!(
                object,
                Keyword::Function | Keyword::Procedure | Keyword::Trigger | Keyword::Event | Keyword::View
            );
    }

    /// Reads and keeps the kind of object, and whether it is materialized; `None` if it isn't one of the known ones.
    const fn object_kind(&mut self) -> Option<(Keyword, bool)> {
        let (mut materialized, mut event) = (false, false);
        loop {
            let token = self.lexer.peek();
            let keyword = self.keyword(token);
            match keyword {
                Keyword::Algorithm | Keyword::Definer | Keyword::Sql => self.skip_definer(),
                Keyword::Materialized => {
                    self.advance();
                    if matches!(self.peek_keyword(), Keyword::View) {
                        materialized = true;
                        self.further(token);
                    }
                }
                _ if keyword.is_object_modifier()
                    || self.is_word(token, "online")
                    || self.is_word(token, "offline") =>
                {
                    self.advance();
                }
                _ if keyword.is_object() => {
                    self.advance();
                    self.further(token);
                    // `CREATE EVENT TRIGGER`, which is on no table.
                    if event {
                        return Some((Keyword::Event, materialized));
                    }
                    event = matches!((keyword, self.peek_keyword()), (Keyword::Event, Keyword::Trigger));
                    if !event {
                        return Some((keyword, materialized));
                    }
                }
                _ => return None,
            }
        }
    }

    const fn skip_definer(&mut self) {
        let mut left = DEFINER;
        loop {
            self.advance();
            left -= 1;
            let next = self.lexer.peek();
            if left == 0 || matches!(next.kind, Kind::End | Kind::Semicolon) || self.keyword(next).is_object() {
                return;
            }
        }
    }

    /// The table of `CREATE INDEX i ON t`.
    pub(super) const fn on_table(&mut self) {
        if !matches!(self.peek_keyword(), Keyword::On) {
            return;
        }
        self.advance();
        if let Some(name) = self.table_or_only() {
            self.further_table(name, Answer::Yes);
        }
    }

    /// The body of a routine, trigger or rule is not part of the statement, and a `;` inside of it doesn't end the
    /// statement.
    pub(super) const fn skip_body(&mut self, of_trigger: bool) {
        let (mut depth, mut parentheses, mut after_end, mut on) = (0usize, 0usize, false, !of_trigger);
        self.statement.has_body = true;
        loop {
            let next = self.lexer.peek();
            if matches!(next.kind, Kind::End)
                || (depth == 0 && parentheses == 0 && matches!(next.kind, Kind::Semicolon))
            {
                return;
            }
            self.advance();
            let keyword = self.keyword;
            match next.kind {
                Kind::Open => parentheses += 1,
                Kind::Close => parentheses = parentheses.saturating_sub(1),
                _ => {}
            }
            match keyword {
                Keyword::Repeat if !after_end && !matches!(self.lexer.peek().kind, Kind::Open) => depth += 1,
                Keyword::On if !on => {
                    on = true;
                    if let Some(name) = self.next_name() {
                        self.further_table(name, Answer::Yes);
                    }
                }
                Keyword::Begin => depth += 1,
                Keyword::Case | Keyword::Loop | Keyword::While if !after_end => depth += 1,
                // `END IF`, where `IF` was not counted, since it may be a function.
                Keyword::End if !matches!(self.peek_keyword(), Keyword::If | Keyword::For) => {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            after_end = matches!(keyword, Keyword::End);
        }
    }

    /// After `CREATE TABLE t`, `CREATE VIEW v`, `DECLARE c`.
    pub(super) const fn create_tail(&mut self, token: Token, keyword: Keyword, previous: Keyword) {
        let body = matches!(previous, Keyword::As | Keyword::For);
        match keyword {
            Keyword::Select => {
                self.filled();
                self.select(token);
            }
            Keyword::With if body && self.is_with() => {
                self.filled();
                self.with(token);
            }
            Keyword::Table if body && self.table_follows() => {
                self.filled();
                self.table(token);
            }
            Keyword::Execute if body => self.filled(),
            Keyword::Values if body || matches!(self.lexer.peek().kind, Kind::Open) => self.filled(),
            _ => self.skip_qualified(),
        }
    }

    /// A table is made with the rows of a query.
    pub(super) const fn filled(&mut self) {
        if self.defines {
            self.effect(WRITES_ROWS);
        }
    }

    /// Further tables may follow after a comma.
    pub(super) const fn list_of_tables(&mut self, written: Answer) {
        let frame = self.stack.top();
        frame.clause = Clause::Names;
        frame.writes = written.is_yes();
    }

    /// After a comma in such a list.
    pub(super) const fn next_in_list(&mut self) {
        let written = if self.stack.top().writes { Answer::Yes } else { Answer::No };
        if let Some(name) = self.table_or_only() {
            self.further_table(name, written);
        }
    }

    /// `TO b` of `RENAME TABLE a TO b`.
    pub(super) const fn names(&mut self, keyword: Keyword) {
        if matches!(keyword, Keyword::To) {
            self.next_in_list();
        }
    }
}
