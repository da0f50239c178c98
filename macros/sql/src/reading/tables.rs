//! The tables of a text, each once.

use super::target::Target;
use crate::kind::TargetKind;
use crate::part::{Parts, Role};

/// The tables that a text names, each once and as it is written first, an iterator. Made by
/// [`Reading::tables`](super::Reading::tables).
#[derive(Clone, Debug)]
pub struct Tables<'r, 'a> {
    sql: &'a str,
    parts: &'r Parts,
    at: usize,
    /// Only those that a summary names.
    summarized: bool,
}

impl<'r, 'a> Tables<'r, 'a> {
    pub(super) const fn new(sql: &'a str, parts: &'r Parts, summarized: bool) -> Self {
        Self { sql, parts, at: 0, summarized }
    }

    /// As of [`Iterator`], in constants.
    pub const fn next(&mut self) -> Option<Target<'a>> {
        while let Some(part) = self.parts.get(self.at) {
            self.at += 1;
            if matches!(part.role, Role::Target(TargetKind::Table))
                && (part.summarized || !self.summarized)
                && let Some(target) = Target::read(self.sql, part)
                && !self.is_known(&target)
            {
                return Some(target);
            }
        }
        None
    }

    /// Whether the table was named before.
    const fn is_known(&self, target: &Target<'_>) -> bool {
        let mut before = 0;
        while before + 1 < self.at {
            if let Some(part) = self.parts.get(before)
                && matches!(part.role, Role::Target(TargetKind::Table))
                && (part.summarized || !self.summarized)
                && target.is_same(part)
            {
                return true;
            }
            before += 1;
        }
        false
    }
}

impl<'a> Iterator for Tables<'_, 'a> {
    type Item = Target<'a>;

    fn next(&mut self) -> Option<Target<'a>> {
        self.next()
    }
}
