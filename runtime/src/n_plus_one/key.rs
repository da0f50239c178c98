//! What is counted: the executions of one statement, at one call site, under one span.

use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt as _;

use crate::call_site::CallSite;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    trace: [u64; 2],
    span: u64,
    /// The address of the call site; where it executes different texts, together with the text.
    place: u64,
}

impl Key {
    pub(super) fn new(parent: &Context, site: &'static CallSite, text: Option<&str>) -> Self {
        let span = parent.span();
        let context = span.span_context();
        let trace = context.trace_id().to_bytes();
        let (trace, _) = trace.as_chunks::<8>();
        let address = std::ptr::from_ref(site).addr() as u64;
        Self {
            trace: [u64::from_be_bytes(trace[0]), u64::from_be_bytes(trace[1])],
            span: u64::from_be_bytes(context.span_id().to_bytes()),
            place: text.map_or(address, |text| hash_of(text, address)),
        }
    }

    /// Never 0. The ids are random as a rule, but need not be: a generator may count.
    pub(super) fn hash(&self) -> u64 {
        let [high, low] = self.trace;
        fold(fold(self.span ^ A, self.place ^ B) ^ low, high ^ C) | 1
    }
}

const A: u64 = 0x9e37_79b9_7f4a_7c15;
const B: u64 = 0xd1b5_4a32_d192_ed03;
const C: u64 = 0x8cb9_2ba7_2f3d_8dd7;

/// Both halves of the product, so that every bit has its say.
fn fold(one: u64, other: u64) -> u64 {
    let (low, high) = one.carrying_mul(other, 0);
    low ^ high
}

/// Eight bytes at a time: texts can be long, and nobody gains by making two alike.
fn hash_of(text: &str, seed: u64) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let hash = words.iter().fold(seed, |hash, word| fold(hash ^ u64::from_le_bytes(*word) ^ A, B));
    fold(hash ^ u64::from_le_bytes(last) ^ A, text.len() as u64 ^ C)
}

#[cfg(test)]
impl Key {
    /// A key of a test's own.
    pub(super) fn of_test(trace: u64, span: u64, place: u64) -> Self {
        Self { trace: [0, trace], span, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids that count up use the table as evenly as random ones.
    #[test]
    fn ids_that_count_are_spread() {
        let mut sets = vec![0_u32; 1024];
        for id in 0..64 * 1024 {
            let hash = Key::of_test(1, id, 0x7f00_1234_5678).hash();
            sets[usize::try_from(hash >> 32).unwrap() % 1024] += 1;
        }
        // 64 on average.
        assert!(sets.iter().all(|filled| (24..=112).contains(filled)), "{sets:?}");
    }

    #[test]
    fn texts_differ_by_any_byte_and_by_their_length() {
        let texts = ["", "\0", "SELECT 1", "SELECT 2", "SELECT 1 ", "SELECT 1\0", "SELECT 11", "ELECT 11S"];
        let mut hashes: Vec<_> = texts.iter().map(|text| hash_of(text, 7)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), texts.len());
    }
}
