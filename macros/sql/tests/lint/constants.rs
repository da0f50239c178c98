//! The same answers in constants, which is where the compiler asks.

use sqlspan_sql::Dialect::Generic;
use sqlspan_sql::lint::{self, Finding};
use sqlspan_sql::read;

/// The same answers in constants, which is where the compiler asks.
#[test]
fn in_constants() {
    const STRAY: Option<Finding> = lint::stray_placeholder("SELECT {a}", Generic, 0);
    const WRITE: Option<Finding> = lint::unfiltered_write(&read("DELETE FROM a", Generic));
    const SEVERAL: bool = lint::multiple_statements(&read("SELECT 1; SELECT 2", Generic)).is_some();
    let range = |finding: Option<Finding>| finding.map(|finding| finding.range());
    assert_eq!((range(STRAY), range(WRITE), SEVERAL), (Some((7, 10)), Some((0, 6)), true));
}
