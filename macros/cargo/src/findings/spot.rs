//! Where tokens stand in their file, as data that outlives them.

use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};

use super::finding::Region;

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) region: Region,
    /// The lines that it stands in.
    pub(super) lines: String,
    /// Its code, white space collapsed.
    pub(super) code: String,
}

/// The lines of a file.
pub(super) struct Source<'s> {
    lines: Vec<&'s str>,
}

impl<'s> Source<'s> {
    pub(super) fn new(text: &'s str) -> Self {
        Self { lines: text.lines().collect() }
    }

    /// Where tokens stand, from the first to the last; none where the user has not written them.
    pub(super) fn tokens(&self, tokens: &TokenStream) -> Option<Spot> {
        let (first, last) = ends(tokens)?;
        Some(self.spot(region(first.start(), last.end())))
    }

    /// Where a span stands; none where it is that of the whole macro.
    pub(super) fn span(&self, span: Span) -> Option<Spot> {
        is_written(span).then(|| self.spot(region(span.start(), span.end())))
    }

    /// The first character of a file.
    pub(super) fn start(&self) -> Spot {
        self.spot(Region { line: 1, column: 1, end_line: 1, end_column: 2 })
    }

    fn spot(&self, region: Region) -> Spot {
        let lines = self.lines.get(region.line - 1..region.end_line.min(self.lines.len())).unwrap_or_default();
        let part = |index: usize, line: &str| {
            let from = if index == 0 { region.column - 1 } else { 0 };
            let to = if index + 1 == lines.len() { region.end_column - 1 } else { usize::MAX };
            line.chars().take(to).skip(from).collect::<String>()
        };
        let code: Vec<String> = lines.iter().enumerate().map(|(index, line)| part(index, line)).collect();
        Spot { region, lines: lines.join("\n"), code: in_one_line(&code.join(" ")) }
    }
}

/// Code with single spaces.
fn in_one_line(code: &str) -> String {
    let mut line = String::new();
    for char in code.trim().chars() {
        match char {
            char if !char.is_whitespace() => line.push(char),
            _ if line.ends_with(' ') => {}
            _ => line.push(' '),
        }
    }
    line
}

/// The region of tokens, for a change; `behind`: the place behind them.
pub(super) fn region_of(tokens: &TokenStream, behind: bool) -> Option<Region> {
    let (first, last) = ends(tokens)?;
    Some(region(if behind { last.end() } else { first.start() }, last.end()))
}

fn region(start: LineColumn, end: LineColumn) -> Region {
    Region { line: start.line, column: start.column + 1, end_line: end.line, end_column: end.column + 1 }
}

/// The spans of the first and the last token that the user has written.
fn ends(tokens: &TokenStream) -> Option<(Span, Span)> {
    let mut spans: Vec<Span> = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) if !is_written(group.span()) => {
                spans.extend(ends(&group.stream()).into_iter().flat_map(|(first, last)| [first, last]));
            }
            token => spans.extend(Some(token.span()).filter(|span| is_written(*span))),
        }
    }
    Some((*spans.first()?, *spans.last()?))
}

/// Tokens that the analysis made stand nowhere.
fn is_written(span: Span) -> bool {
    !span.byte_range().is_empty()
}
