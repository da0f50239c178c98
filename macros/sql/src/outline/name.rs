//! Names of tables and other objects, possibly qualified, and what only looks like one.

use super::Outline;
use super::word::Role;
use crate::byte;
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::token::{Kind, Token};

impl Outline<'_> {
    /// Reads the name that begins with `first` to its end and keeps it, unless it is incomplete:
    /// `users_{shard}`, `{schema}.users`, `users_$n`.
    pub(super) const fn named(&mut self, first: Token, role: Role) {
        if let Some((start, end)) = self.name(first) {
            self.push(start, end, role);
        }
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
                    self.lexer.next_significant();
                    let part = self.lexer.peek();
                    match part.kind {
                        Kind::Word | Kind::Quoted => {
                            self.lexer.next_significant();
                            end = part.end;
                        }
                        // MySQL's ANSI_QUOTES
                        Kind::Text if bytes[part.start] == b'"' => {
                            self.lexer.next_significant();
                            end = part.end;
                            certain = certain && is_closed(bytes, part);
                        }
                        // `db..table`
                        Kind::Dot => end = next.end,
                        Kind::Operator if bytes[part.start] == b'*' => {
                            self.lexer.next_significant();
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
                    self.lexer.next_significant();
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

    /// The name of a statement's object, if one comes next.
    pub(super) const fn object_name(&mut self) {
        if let Some((start, end)) = self.next_name() {
            self.push(start, end, Role::Object);
        }
    }

    /// Reads a name, if one comes next.
    pub(super) const fn next_name(&mut self) -> Option<(usize, usize)> {
        let token = self.lexer.peek();
        if !token.is_name() || self.keyword(token).is_reserved() {
            return None;
        }
        self.lexer.next_significant();
        self.name(token)
    }

    /// Skips `.b.c` after `a`, so that a column called like a keyword isn't taken for one.
    pub(super) const fn skip_qualified(&mut self) {
        while byte::get(self.lexer.bytes, self.lexer.at) == b'.' {
            self.lexer.next_significant();
            if !self.lexer.peek().is_name() {
                return;
            }
            self.lexer.next_significant();
        }
    }

    /// Skips the next word if it is `keyword`'s kind of word.
    pub(super) const fn skip_if(&mut self, accept: bool) -> bool {
        if accept {
            self.lexer.next_significant();
        }
        accept
    }

    /// Skips the words `IF`, `NOT`, `EXISTS`, `ONLY`, `CONCURRENTLY` before a name.
    pub(super) const fn skip_existence(&mut self) {
        while matches!(
            self.peek_keyword(),
            Keyword::If | Keyword::Not | Keyword::Exists | Keyword::Only | Keyword::Concurrently
        ) {
            self.lexer.next_significant();
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
            self.lexer.next_significant();
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
