//! The verbs that begin a statement, and the commands that are little more than a verb.

use super::Outline;
use super::frame::Clause;
use crate::keyword::Keyword;
use crate::token::{Kind, Token};

impl Outline<'_> {
    /// The first word of a statement.
    pub(super) const fn verb(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::Insert | Keyword::Replace => self.insert(token),
            Keyword::Update => self.update(token),
            Keyword::Delete => self.delete(token),
            Keyword::Merge => self.merge(token),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table => self.table(token),
            Keyword::Values => self.values(token),
            Keyword::Create | Keyword::Alter | Keyword::Drop => self.define(token, keyword),
            Keyword::Explain => {
                self.operation(token);
                self.stack.set_clause(Clause::Explain);
            }
            Keyword::Describe | Keyword::Desc => self.describe(token),
            Keyword::Declare | Keyword::Prepare => {
                self.operation(token);
                self.stack.set_clause(Clause::CreateTail);
            }
            Keyword::Call | Keyword::Exec | Keyword::Execute => self.call(token),
            _ => self.command(token, keyword),
        }
    }

    /// Commands from which, their target aside, nothing more is read.
    const fn command(&mut self, token: Token, keyword: Keyword) {
        self.stack.set_clause(Clause::Opaque);
        match keyword {
            Keyword::Begin | Keyword::Start | Keyword::Commit | Keyword::Rollback | Keyword::End | Keyword::Abort => {
                self.operation(token);
                let next = self.lexer.peek();
                if matches!(self.keyword(next), Keyword::Transaction) {
                    self.lexer.next_significant();
                    self.operation(next);
                }
            }
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
            | Keyword::Vacuum => self.maintain(token),
            Keyword::Use
            | Keyword::Pragma
            | Keyword::Listen
            | Keyword::Unlisten
            | Keyword::Notify
            | Keyword::Handler => {
                self.operation(token);
                self.object_name();
            }
            Keyword::Copy => self.copy(token),
            Keyword::Load => self.load(token),
            Keyword::Set
            | Keyword::Show
            | Keyword::Grant
            | Keyword::Revoke
            | Keyword::Savepoint
            | Keyword::Release
            | Keyword::Reset
            | Keyword::Discard
            | Keyword::Comment
            | Keyword::Attach
            | Keyword::Detach
            | Keyword::Do
            | Keyword::Kill
            | Keyword::Flush
            | Keyword::Fetch
            | Keyword::Move
            | Keyword::Close
            | Keyword::Deallocate
            | Keyword::Checkpoint
            | Keyword::Purge
            | Keyword::Reassign
            | Keyword::Xa => self.operation(token),
            _ => {}
        }
    }

    const fn values(&mut self, token: Token) {
        // Inside parentheses it is a derived table.
        if self.stack.depth() == 0 {
            self.operation(token);
        }
        self.stack.set_clause(Clause::Expression);
        self.stack.top().query = true;
    }

    /// After `EXPLAIN`.
    pub(super) const fn explained(&mut self, token: Token, keyword: Keyword) {
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
            | Keyword::Refresh => self.verb(token, keyword),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table if self.table_follows() => self.table(token),
            Keyword::For => self.stack.set_clause(Clause::Opaque),
            _ => {}
        }
    }

    const fn describe(&mut self, token: Token) {
        self.operation(token);
        let next = self.lexer.peek();
        if matches!(self.keyword(next), Keyword::Other) && next.is_name() {
            self.stack.set_clause(Clause::Opaque);
            self.object_name();
        } else {
            self.stack.set_clause(Clause::Explain);
        }
    }

    const fn call(&mut self, token: Token) {
        self.operation(token);
        self.stack.set_clause(Clause::Expression);
        // `EXECUTE IMMEDIATE ..`, `CALL NEXT VALUE FOR ..`
        if !matches!(self.peek_keyword(), Keyword::Immediate | Keyword::Next) {
            self.object_name();
        }
    }

    const fn copy(&mut self, token: Token) {
        self.operation(token);
        if matches!(self.lexer.peek().kind, Kind::Open) {
            // `COPY (SELECT ..) TO ..`
            self.stack.set_clause(Clause::Expression);
            return;
        }
        let binary = matches!(self.peek_keyword(), Keyword::Binary);
        self.skip_if(binary);
        self.object_name();
    }

    /// `LOAD DATA .. INTO TABLE t`.
    const fn load(&mut self, token: Token) {
        self.operation(token);
        let data = self.lexer.peek();
        if !matches!(self.keyword(data), Keyword::Data | Keyword::Xml) {
            return;
        }
        self.operation(data);
        loop {
            let next = self.lexer.peek();
            if matches!(next.kind, Kind::End | Kind::Semicolon) {
                return;
            }
            self.lexer.next_significant();
            if matches!(self.keyword(next), Keyword::Into) && matches!(self.peek_keyword(), Keyword::Table) {
                self.lexer.next_significant();
                self.object_name();
                return;
            }
        }
    }

    /// `VACUUM`, `TRUNCATE`, `REINDEX` and the like: options, a kind of object, a name.
    const fn maintain(&mut self, verb: Token) {
        self.operation(verb);
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
                | Keyword::Only
                | Keyword::If
                | Keyword::Exists => {}
                Keyword::Tables => self.operation(token),
                // Without a name after it, it is a table called so.
                Keyword::Table
                | Keyword::Index
                | Keyword::Schema
                | Keyword::Database
                | Keyword::System
                | Keyword::Materialized
                | Keyword::View
                | Keyword::User
                    if named =>
                {
                    self.operation(token);
                }
                // MariaDB's `ANALYZE SELECT ..`
                Keyword::Select => {
                    self.stack.set_clause(Clause::Explain);
                    return;
                }
                // MySQL's `LOCK INSTANCE FOR BACKUP`
                Keyword::Instance => return,
                _ => break,
            }
            self.lexer.next_significant();
        }
        self.object_name();
    }
}
