//! Queries: `SELECT`, its sources, set operations and common table expressions.

use super::cte;
use super::frame::{Clause, Frame};
use super::state::Reader;
use crate::answer::Answer;
use crate::dialect::Dialect;
use crate::effects::{CHANGES_SCHEMA, COPIES, READS, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::kind::OperationKind;
use crate::token::{Kind, Token};

impl Reader<'_> {
    /// Where a query may begin.
    pub(super) const fn query(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::With if self.is_with() => self.with(token),
            Keyword::Table if self.table_follows() => self.table(token),
            // Between `UNION` and the query.
            Keyword::All | Keyword::Distinct if self.stack.top().query => {}
            _ if self.stack.top().query && self.is_word(token, "distinctrow") => {}
            Keyword::Values if matches!(self.lexer.peek().kind, Kind::Open) => {
                self.effect(READS);
                let frame = self.stack.top();
                frame.clause = Clause::Expression;
                frame.query = true;
            }
            _ => {
                self.stack.set_clause(Clause::Expression);
                self.skip_qualified();
            }
        }
    }

    pub(super) const fn select(&mut self, token: Token) {
        self.derived();
        self.operation(token, OperationKind::Select);
        self.effect(READS);
        let frame = self.stack.top();
        frame.clause = Clause::Projection;
        frame.query = true;
        frame.quiet = false;
        frame.may_write = false;
    }

    /// `TABLE t`, short for `SELECT * FROM t`.
    pub(super) const fn table(&mut self, token: Token) {
        self.derived();
        self.operation(token, OperationKind::Select);
        self.effect(READS);
        let frame = self.stack.top();
        frame.clause = Clause::Expression;
        frame.query = true;
        frame.quiet = false;
        self.skip_existence();
        if let Some(name) = self.next_name() {
            self.read_from(name);
        }
    }

    /// Whether a query follows, maybe in further parentheses.
    pub(super) const fn query_follows(&self) -> bool {
        let mut ahead = self.lexer;
        let mut next = ahead.next_significant();
        while matches!(next.kind, Kind::Open) {
            next = ahead.next_significant();
        }
        matches!(self.keyword(next), Keyword::Select | Keyword::With | Keyword::Values)
            || matches!(self.keyword(next), Keyword::Table) && ahead.peek().is_name()
    }

    /// Whether the text goes on with a name, as after the operation `TABLE`.
    pub(super) const fn table_follows(&self) -> bool {
        let next = self.lexer.peek();
        next.is_name() && !self.keyword(next).is_reserved()
    }

    pub(super) const fn projection(&mut self, keyword: Keyword, previous: Keyword) {
        match keyword {
            // An alias, or `IS DISTINCT FROM`.
            _ if matches!(previous, Keyword::As) => {}
            Keyword::From if matches!(previous, Keyword::Distinct) => {}
            Keyword::From => self.stack.set_clause(Clause::Source),
            Keyword::Where => self.stack.set_clause(Clause::Expression),
            Keyword::Into => self.select_into(),
            _ if keyword.combines_queries() => self.stack.set_clause(Clause::Query),
            _ => self.skip_qualified(),
        }
    }

    /// `SELECT .. INTO t` makes a table; `INTO @variable` and `INTO OUTFILE 'x'` do not.
    const fn select_into(&mut self) {
        loop {
            let next = self.lexer.peek();
            match self.keyword(next) {
                Keyword::Temp | Keyword::Temporary | Keyword::Unlogged | Keyword::Table => {
                    self.advance();
                }
                _ if self.is_word(next, "outfile") || self.is_word(next, "dumpfile") => {
                    self.effect(COPIES);
                    return;
                }
                _ => break,
            }
        }
        // To MySQL a name is a variable of a procedure.
        if matches!(self.lexer.dialect, Dialect::MySql) {
            return;
        }
        if let Some(name) = self.next_name() {
            self.effect(WRITES_ROWS | CHANGES_SCHEMA);
            self.further_table(name, Answer::Yes);
        }
    }

    pub(super) const fn source(&mut self, token: Token, keyword: Keyword) {
        let next = self.lexer.peek();
        match keyword {
            Keyword::Select => return self.select(token),
            Keyword::With if self.is_with() => return self.with(token),
            Keyword::Lateral | Keyword::Only if next.is_name() || matches!(next.kind, Kind::Open) => {
                return;
            }
            Keyword::Table if matches!(next.kind, Kind::Open) => return,
            // `ROWS FROM (f(), g())`
            Keyword::Rows if matches!(self.keyword(next), Keyword::From) => {
                self.advance();
                return;
            }
            Keyword::Values if matches!(next.kind, Kind::Open) => self.derived(),
            _ => {}
        }
        self.stack.set_clause(Clause::Sources);
        if keyword.is_reserved() {
            self.sources(keyword, Keyword::Other);
        } else {
            self.previous = Keyword::Other;
            self.source_named(token);
        }
    }

    pub(super) const fn sources(&mut self, keyword: Keyword, previous: Keyword) {
        match keyword {
            _ if matches!(previous, Keyword::As) => {}
            Keyword::Join | Keyword::StraightJoin => self.stack.set_clause(Clause::Source),
            Keyword::Apply if matches!(previous, Keyword::Cross | Keyword::Outer) => {
                self.stack.set_clause(Clause::Source);
            }
            // SQLite's `INDEXED BY index`
            Keyword::By if matches!(previous, Keyword::Indexed) => {}
            Keyword::For if self.skip_for() => {}
            Keyword::Set if self.stack.top().updates => self.set_of_update(),
            Keyword::Into if self.stack.top().query => {
                self.stack.set_clause(Clause::Expression);
                self.select_into();
            }
            _ if keyword.combines_queries() => self.combine(),
            _ if keyword.ends_sources() => self.stack.set_clause(Clause::Expression),
            _ => self.skip_qualified(),
        }
    }

    /// What may come between the sources after `FOR`, as opposed to `FOR UPDATE`, which ends them: `FOR SYSTEM_TIME AS
    /// OF ..` of a table with versions, `FOR PORTION OF period`, and `USE INDEX FOR JOIN (i)`.
    const fn skip_for(&mut self) -> bool {
        let next = self.lexer.peek();
        let mut ahead = self.lexer;
        ahead.next_significant();
        let behind = ahead.peek();
        match self.keyword(next) {
            Keyword::Join if matches!(behind.kind, Kind::Open) => {
                self.advance();
                true
            }
            Keyword::Order | Keyword::Group
                if matches!(self.keyword(behind), Keyword::By) && matches!(self.previous, Keyword::For) =>
            {
                self.advance();
                self.advance();
                true
            }
            _ => self.is_word(next, "system_time") || self.is_word(next, "portion"),
        }
    }

    pub(super) const fn expression(&mut self, keyword: Keyword, previous: Keyword) {
        match keyword {
            _ if matches!(previous, Keyword::As) => self.skip_qualified(),
            Keyword::Set if self.stack.top().updates => self.set_of_update(),
            Keyword::Into if self.stack.top().query => self.select_into(),
            _ if keyword.combines_queries() && self.stack.top().query => self.combine(),
            _ => self.skip_qualified(),
        }
    }

    const fn combine(&mut self) {
        self.stack.top().query = true;
        self.stack.set_clause(Clause::Query);
    }

    /// Whether the `WITH` just read introduces common table expressions, and not an option such as
    /// `WITH (fillfactor = 70)`, `WITH TIES` or `WITH ORDINALITY`.
    pub(super) const fn is_with(&self) -> bool {
        let mut ahead = self.lexer;
        let mut name = ahead.next_significant();
        if matches!(self.keyword(name), Keyword::Recursive) {
            name = ahead.next_significant();
        }
        let next = ahead.next_significant();
        name.is_name() && (matches!(next.kind, Kind::Open) || matches!(self.keyword(next), Keyword::As))
    }

    pub(super) const fn with(&mut self, token: Token) {
        self.derived();
        let recursive = matches!(self.peek_keyword(), Keyword::Recursive);
        if recursive {
            self.advance();
        }
        // SQLite doesn't ask for the keyword.
        let anywhere = recursive || matches!(self.lexer.dialect, Dialect::Sqlite | Dialect::Generic);
        let certain = recursive || matches!(self.lexer.dialect, Dialect::Sqlite);
        let frame = self.stack.top();
        frame.visible = if anywhere { token.start } else { cte::OPEN };
        frame.certain = if certain { token.start } else { cte::OPEN };
        frame.clause = Clause::CteName;
    }

    pub(super) const fn cte_name(&mut self, token: Token) {
        let frame = self.stack.top();
        frame.name = (token.start, token.end);
        frame.clause = Clause::CteHead;
    }

    pub(super) const fn cte_head(&mut self, keyword: Keyword) {
        // Otherwise it was a column after a comma: `SEARCH DEPTH FIRST BY a, b SET c`.
        self.stack.set_clause(if matches!(keyword, Keyword::As) { Clause::CteAs } else { Clause::CteTail });
    }

    pub(super) const fn cte_as(&mut self, keyword: Keyword) {
        if !matches!(keyword, Keyword::Not | Keyword::Materialized) {
            self.stack.set_clause(Clause::Expression);
        }
    }

    /// The parenthesis after a common table expression's `AS`.
    pub(super) const fn cte_body(&mut self) -> Frame {
        let depth = self.stack.depth();
        let Frame { name, visible, certain, .. } = *self.stack.top();
        self.stack.set_clause(Clause::CteTail);
        let mut body = Frame::new(Clause::Statement);
        body.cte = self.names.define(name, visible, certain, depth);
        body
    }

    pub(super) const fn cte_tail(&mut self, token: Token, keyword: Keyword) {
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::Table if self.table_follows() => self.table(token),
            Keyword::Insert | Keyword::Replace | Keyword::Update | Keyword::Delete | Keyword::Merge => {
                self.verb(token, keyword);
            }
            Keyword::Values => {
                self.effect(READS);
                self.stack.set_clause(Clause::Expression);
            }
            // `SEARCH ..`, `CYCLE ..`
            _ => {}
        }
    }
}
