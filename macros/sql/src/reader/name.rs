//! Names of tables and other objects, possibly qualified, and what only looks like one.

use super::state::Reader;
use crate::answer::Answer;
use crate::byte;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::kind::TargetKind;
use crate::part::Role;
use crate::token::{Kind, Token};

impl Reader<'_> {
    /// Reads the name of a source that begins with `first`, and keeps it unless it is incomplete: `users_{shard}`,
    /// `{schema}.users`, `users_$n`.
    pub(super) const fn source_named(&mut self, first: Token) {
        match self.name(first) {
            Some(name) => self.read_from(name),
            None => self.parts.incomplete = true,
        }
    }

    /// Keeps what is read from.
    pub(super) const fn read_from(&mut self, (start, end): (usize, usize)) {
        let frame = *self.stack.top();
        // MySQL's `DELETE a FROM t AS a` has `t` already.
        if frame.quiet && self.is_kept(start, end) {
            return;
        }
        let function = matches!(self.lexer.peek().kind, Kind::Open) || self.is_value(start, end);
        let role = if function { Role::Target(TargetKind::Function) } else { Role::Source };
        let written = if frame.may_write { Answer::Unknown } else { Answer::No };
        self.push(start, end, role, !frame.quiet, written);
    }

    /// Whether it is a function that is called without parentheses: `FROM current_date`.
    const fn is_value(&self, start: usize, end: usize) -> bool {
        const NAMES: &[&str] = &[
            "current_catalog",
            "current_date",
            "current_role",
            "current_schema",
            "current_time",
            "current_timestamp",
            "current_user",
            "localtime",
            "localtimestamp",
            "session_user",
            "system_user",
        ];
        let bytes = self.lexer.bytes;
        if !matches!(bytes[start] | 0x20, b'c' | b'l' | b's' | b'u') {
            return false;
        }
        let postgres = matches!(self.lexer.dialect, Dialect::Postgres);
        byte::spells_any(bytes, start, end, NAMES)
            || postgres
                && (byte::spells(bytes, start, end, b"user")
                    || byte::spells(bytes, start, end, b"collation") && matches!(self.peek_keyword(), Keyword::For))
    }

    const fn is_kept(&self, start: usize, end: usize) -> bool {
        let mut at = self.parts.len();
        while at > 0 {
            at -= 1;
            if let Some(part) = self.parts.get(at) {
                if !part.is_target() {
                    return false;
                }
                if part.start == start && part.end == end {
                    return true;
                }
            }
        }
        false
    }

    /// Reads the name that begins with `first` to its end; `None` if it isn't certain.
    pub(super) const fn name(&mut self, first: Token) -> Option<(usize, usize)> {
        let bytes = self.lexer.bytes;
        let mut end = first.end;
        let mut certain = match first.kind {
            Kind::Text => self.string_is_name(first),
            _ => first.is_name(),
        };
        loop {
            let next = self.lexer.peek();
            match next.kind {
                Kind::Dot => {
                    self.advance();
                    let part = self.lexer.peek();
                    match part.kind {
                        Kind::Word | Kind::Quoted => {
                            self.advance();
                            end = part.end;
                        }
                        // MySQL's ANSI_QUOTES
                        Kind::Text if bytes[part.start] == b'"' => {
                            self.advance();
                            end = part.end;
                            certain = certain && is_closed(bytes, part);
                        }
                        // `db..table`
                        Kind::Dot => end = next.end,
                        Kind::Operator if bytes[part.start] == b'*' => {
                            self.advance();
                        }
                        _ => certain = false,
                    }
                }
                // `users@remote`
                Kind::Placeholder
                    if next.start == end
                        && bytes[next.start] == b'@'
                        && matches!(self.lexer.dialect, Dialect::Generic) =>
                {
                    self.advance();
                    end = next.end;
                }
                _ => break,
            }
        }
        let glued_before = first.start > 0
            && matches!(bytes[first.start - 1], b'}' | b'%' | b'?' | b'$' | b':' | b'@' | b'.' | b'#' | b'\\');
        let glued_after =
            matches!(byte::get(bytes, end), b'{' | b'%' | b'?' | b'$' | b':' | b'\\' | b'\'' | b'"' | b'`')
                || (byte::get(bytes, end) == b'#' && byte::get(bytes, end + 1) == b'{');
        if certain && !glued_before && !glued_after && is_closed(bytes, first) {
            Some((first.start, end))
        } else {
            None
        }
    }

    /// Some databases take a string for a name where only a name can stand.
    const fn string_is_name(&self, token: Token) -> bool {
        match self.lexer.bytes[token.start] {
            b'"' => true,
            b'\'' => matches!(self.lexer.dialect, Dialect::Generic | Dialect::Sqlite),
            _ => false,
        }
    }

    /// The name of a statement's object, if one comes next. Says whether one did.
    pub(super) const fn object(&mut self, kind: TargetKind, written: Answer) -> bool {
        let next = self.lexer.peek();
        let quoted = matches!(kind, TargetKind::Table) && matches!(next.kind, Kind::Text);
        let name = if quoted && self.string_is_name(next) {
            self.advance();
            self.name(next)
        } else {
            self.next_name()
        };
        match name {
            Some(name) => {
                self.target(name, kind, written);
                true
            }
            None => false,
        }
    }

    /// Reads a name, if one comes next.
    pub(super) const fn next_name(&mut self) -> Option<(usize, usize)> {
        let token = self.lexer.peek();
        if !token.is_name() || self.keyword(token).is_reserved() {
            return None;
        }
        self.advance();
        self.name(token)
    }

    /// The name of a table that is changed, a string where one is taken for a name, `ONLY t` and `ONLY (t)`.
    pub(super) const fn table_or_only(&mut self) -> Option<(usize, usize)> {
        if matches!(self.peek_keyword(), Keyword::Only) {
            let mut ahead = self.lexer;
            ahead.next_significant();
            let next = ahead.next_significant();
            if matches!(next.kind, Kind::Open) {
                self.advance();
                self.advance();
                let name = self.next_name();
                if matches!(self.lexer.peek().kind, Kind::Close) {
                    self.advance();
                }
                return name;
            }
            // Otherwise it is a table called so.
            if next.is_name() && !self.keyword(next).is_reserved() {
                self.advance();
            }
        }
        // `INSERT INTO TABLE t`, `DELETE FROM IF EXISTS t`
        if matches!(self.peek_keyword(), Keyword::Table | Keyword::If) {
            let mut ahead = self.lexer;
            ahead.next_significant();
            let next = ahead.peek();
            if next.is_name() && !self.keyword(next).is_reserved() {
                self.advance();
                self.skip_existence();
            }
        }
        let token = self.lexer.peek();
        if matches!(token.kind, Kind::Text) {
            self.advance();
            return self.name(token);
        }
        self.next_name()
    }

    /// Skips `.b.c` after `a`, so that a column called like a keyword isn't taken for one.
    pub(super) const fn skip_qualified(&mut self) {
        while byte::get(self.lexer.bytes, self.lexer.at) == b'.' {
            self.advance();
            if !self.lexer.peek().is_name() {
                return;
            }
            self.advance();
        }
    }

    /// Skips the words `IF`, `NOT`, `EXISTS`, `ONLY`, `CONCURRENTLY` before a name.
    pub(super) const fn skip_existence(&mut self) {
        while matches!(
            self.peek_keyword(),
            Keyword::If | Keyword::Not | Keyword::Exists | Keyword::Only | Keyword::Concurrently
        ) {
            self.advance();
        }
    }

    /// Skips a parenthesis with everything in it, if one opens next.
    pub(super) const fn skip_parenthesis(&mut self) {
        if !matches!(self.lexer.peek().kind, Kind::Open) {
            return;
        }
        let mut depth = 0;
        loop {
            match self.lexer.peek().kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                Kind::End | Kind::Semicolon => return,
                _ => {}
            }
            self.advance();
            if depth == 0 {
                return;
            }
        }
    }
}

/// Whether a quoted token has its closing quote.
const fn is_closed(bytes: &[u8], token: Token) -> bool {
    let close = match bytes[token.start] {
        b'[' => b']',
        quote @ (b'"' | b'`' | b'\'') => quote,
        // A word, or a string with a prefix, which is no name anyway.
        _ => return true,
    };
    token.end - token.start >= 2 && bytes[token.end - 1] == close
}
