//! Tokens as the user wrote them, on one line, for messages.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// Tokens with the spaces that the user put between them; a line break is a space.
pub(crate) fn source_text(tokens: &TokenStream) -> String {
    if !knows_places() {
        return tokens.to_string();
    }
    let mut line = Line::default();
    line.write(tokens.clone());
    line.text
}

/// Whether anybody knows where tokens stood: the compiler inside of a macro, `proc-macro2` where it is asked to.
fn knows_places() -> bool {
    cfg!(feature = "span-locations") || proc_macro::is_available()
}

/// Where a span begins and ends: line and column.
#[cfg(feature = "span-locations")]
fn ends(span: Span) -> ((usize, usize), (usize, usize)) {
    let (start, end) = (span.start(), span.end());
    ((start.line, start.column), (end.line, end.column))
}

/// Where a span begins and ends: line and column.
#[cfg(not(feature = "span-locations"))]
fn ends(span: Span) -> ((usize, usize), (usize, usize)) {
    let span = span.unwrap();
    let (start, end) = (span.start(), span.end());
    ((start.line(), start.column()), (end.line(), end.column()))
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
                    let ((line, column), end) = ends(group.span());
                    self.token(open, (line, column), (line, column + open.len()));
                    self.write(group.stream());
                    let (line, column) = end;
                    self.token(close, (line, column.saturating_sub(close.len())), (line, column));
                }
                token => {
                    let (start, end) = ends(token.span());
                    self.token(&token.to_string(), start, end);
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
