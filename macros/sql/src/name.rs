//! Names of tables, compared: quotes, letter case and white space make no other name.

use crate::byte::{self, SPACE};

/// The bytes of a name as they are compared.
struct Plain<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
    /// The quote that is open, else 0.
    quote: u8,
}

impl<'a> Plain<'a> {
    const fn new(bytes: &'a [u8], (at, end): (usize, usize)) -> Self {
        Self { bytes, at, end, quote: 0 }
    }

    /// The next byte, and whether it is a dot between the parts of the name; 0 when it is over.
    const fn next(&mut self) -> (u8, bool) {
        while self.at < self.end {
            let byte = self.bytes[self.at];
            self.at += 1;
            if self.quote != 0 {
                if byte != self.quote {
                    return (byte.to_ascii_lowercase(), false);
                }
                if self.at < self.end && self.bytes[self.at] == byte {
                    self.at += 1;
                    return (byte, false);
                }
                self.quote = 0;
                continue;
            }
            match byte {
                b'"' | b'`' | b'\'' => self.quote = byte,
                b'[' => self.quote = b']',
                b'/' if byte::get(self.bytes, self.at) == b'*' => self.skip_comment(),
                b'-' if byte::get(self.bytes, self.at) == b'-' => {
                    while self.at < self.end && self.bytes[self.at] != b'\n' {
                        self.at += 1;
                    }
                }
                b'.' => return (b'.', true),
                _ if byte::is(self.bytes, self.at - 1, SPACE) => {}
                _ => return (byte.to_ascii_lowercase(), false),
            }
        }
        (0, false)
    }

    const fn skip_comment(&mut self) {
        while self.at < self.end {
            self.at += 1;
            if self.bytes[self.at - 1] == b'/' && self.bytes[self.at - 2] == b'*' {
                return;
            }
        }
    }
}

/// Whether two names in one text are the same but for ASCII case, quotes and white space.
pub(crate) const fn same_name(bytes: &[u8], a: (usize, usize), b: (usize, usize)) -> bool {
    let (mut a, mut b) = (Plain::new(bytes, a), Plain::new(bytes, b));
    loop {
        let (one, other) = (a.next(), b.next());
        if one.0 != other.0 || one.1 != other.1 {
            return false;
        }
        if one.0 == 0 {
            return true;
        }
    }
}

/// Whether a table goes by a name: as a whole, or without what qualifies it. Quotes and ASCII case don't count. As
/// [`Target::is_called`](crate::Target::is_called), for a table whose text is gone.
///
/// ```
/// use sqlspan_sql::is_table_called;
///
/// assert!(is_table_called("shop.\"User Data\"", "user data"));
/// assert!(!is_table_called("shop.orders", "shop"));
/// ```
#[must_use]
pub const fn is_table_called(table: &str, name: &str) -> bool {
    is_called(table.as_bytes(), (0, table.len()), name.as_bytes())
}

/// Whether the name in `bytes[start..end]` is `called`, as a whole or without what qualifies it. White space in
/// `called` counts, quoted or not: `user data` and `"user data"` are one name.
pub(crate) const fn is_called(bytes: &[u8], (start, end): (usize, usize), called: &[u8]) -> bool {
    let mut from = start;
    loop {
        let mut name = Plain::new(bytes, (from, end));
        if is_same(&mut name, called) {
            return true;
        }
        // Without its first part.
        let mut rest = Plain::new(bytes, (from, end));
        loop {
            match rest.next() {
                (0, _) => return false,
                (_, true) => break,
                _ => {}
            }
        }
        from = rest.at;
    }
}

const fn is_same(name: &mut Plain<'_>, called: &[u8]) -> bool {
    let mut at = 0;
    loop {
        while at < called.len() && matches!(called[at], b'"' | b'`' | b'\'' | b'[' | b']') {
            at += 1;
        }
        let (byte, _) = name.next();
        if at == called.len() || byte == 0 {
            return at == called.len() && byte == 0;
        }
        if byte != called[at].to_ascii_lowercase() {
            return false;
        }
        at += 1;
    }
}
