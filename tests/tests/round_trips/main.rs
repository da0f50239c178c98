//! Round trips that are no query method: listening, advisory locks, pings, COPY. Each is one span, on every kind of
//! receiver that sqlx gives it, and nothing of another type is touched.

#![deny(warnings)]
#![warn(clippy::pedantic)]
// What other people write.
#![allow(clippy::unused_self)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accepted;
mod closure;
mod copy;
mod foreign;
mod listener;
mod lock;
mod migration;
mod paths;
mod ping;
mod receivers;
mod shapes;
