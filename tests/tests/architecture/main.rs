//! The house as `ARCHITECTURE.md` draws it, held against the sources: no circles of modules, no other arrows between
//! crates, sqlx's types and its drivers' names in their rooms.
//!
//! What counts as an arrow from one file to another, and what not, says `imports.rs`.

#![deny(warnings)]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod circles;
mod crates;
mod imports;
mod made_up;
mod modules;
mod names;
mod rooms;

use std::path::{Path, PathBuf};

use modules::{Crate, Disk};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The libraries of the workspace, by the folder of their sources.
const LIBRARIES: [&str; 5] = ["macros/sql/src", "macros/analysis/src", "macros/cargo/src", "macros/src", "runtime/src"];

fn library(folder: &str) -> Crate {
    read(folder, "lib.rs")
}

fn read(folder: &str, root: &str) -> Crate {
    Crate::read(&Disk(workspace().join(folder)), root).unwrap_or_else(|error| panic!("{folder}: {error}"))
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let libraries = LIBRARIES.map(|folder| (folder.to_owned(), "lib.rs"));
    let benches = ["query", "commenter", "everything", "n_plus_one"];
    let benches = benches.map(|bench| (format!("runtime/benches/{bench}"), "main.rs"));
    for (folder, root) in libraries.into_iter().chain(benches) {
        let arrows = imports::arrows(&read(&folder, root));
        let found: String = circles::circles(&arrows).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{folder}:\n{found}");
    }
}

/// The folders, and files, directly below a crate's root are its rooms.
#[test]
fn no_rooms_import_each_other_in_a_circle() {
    for folder in LIBRARIES {
        let arrows = rooms::between(&imports::arrows(&library(folder)));
        let found: String = circles::circles(&arrows).iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{folder}:\n{found}");
    }
}

#[test]
fn crates_depend_on_each_other_as_it_is_drawn() {
    assert_eq!(crates::undrawn(&crates::arrows(&workspace())), Vec::<String>::new());
}

/// So that another version of sqlx, or another client, can be put on the rest.
#[test]
fn types_of_sqlx_are_named_in_few_rooms() {
    const ROOMS: [&str; 7] = [
        "driver/",
        "execute/",
        "round_trip/",
        "server/identity.rs",
        "server/registration.rs",
        "server/registry.rs",
        "telemetry/pools.rs",
    ];
    let runtime = library("runtime/src");
    assert_eq!(names::of_sqlx(&runtime, &ROOMS), Vec::<String>::new());
    for room in ROOMS {
        assert!(runtime.files().any(|file| file.starts_with(room)), "{room} is no room any more");
    }
    assert_eq!(names::of_sqlx(&library("macros/cargo/src"), &["database/"]), Vec::<String>::new());
}

/// So that another database is a file in that room.
#[test]
fn drivers_are_told_apart_in_their_room() {
    assert_eq!(names::of_drivers(&library("runtime/src"), &["driver/"]), Vec::<String>::new());
}
