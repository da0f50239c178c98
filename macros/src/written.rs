//! Tokens as the user wrote them, on one line, for messages.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Tokens with the spaces that the user put between them; a line break is a space.
pub(crate) fn written(tokens: &TokenStream) -> String {
    if !proc_macro::is_available() {
        // Only in tests of this crate: nothing knows where the tokens stood.
        return tokens.to_string();
    }
    let mut line = Line::default();
    line.write(tokens.clone());
    line.text
}

#[derive(Default)]
struct Line {
    text: String,
    /// Where the last token ended: line and column.
    end: Option<(usize, usize)>,
}

impl Line {
    fn write(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::None => ("", ""),
                    };
                    // A group that was parsed and printed again has one span for all of it.
                    let span = group.span().unwrap();
                    let (start, end) = (span.start(), span.end());
                    let (line, column) = (start.line(), start.column());
                    self.token(open, (line, column), (line, column + open.len()));
                    self.write(group.stream());
                    let (line, column) = (end.line(), end.column());
                    self.token(close, (line, column.saturating_sub(close.len())), (line, column));
                }
                token => {
                    let span = token.span().unwrap();
                    let (start, end) = (span.start(), span.end());
                    self.token(&token.to_string(), (start.line(), start.column()), (end.line(), end.column()));
                }
            }
        }
    }

    fn token(&mut self, token: &str, start: (usize, usize), end: (usize, usize)) {
        if self.end.is_some_and(|end| end != start) && !self.text.is_empty() {
            self.text.push(' ');
        }
        // What `#[async_trait]` makes of it, where that came first.
        self.text.push_str(if token == "__self" { "self" } else { token });
        self.end = Some(end);
    }
}
