//! The verbs that begin a statement, and the commands that are little more than a verb.

use super::frame::Clause;
use super::state::Reader;
use crate::answer::Answer;
use crate::effects::{CHANGES_SCHEMA, LOCKS_TABLES, MAINTAINS, READS, SESSION, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::part::Role;
use crate::token::{Kind, Token};

impl Reader<'_> {
    /// The first word of a statement.
    pub(super) const fn verb(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::Insert => self.insert(token, OperationKind::Insert),
            Keyword::Replace => self.insert(token, OperationKind::Replace),
            Keyword::Update => self.update(token),
            Keyword::Delete => self.delete(token),
            Keyword::Merge => self.merge(token),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table => self.table(token),
            Keyword::Values => self.values(token),
            Keyword::Create | Keyword::Alter | Keyword::Drop => self.define(token, keyword),
            Keyword::Explain | Keyword::Describe | Keyword::Desc => self.explain(token, Answer::No),
            Keyword::Declare => {
                self.operation(token, OperationKind::Session);
                self.effect(SESSION);
                self.stack.set_clause(Clause::CreateTail);
            }
            _ => self.command(token, keyword),
        }
    }

    /// Commands from which, their target aside, little is read.
    const fn command(&mut self, token: Token, keyword: Keyword) {
        self.stack.set_clause(Clause::Opaque);
        match keyword {
            Keyword::Begin
            | Keyword::Start
            | Keyword::Commit
            | Keyword::Rollback
            | Keyword::End
            | Keyword::Abort
            | Keyword::Savepoint
            | Keyword::Release
            | Keyword::Xa => self.transaction(token, keyword),
            Keyword::Analyze if self.analyzes_statement() => self.explain(token, Answer::Yes),
            Keyword::Prepare => self.prepare(token),
            Keyword::Set => self.set(token),
            Keyword::Pragma => self.pragma(token),
            Keyword::Copy => self.copy(token),
            Keyword::Load => self.load(token),
            Keyword::Call | Keyword::Exec | Keyword::Execute => self.call(token),
            Keyword::Do => self.do_block(token),
            Keyword::Fetch | Keyword::Move => self.fetch(token),
            _ => self.simple(token, keyword),
        }
    }

    /// Commands whose effect the verb tells.
    const fn simple(&mut self, token: Token, keyword: Keyword) {
        let (kind, effects) = match keyword {
            Keyword::Truncate => (OperationKind::Truncate, WRITES_ROWS),
            Keyword::Lock => (OperationKind::Session, LOCKS_TABLES),
            Keyword::Rename => (OperationKind::Define, CHANGES_SCHEMA),
            Keyword::Refresh => (OperationKind::Maintain, WRITES_ROWS),
            Keyword::Check | Keyword::Checksum => (OperationKind::Maintain, READS),
            Keyword::Analyze
            | Keyword::Optimize
            | Keyword::Repair
            | Keyword::Reindex
            | Keyword::Cluster
            | Keyword::Vacuum
            | Keyword::Kill
            | Keyword::Flush
            | Keyword::Checkpoint
            | Keyword::Purge => (OperationKind::Maintain, MAINTAINS),
            Keyword::Grant | Keyword::Revoke | Keyword::Comment | Keyword::Reassign => {
                (OperationKind::Define, CHANGES_SCHEMA)
            }
            Keyword::Handler => (OperationKind::Cursor, READS),
            Keyword::Show => (OperationKind::Show, READS),
            Keyword::Unlock
            | Keyword::Use
            | Keyword::Listen
            | Keyword::Unlisten
            | Keyword::Notify
            | Keyword::Reset
            | Keyword::Discard
            | Keyword::Attach
            | Keyword::Detach
            | Keyword::Close
            | Keyword::Deallocate => (OperationKind::Session, SESSION),
            _ => {
                // No statement that is known.
                self.anything();
                self.parts.incomplete = true;
                return;
            }
        };
        self.operation(token, kind);
        self.effect(effects);
        match keyword {
            Keyword::Truncate
            | Keyword::Lock
            | Keyword::Unlock
            | Keyword::Analyze
            | Keyword::Optimize
            | Keyword::Check
            | Keyword::Checksum
            | Keyword::Repair
            | Keyword::Reindex
            | Keyword::Refresh
            | Keyword::Rename
            | Keyword::Cluster
            | Keyword::Vacuum => self.maintain(keyword),
            Keyword::Handler => {
                self.object(TargetKind::Table, Answer::No);
            }
            Keyword::Use | Keyword::Listen | Keyword::Unlisten | Keyword::Notify => {
                self.object(TargetKind::Object, Answer::No);
            }
            // `FLUSH TABLES WITH READ LOCK`
            Keyword::Flush if matches!(self.peek_keyword(), Keyword::Tables) => self.effect(LOCKS_TABLES),
            // `RESET MASTER`, `RESET REPLICA`
            Keyword::Reset if !matches!(self.lexer.dialect, crate::Dialect::Postgres) => {
                let next = self.lexer.peek();
                if self.is_word(next, "master") || self.is_word(next, "replica") || self.is_word(next, "slave") {
                    self.effect(MAINTAINS);
                }
            }
            Keyword::Comment => self.comment_on(),
            _ => {}
        }
        self.statement.keeps_text =
            matches!(keyword, Keyword::Listen | Keyword::Unlisten | Keyword::Notify | Keyword::Show);
    }

    const fn values(&mut self, token: Token) {
        self.derived();
        self.effect(READS);
        // Inside parentheses it is a derived table.
        if self.stack.depth() == 0 {
            self.operation(token, OperationKind::Values);
        }
        self.stack.set_clause(Clause::Expression);
        self.stack.top().query = true;
    }

    /// What a routine does, nobody tells.
    const fn call(&mut self, token: Token) {
        self.operation(token, OperationKind::Call);
        self.anything();
        self.stack.set_clause(Clause::Expression);
        // `EXECUTE IMMEDIATE ..`, `CALL NEXT VALUE FOR ..`
        if !matches!(self.peek_keyword(), Keyword::Immediate | Keyword::Next) {
            self.object(TargetKind::Procedure, Answer::Unknown);
        }
    }

    /// `PostgreSQL`'s `DO 'block'` does anything; `MySQL`'s `DO expression` evaluates it.
    const fn do_block(&mut self, token: Token) {
        self.operation(token, OperationKind::Call);
        let next = self.lexer.peek();
        if matches!(next.kind, Kind::Text | Kind::End | Kind::Semicolon)
            || matches!(self.keyword(next), Keyword::Language)
            || matches!(self.lexer.dialect, crate::Dialect::Postgres | crate::Dialect::Sqlite)
        {
            self.anything();
        } else {
            self.effect(READS);
            self.stack.set_clause(Clause::Expression);
        }
    }

    /// `COMMENT ON TABLE t IS ..`
    const fn comment_on(&mut self) {
        if !matches!(self.peek_keyword(), Keyword::On) {
            return;
        }
        self.advance();
        if matches!(self.peek_keyword(), Keyword::Materialized) {
            self.advance();
        }
        if matches!(self.peek_keyword(), Keyword::Table | Keyword::View) {
            self.advance();
            if let Some(name) = self.next_name() {
                self.further_table(name, Answer::Yes);
            }
        }
    }

    /// `VACUUM`, `TRUNCATE`, `REINDEX` and the like: options, a kind of object, a name.
    const fn maintain(&mut self, verb: Keyword) {
        let mut kind = TargetKind::Table;
        loop {
            self.skip_parenthesis();
            let token = self.lexer.peek();
            let mut ahead = self.lexer;
            ahead.next_significant();
            let named = ahead.peek().is_name();
            match self.keyword(token) {
                Keyword::Full
                | Keyword::Freeze
                | Keyword::Verbose
                | Keyword::Analyze
                | Keyword::Local
                | Keyword::NoWriteToBinlog
                | Keyword::Concurrently
                | Keyword::If
                | Keyword::Exists => {}
                Keyword::Only if named => {}
                _ if self.is_word(token, "analyse") => {}
                Keyword::Tables => self.further(token),
                // Without a name after it, it is a table called so.
                keyword @ (Keyword::Table
                | Keyword::Index
                | Keyword::Schema
                | Keyword::Database
                | Keyword::System
                | Keyword::Materialized
                | Keyword::View
                | Keyword::User)
                    if named =>
                {
                    if !matches!(keyword, Keyword::Table | Keyword::View | Keyword::Materialized) {
                        kind = TargetKind::Object;
                    }
                    self.further(token);
                }
                // MySQL's `LOCK INSTANCE FOR BACKUP`
                Keyword::Instance => return,
                // `REINDEX SYSTEM`, `REINDEX DATABASE`
                Keyword::System | Keyword::Database | Keyword::Schema if matches!(verb, Keyword::Reindex) => {
                    self.advance();
                    self.further(token);
                    return;
                }
                _ => break,
            }
            self.advance();
        }
        let written = match verb {
            Keyword::Truncate | Keyword::Refresh | Keyword::Rename => Answer::Yes,
            _ => Answer::No,
        };
        // A column list of `VACUUM t (a, b)` is no list of tables.
        if matches!(self.peek_keyword(), Keyword::Only) {
            if let Some(name) = self.table_or_only() {
                self.target(name, kind, written);
            }
        } else {
            self.object(kind, written);
        }
        if matches!((verb, self.peek_keyword()), (Keyword::Cluster, Keyword::On)) {
            // `CLUSTER index ON t`, as it was written once.
            let last = self.parts.len().saturating_sub(1);
            if let Some(part) = self.parts.get_mut(last) {
                part.role = Role::Target(TargetKind::Object);
            }
            self.on_table();
        } else if matches!(kind, TargetKind::Table) {
            self.list_of_tables(written);
        }
    }
}
