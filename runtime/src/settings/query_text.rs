//! How much of a statement's text is recorded.

use super::setting::word_of_variants;

/// How much of a statement's text a span carries as `db.query.text`.
///
/// ```
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = sqlspan::Telemetry::builder()
///     .query_text(sqlspan::QueryText::Sanitized)
///     .install()?;
/// telemetry.set_query_text(sqlspan::QueryText::Off);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueryText {
    /// Static text as it is written, white space collapsed. Text that is not proven static is sanitised all the same.
    #[default]
    AsWritten,
    /// Every literal is replaced by `?`.
    Sanitized,
    /// No text; the summary stays.
    Off,
}

word_of_variants!(QueryText: AsWritten, Sanitized, Off);
