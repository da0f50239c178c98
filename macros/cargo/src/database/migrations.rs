//! Migrations in a directory: those of sqlx's form by sqlx, others as plain files in their order.

use std::cmp::Ordering;
use std::fs;
use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;

use super::Error;

/// Migrations that were read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Migrations {
    /// Named as sqlx names them: `20250101_orders.sql`, `1_orders.up.sql`.
    Sqlx(Box<Migrator>),
    /// Named in any other way: their names and texts, in the order of their names.
    Plain(Vec<(String, String)>),
}

impl Migrations {
    /// Reads directories, one after the other.
    ///
    /// # Errors
    ///
    /// Where one is not there, can't be read, or has no migrations.
    pub async fn read(directories: &[PathBuf]) -> Result<Vec<Self>, Error> {
        let mut read = Vec::new();
        for (number, directory) in directories.iter().enumerate() {
            let mut migrations = Self::of(directory).await?;
            if let Self::Sqlx(migrator) = &mut migrations
                && number > 0
            {
                // Each directory counts its versions by itself.
                migrator.dangerous_set_table_name(format!("_sqlx_migrations_{number}"));
            }
            read.push(migrations);
        }
        Ok(read)
    }

    async fn of(directory: &Path) -> Result<Self, Error> {
        if !directory.is_dir() {
            return Err(Error::NoDirectory(directory.to_owned()));
        }
        let wrong = |reason: String| Error::Directory(directory.to_owned(), reason);
        let files = files(directory).map_err(|error| wrong(error.to_string()))?;
        if files.is_empty() {
            return Err(Error::NoMigrations(directory.to_owned()));
        }
        if files.iter().all(|file| is_of_sqlx(directory, file)) {
            let migrator = Migrator::new(directory).await.map_err(|error| wrong(error.to_string()))?;
            return Ok(Self::Sqlx(Box::new(migrator)));
        }
        let mut texts = Vec::new();
        for file in files {
            let name = file.strip_prefix(directory).unwrap_or(&file).display().to_string();
            let text = fs::read_to_string(&file).map_err(|error| wrong(format!("{name}: {error}")))?;
            texts.push((name, text));
        }
        Ok(Self::Plain(texts))
    }
}

/// The files that bring a schema forward, in their order: `*.sql` but for `*.down.sql`, and `up.sql` of a folder for each
/// migration.
fn files(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            let up = path.join("up.sql");
            found.extend(up.is_file().then_some(up));
        } else if path.extension().is_some_and(|extension| extension == "sql") && !name.ends_with(".down.sql") {
            found.push(path);
        }
    }
    found.sort_by(|one, other| in_order(&one.to_string_lossy(), &other.to_string_lossy()));
    Ok(found)
}

/// Whether sqlx takes a file for a migration.
fn is_of_sqlx(directory: &Path, file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let version = name.split_once('_').map(|(version, _)| version);
    file.parent() == Some(directory) && version.is_some_and(|version| version.parse::<i64>().is_ok())
}

/// By name, numbers by their value: `V2__a.sql` before `V10__b.sql`.
fn in_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let (a, b) = (number(one), number(other));
        if let (Some((a, behind_a)), Some((b, behind_b))) = (a, b) {
            if a != b {
                return a.cmp(&b);
            }
            (one, other) = (behind_a, behind_b);
            continue;
        }
        let (mut a, mut b) = (one.chars(), other.chars());
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => (one, other) = (a.as_str(), b.as_str()),
            (x, y) => return x.cmp(&y),
        }
    }
}

/// The number that a text begins with, and what is behind it.
fn number(text: &str) -> Option<(u128, &str)> {
    let end = text.find(|char: char| !char.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        let mut names = ["V10__c.sql", "V2__b.sql", "V2__a.sql", "seed.sql", "V02_1.sql"];
        names.sort_by(|one, other| in_order(one, other));
        assert_eq!(names, ["V02_1.sql", "V2__a.sql", "V2__b.sql", "V10__c.sql", "seed.sql"]);
    }

    #[test]
    fn what_sqlx_takes() {
        let is = |name: &str| is_of_sqlx(Path::new("m"), &Path::new("m").join(name));
        assert!(is("1_orders.sql") && is("20250101120000_orders.up.sql"));
        assert!(!is("orders.sql") && !is("V1__orders.sql") && !is("2025-01-01_orders/up.sql"));
    }
}
