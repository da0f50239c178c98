//! The reader's state, and how it takes in a token and keeps a part.

use super::cte::CteNames;
use super::frame::Stack;
use super::pager::Pager;
use crate::answer::Answer;
use crate::effects;
use crate::keyword::Keyword;
use crate::kind::{OperationKind, TargetKind};
use crate::lexer::Lexer;
use crate::part::{NOWHERE, Part, Parts, Role};
use crate::placeholder::Placeholders;
use crate::statement::{Statement, Statements};
use crate::token::{Kind, Token};
use crate::words;

/// What a text was read as.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub(crate) struct Read {
    pub(crate) parts: Parts,
    pub(crate) statements: Statements,
    /// How many values it wants bound, if that is certain.
    pub(crate) placeholders: Option<usize>,
    pub(crate) comment: bool,
    pub(crate) hint: bool,
    /// Without a dialect: the dialects read it differently.
    pub(crate) ambiguous: bool,
    /// With `MySQL`: so do the versions of the server.
    pub(crate) conditional: bool,
}

/// The reader and what it has found so far.
pub(crate) struct Reader<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) parts: Parts,
    pub(super) names: CteNames,
    pub(super) stack: Stack,
    pub(super) statements: Statements,
    /// The statement that is being read.
    pub(super) statement: Statement,
    /// Whether a token of it was read.
    pub(super) begun: bool,
    /// Whether what is being read takes effect: the body of a view does not.
    pub(super) live: Answer,
    /// Whether the statement defines something, in whose text functions are named and not called.
    pub(super) defines: bool,
    pub(super) pager: Pager,
    pub(super) placeholders: Placeholders,
    /// The token that was taken in last, as a keyword.
    pub(super) keyword: Keyword,
    /// The keyword before the current token, if that was a word.
    pub(super) previous: Keyword,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(lexer: Lexer<'a>) -> Self {
        Self {
            lexer,
            parts: Parts::new(),
            names: CteNames::new(),
            stack: Stack::new(),
            statements: Statements::new(),
            statement: Statement::NONE,
            begun: false,
            live: Answer::Yes,
            defines: false,
            pager: Pager::new(),
            placeholders: Placeholders::new(),
            keyword: Keyword::Other,
            previous: Keyword::Other,
        }
    }

    /// Reads a text to its end.
    pub(crate) const fn read(lexer: Lexer<'a>) -> Read {
        let mut reader = Self::new(lexer);
        loop {
            let token = reader.advance();
            if matches!(token.kind, Kind::End) {
                break;
            }
            reader.step(token);
        }
        reader.end_statement(reader.lexer.at);
        reader.names.resolve(&mut reader.parts, reader.lexer.bytes);
        Read {
            placeholders: reader.placeholders.greatest(reader.lexer.dialect, reader.lexer.ambiguous),
            comment: reader.lexer.comment,
            hint: reader.lexer.hint,
            ambiguous: reader.lexer.ambiguous,
            conditional: reader.lexer.conditional,
            parts: reader.parts,
            statements: reader.statements,
        }
    }

    /// Takes in the next token. Every token of the text comes by here once.
    pub(super) const fn advance(&mut self) -> Token {
        let token = self.lexer.next_significant();
        match token.kind {
            Kind::End => return token,
            Kind::Word => self.keyword = Keyword::of(self.lexer.bytes, token.start, token.end),
            _ => self.keyword = Keyword::Other,
        }
        if !matches!(token.kind, Kind::Semicolon) {
            if !self.begun {
                self.begun = true;
                self.statement.start = token.start;
                self.placeholders.begin(self.keyword);
            }
            self.statement.end = token.end;
        }
        self.observe(token);
        token
    }

    pub(super) const fn keyword(&self, token: Token) -> Keyword {
        words::keyword(&self.lexer, token)
    }

    /// The keyword that comes next.
    pub(super) const fn peek_keyword(&self) -> Keyword {
        self.keyword(self.lexer.peek())
    }

    /// Whether a token is this word; `word` in lower case. For words that mean something in few places.
    pub(super) const fn is_word(&self, token: Token, word: &str) -> bool {
        words::is_word(&self.lexer, token, word)
    }

    /// Notes what the statement does, if what is being read takes effect.
    pub(super) const fn effect(&mut self, effects: u16) {
        if !self.live.is_no() {
            self.statement.effects.add(effects, self.live.is_yes());
        }
    }

    /// Notes what the statement may do.
    pub(super) const fn possible(&mut self, effects: u16) {
        if !self.live.is_no() {
            self.statement.effects.add(effects, false);
        }
    }

    /// What follows may do anything.
    pub(super) const fn anything(&mut self) {
        self.possible(effects::ANYTHING);
    }

    /// Keeps the first keyword of an operation.
    pub(super) const fn operation(&mut self, token: Token, kind: OperationKind) {
        let number = self.push(token.start, token.end, Role::Operation(kind), true, Answer::No);
        self.stack.top().operation = number;
        if self.statement.main == NOWHERE && self.stack.depth() == 0 {
            self.statement.main = number;
        }
    }

    /// Keeps a further keyword of it.
    pub(super) const fn further(&mut self, token: Token) {
        self.push(token.start, token.end, Role::Keyword, true, Answer::No);
    }

    /// Keeps what an operation is about, and what a summary says.
    pub(super) const fn target(&mut self, (start, end): (usize, usize), kind: TargetKind, written: Answer) {
        self.push(start, end, Role::Target(kind), true, written);
    }

    /// Keeps a further table that an operation is about: a summary leaves it out.
    pub(super) const fn further_table(&mut self, (start, end): (usize, usize), written: Answer) {
        self.push(start, end, Role::Target(TargetKind::Table), false, written);
    }

    pub(super) const fn push(
        &mut self,
        start: usize,
        end: usize,
        role: Role,
        summarized: bool,
        written: Answer,
    ) -> u16 {
        let operation = self.stack.top().operation;
        self.parts.push(Part {
            start,
            end,
            role,
            statement: self.statements.total(),
            operation,
            summarized,
            written,
            filtered: Answer::No,
        })
    }

    /// Ends the statement at the offset `at`.
    pub(super) const fn end_statement(&mut self, at: usize) {
        if !self.begun {
            return;
        }
        self.end_write();
        let writes = self.statement.effects.writes_rows().is_yes();
        self.statement.paging = self.pager.paging(self.lexer.bytes, writes);
        self.statement.takes_list = self.pager.takes_list;
        self.statements.push(self.statement);
        self.names.statement_ended(at);
        self.stack.reset();
        self.statement = Statement::NONE;
        self.begun = false;
        self.live = Answer::Yes;
        self.defines = false;
        self.pager = Pager::new();
    }

    /// What was written at this level ended, with or without a condition.
    pub(super) const fn end_write(&mut self) {
        let (start, end) = self.stack.top().unfiltered;
        if end > 0 && self.statement.unfiltered.is_none() && self.live.is_yes() && !self.statements.has_body() {
            self.statement.unfiltered = Some((start, end));
        }
    }
}
