//! The words a summary may consist of, in text order.

use super::cte::CteNames;
use crate::byte;

/// What a word stands for.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    /// `SELECT`, `CREATE`, `TABLE`: a keyword of the operation.
    Operation,
    /// What a statement names as its object: never a common table expression.
    Object,
    /// What a query reads from: left out if it is the name of a common table expression.
    Source,
}

/// A byte range of the text.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) role: Role,
    /// The number of the statement it belongs to.
    pub(crate) statement: usize,
}

/// More than fits a summary's 255 bytes, with room for names of common table expressions.
const CAPACITY: usize = 160;

/// A list of words; what is beyond its capacity would be cut off anyway.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    items: [Word; CAPACITY],
    len: usize,
}

impl Words {
    pub(crate) const fn new() -> Self {
        const BLANK: Word = Word { start: 0, end: 0, role: Role::Operation, statement: 0 };
        Self { items: [BLANK; CAPACITY], len: 0 }
    }

    pub(crate) const fn push(&mut self, word: Word) {
        if self.len < CAPACITY {
            self.items[self.len] = word;
            self.len += 1;
        }
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.len == CAPACITY
    }

    pub(crate) const fn get(&self, at: usize) -> Option<Word> {
        if at < self.len { Some(self.items[at]) } else { None }
    }

    /// Drops the sources that are names of common table expressions. Done at the end, because a
    /// recursive `WITH` may name an expression before it defines it.
    pub(crate) const fn without(mut self, names: &CteNames, bytes: &[u8]) -> Self {
        let (mut kept, mut at) = (0, 0);
        while at < self.len {
            let word = self.items[at];
            if !matches!(word.role, Role::Source) || !names.covers(bytes, word.start, word.end) {
                self.items[kept] = word;
                kept += 1;
            }
            at += 1;
        }
        self.len = kept;
        self
    }

    /// The leading words that are the same in both lists.
    pub(crate) const fn agreed(mut self, other: &Self) -> Self {
        let mut at = 0;
        while at < self.len && at < other.len {
            let (a, b) = (self.items[at], other.items[at]);
            if a.start != b.start || a.end != b.end || a.statement != b.statement {
                break;
            }
            at += 1;
        }
        self.len = at;
        self
    }
}

/// Whether two names are the same but for ASCII case and quotes.
pub(crate) const fn same_name(bytes: &[u8], a: (usize, usize), b: (usize, usize)) -> bool {
    let (mut a, a_end) = unquoted(bytes, a);
    let (mut b, b_end) = unquoted(bytes, b);
    if a_end - a != b_end - b {
        return false;
    }
    while a < a_end {
        if !bytes[a].eq_ignore_ascii_case(&bytes[b]) {
            return false;
        }
        a += 1;
        b += 1;
    }
    true
}

const fn unquoted(bytes: &[u8], (start, end): (usize, usize)) -> (usize, usize) {
    let quoted = matches!(byte::get(bytes, start), b'"' | b'`' | b'[' | b'\'');
    if quoted && end - start >= 2 { (start + 1, end - 1) } else { (start, end) }
}
