//! `INSERT`, `REPLACE`, `UPDATE`, `DELETE` and `MERGE`: the table that is changed.

use super::Outline;
use super::frame::Clause;
use super::word::{Role, same_name};
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};

impl Outline<'_> {
    pub(super) const fn insert(&mut self, token: Token) {
        self.operation(token);
        self.stack.set_clause(Clause::InsertTail);
        let into = self.skip_modifiers();
        if into || self.insert_goes_on() {
            self.changed_table();
        }
    }

    pub(super) const fn update(&mut self, token: Token) {
        self.operation(token);
        self.stack.set_clause(Clause::Expression);
        self.skip_modifiers();
        self.changed_table();
    }

    pub(super) const fn merge(&mut self, token: Token) {
        self.update(token);
    }

    pub(super) const fn delete(&mut self, token: Token) {
        self.operation(token);
        self.stack.set_clause(Clause::Expression);
        self.skip_modifiers();
        let bytes = self.lexer.bytes;
        if matches!(self.peek_keyword(), Keyword::From) {
            self.lexer.next_significant();
            self.skip_existence();
            let Some(name) = self.next_table() else {
                return;
            };
            // MySQL's `DELETE FROM a USING t AS a` names an alias.
            let table = match self.sources_after(Keyword::Using) {
                Some(sources) => aliased(sources, name),
                None => None,
            };
            let (start, end) = match table {
                Some(table) => table,
                None => name,
            };
            self.push(start, end, Role::Object);
        } else if let Some(name) = self.next_table() {
            // MySQL's `DELETE a, b FROM t AS a JOIN ..`, where the name may be an alias or a table.
            let Some(sources) = self.sources_after(Keyword::From) else {
                return;
            };
            if let Some((start, end)) = aliased(sources, name) {
                self.push(start, end, Role::Object);
            } else if let Some((start, end)) = listed(sources, name)
                && same_name(bytes, (start, end), name)
            {
                self.push(start, end, Role::Object);
            }
        }
    }

    /// The list of sources after `keyword`, if only names and commas are before it.
    const fn sources_after(&self, keyword: Keyword) -> Option<Lexer<'_>> {
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
        if let Some((start, end)) = self.next_table() {
            self.push(start, end, Role::Object);
        }
    }

    /// A name, or a string where one is taken for a name.
    const fn next_table(&mut self) -> Option<(usize, usize)> {
        let token = self.lexer.peek();
        if matches!(token.kind, Kind::Text) {
            self.lexer.next_significant();
            return self.name(token);
        }
        self.next_name()
    }

    /// Skips what may stand between the verb and the table, and tells whether `INTO` was there.
    const fn skip_modifiers(&mut self) -> bool {
        let mut into = false;
        loop {
            match self.peek_keyword() {
                Keyword::Into | Keyword::Overwrite => into = true,
                Keyword::Or => {
                    // `OR REPLACE`, `OR IGNORE`, `OR ABORT` ..
                    self.lexer.next_significant();
                }
                Keyword::Only
                | Keyword::LowPriority
                | Keyword::HighPriority
                | Keyword::Delayed
                | Keyword::Quick
                | Keyword::Ignore => {}
                _ => return into,
            }
            self.lexer.next_significant();
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
                        Keyword::Values | Keyword::Value | Keyword::Select | Keyword::Set
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
}

/// The table that has the alias `name` in a list of sources.
const fn aliased(sources: Lexer<'_>, name: (usize, usize)) -> Option<(usize, usize)> {
    find(sources, name, true)
}

/// The table in a list of sources that is called `name`, qualified or not.
const fn listed(sources: Lexer<'_>, name: (usize, usize)) -> Option<(usize, usize)> {
    find(sources, name, false)
}

const fn find(mut sources: Lexer<'_>, name: (usize, usize), by_alias: bool) -> Option<(usize, usize)> {
    let bytes = sources.bytes;
    let (mut depth, mut expected) = (0usize, true);
    loop {
        let token = sources.next_significant();
        match token.kind {
            Kind::End | Kind::Semicolon => return None,
            Kind::Open => {
                depth += 1;
                expected = false;
            }
            Kind::Close if depth == 0 => return None,
            Kind::Close => depth -= 1,
            _ if depth > 0 => {}
            Kind::Comma => expected = true,
            Kind::Word | Kind::Quoted => {
                let keyword = if matches!(token.kind, Kind::Word) {
                    Keyword::of(bytes, token.start, token.end)
                } else {
                    Keyword::Other
                };
                if keyword.ends_sources() {
                    return None;
                }
                if matches!(keyword, Keyword::Join | Keyword::StraightJoin) {
                    expected = true;
                } else if expected && !keyword.is_reserved() {
                    expected = false;
                    let mut table = (token.start, token.end);
                    while matches!(sources.peek().kind, Kind::Dot) {
                        sources.next_significant();
                        table.1 = sources.next_significant().end;
                    }
                    let mut next = sources.peek();
                    if matches!(Keyword::of(bytes, next.start, next.end), Keyword::As) {
                        sources.next_significant();
                        next = sources.peek();
                    }
                    let alias = next.is_name() && !Keyword::of(bytes, next.start, next.end).is_reserved();
                    let called = if by_alias {
                        alias && same_name(bytes, (next.start, next.end), name)
                    } else {
                        same_name(bytes, table, name)
                    };
                    if called {
                        return Some(table);
                    }
                }
            }
            _ => {}
        }
    }
}
