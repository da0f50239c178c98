//! The names of common table expressions and where in the text each is known.

use crate::kind::TargetKind;
use crate::name::same_name;
use crate::part::{Parts, Role};

#[derive(Clone, Copy)]
struct Name {
    start: usize,
    end: usize,
    /// Known from this offset on ..
    from: usize,
    /// .. in every dialect from this one on ..
    certain: usize,
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

const BLANK: Name = Name { start: 0, end: 0, from: 0, certain: 0, to: 0, depth: 0 };
const EMPTY: CteNames = CteNames { items: [BLANK; CAPACITY], len: 0, open: 0, overflow: false };

impl CteNames {
    pub(crate) const fn new() -> Self {
        EMPTY
    }

    /// Adds a name and returns its number, counted from one; 0 if there is no room. It is known `from` that offset on,
    /// in every dialect from `certain` on: [`OPEN`] stands for the end of its own body.
    pub(crate) const fn define(&mut self, name: (usize, usize), from: usize, certain: usize, depth: usize) -> usize {
        if self.len == CAPACITY {
            self.overflow = true;
            return 0;
        }
        self.items[self.len] = Name { start: name.0, end: name.1, from, certain, to: OPEN, depth };
        self.len += 1;
        self.open += 1;
        self.len
    }

    /// The body of the name with this number ended at `at`: known from here, if not before.
    pub(crate) const fn body_ended(&mut self, number: usize, at: usize) {
        if number > 0 {
            let name = &mut self.items[number - 1];
            if name.from == OPEN {
                name.from = at;
            }
            if name.certain == OPEN {
                name.certain = at;
            }
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

    /// What the source at `start..end` is.
    const fn kind(&self, bytes: &[u8], start: usize, end: usize) -> TargetKind {
        let mut kind = if self.overflow { TargetKind::Unknown } else { TargetKind::Table };
        let mut number = 0;
        while number < self.len {
            let name = self.items[number];
            if name.from <= start && start < name.to && same_name(bytes, (name.start, name.end), (start, end)) {
                if name.certain <= start {
                    return TargetKind::Cte;
                }
                kind = TargetKind::Unknown;
            }
            number += 1;
        }
        kind
    }

    /// Tells tables from common table expressions. Done at the end, because a recursive `WITH` may name an expression
    /// before it defines it.
    pub(crate) const fn resolve(&self, parts: &mut Parts, bytes: &[u8]) {
        let mut at = 0;
        while let Some(part) = parts.get_mut(at) {
            if matches!(part.role, Role::Source) {
                let kind = if self.len == 0 { TargetKind::Table } else { self.kind(bytes, part.start, part.end) };
                part.role = Role::Target(kind);
                if !matches!(kind, TargetKind::Table) {
                    part.summarized = false;
                    parts.incomplete |= matches!(kind, TargetKind::Unknown);
                }
            }
            at += 1;
        }
    }
}
