//! What is asked of a driver, by its types.

use std::any::Any;

use sqlx::error::DatabaseError;

use super::target::Target;

/// A driver that is linked. What it is asked about may be another driver's: then it has no answer.
pub(super) trait Linked: Sync {
    /// The feature of this crate that links it.
    fn feature(&self) -> &'static str;

    /// Where a pool with these options connects to.
    fn target(&self, options: &dyn Any) -> Option<Target>;

    /// The rows that a statement changed.
    fn rows_affected(&self, result: &dyn Any) -> Option<u64>;

    /// The code of an error, where it is not the one that sqlx gives.
    fn error_code(&self, _error: &dyn DatabaseError) -> Option<String> {
        None
    }

    /// The [`SetLocal`](super::SetLocal) of its database, where it has one.
    fn set_local(&self) -> Option<&'static dyn Any> {
        None
    }

    /// Whether a text can be added to these arguments.
    fn takes_text(&self, _arguments: &dyn Any) -> bool {
        false
    }

    /// Adds a text, or `NULL`, to these arguments, and says whether it could.
    fn add_text(&self, _arguments: &mut dyn Any, _text: Option<&str>) -> bool {
        false
    }
}
