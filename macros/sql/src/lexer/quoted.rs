//! Tokens with an end of their own: strings, quoted names, comments.

use super::Lexer;
use crate::byte::{self, DIGIT, WORD_START};
use crate::quote;
use crate::token::{Kind, Token};

impl Lexer<'_> {
    /// A string literal whose text begins at `text`.
    pub(super) const fn string(&mut self, start: usize, text: usize, backslash: bool) -> Token {
        let end = self.quote_end(text, b'\'', backslash);
        self.token(Kind::Text, start, end)
    }

    pub(super) const fn double_quoted(&mut self, start: usize) -> Token {
        if self.mysql() {
            let end = self.quote_end(start + 1, b'"', true);
            return self.token(Kind::Text, start, end);
        }
        self.quoted(start, b'"', start + 1)
    }

    pub(super) const fn quoted(&mut self, start: usize, mark: u8, text: usize) -> Token {
        let end = if mark == b'`' {
            // A backslash is an ordinary character here in every dialect.
            quote::closing_quote(self.bytes, text, mark, false)
        } else {
            self.quote_end(text, mark, false)
        };
        self.token(Kind::Quoted, start, end)
    }

    /// The end of quoted text; without a dialect, whether a backslash escapes may be ambiguous.
    const fn quote_end(&mut self, text: usize, mark: u8, backslash: bool) -> usize {
        let end = quote::closing_quote(self.bytes, text, mark, backslash);
        // Compared only until the first ambiguity, which keeps the whole linear.
        if self.generic()
            && !backslash
            && !self.ambiguous
            && quote::has_backslash(self.bytes, text, end)
            && quote::closing_quote(self.bytes, text, mark, true) != end
        {
            self.ambiguous = true;
        }
        end
    }

    pub(super) const fn bracket(&mut self, start: usize) -> Token {
        if self.sqlite() {
            let end = quote::closing_bracket(self.bytes, start + 1);
            return self.token(Kind::Quoted, start, end);
        }
        if self.generic()
            && !self.after_operand(start)
            && let Some(end) = quote::bracketed_name(self.bytes, start + 1)
        {
            return self.token(Kind::Quoted, start, end);
        }
        self.token(Kind::Operator, start, start + 1)
    }

    pub(super) const fn dashes(&mut self, start: usize) -> Token {
        let third = byte::get(self.bytes, start + 2);
        // MySQL wants white space or a control character after the dashes.
        let spaced = start + 2 >= self.bytes.len() || third <= b' ' || third == 0x7F;
        if self.mysql() && !spaced {
            return self.token(Kind::Operator, start, start + 1);
        }
        self.comment = true;
        let end = quote::line_end(self.bytes, start + 2);
        // To MySQL, `5--3` is a difference. What reads like a comment is one, unless it would make
        // a difference to the lines that follow if it weren't.
        self.ambiguous |= self.generic()
            && !spaced
            && (self.after_operand(start)
                || !byte::is(self.bytes, start + 2, WORD_START)
                || quote::opens_in(self.bytes, start + 2, end));
        self.token(Kind::LineComment, start, end)
    }

    pub(super) const fn block_comment(&mut self, start: usize) -> Token {
        self.comment = true;
        let third = byte::get(self.bytes, start + 2);
        self.hint |= third == b'+';
        let executable = third == b'!' || third == b'M' && byte::get(self.bytes, start + 3) == b'!';
        if executable && self.mysql() && !self.executable {
            let digits = start + 3 + (third == b'M') as usize;
            let text = byte::run(self.bytes, digits, DIGIT);
            let always = third == b'!' && (text == digits || quote::runs_everywhere(self.bytes, digits, text));
            self.conditional |= !always;
            if always || !self.skips_conditional {
                self.executable = true;
                return self.token(Kind::BlockComment, start, text);
            }
        }
        self.ambiguous |= executable && self.generic();
        let (end, inner) = quote::block_comment_end(self.bytes, start + 2, self.postgres());
        self.ambiguous |= self.generic() && inner;
        self.token(Kind::BlockComment, start, end)
    }
}
