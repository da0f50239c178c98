//! The lexer: SQL text to tokens. Everything else in this crate stands on it.

mod quoted;

use crate::byte::{self, DIGIT, SPACE, WORD, WORD_START};
use crate::dialect::Dialect;
use crate::quote;
use crate::token::{Kind, Token};

/// A position in a text. `Copy`, so that looking ahead is lexing with a copy.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub(crate) struct Lexer<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
    pub(crate) dialect: Dialect,
    /// Without a dialect: a token was met that dialects end at different places. From there on the
    /// tokens are one reading of several.
    pub(crate) ambiguous: bool,
    /// The text is over, and what was quoted last was never closed.
    pub(crate) open: bool,
    /// A comment was met, ..
    pub(crate) comment: bool,
    /// .. and one that is a hint.
    pub(crate) hint: bool,
    /// With `MySQL`: a comment was met that some versions of the server run.
    pub(crate) conditional: bool,
    /// Such comments are not run.
    skips_conditional: bool,
    /// What is read stands inside of a comment that the server runs.
    executable: bool,
    /// This is one reading of a text without a dialect.
    trial: bool,
}

impl<'a> Lexer<'a> {
    pub(crate) const fn new(sql: &'a str, dialect: Dialect) -> Self {
        Self {
            bytes: sql.as_bytes(),
            at: 0,
            dialect,
            ambiguous: false,
            open: false,
            comment: false,
            hint: false,
            conditional: false,
            skips_conditional: false,
            executable: false,
            trial: false,
        }
    }

    /// How a dialect reads a text whose dialect isn't known, for when the readings differ.
    pub(crate) const fn trial(sql: &'a str, dialect: Dialect) -> Self {
        let mut lexer = Self::new(sql, dialect);
        lexer.trial = true;
        lexer
    }

    /// The same text to a server that does not run what others do: `/*!80000 .. */`, `/*M! .. */`.
    pub(crate) const fn without_conditional(mut self) -> Self {
        self.skips_conditional = true;
        self
    }

    /// The next token that is neither white space nor a comment.
    pub(crate) const fn next_significant(&mut self) -> Token {
        loop {
            let token = self.next();
            if !token.is_trivia() {
                return token;
            }
        }
    }

    /// What [`next_significant`](Self::next_significant) would yield.
    pub(crate) const fn peek(&self) -> Token {
        let mut ahead = *self;
        ahead.next_significant()
    }

    pub(crate) const fn next(&mut self) -> Token {
        let start = self.at;
        if start >= self.bytes.len() {
            self.open |= self.executable;
            return Token { kind: Kind::End, start, end: self.bytes.len() };
        }
        let second = byte::get(self.bytes, start + 1);
        match self.bytes[start] {
            _ if byte::is(self.bytes, start, SPACE) => {
                self.token(Kind::Space, start, byte::run(self.bytes, start, SPACE))
            }
            _ if byte::is(self.bytes, start, WORD_START) => self.word(start),
            b'0'..=b'9' => self.number(start),
            b'.' if second.is_ascii_digit() && !self.after_operand(start) => self.number(start),
            b'.' => self.token(Kind::Dot, start, start + 1),
            b'(' => self.token(Kind::Open, start, start + 1),
            b')' => self.token(Kind::Close, start, start + 1),
            b',' => self.token(Kind::Comma, start, start + 1),
            b';' => self.token(Kind::Semicolon, start, start + 1),
            b'\'' => self.string(start, start + 1, self.backslash()),
            b'"' => self.double_quoted(start),
            b'`' if !self.postgres() => self.quoted(start, b'`', start + 1),
            b'[' => self.bracket(start),
            b'-' if second == b'-' => self.dashes(start),
            b'/' if second == b'*' => self.block_comment(start),
            b'*' if second == b'/' && self.executable => {
                self.executable = false;
                self.token(Kind::BlockComment, start, start + 2)
            }
            b'#' => self.hash(start, second),
            b'$' => self.dollar(start),
            b'?' => self.question(start),
            b':' => self.colon(start, second),
            b'@' => self.at_sign(start, second),
            _ => self.token(Kind::Operator, start, start + 1),
        }
    }

    pub(crate) const fn has_newline(&self, token: Token) -> bool {
        quote::line_end(self.bytes, token.start) < token.end
    }

    const fn token(&mut self, kind: Kind, start: usize, end: usize) -> Token {
        self.open = end > self.bytes.len();
        self.at = if self.open { self.bytes.len() } else { end };
        Token { kind, start, end: self.at }
    }

    const fn generic(&self) -> bool {
        matches!(self.dialect, Dialect::Generic)
    }

    const fn postgres(&self) -> bool {
        matches!(self.dialect, Dialect::Postgres)
    }

    const fn mysql(&self) -> bool {
        matches!(self.dialect, Dialect::MySql)
    }

    const fn sqlite(&self) -> bool {
        matches!(self.dialect, Dialect::Sqlite)
    }

    /// Whether a backslash escapes in a plain string.
    const fn backslash(&self) -> bool {
        self.mysql()
    }

