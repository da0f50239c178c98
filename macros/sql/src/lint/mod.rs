//! The lints on SQL text: verdict and message, each once. What the macros say of a literal and what the compiler says of
//! a constant is asked here, so that the same text gives the same words wherever it stands.
//!
//! Where the dialect isn't known and the dialects read the text differently, a finding is one only if all of them find
//! it.
//!
//! ```
//! use sqlspan_sql::{Dialect, lint, read};
//!
//! const SQL: &str = "DELETE FROM orders";
//! const FINDING: Option<lint::Finding> = lint::unfiltered_write(&read(SQL, Dialect::Postgres));
//! let finding = FINDING.unwrap();
//! assert_eq!(finding.lint().name(), "unfiltered_write");
//! assert_eq!(finding.headline(), "this `DELETE` has no `WHERE`: it deletes every row of the table");
//! ```

mod bind_count;
mod command;
mod finding;
mod layout;
mod messages;
mod multiple_statements;
mod n_plus_one;
mod place;
mod placeholder_dialect;
mod quoted_placeholder;
mod slot;
mod stray_placeholder;
mod told;
mod unfiltered_write;

pub use bind_count::bind_count;
pub use command::{Arguments, Command, arguments, command};
pub use finding::{Counts, Finding};
pub use layout::{Layout, Role, Use, Verb, layout};
pub use messages::Lint;
pub use multiple_statements::multiple_statements;
pub use n_plus_one::is_for_one;
pub use placeholder_dialect::placeholder_dialect;
pub use quoted_placeholder::quoted_placeholder;
pub use slot::{Slot, slot};
pub use stray_placeholder::stray_placeholder;
pub use told::{Drawn, Told};
pub use unfiltered_write::unfiltered_write;
