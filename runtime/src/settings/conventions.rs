//! Which names the attributes of spans have.

use super::setting::word_of_variants;

/// Which names the attributes of a span have.
///
/// ```
/// use sqlspan::{Conventions, Telemetry};
///
/// # fn main() -> Result<(), sqlspan::InstallError> {
/// // While dashboards move from the old names to the new ones.
/// Telemetry::builder().conventions(Conventions::Both).install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conventions {
    /// The stable ones: `db.system.name`, `db.namespace`, `db.query.text`, `server.address`.
    #[default]
    Stable,
    /// Those of version 1.24, for dashboards that are built on them: `db.system`, `db.name`, `db.statement`,
    /// `db.operation`, `db.sql.table`, `net.peer.name`, `net.peer.port`. What had no name then is left out.
    Legacy,
    /// Both.
    Both,
}

impl Conventions {
    /// As `OTEL_SEMCONV_STABILITY_OPT_IN` has it: `database/dup` asks for both, everything else for the stable ones.
    pub(crate) fn from_opt_in(value: &str) -> Self {
        if value.split(',').any(|part| part.trim() == "database/dup") { Self::Both } else { Self::Stable }
    }

    pub(crate) fn has_stable(self) -> bool {
        self != Self::Legacy
    }

    pub(crate) fn has_legacy(self) -> bool {
        self != Self::Stable
    }

    /// The schema that the names belong to.
    pub(crate) fn schema_url(self) -> &'static str {
        match self {
            Self::Stable | Self::Both => "https://opentelemetry.io/schemas/1.44.0",
            Self::Legacy => "https://opentelemetry.io/schemas/1.24.0",
        }
    }
}

word_of_variants!(Conventions: Stable, Legacy, Both);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opt_in_is_read_as_the_specification_says() {
        for (value, conventions) in [
            ("", Conventions::Stable),
            ("http", Conventions::Stable),
            ("database", Conventions::Stable),
            ("database/dup", Conventions::Both),
            ("http/dup, database/dup", Conventions::Both),
            ("database,database/dup", Conventions::Both),
        ] {
            assert_eq!(Conventions::from_opt_in(value), conventions, "{value}");
        }
    }
}
