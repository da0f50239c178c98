//! The databases whose drivers a package enables in sqlx.

use sqlspan_analysis::Dialect;

/// The databases whose drivers a package enables, whatever its features.
pub(super) fn of(package: &cargo_metadata::Package) -> Vec<Dialect> {
    let is_sqlx = |name: &str| name.starts_with("sqlx") || name.starts_with("sqlspan");
    let dependencies = package.dependencies.iter().filter(|dependency| is_sqlx(&dependency.name));
    let enabled = dependencies.flat_map(|dependency| dependency.features.iter().chain([&dependency.name]));
    // `sqlx/postgres` and `sqlx?/postgres`, which features of the package turn on.
    let passed_on = package.features.values().flatten().filter(|feature| is_sqlx(feature));
    let mut drivers = Vec::new();
    for feature in enabled.chain(passed_on) {
        for driver in named(feature.rsplit('/').next().unwrap_or_default()) {
            if !drivers.contains(driver) {
                drivers.push(*driver);
            }
        }
    }
    drivers
}

/// The drivers that a feature of sqlx, or one of its crates, stands for.
fn named(feature: &str) -> &'static [Dialect] {
    match feature {
        "postgres" | "sqlx-postgres" => &[Dialect::Postgres],
        "mysql" | "mysql-rsa" | "sqlx-mysql" => &[Dialect::MySql],
        "sqlite" | "sqlite-bundled" | "sqlite-unbundled" | "sqlx-sqlite" => &[Dialect::Sqlite],
        "all-databases" => &[Dialect::Postgres, Dialect::MySql, Dialect::Sqlite],
        _ => &[],
    }
}
