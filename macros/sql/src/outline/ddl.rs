//! `CREATE`, `ALTER`, `DROP`: the kind of object and its name.

use super::Outline;
use super::frame::Clause;
use crate::keyword::Keyword;
use crate::token::{Kind, Token};

/// How many tokens a `DEFINER = 'user'@'host' SQL SECURITY INVOKER` may take.
const DEFINER: usize = 14;

impl Outline<'_> {
    pub(super) const fn define(&mut self, verb: Token, kind: Keyword) {
        self.operation(verb);
        self.stack.set_clause(Clause::Opaque);
        let Some(object) = self.object_kind() else {
            return;
        };
        if matches!(object, Keyword::User) && matches!(self.peek_keyword(), Keyword::Mapping) {
            return;
        }
        self.skip_existence();
        self.object_name();
        match (kind, object) {
            (Keyword::Drop, _) => {}
            (_, Keyword::View) | (Keyword::Create, Keyword::Table) => {
                self.stack.set_clause(Clause::CreateTail);
            }
            (_, Keyword::Function | Keyword::Procedure | Keyword::Trigger | Keyword::Event) => {
                self.skip_routine();
            }
            _ => {}
        }
    }

    /// Reads and keeps the kind of object; `None` if it isn't one of the known ones.
    const fn object_kind(&mut self) -> Option<Keyword> {
        loop {
            let token = self.lexer.peek();
            let keyword = self.keyword(token);
            match keyword {
                Keyword::Algorithm | Keyword::Definer | Keyword::Sql => self.skip_definer(),
                Keyword::Materialized => {
                    self.lexer.next_significant();
                    if matches!(self.peek_keyword(), Keyword::View) {
                        self.operation(token);
                    }
                }
                _ if keyword.is_object_modifier() => {
                    self.lexer.next_significant();
                }
                _ if keyword.is_object() => {
                    self.lexer.next_significant();
                    self.operation(token);
                    // `CREATE EVENT TRIGGER`
                    if !matches!((keyword, self.peek_keyword()), (Keyword::Event, Keyword::Trigger)) {
                        return Some(keyword);
                    }
                }
                _ => return None,
            }
        }
    }

    const fn skip_definer(&mut self) {
        let mut left = DEFINER;
        loop {
            self.lexer.next_significant();
            left -= 1;
            let next = self.lexer.peek();
            if left == 0 || matches!(next.kind, Kind::End | Kind::Semicolon) || self.keyword(next).is_object() {
                return;
            }
        }
    }

    /// A routine's body is not part of the statement's outline, and `;` inside `BEGIN .. END`
    /// doesn't end the statement.
    const fn skip_routine(&mut self) {
        let (mut depth, mut after_end) = (0usize, false);
        loop {
            let next = self.lexer.peek();
            if matches!(next.kind, Kind::End) || (depth == 0 && matches!(next.kind, Kind::Semicolon)) {
                return;
            }
            self.lexer.next_significant();
            let keyword = self.keyword(next);
            match keyword {
                Keyword::Begin => depth += 1,
                Keyword::Case if !after_end => depth += 1,
                Keyword::End
                    if !matches!(
                        self.peek_keyword(),
                        Keyword::If | Keyword::Loop | Keyword::While | Keyword::Repeat | Keyword::For
                    ) =>
                {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            after_end = matches!(keyword, Keyword::End);
        }
    }

    /// After `CREATE TABLE t`, `CREATE VIEW v`, `DECLARE c`, `PREPARE p`.
    pub(super) const fn create_tail(&mut self, token: Token, keyword: Keyword, previous: Keyword) {
        let body = matches!(previous, Keyword::As | Keyword::For);
        match keyword {
            Keyword::Select => self.select(token),
            Keyword::With if body && self.is_with() => self.with(token),
            Keyword::Table if body && self.table_follows() => self.table(token),
            Keyword::Insert | Keyword::Update | Keyword::Delete if body => {
                self.verb(token, keyword);
            }
            _ => self.skip_qualified(),
        }
    }
}
