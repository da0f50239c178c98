//! What the lexer yields: a kind and a byte range.

/// The lexical class of a token.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// The text is over.
    End,
    Space,
    /// `-- ..` or `# ..`, without its newline.
    LineComment,
    /// `/* .. */`, hints included. Of a comment that the server runs, `/*!50000 .. */`, the marks at its ends.
    BlockComment,
    /// An unquoted identifier or keyword.
    Word,
    /// A quoted identifier.
    Quoted,
    /// A string literal of any form, its prefix included.
    Text,
    Number,
    /// `$1`, `?`, `?1`, `:name`, `@name`, `$name`.
    Placeholder,
    /// `@name` and `@@name` of `MySQL`.
    Variable,
    Open,
    Close,
    Comma,
    Semicolon,
    Dot,
    /// Any other byte or operator, braces included.
    Operator,
}

/// A piece of the text: `start..end` are byte offsets on character boundaries.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Token {
    /// Whether this is white space or a comment: nothing the grammar sees.
    pub(crate) const fn is_trivia(self) -> bool {
        matches!(self.kind, Kind::Space | Kind::LineComment | Kind::BlockComment)
    }

    /// Whether this can be (part of) a name.
    pub(crate) const fn is_name(self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Quoted)
    }
}
