//! The names that the conventions of before want read off a statement: `db.operation` and `db.sql.table`.

use std::borrow::Cow;

use sqlspan_sql::{Dialect, read};

use crate::call_site::StaticText;
use crate::settings::IN_FORCE;

/// The operation of a statement, and its table where there is one alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct LegacyNames {
    pub(super) operation: Option<Cow<'static, str>>,
    pub(super) table: Option<Cow<'static, str>>,
}

impl LegacyNames {
    /// Those that the compiler has read.
    pub(super) fn known(text: &StaticText) -> Self {
        let name = |name: &'static str| (!name.is_empty()).then_some(Cow::Borrowed(name));
        Self { operation: name(text.operation), table: name(text.table) }
    }

    /// Those of a text that is first seen at run time, where somebody wants them.
    pub(crate) fn read(text: &str, dialect: Dialect) -> Self {
        if !IN_FORCE.conventions.get().has_legacy() {
            return Self::default();
        }
        let reading = read(text, dialect);
        let name = |name: Option<&str>| name.map(|name| Cow::Owned(name.to_owned()));
        Self { operation: name(reading.operation()), table: name(reading.collection()) }
    }
}
