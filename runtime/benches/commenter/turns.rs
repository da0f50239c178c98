//! What takes turns with what, and under which parents.

use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

/// Puts the positions into an order that only `seed` and the order before decide.
pub fn shuffle(order: &mut [usize], seed: usize) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..order.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, state % (last + 1));
    }
}

/// The parent of the queries of a request of this number.
pub fn remote_parent(id: usize, sampled: bool) -> SpanContext {
    let flags = if sampled { TraceFlags::SAMPLED } else { TraceFlags::default() };
    let trace = TraceId::from(u128::try_from(id).expect("a number") + 1);
    SpanContext::new(trace, SpanId::from(1), flags, true, TraceState::default())
}
