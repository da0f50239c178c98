//! What is said of queries: spans, waits, metrics and events, under the names of the conventions.

mod attributes;
pub(crate) mod conventions;
mod describe;
#[cfg(feature = "n-plus-one")]
mod events;
mod group;
mod legacy;
pub(crate) mod metrics;
mod outcome;
mod parent;
mod run;
mod span;
mod statement;
mod tracer;
mod wait;

#[cfg(feature = "n-plus-one")]
pub(crate) use self::describe::describe_site;
#[cfg(feature = "n-plus-one")]
pub(crate) use self::events::add_event;
#[cfg(feature = "testing")]
pub(crate) use self::group::span_around;
pub(crate) use self::group::{Group, is_grouped, parent_on};
pub(crate) use self::legacy::LegacyNames;
pub(crate) use self::outcome::{Failure, Outcome};
pub(crate) use self::parent::current_parent;
#[cfg(feature = "migrate")]
pub(crate) use self::run::Run;
pub(crate) use self::span::{Rows, end_span, rename_span, set_text, start_span};
pub(crate) use self::statement::{Described, describe_statement, known_summary};
pub(crate) use self::tracer::{tracer, traces_under};
pub(crate) use self::wait::{Wait, Waiter};
