//! Whether the pools of the process go together.

use super::install_error::InstallError;
use crate::server::Registration;
use crate::settings::CommentMode;

/// Whether each goes with itself, and with those before.
pub(super) fn check(pools: &[Registration]) -> Result<(), InstallError> {
    pools.iter().enumerate().try_for_each(|(position, pool)| check_one(pool, &pools[..position]))
}

fn check_one(pool: &Registration, before: &[Registration]) -> Result<(), InstallError> {
    let name = || pool.name().to_owned();
    if before.iter().any(|other| other.name() == pool.name()) {
        return Err(InstallError::DuplicatePool(name()));
    }
    if let Some(other) = before.iter().find(|other| pool.is_same_pool(other)) {
        return Err(InstallError::PoolTwice { first: other.name().to_owned(), second: name() });
    }
    let (system, driver) = (pool.system(), pool.driver_system());
    if let Some(stated) = pool.settings.system
        && system != driver
        && !driver.also.contains(&system)
    {
        return Err(InstallError::WrongSystem { pool: name(), stated: stated.as_str(), driver: driver.name });
    }
    match pool.settings.comments.as_ref().map(|comments| comments.mode) {
        Some(mode @ (CommentMode::Bound | CommentMode::Transaction)) if !system.shows_trace => {
            Err(InstallError::NeedsPostgres { pool: name(), mode, system: system.name })
        }
        _ => Ok(()),
    }
}
