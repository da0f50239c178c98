//! Where quoted text ends: strings, quoted identifiers, dollar quotes and comments.

use crate::byte;

/// The offset after the closing `quote`, for text that opens before `at`. A doubled quote does not
/// close, nor does one after a backslash if `backslash` says that it escapes. Unclosed: beyond the
/// length.
pub(crate) const fn closing_quote(bytes: &[u8], mut at: usize, quote: u8, backslash: bool) -> usize {
    while at < bytes.len() {
        let byte = bytes[at];
        at += 1;
        if byte == quote {
            if byte::get(bytes, at) != quote {
                return at;
            }
            at += 1;
        } else if byte == b'\\' && backslash {
            at += 1;
        }
    }
    bytes.len() + 1
}

/// Whether there is a backslash in `start..end`.
pub(crate) const fn has_backslash(bytes: &[u8], mut start: usize, end: usize) -> bool {
    while start < end && start < bytes.len() {
        if bytes[start] == b'\\' {
            return true;
        }
        start += 1;
    }
    false
}

/// Whether anything in `start..end` opens a quote, a comment or a parenthesis.
pub(crate) const fn opens_in(bytes: &[u8], mut start: usize, end: usize) -> bool {
    while start < end {
        if matches!(bytes[start], b'\'' | b'"' | b'`' | b'*' | b'$' | b'#' | b'(' | b';') {
            return true;
        }
        start += 1;
    }
    false
}

/// The offset after `]`; unclosed: beyond the length.
pub(crate) const fn closing_bracket(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        at += 1;
        if bytes[at - 1] == b']' {
            return at;
        }
    }
    bytes.len() + 1
}

/// The offset after `]` if what starts at `at` reads like a bracketed name rather than a subscript
/// or an array: a letter first, then only letters, digits, spaces and a few marks.
pub(crate) const fn bracketed_name(bytes: &[u8], mut at: usize) -> Option<usize> {
    if !byte::is(bytes, at, byte::WORD_START) {
        return None;
    }
    while at < bytes.len() {
        match bytes[at] {
            b']' => return Some(at + 1),
            b' ' | b'-' | b'.' => {}
            _ if byte::is(bytes, at, byte::WORD) => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

/// The offset of the first byte after a dollar quote's opening tag, if one opens at `start`.
pub(crate) const fn dollar_tag(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    if byte::is(bytes, at, byte::WORD_START) {
        while byte::is(bytes, at, byte::WORD) && bytes[at] != b'$' {
            at += 1;
        }
    }
    if byte::get(bytes, at) == b'$' { Some(at + 1) } else { None }
}

/// The offset after the closing tag of the dollar quote whose opening tag is `start..at`, if there
/// is one.
pub(crate) const fn closing_tag(bytes: &[u8], start: usize, mut at: usize) -> Option<usize> {
    let tag = at - start;
    while at < bytes.len() {
        if bytes[at] == b'$' {
            let mut same = 1;
            // Up to the next `$` at most, so the whole search stays linear.
            while same < tag && at + same < bytes.len() && bytes[at + same] == bytes[start + same] {
                same += 1;
            }
            if same == tag {
                return Some(at + tag);
            }
        }
        at += 1;
    }
    None
}

/// The offset of the end of the line.
pub(crate) const fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    at
}

/// The end of a block comment whose `/*` ends at `at`, and whether there was a `/*` inside.
/// Unclosed: beyond the length.
pub(crate) const fn block_comment_end(bytes: &[u8], mut at: usize, nested: bool) -> (usize, bool) {
    let (mut depth, mut inner) = (1, false);
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'*', b'/') => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return (at, inner);
                }
            }
            (b'/', b'*') => {
                inner = true;
                depth += nested as usize;
                at += 2;
            }
            _ => at += 1,
        }
    }
    (bytes.len() + 1, inner)
}

/// Whether every server in use runs a comment of `MySQL`'s with this version: `MariaDB` leaves out those from 5.7 on.
pub(crate) const fn runs_everywhere(bytes: &[u8], start: usize, end: usize) -> bool {
    end - start == 5
        && (bytes[start] < b'5' || bytes[start] == b'5' && bytes[start + 1] == b'0' && bytes[start + 2] < b'7')
}
