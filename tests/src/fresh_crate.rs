//! A crate of its own, outside of this workspace, that knows sqlspan only as what the registry would give it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of this workspace.
///
/// # Panics
///
/// Never: the tests are in it.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are in the workspace").to_owned()
}

/// A crate below the target folder, where all of them share what they build.
#[derive(Debug)]
pub struct FreshCrate {
    folder: PathBuf,
}

impl FreshCrate {
    /// Writes a crate with these dependencies (a `[dependencies]` table) and this main program.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    #[must_use]
    pub fn new(name: &str, dependencies: &str, program: &str) -> Self {
        let folder = workspace().join("target/fresh").join(name);
        std::fs::create_dir_all(folder.join("src")).expect("a folder for the crate");
        let crates = [
            ("sqlspan", "runtime"),
            ("sqlspan-analysis", "macros/analysis"),
            ("sqlspan-macros", "macros"),
            ("sqlspan-sql", "macros/sql"),
        ];
        let patches: String = crates
            .map(|(name, path)| format!("{name} = {{ path = '{}' }}\n", workspace().join(path).display()))
            .concat();
        let manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n{dependencies}\n\n[workspace]\n\n[patch.crates-io]\n{patches}"
        );
        let fresh = Self { folder };
        fresh.write("Cargo.toml", &manifest);
        fresh.write("src/main.rs", program);
        // The versions of this workspace, as far as it has them.
        std::fs::copy(workspace().join("Cargo.lock"), fresh.folder.join("Cargo.lock")).expect("a lock file");
        fresh
    }

    /// Writes a file of the crate.
    ///
    /// # Panics
    ///
    /// When it can't be written.
    pub fn write(&self, path: &str, content: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder for the file");
        std::fs::write(path, content).expect("the file can be written");
    }

    /// Calls cargo in it, such as `["run", "--quiet"]`.
    ///
    /// # Panics
    ///
    /// When there is no cargo.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(arguments)
            .args(["--target-dir", "../built"])
            .current_dir(&self.folder)
            .env_remove("RUSTFLAGS")
            .output()
            .expect("cargo runs")
    }
}
