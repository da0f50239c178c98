//! The statement that `begin_with` is given: read without being taken.

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// The argument of a call.
#[derive(Debug)]
pub struct BeginStatement<T>(pub T);

impl BeginStatement<&'static str> {
    /// The statement, and the argument.
    #[must_use]
    pub fn given(self) -> (Option<SqlStr>, &'static str) {
        (Some(SqlStr::from_static(self.0)), self.0)
    }
}

impl BeginStatement<SqlStr> {
    /// The statement, and the argument.
    #[must_use]
    pub fn given(self) -> (Option<SqlStr>, SqlStr) {
        (Some(self.0.clone()), self.0)
    }
}

impl<T> BeginStatement<AssertSqlSafe<T>>
where
    AssertSqlSafe<T>: SqlSafeStr,
{
    /// The statement, and the argument.
    #[must_use]
    pub fn given(self) -> (Option<SqlStr>, SqlStr) {
        BeginStatement(self.0.into_sql_str()).given()
    }
}

/// Arguments of methods of the same name on other types.
pub trait AnyBeginStatement {
    /// The type of the argument.
    type Argument;

    /// The argument as it is.
    fn given(self) -> (Option<SqlStr>, Self::Argument);
}

impl<T> AnyBeginStatement for BeginStatement<T> {
    type Argument = T;

    fn given(self) -> (Option<SqlStr>, T) {
        (None, self.0)
    }
}
