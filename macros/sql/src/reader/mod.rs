//! The reader: one pass over a text, from which everything that this crate knows of a statement comes.
//!
//! Not a parser: it knows for every place whether an operation or a target may stand there. What it doesn't know gives
//! no part, so that a part is never a wrong one, and what it can't tell of an effect is unknown.

mod command;
mod cte;
mod ddl;
mod dml;
mod explain;
mod frame;
mod function;
mod name;
mod pager;
mod query;
mod session;
mod sources;
mod state;
mod step;

pub(crate) use state::{Read, Reader};