    /// Whether the byte before `at` ends a name or an operand, with nothing in between.
    const fn after_operand(&self, at: usize) -> bool {
        at > 0 && (byte::is(self.bytes, at - 1, WORD) || matches!(self.bytes[at - 1], b')' | b']' | b'"' | b'`' | b'}'))
    }

    const fn word(&mut self, start: usize) -> Token {
        let second = byte::get(self.bytes, start + 1);
        if second == b'\'' {
            match self.bytes[start] {
                b'E' | b'e' if self.postgres() || self.generic() => {
                    return self.string(start, start + 2, true);
                }
                b'N' | b'n' => return self.string(start, start + 2, self.backslash()),
                b'B' | b'b' | b'X' | b'x' => return self.string(start, start + 2, false),
                _ => {}
            }
        } else if second == b'&' && matches!(self.bytes[start], b'U' | b'u') && (self.postgres() || self.generic()) {
            match byte::get(self.bytes, start + 2) {
                b'\'' => return self.string(start, start + 3, false),
                b'"' => return self.quoted(start, b'"', start + 3),
                _ => {}
            }
        }
        self.token(Kind::Word, start, byte::run(self.bytes, start + 1, WORD))
    }

    /// A number, with whatever word is glued to it: `0xFF`, `1_000`, `1e-5`.
    const fn number(&mut self, start: usize) -> Token {
        let mut at = byte::run(self.bytes, start, DIGIT);
        if self.mysql() && at > start && byte::is(self.bytes, at, WORD_START) {
            // MySQL allows names like 2fa_tokens.
            let letter = self.bytes[at] | 0x20;
            if !matches!(letter, b'e' | b'x' | b'b') {
                return self.token(Kind::Word, start, byte::run(self.bytes, at, WORD));
            }
        }
        let hex = matches!(byte::get(self.bytes, at), b'x' | b'X');
        let mut dots = 0;
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'.' if dots == 0 && byte::get(self.bytes, at + 1) != b'.' => dots = 1,
                b'+' | b'-'
                    if !hex && matches!(self.bytes[at - 1], b'e' | b'E') && byte::is(self.bytes, at + 1, DIGIT) => {}
                _ if byte::is(self.bytes, at, WORD) => {}
                _ => break,
            }
            at += 1;
        }
        self.token(Kind::Number, start, at)
    }

    const fn hash(&mut self, start: usize, second: u8) -> Token {
        // `#>` and `#>>` are JSON paths, unless this certainly is MySQL. Any other `#` could be a
        // comment of MySQL.
        if self.mysql() && !(self.trial && second == b'>') {
            self.comment = true;
            let end = quote::line_end(self.bytes, start + 1);
            return self.token(Kind::LineComment, start, end);
        }
        self.ambiguous |= self.generic() && second != b'>';
        self.token(Kind::Operator, start, start + 1)
    }

    const fn dollar(&mut self, start: usize) -> Token {
        if byte::is(self.bytes, start + 1, DIGIT) {
            let end = byte::run(self.bytes, start + 1, DIGIT);
            return self.token(Kind::Placeholder, start, end);
        }
        if (self.postgres() || self.generic())
            && let Some(text) = quote::dollar_tag(self.bytes, start)
        {
            let end = if let Some(end) = quote::closing_tag(self.bytes, start, text) {
                end
            } else {
                // Unclosed, it is more likely something else: `$name$x` of SQLite.
                self.ambiguous |= self.generic();
                self.bytes.len() + 1
            };
            return self.token(Kind::Text, start, end);
        }
        if byte::is(self.bytes, start + 1, WORD_START) && !self.postgres() {
            let kind = if self.mysql() { Kind::Word } else { Kind::Placeholder };
            return self.token(kind, start, byte::run(self.bytes, start + 1, WORD));
        }
        self.token(Kind::Operator, start, start + 1)
    }

    const fn question(&mut self, start: usize) -> Token {
        if self.postgres() {
            return self.token(Kind::Operator, start, start + 1);
        }
        let end = byte::run(self.bytes, start + 1, DIGIT);
        self.token(Kind::Placeholder, start, end)
    }

    const fn colon(&mut self, start: usize, second: u8) -> Token {
        if matches!(second, b':' | b'=') {
            return self.token(Kind::Operator, start, start + 2);
        }
        let class = if self.sqlite() { WORD } else { WORD_START };
        if (self.sqlite() || self.generic()) && byte::is(self.bytes, start + 1, class) {
            let end = byte::run(self.bytes, start + 1, WORD);
            return self.token(Kind::Placeholder, start, end);
        }
        self.token(Kind::Operator, start, start + 1)
    }

    const fn at_sign(&mut self, start: usize, second: u8) -> Token {
        if self.postgres() || matches!(second, b'>' | b'?') {
            let wide = matches!(second, b'>' | b'?' | b'@') as usize;
            return self.token(Kind::Operator, start, start + 1 + wide);
        }
        let double = (second == b'@') as usize;
        let end = byte::run(self.bytes, start + 1 + double, WORD);
        if end == start + 1 + double {
            return self.token(Kind::Operator, start, end);
        }
        let kind = if self.mysql() || double == 1 { Kind::Variable } else { Kind::Placeholder };
        self.token(kind, start, end)
    }
}
