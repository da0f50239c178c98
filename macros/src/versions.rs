//! A second version of opentelemetry in the programs that this code becomes a part of: their provider is one that sqlspan
//! never asks, so that there are no spans and no error. `Cargo.lock` tells.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::emit::warning;

/// The warning, once for each crate; nothing where the versions agree, or where no `Cargo.lock` is found.
pub(crate) fn warning() -> Option<TokenStream> {
    static TOLD: AtomicBool = AtomicBool::new(false);
    if TOLD.swap(true, Ordering::Relaxed) {
        return None;
    }
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR")?);
    let path = lock_file(&package)?;
    let text = std::fs::read_to_string(&path).ok()?;
    let manifest = std::fs::read_to_string(package.join("Cargo.toml")).unwrap_or_default();
    let message = told(&text, &std::env::var("CARGO_PKG_NAME").ok()?, &manifest)?;
    let warning = warning::at("opentelemetry_version", Span::call_site(), &message);
    // Another lock file is another verdict: the compiler looks at it again.
    let path = path.to_str()?;
    Some(quote! {{
        const _: &[u8] = ::core::include_bytes!(#path);
        #warning
    }})
}

/// The lock file of a package's workspace.
fn lock_file(package: &Path) -> Option<PathBuf> {
    package.ancestors().map(|folder| folder.join("Cargo.lock")).find(|path| path.is_file())
}

/// A package of a lock file.
#[derive(Default)]
struct Package<'a> {
    name: &'a str,
    version: &'a str,
    /// Whether it is one of the workspace.
    is_member: bool,
    /// Names, each with a version behind it where there are several.
    dependencies: Vec<&'a str>,
}

impl Package<'_> {
    fn is(&self, dependency: &str) -> bool {
        let (name, version) = name_and_version(dependency);
        name == self.name && version.is_none_or(|version| version == self.version)
    }
}

/// The name of a dependency, and its version where there are several.
fn name_and_version(dependency: &str) -> (&str, Option<&str>) {
    dependency.split_once(' ').map_or((dependency, None), |(name, version)| (name, Some(version)))
}

/// What is said of a lock file, for the package whose code is traced, and its manifest.
fn told(lock: &str, traced: &str, manifest: &str) -> Option<String> {
    let packages = packages(lock);
    let ours = version(&packages, packages.iter().find(|package| package.name == "sqlspan")?)?;
    let program = packages.iter().filter(|package| package.is_member && reaches(&packages, package, traced));
    let (program, other) = program.into_iter().find_map(|program| {
        let optional = |part: &str| program.name == traced && is_optional(manifest, part);
        let found = direct(&packages, program, &optional);
        let other = found.iter().find(|version| !same(version, ours))?;
        (!found.iter().any(|version| same(version, ours))).then_some((program.name, *other))
    })?;
    Some(format!(
        "`{program}` depends on opentelemetry {other}, and sqlspan on {ours}: each has a global provider of its own\n\
         note: no span arrives at a provider that is set with {other}, and nothing fails\n\
         help: let `{program}` depend on opentelemetry {}, with the SDK and the exporters that go with it",
        minor(ours)
    ))
}

/// The packages of a lock file, as cargo writes it.
fn packages(lock: &str) -> Vec<Package<'_>> {
    let sections = lock.split("[[package]]").skip(1);
    let packages = sections.map(|section| {
        let mut package = Package { is_member: true, ..Package::default() };
        for line in section.lines() {
            let quoted = line.split('"').nth(1).unwrap_or_default();
            match line.split('"').next().unwrap_or_default() {
                "name = " => package.name = quoted,
                "version = " => package.version = quoted,
                "source = " => package.is_member = false,
                " " if !quoted.is_empty() => package.dependencies.push(quoted),
                _ => {}
            }
        }
        package
    });
    packages.collect()
}

/// The version of opentelemetry that a package has for itself.
fn version<'a>(packages: &[Package<'a>], package: &Package<'a>) -> Option<&'a str> {
    let named = |dependency: &&&str| name_and_version(dependency).0 == "opentelemetry";
    let dependency = package.dependencies.iter().find(named)?;
    packages.iter().find(|package| package.is(dependency)).map(|package| package.version)
}

/// The versions of opentelemetry that a package sets up: its own, and those of its SDKs, exporters and bridges.
///
/// A lock file lists what a feature may ask for, whether it is on or not: what is `optional` says nothing.
fn direct<'a>(packages: &[Package<'a>], package: &Package<'a>, optional: &dyn Fn(&str) -> bool) -> Vec<&'a str> {
    let is_part = |name: &str| {
        name == "tracing-opentelemetry" || name.starts_with("opentelemetry_sdk") || name.starts_with("opentelemetry-")
    };
    let own = || package.dependencies.iter().filter(|dependency| !optional(name_and_version(dependency).0));
    let parts = own().filter(|dependency| is_part(name_and_version(dependency).0));
    let parts = parts.filter_map(|part| packages.iter().find(|package| package.is(part)));
    let mut found: Vec<&str> = parts.filter_map(|part| version(packages, part)).collect();
    for dependency in own() {
        let api = packages.iter().find(|package| package.name == "opentelemetry" && package.is(dependency));
        found.extend(api.map(|package| package.version));
    }
    found
}

