//! Which transactions have a span of their own.

use super::setting::word_of_variants;

/// Which transactions have a span of their own, `transaction`, around all of their round trips. It is there for transactions
/// that annotated code begins with a `let`, and does not give away.
///
/// It costs one INTERNAL span for each, and a look at a table for each query on a connection while any is open: `BEGIN`, one
/// query and `COMMIT` on SQLite in memory allocate 10 times with plain sqlx, 25 times with a span for each step, and 35 times
/// with the transaction's own; the time is not told apart from the noise of the machine.
/// `cargo bench -p sqlspan --features sqlite --bench transactions`
///
/// ```
/// use sqlspan::{Telemetry, Transactions};
///
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// let telemetry = Telemetry::builder().transactions(Transactions::Grouped).install()?;
/// telemetry.set_transactions(Transactions::Steps);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transactions {
    /// Those outside of any trace, so that what a worker does in one is one trace. Under a span, `BEGIN`, the queries and
    /// `COMMIT` are that span's.
    #[default]
    Steps,
    /// All of them.
    Grouped,
}

word_of_variants!(Transactions: Steps, Grouped);
