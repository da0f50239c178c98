//! The house as `ARCHITECTURE.md` draws it, held against the sources: no circles of modules, no other arrows between
//! crates, sqlx's types and its drivers' names in their rooms.
//!
//! What counts as an arrow from one file to another, and what not, says `imports.rs`.

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
const LIBRARIES: [&str; 4] = ["macros/sql/src", "macros/analysis/src", "macros/src", "runtime/src"];

fn library(folder: &str) -> Crate {
    Crate::read(&Disk(workspace().join(folder)), "lib.rs").unwrap_or_else(|error| panic!("{folder}: {error}"))
}

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let mut found = String::new();
    for folder in LIBRARIES {
        let arrows = imports::arrows(&library(folder));
        let circles = circles::circles(&arrows);
        for circle in &circles {
            found += &format!("{folder}:\n{circle}");
        }
    }
    for bench in ["query", "commenter", "everything", "n_plus_one"] {
        let folder = workspace().join("runtime/benches").join(bench);
        let bench_crate = Crate::read(&Disk(folder), "main.rs").unwrap();
        for circle in circles::circles(&imports::arrows(&bench_crate)) {
            found += &format!("runtime/benches/{bench}:\n{circle}");
        }
    }
    assert!(found.is_empty(), "{found}");
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
        "transaction/",
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
}

/// So that another database is a file in that room.
#[test]
fn drivers_are_told_apart_in_their_room() {
    assert_eq!(names::of_drivers(&library("runtime/src"), &["driver/"]), Vec::<String>::new());
}
