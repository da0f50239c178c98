//! All systems, and how one is found.

use sqlspan_sql::Dialect;

use super::mysql::{MARIADB, MYSQL};
use super::postgres::{COCKROACHDB, POSTGRESQL};
use super::sqlite::SQLITE;
use super::system::System;

/// The conventions' word for a system that is not known.
static OTHER: System = System {
    name: "other_sql",
    database: None,
    dialect: Dialect::Generic,
    driver: None,
    schemes: &[],
    port: None,
    shows_comments: true,
    shows_trace: false,
    also: &[],
};

/// All systems. The last one stands for those that nobody knows.
pub(crate) static SYSTEMS: [&System; 6] = [&POSTGRESQL, &COCKROACHDB, &MYSQL, &MARIADB, &SQLITE, &OTHER];

/// Where in [`SYSTEMS`] the system of a database of sqlx's stands, for the compiler to know.
pub(crate) const fn position(database: &str) -> usize {
    let mut position = 0;
    while position < SYSTEMS.len() - 1 {
        if let Some(known) = SYSTEMS[position].database
            && same(known.as_bytes(), database.as_bytes())
        {
            return position;
        }
        position += 1;
    }
    position
}

/// The system that URLs of this scheme lead to.
#[cfg(feature = "any")]
pub(super) fn with_scheme(scheme: &str) -> &'static System {
    SYSTEMS.into_iter().find(|system| system.schemes.contains(&scheme)).unwrap_or(&OTHER)
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use sqlx::Database as _;

    use super::*;

    #[test]
    fn databases_of_sqlx_have_their_system() {
        for (database, name, dialect) in [
            (sqlx::Postgres::NAME, "postgresql", Dialect::Postgres),
            (sqlx::MySql::NAME, "mysql", Dialect::MySql),
            (sqlx::Sqlite::NAME, "sqlite", Dialect::Sqlite),
            (sqlx::Any::NAME, "other_sql", Dialect::Generic),
            ("Microsoft SQL Server", "other_sql", Dialect::Generic),
            ("", "other_sql", Dialect::Generic),
            ("Postgre", "other_sql", Dialect::Generic),
        ] {
            let system = SYSTEMS[position(database)];
            assert_eq!((system.name, system.dialect), (name, dialect), "{database}");
        }
    }

    #[test]
    fn no_two_systems_share_a_name_or_a_scheme() {
        for (position, one) in SYSTEMS.iter().enumerate() {
            for other in &SYSTEMS[..position] {
                assert_ne!(one.name, other.name);
                assert!(one.schemes.iter().all(|scheme| !other.schemes.contains(scheme)), "{}", one.name);
            }
        }
    }
}
