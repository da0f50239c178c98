//! Which level of a lint is in force: what attributes set, outermost first, under the switch of the whole build.

use proc_macro2::Span;
use syn::{Error, Result};

use super::lints::{Level, Lint};

/// The environment variable that lowers every denial in a build to a warning.
pub const SWITCH: &str = "SQLSPAN_LINTS";

/// The levels that attributes set, outermost first, under the switch of the whole build.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// What holds where no attribute says anything, before the lints' own defaults.
    defaults: Vec<(Option<Lint>, Level)>,
    set: Vec<(Option<Lint>, Level)>,
    lowered: bool,
    /// Whether the code is only there for tests.
    in_tests: bool,
    /// Whether the user's `#[allow(deprecated)]` covers what the macros would warn of.
    hushed: bool,
}

impl Levels {
    /// Other defaults than the lints' own: what attributes say counts before them. `None` stands for all lints, and what
    /// names a lint counts before that, in whatever order. Tests are spared as with the lints' own defaults.
    #[must_use]
    pub fn with_defaults(defaults: impl IntoIterator<Item = (Option<Lint>, Level)>) -> Self {
        let mut defaults: Vec<_> = defaults.into_iter().collect();
        // The last that covers a lint counts.
        defaults.sort_by_key(|(lint, _)| lint.is_some());
        Self { defaults, ..Self::default() }
    }

    /// `None` stands for all lints.
    pub(crate) fn set(&mut self, lint: Option<Lint>, level: Level) {
        self.set.push((lint, level));
    }

    /// Adds levels that are nearer to the code.
    pub(crate) fn extend(&mut self, inner: &Self) {
        self.defaults.extend_from_slice(&inner.defaults);
        self.set.extend_from_slice(&inner.set);
        self.lowered |= inner.lowered;
        self.in_tests |= inner.in_tests;
        self.hushed |= inner.hushed;
    }

    /// The same levels, in code that is only there for tests.
    pub(crate) fn enter_tests(&mut self) {
        self.in_tests = true;
    }

    /// The same levels, where the compiler is told to allow what is deprecated.
    pub(crate) fn hush(&mut self) {
        self.hushed = true;
    }

    /// Whether the compiler does not show the warnings of the macros, which are its own of its lint `deprecated`: an
    /// `#[allow(deprecated)]` covers them.
    #[must_use]
    pub const fn are_warnings_hushed(&self) -> bool {
        self.hushed
    }

    /// Whether a lint is named that judges query calls alone.
    pub(crate) fn are_about_queries(&self) -> bool {
        self.set
            .iter()
            .any(|(lint, _)| !matches!(lint, None | Some(Lint::BlockingCall | Lint::NPlusOne | Lint::UntracedQuery)))
    }

    /// Puts the switch of the whole build on top, by its value in the environment.
    pub(crate) fn switch(&mut self, value: Option<&str>) -> Result<()> {
        match value {
            None | Some("" | "deny") => Ok(()),
            Some("warn") => {
                self.lowered = true;
                Ok(())
            }
            Some(other) => Err(Error::new(
                Span::call_site(),
                format!(
                    "`{SWITCH}` is `{other}` in the environment of this build\n\
                     help: it is `warn`, which lowers denials to warnings, or `deny`, the default"
                ),
            )),
        }
    }

    /// The level in force.
    #[must_use]
    pub fn level(&self, lint: Lint) -> Level {
        if self.is_lowered(lint) { Level::Warn } else { self.stated(lint) }
    }

    /// Whether the switch makes a warning of a denial.
    #[must_use]
    pub fn is_lowered(&self, lint: Lint) -> bool {
        self.lowered && self.stated(lint) == Level::Deny
    }

    /// Whether the code is only there for tests.
    #[must_use]
    pub const fn in_tests(&self) -> bool {
        self.in_tests
    }

    /// Whether an attribute allows the lint, which says more than that tests are left alone.
    #[must_use]
    pub fn is_allowed(&self, lint: Lint) -> bool {
        self.of_attributes(lint) == Some(Level::Allow)
    }

    /// Whether findings are left out where the code is only there for tests, as nobody asked for them.
    #[must_use]
    pub fn spares_tests(&self, lint: Lint) -> bool {
        lint.spares_tests() && self.of_attributes(lint).is_none()
    }

    fn stated(&self, lint: Lint) -> Level {
        self.of_attributes(lint).unwrap_or_else(|| {
            if self.in_tests && lint.spares_tests() {
                return Level::Allow;
            }
            innermost(&self.defaults, lint).unwrap_or_else(|| lint.default_level())
        })
    }

    /// What attributes say.
    fn of_attributes(&self, lint: Lint) -> Option<Level> {
        innermost(&self.set, lint)
    }
}

/// The level of a lint by what is said outermost first: the innermost wins.
fn innermost(said: &[(Option<Lint>, Level)], lint: Lint) -> Option<Level> {
    let is_named = said.iter().any(|(named, _)| *named == Some(lint));
    let covers = |(named, level): &&(Option<Lint>, Level)| match named {
        None => true,
        // Interpolated text is dynamic too: who allows that allows it, unless it is named somewhere.
        Some(Lint::DynamicSql) if lint == Lint::InterpolatedSql => !is_named && *level == Level::Allow,
        Some(named) => *named == lint,
    };
    said.iter().rev().find(covers).map(|(_, level)| *level)
}
