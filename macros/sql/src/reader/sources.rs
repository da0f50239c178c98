//! Which table of a list of sources a name of `MySQL`'s `DELETE a, b FROM t AS a JOIN ..` stands for.

use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::name::same_name;
use crate::token::Kind;

/// The table in a list of sources that is called `name` or has it for an alias.
pub(super) const fn listed(sources: Lexer<'_>, name: (usize, usize)) -> Option<(usize, usize)> {
    if let Some(table) = find(sources, name, By::Alias) {
        return Some(table);
    }
    match find(sources, name, By::Name) {
        Some(table) => Some(table),
        None => find(sources, name, By::LastName),
    }
}

/// What a table is looked for by.
#[derive(Clone, Copy)]
enum By {
    Alias,
    Name,
    /// Its name without what qualifies it.
    LastName,
}

const fn find(mut sources: Lexer<'_>, name: (usize, usize), by: By) -> Option<(usize, usize)> {
    let bytes = sources.bytes;
    // Joins in parentheses are looked into, anything else in parentheses is not.
    let (mut depth, mut joined, mut expected) = (0usize, 0usize, true);
    loop {
        let token = sources.next_significant();
        match token.kind {
            Kind::End | Kind::Semicolon => return None,
            Kind::Open if depth == 0 && expected => joined += 1,
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 && joined == 0 => return None,
            Kind::Close if depth == 0 => joined -= 1,
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
                    let mut last = table;
                    while matches!(sources.peek().kind, Kind::Dot) {
                        sources.next_significant();
                        let part = sources.next_significant();
                        last = (part.start, part.end);
                        table.1 = part.end;
                    }
                    let mut next = sources.peek();
                    if matches!(Keyword::of(bytes, next.start, next.end), Keyword::As) {
                        sources.next_significant();
                        next = sources.peek();
                    }
                    let alias = next.is_name() && !Keyword::of(bytes, next.start, next.end).is_reserved();
                    let called = match by {
                        By::Alias => alias && same_name(bytes, (next.start, next.end), name),
                        By::Name => same_name(bytes, table, name),
                        By::LastName => !alias && same_name(bytes, last, name),
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
