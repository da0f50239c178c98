//! What a text consists of for its reader: the words of operations, and their targets.

use crate::answer::Answer;
use crate::kind::{OperationKind, TargetKind};

/// What a part stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Role {
    /// The keyword that an operation begins with.
    Operation(OperationKind),
    /// A further keyword of the same operation: `TABLE` of `CREATE TABLE`.
    Keyword,
    /// What the statement names as its object: never a common table expression.
    Target(TargetKind),
    /// What a query reads from: a table, unless it is the name of a common table expression.
    Source,
}

impl Role {
    const fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Operation(a), Self::Operation(b)) => a as u8 == b as u8,
            (Self::Target(a), Self::Target(b)) => a as u8 == b as u8,
            (Self::Keyword, Self::Keyword) | (Self::Source, Self::Source) => true,
            _ => false,
        }
    }
}

/// A byte range of the text, and what it stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) role: Role,
    /// The number of the statement that it belongs to.
    pub(crate) statement: usize,
    /// Of a target: the number of the part that is its operation.
    pub(crate) operation: u16,
    /// Whether a summary names it.
    pub(crate) summarized: bool,
    /// Of a target: whether the operation changes it.
    pub(crate) written: Answer,
    /// Of an `UPDATE` or `DELETE`: whether something restricts its rows.
    pub(crate) filtered: Answer,
}

impl Part {
    pub(crate) const fn is_target(&self) -> bool {
        matches!(self.role, Role::Target(_) | Role::Source)
    }
}

/// More than fits a summary's 255 bytes, with room for what a summary leaves out.
const CAPACITY: usize = 160;

/// No part's number.
pub(crate) const NOWHERE: u16 = u16::MAX;

/// The parts of a text, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    items: [Part; CAPACITY],
    len: usize,
    /// There were more, or some could not be told.
    pub(crate) incomplete: bool,
}

const BLANK: Part = Part {
    start: 0,
    end: 0,
    role: Role::Keyword,
    statement: 0,
    operation: NOWHERE,
    summarized: false,
    written: Answer::No,
    filtered: Answer::No,
};
const EMPTY: Parts = Parts { items: [BLANK; CAPACITY], len: 0, incomplete: false };

impl Parts {
    pub(crate) const fn new() -> Self {
        EMPTY
    }

    /// Adds a part and returns its number, [`NOWHERE`] if there is no room.
    #[expect(clippy::cast_possible_truncation, reason = "the capacity is far below")]
    pub(crate) const fn push(&mut self, part: Part) -> u16 {
        if self.len == CAPACITY {
            self.incomplete = true;
            return NOWHERE;
        }
        self.items[self.len] = part;
        self.len += 1;
        (self.len - 1) as u16
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn get(&self, at: usize) -> Option<&Part> {
        if at < self.len { Some(&self.items[at]) } else { None }
    }

    pub(crate) const fn get_mut(&mut self, at: usize) -> Option<&mut Part> {
        if at < self.len { Some(&mut self.items[at]) } else { None }
    }

    /// Keeps the leading parts that are the same in both lists.
    pub(crate) const fn agree(&mut self, other: &Self) {
        let mut at = 0;
        while at < self.len && at < other.len {
            let (a, b) = (&self.items[at], &other.items[at]);
            if a.start != b.start || a.end != b.end || a.statement != b.statement || !a.role.is(b.role) {
                break;
            }
            let (written, filtered) = (a.written.agreed(b.written), a.filtered.agreed(b.filtered));
            self.items[at].written = written;
            self.items[at].filtered = filtered;
            at += 1;
        }
        self.incomplete |= other.incomplete || at < self.len || at < other.len;
        self.len = at;
    }
}
