//! What lints ask of a text. Where the dialect isn't known and the dialects read the text
//! differently, a finding is one only if all of them find it.

mod batch;
mod foreign;
mod place;
mod quoted;
mod several;
mod slot;
mod stray;
mod write;

pub use batch::equality;
pub use foreign::foreign_placeholder;
pub use quoted::{QuotedPlaceholder, quoted_placeholder};
pub use several::has_several_statements;
pub use slot::{Slot, slot};
pub use stray::stray_placeholder;
pub use write::unfiltered_write;
