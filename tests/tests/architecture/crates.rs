//! Which crate depends on which.

use std::path::Path;
use std::process::Command;

/// One dependency between crates of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    /// For tests, examples and benchmarks of the first alone.
    pub is_dev: bool,
}

/// The arrows that are drawn.
const DRAWN: [(&str, &[&str]); 7] = [
    ("sqlspan-sql", &[]),
    ("sqlspan-analysis", &["sqlspan-sql"]),
    ("sqlspan-macros", &["sqlspan-analysis"]),
    ("sqlspan", &["sqlspan-macros", "sqlspan-sql"]),
    ("cargo-sqlspan", &["sqlspan-analysis"]),
    ("sqlspan-tests", &["sqlspan"]),
    ("sqlspan-examples", &["sqlspan"]),
];

/// The examples in the documentation of the macros need the runtime.
const OF_EXAMPLES: (&str, &str) = ("sqlspan-macros", "sqlspan");

/// The arrows that are not drawn, and crates that nobody has drawn.
pub fn undrawn(arrows: &[Arrow]) -> Vec<String> {
    let is_drawn = |arrow: &&Arrow| {
        let Arrow { from, to, is_dev } = arrow;
        let drawn = DRAWN.iter().any(|(drawn, to_all)| from == drawn && to_all.contains(&to.as_str()));
        // A crate may have itself with other features in its tests.
        drawn || (*is_dev && ((from.as_str(), to.as_str()) == OF_EXAMPLES || from == to))
    };
    arrows.iter().filter(|arrow| !is_drawn(arrow)).map(|Arrow { from, to, .. }| format!("{from} -> {to}")).collect()
}

/// All dependencies between crates of the workspace, as cargo reads them.
pub fn arrows(workspace: &Path) -> Vec<Arrow> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut metadata = Command::new(cargo);
    metadata.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).current_dir(workspace);
    let output = metadata.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read(&serde_json::from_slice(&output.stdout).unwrap())
}

/// The arrows in what cargo says of a workspace.
pub fn read(metadata: &serde_json::Value) -> Vec<Arrow> {
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let packages = list(&metadata["packages"]);
    let names: Vec<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let mut arrows = Vec::new();
    for package in &packages {
        for dependency in list(&package["dependencies"]) {
            let (from, to) = (text(&package["name"]), text(&dependency["name"]));
            if names.contains(&to) {
                arrows.push(Arrow { from, to, is_dev: dependency["kind"] == "dev" });
            }
        }
    }
    arrows
}