/// Whether a manifest has a dependency as `optional`, in a table of its own or on the line that names it.
fn is_optional(manifest: &str, dependency: &str) -> bool {
    let mut in_table = false;
    manifest.lines().map(str::trim).any(|line| {
        let packed: String = line.chars().filter(|letter| !letter.is_whitespace()).collect();
        if let Some(table) = packed.strip_prefix('[') {
            in_table = table.strip_suffix(&[']'][..]).is_some_and(|table| {
                table.rsplit_once('.').is_some_and(|(kind, name)| kind.ends_with("dependencies") && name == dependency)
            });
        }
        let named = packed.strip_prefix(dependency).is_some_and(|rest| rest.starts_with("={"));
        (named && packed.contains("optional=true")) || (in_table && packed == "optional=true")
    })
}

/// Whether a package depends on another by members alone, or is it.
fn reaches(packages: &[Package<'_>], from: &Package<'_>, to: &str) -> bool {
    let mut seen: Vec<&str> = vec![from.name];
    let mut next = 0;
    while let Some(name) = seen.get(next) {
        next += 1;
        if *name == to {
            return true;
        }
        let Some(package) = packages.iter().find(|package| package.name == *name && package.is_member) else {
            continue;
        };
        for dependency in &package.dependencies {
            let member = packages.iter().find(|package| package.is_member && package.is(dependency));
            if let Some(member) = member
                && !seen.contains(&member.name)
            {
                seen.push(member.name);
            }
        }
    }
    false
}

/// Whether two versions share their globals.
fn same(one: &str, other: &str) -> bool {
    minor(one) == minor(other)
}

/// `0.33` of `0.33.1`.
fn minor(version: &str) -> &str {
    version.match_indices('.').nth(1).map_or(version, |(at, _)| &version[..at])
}

#[cfg(test)]
mod tests {
    use super::told;

    /// A lock file of these members, each with what it depends on, beside sqlspan and two versions of opentelemetry.
    fn lock(members: &[(&str, &[&str])]) -> String {
        let source = "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        let package = |name: &str, version: &str, source: &str, dependencies: &[&str]| {
            let lines: String = dependencies.iter().map(|name| [" \"", name, "\",\n"].concat()).collect();
            format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}dependencies = [\n{lines}]\n\n")
        };
        let mut text = String::from("# generated\nversion = 4\n\n");
        for (name, dependencies) in members {
            text += &package(name, "0.1.0", "", dependencies);
        }
        text += &package("opentelemetry", "0.31.0", source, &[]);
        text += &package("opentelemetry", "0.33.1", source, &[]);
        text += &package("opentelemetry_sdk", "0.31.2", source, &["opentelemetry 0.31.0"]);
        text += &package("opentelemetry_sdk", "0.33.1", source, &["opentelemetry 0.33.1"]);
        text += &package("tracing-opentelemetry", "0.32.0", source, &["opentelemetry 0.31.0"]);
        text += &package("legacy", "1.0.0", source, &["opentelemetry 0.31.0"]);
        text + &package("sqlspan", "0.1.0", source, &["opentelemetry 0.33.1", "sqlx"])
    }

    #[test]
    fn of_the_traced_crate() {
        let said = told(&lock(&[("shop", &["opentelemetry 0.31.0", "sqlspan"])]), "shop", "").unwrap();
        assert!(said.starts_with("`shop` depends on opentelemetry 0.31.0, and sqlspan on 0.33.1"), "{said}");
        assert!(said.contains("depend on opentelemetry 0.33, with the SDK"), "{said}");
    }

    #[test]
    fn of_its_sdk_or_bridge() {
        for part in ["opentelemetry_sdk 0.31.2", "tracing-opentelemetry"] {
            assert!(told(&lock(&[("shop", &[part, "sqlspan"])]), "shop", "").is_some(), "{part}");
        }
    }

    #[test]
    fn of_the_program_above_it() {
        let members: &[(&str, &[&str])] = &[("app", &["opentelemetry_sdk 0.31.2", "repo"]), ("repo", &["sqlspan"])];
        assert!(told(&lock(members), "repo", "").unwrap().starts_with("`app` depends on opentelemetry 0.31.0"));
    }

    #[test]
    fn nothing_of_what_is_optional() {
        let other = lock(&[("shop", &["opentelemetry 0.31.0", "sqlspan"])]);
        for manifest in [
            "[dependencies]\nopentelemetry = { version = \"0.31\", optional = true }",
            "[dependencies.opentelemetry]\nversion = \"0.31\"\noptional=true\n",
            "[target.'cfg(unix)'.dependencies]\nopentelemetry={workspace=true,optional = true}",
        ] {
            assert_eq!(told(&other, "shop", manifest), None, "{manifest}");
        }
        for manifest in [
            "[dependencies]\nopentelemetry = \"0.31\"\nserde = { version = \"1\", optional = true }",
            "[dependencies.opentelemetry]\nversion = \"0.31\"\n[dependencies.serde]\noptional = true",
            "[dependencies]\nopentelemetry_sdk = { version = \"0.31\", optional = true }",
        ] {
            assert!(told(&other, "shop", manifest).is_some(), "{manifest}");
        }
    }

    #[test]
    fn nothing_of_what_is_as_it_should_be() {
        let cases: &[&[(&str, &[&str])]] = &[
            &[("shop", &["opentelemetry 0.33.1", "sqlspan"])],
            // Somebody's library has the other one.
            &[("shop", &["legacy", "opentelemetry_sdk 0.33.1", "sqlspan"])],
            // The crate knows both.
            &[("shop", &["opentelemetry 0.31.0", "opentelemetry 0.33.1", "sqlspan"])],
            // A program that has nothing to do with it.
            &[("other", &["opentelemetry 0.31.0"]), ("shop", &["sqlspan"])],
            &[("shop", &["sqlspan"])],
            &[],
        ];
        for members in cases {
            assert_eq!(told(&lock(members), "shop", ""), None);
        }
        assert_eq!(told("no lock file", "shop", ""), None);
    }
}
