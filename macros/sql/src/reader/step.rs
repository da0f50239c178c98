//! What a token means where it stands.

use super::frame::{Clause, Frame, NO_PLACE};
use super::state::Reader;
use crate::answer::Answer;
use crate::keyword::Keyword;
use crate::kind::TargetKind;
use crate::part::Role;
use crate::token::{Kind, Token};

impl Reader<'_> {
    pub(super) const fn step(&mut self, token: Token) {
        let previous = self.previous;
        self.previous = Keyword::Other;
        match token.kind {
            Kind::Semicolon => self.end_statement(token.start),
            Kind::Open => self.open(token),
            Kind::Close => self.close(token, false),
            Kind::Operator if self.lexer.bytes[token.start] == b'{' => {
                // A template's or ODBC's: whatever is inside is not a target.
                self.not_a_name();
                let mut frame = Frame::new(Clause::Opaque);
                frame.brace = true;
                self.push_frame(frame);
            }
            Kind::Operator if self.lexer.bytes[token.start] == b'}' => self.close(token, true),
            _ if self.stack.is_skipping() => {}
            Kind::Word => {
                let keyword = self.keyword;
                // The lexer may be further on afterwards; then `previous` was set on the way.
                self.previous = keyword;
                self.at_this_level(keyword);
                self.word(token, keyword, previous);
            }
            Kind::Quoted | Kind::Text => self.quoted(token),
            Kind::Comma => self.comma(),
            Kind::Dot => self.dot(),
            _ => self.not_a_name(),
        }
    }

    /// What a word says of the write at this level: whether it restricts its rows, or returns them.
    const fn at_this_level(&mut self, keyword: Keyword) {
        if matches!(keyword, Keyword::Returning) {
            self.returning();
        }
        if self.stack.top().unfiltered.1 > 0 && keyword.restricts_rows() {
            let frame = self.stack.top();
            frame.unfiltered = (0, 0);
            let operation = frame.operation as usize;
            if let Some(part) = self.parts.get_mut(operation) {
                part.filtered = Answer::Yes;
            }
        }
    }

    const fn push_frame(&mut self, frame: Frame) {
        if !self.stack.push(frame) {
            // Too deep to be read.
            self.parts.incomplete = true;
            self.anything();
        }
    }

    const fn open(&mut self, token: Token) {
        let outer = *self.stack.top();
        if matches!(outer.clause, Clause::CreateTail) && self.query_follows() {
            self.filled();
        }
        let mut inner = match outer.clause {
            Clause::Source => {
                self.stack.set_clause(Clause::Sources);
                // `FROM (TABLE t)` against `FROM (table)`
                let mut ahead = self.lexer;
                let table = matches!(self.keyword(ahead.next_significant()), Keyword::Table);
                let named = ahead.peek();
                let query = table && named.is_name() && !self.keyword(named).is_reserved();
                let mut frame = Frame::new(if query { Clause::Query } else { Clause::Source });
                frame.quiet = outer.quiet;
                frame.may_write = outer.may_write;
                frame.derived_at = token.start;
                frame
            }
            Clause::Statement | Clause::Wrapped | Clause::Query | Clause::CteTail => {
                self.stack.set_clause(Clause::Expression);
                self.stack.top().query = true;
                Frame::new(Clause::Query)
            }
            Clause::Copied => Frame::new(Clause::Statement),
            Clause::CteAs => self.cte_body(),
            Clause::CteHead | Clause::Opaque => Frame::new(Clause::Opaque),
            _ => Frame::new(Clause::Query),
        };
        inner.operation = outer.operation;
        self.push_frame(inner);
    }

    const fn close(&mut self, token: Token, brace: bool) {
        if !self.stack.is_skipping() {
            self.end_write();
        }
        if let Some(frame) = self.stack.pop(brace) {
            self.names.body_ended(frame.cte, token.start);
            self.names.scope_ended(self.stack.depth(), token.start);
            if let Some(part) = self.parts.get_mut(frame.derived as usize) {
                part.end = token.end;
            }
        }
    }

    /// A query begins here: in the place of a source, its parentheses are a derived table.
    pub(super) const fn derived(&mut self) {
        let frame = self.stack.top();
        let start = frame.derived_at;
        if start == NO_PLACE {
            return;
        }
        frame.derived_at = NO_PLACE;
        let end = start + 1;
        let number = self.push(start, end, Role::Target(TargetKind::Derived), false, Answer::No);
        self.stack.top().derived = number;
    }

    const fn comma(&mut self) {
        match self.stack.clause() {
            Clause::Source | Clause::Sources => self.stack.set_clause(Clause::Source),
            Clause::CteTail => self.stack.set_clause(Clause::CteName),
            Clause::Names => self.next_in_list(),
            _ => self.not_a_name(),
        }
    }

    /// A dot outside a name, as after a template's braces: what follows it is no keyword.
    const fn dot(&mut self) {
        self.not_a_name();
        if self.lexer.peek().is_name() {
            self.advance();
        }
    }

    /// A token came that can't be what was expected.
    const fn not_a_name(&mut self) {
        match self.stack.clause() {
            Clause::Source => {
                self.parts.incomplete = true;
                self.stack.set_clause(Clause::Sources);
            }
            Clause::Query | Clause::CteAs => self.stack.set_clause(Clause::Expression),
            Clause::Statement => {
                // No statement that is known.
                self.anything();
                self.parts.incomplete = true;
                self.stack.set_clause(Clause::Opaque);
            }
            Clause::CteName | Clause::CteHead => self.stack.set_clause(Clause::CteTail),
            _ => {}
        }
    }

    const fn quoted(&mut self, token: Token) {
        match self.stack.clause() {
            Clause::Source => {
                self.stack.set_clause(Clause::Sources);
                self.source_named(token);
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
            Clause::Wrapped => self.wrapped(token, keyword),
            Clause::Projection => self.projection(keyword, previous),
            Clause::Source => self.source(token, keyword),
            Clause::Sources => self.sources(keyword, previous),
            Clause::Changed => self.changed(keyword, previous),
            Clause::Assignments => self.assignments(keyword, previous),
            Clause::Expression => self.expression(keyword, previous),
            Clause::InsertTail => self.insert_tail(token, keyword),
            Clause::CreateTail => self.create_tail(token, keyword, previous),
            Clause::CteName => self.cte_name(token),
            Clause::CteHead => self.cte_head(keyword),
            Clause::CteAs => self.cte_as(keyword),
            Clause::CteTail => self.cte_tail(token, keyword),
            Clause::Names => self.names(keyword),
            Clause::Copied | Clause::Opaque => {}
        }
    }
}
