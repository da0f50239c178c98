//! The names of common table expressions and where in the text each is known.

use super::word::same_name;

#[derive(Clone, Copy)]
struct Name {
    start: usize,
    end: usize,
    /// Known from this offset on ..
    from: usize,
    /// .. up to this one.
    to: usize,
    /// The depth of parentheses at its `WITH`.
    depth: usize,
}

const CAPACITY: usize = 48;

/// The names of one text.
#[derive(Clone, Copy)]
pub(crate) struct CteNames {
    items: [Name; CAPACITY],
    len: usize,
    /// How many of them are still known at the current place.
    open: usize,
    /// There were more: any source might be one of them.
    overflow: bool,
}

/// Not known yet, or not over yet.
pub(crate) const OPEN: usize = usize::MAX;

impl CteNames {
    pub(crate) const fn new() -> Self {
        const BLANK: Name = Name { start: 0, end: 0, from: 0, to: 0, depth: 0 };
        Self { items: [BLANK; CAPACITY], len: 0, open: 0, overflow: false }
    }

    /// Adds a name and returns its number, counted from one; 0 if there is no room.
    pub(crate) const fn define(&mut self, name: (usize, usize), from: usize, depth: usize) -> usize {
        if self.len == CAPACITY {
            self.overflow = true;
            return 0;
        }
        self.items[self.len] = Name { start: name.0, end: name.1, from, to: OPEN, depth };
        self.len += 1;
        self.open += 1;
        self.len
    }

    /// The body of the name with this number ended at `at`: known from here, if not before.
    pub(crate) const fn body_ended(&mut self, number: usize, at: usize) {
        if number > 0 && self.items[number - 1].from == OPEN {
            self.items[number - 1].from = at;
        }
    }

    /// A parenthesis closed at `at`: names defined deeper than `depth` are not known any more.
    pub(crate) const fn scope_ended(&mut self, depth: usize, at: usize) {
        let mut number = self.len;
        while number > 0 && self.open > 0 {
            number -= 1;
            if self.items[number].to == OPEN && self.items[number].depth > depth {
                self.close(number, at);
            }
        }
    }

    /// A statement ended at `at`.
    pub(crate) const fn statement_ended(&mut self, at: usize) {
        let mut number = self.len;
        while number > 0 && self.open > 0 {
            number -= 1;
            if self.items[number].to == OPEN {
                self.close(number, at);
            }
        }
    }

    const fn close(&mut self, number: usize, at: usize) {
        self.items[number].to = at;
        self.open -= 1;
    }

    /// Whether `start..end` is a name known at its place.
    pub(crate) const fn covers(&self, bytes: &[u8], start: usize, end: usize) -> bool {
        let mut number = 0;
        while number < self.len {
            let name = self.items[number];
            if name.from <= start && start < name.to && same_name(bytes, (name.start, name.end), (start, end)) {
                return true;
            }
            number += 1;
        }
        self.overflow
    }
}
