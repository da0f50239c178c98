//! What is told by a token and the one before it, wherever in a statement it stands: functions that do more than read,
//! row locks, pages.

use super::state::Reader;
use crate::byte::{self, begins, spells, spells_any};
use crate::effects::{ADVANCES_SEQUENCE, LOCKS_ADVISORY, LOCKS_ROWS, WRITES_ROWS};
use crate::keyword::Keyword;
use crate::token::{Kind, Token};

impl Reader<'_> {
    /// Notes what a token tells beside its place.
    pub(super) const fn observe(&mut self, token: Token) {
        let before = self.pager.last;
        match token.kind {
            Kind::Open if matches!(before.kind, Kind::Word) => self.called(before),
            Kind::Placeholder | Kind::Variable | Kind::Operator => {
                self.placeholders.count(&self.lexer, token, before);
            }
            Kind::Word => match self.pager.keyword {
                Keyword::For => self.after_for(token),
                // `LOCK IN SHARE MODE`
                Keyword::In
                    if matches!(self.pager.before, Keyword::Lock)
                        && self.stack.top().query
                        && self.is_word(token, "share") =>
                {
                    self.effect(LOCKS_ROWS);
                }
                _ => {}
            },
            _ => {}
        }
        self.pager.step(self.lexer.bytes, token, self.keyword, self.stack.depth());
    }

    /// After `FOR`: a row lock, or the next value of a sequence.
    const fn after_for(&mut self, token: Token) {
        if matches!(self.pager.before, Keyword::Value) && !self.defines {
            self.effect(ADVANCES_SEQUENCE);
        } else if self.stack.top().query
            && (matches!(self.keyword, Keyword::Update)
                || self.is_word(token, "share")
                || self.is_word(token, "no")
                || self.is_word(token, "key"))
        {
            self.effect(LOCKS_ROWS);
        }
    }

    /// A function is called.
    const fn called(&mut self, name: Token) {
        let (bytes, start, end) = (self.lexer.bytes, name.start, name.end);
        match bytes[start] | 0x20 {
            b'n' if spells(bytes, start, end, b"nextval") => self.calls(ADVANCES_SEQUENCE),
            b's' if spells(bytes, start, end, b"setval") => self.calls(ADVANCES_SEQUENCE),
            b'p' if begins(bytes, start, end, b"pg_advisory_") || begins(bytes, start, end, b"pg_try_advisory_") => {
                self.calls(LOCKS_ADVISORY);
            }
            b'l' if writes_large_object(bytes, start, end) => self.calls(WRITES_ROWS),
            b'g' if spells(bytes, start, end, b"get_lock") => self.calls(LOCKS_ADVISORY),
            b'r' if spells(bytes, start, end, b"release_lock") || spells(bytes, start, end, b"release_all_locks") => {
                self.calls(LOCKS_ADVISORY);
            }
            b'u' if spells(bytes, start, end, b"unnest") => self.pager.takes_list = true,
            b'j' if spells(bytes, start, end, b"json_table") || takes_json(bytes, start, end) => {
                self.pager.takes_list = true;
            }
            b'a' if spells(bytes, start, end, b"any") || spells(bytes, start, end, b"all") => {
                self.pager.list_opened();
            }
            b's' if spells(bytes, start, end, b"some") => self.pager.list_opened(),
            _ => {}
        }
    }

    const fn calls(&mut self, effect: u16) {
        if !self.defines {
            self.effect(effect);
        }
    }
}

/// The functions of `PostgreSQL` that make, change or remove a large object.
const fn writes_large_object(bytes: &[u8], start: usize, end: usize) -> bool {
    const NAMES: &[&str] = &[
        "lo_creat",
        "lo_create",
        "lo_from_bytea",
        "lo_import",
        "lo_put",
        "lo_truncate",
        "lo_truncate64",
        "lo_unlink",
        "lowrite",
    ];
    spells_any(bytes, start, end, NAMES)
}

/// `json_each`, `jsonb_array_elements_text`, `json_populate_recordset` and their like.
const fn takes_json(bytes: &[u8], start: usize, end: usize) -> bool {
    const PARTS: &[&str] =
        &["_each", "_array_elements", "_array_elements_text", "_to_recordset", "_populate_recordset"];
    if !begins(bytes, start, end, b"json") {
        return false;
    }
    let start = start + 4 + (byte::get(bytes, start + 4) | 0x20 == b'b') as usize;
    start <= end && spells_any(bytes, start, end, PARTS)
}
