//! Messages that show a text, put together by the compiler.

use super::finding::{Counts, Finding};
use super::messages::Lint;

/// A text of a limited size, cut between characters.
#[derive(Clone)]
struct Text<const SIZE: usize> {
    bytes: [u8; SIZE],
    len: usize,
}

impl<const SIZE: usize> Text<SIZE> {
    const fn new() -> Self {
        Self { bytes: [0; SIZE], len: 0 }
    }

    const fn push(&mut self, text: &str) {
        let bytes = text.as_bytes();
        self.copy(bytes, 0, bytes.len());
    }

    /// Appends `bytes[at..end]`, both on character boundaries.
    const fn copy(&mut self, bytes: &[u8], mut at: usize, end: usize) {
        while at < end {
            let next = after_char(bytes, at);
            if self.len + (next - at) > SIZE {
                return;
            }
            while at < next {
                self.bytes[self.len] = if bytes[at] == b'\t' { b' ' } else { bytes[at] };
                self.len += 1;
                at += 1;
            }
        }
    }

    const fn repeat(&mut self, mark: &str, times: usize) {
        let mut at = 0;
        while at < times {
            self.push(mark);
            at += 1;
        }
    }

    const fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        let digits = "0123456789".as_bytes();
        self.copy(digits, number % 10, number % 10 + 1);
    }

    const fn as_str(&self) -> &str {
        match core::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            // Whole characters of a `str` are always UTF-8.
            Err(_) => "",
        }
    }
}

/// The offset behind the character at `at`.
const fn after_char(bytes: &[u8], at: usize) -> usize {
    let mut next = at + 1;
    while next < bytes.len() && bytes[next] & 0xC0 == 0x80 {
        next += 1;
    }
    next
}

/// How many characters there are in `bytes[at..end]`.
const fn chars(bytes: &[u8], mut at: usize, end: usize) -> usize {
    let mut count = 0;
    while at < end {
        at = after_char(bytes, at);
        count += 1;
    }
    count
}

/// The line of a text, and carets under a part of it with what to do there.
///
/// ```
/// use sqlspan_sql::lint::Drawn;
///
/// let drawn = Drawn::new("SELECT a\nFROM t\nWHERE id = {id}", 27, 31, "here");
/// assert_eq!(drawn.as_str(), "    WHERE id = {id}\n               ^^^^ here\n");
/// ```
#[derive(Clone)]
pub struct Drawn(Text<1024>);

/// So much of a long line is shown before the part, and behind it.
const BEFORE: usize = 60;
const BEHIND: usize = 40;

impl Drawn {
    /// The line with the byte range `start..end`.
    #[must_use]
    pub const fn new(sql: &str, start: usize, end: usize, advice: &str) -> Self {
        let bytes = sql.as_bytes();
        let mut from = start;
        while from > 0 && bytes[from - 1] != b'\n' {
            from -= 1;
        }
        while from < start && bytes[from].is_ascii_whitespace() {
            from += 1;
        }
        let mut shown = chars(bytes, from, start);
        let cut = shown > BEFORE;
        while shown > BEFORE {
            from = after_char(bytes, from);
            shown -= 1;
        }
        let mut to = end;
        let mut behind = 0;
        while to < bytes.len() && bytes[to] != b'\n' && behind < BEHIND {
            to = after_char(bytes, to);
            behind += 1;
        }
        while to > end && bytes[to - 1].is_ascii_whitespace() {
            to -= 1;
        }
        let mut text = Text::new();
        text.push("    ");
        if cut {
            text.push("…");
        }
        text.copy(bytes, from, to);
        text.push("\n    ");
        text.repeat(" ", shown + cut as usize);
        text.repeat("^", chars(bytes, start, end));
        if !advice.is_empty() {
            text.push(" ");
            text.push(advice);
        }
        text.push("\n");
        Self(text)
    }

    /// The two lines, each with its newline.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The whole message of a finding with what it is about: the place in the text, or what was counted.
///
/// ```
/// use sqlspan_sql::lint::{self, Told};
/// use sqlspan_sql::Dialect;
///
/// const SQL: &str = "SELECT $1";
/// const FINDING: lint::Finding = lint::bind_count(SQL, Dialect::Postgres, 3).unwrap();
/// assert!(Told::new(SQL, &FINDING).as_str().contains("\nnote: it has 1 placeholder, and 3 values are bound\n"));
/// ```
#[derive(Clone)]
pub struct Told(Text<2048>);

impl Told {
    /// The message of a finding in a text.
    #[must_use]
    pub const fn new(sql: &str, finding: &Finding) -> Self {
        let (start, end) = finding.range();
        let mut text = Text::new();
        text.push(finding.headline());
        text.push("\n");
        match finding.lint() {
            Lint::StrayPlaceholder => {
                let advice = "write a placeholder of the database here, and bind the value with `.bind(..)`";
                text.push(Drawn::new(sql, start, end, advice).as_str());
            }
            Lint::QuotedPlaceholder | Lint::PlaceholderDialect => {
                text.push(Drawn::new(sql, start, end, "").as_str());
            }
            Lint::UnfilteredWrite | Lint::MultipleStatements | Lint::BindCount => {}
        }
        text.push(finding.advice());
        text.push("\n");
        if let Some(counts) = finding.counts() {
            push_counts(&mut text, counts);
        }
        text.push("note: sqlspan::");
        text.push(finding.lint().name());
        Self(text)
    }

    /// The message.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

const fn push_counts(text: &mut Text<2048>, Counts { placeholders, bound }: Counts) {
    text.push("note: it has ");
    push_counted(text, placeholders, " placeholder", " placeholders");
    text.push(", and ");
    push_counted(text, bound, " value is", " values are");
    text.push(" bound\n");
}

const fn push_counted(text: &mut Text<2048>, count: usize, one: &str, many: &str) {
    match count {
        0 => text.push("no"),
        count => text.number(count),
    }
    text.push(if count > 1 { many } else { one });
}

impl core::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Drawn").field(&self.as_str()).finish()
    }
}

impl core::fmt::Debug for Told {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Told").field(&self.as_str()).finish()
    }
}
