//! Which level of a lint is in force: what attributes set, outermost first, under the switch of the whole build.

use proc_macro2::Span;
use syn::{Error, Result};

use super::lints::{Level, Lint};

/// The environment variable that lowers every denial of style in a build to a warning.
pub const SWITCH: &str = "SQLSPAN_LINTS";

/// The levels that attributes set, outermost first, under the switch of the whole build.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    set: Vec<(Option<Lint>, Level)>,
    lowered: bool,
}

impl Levels {
    /// `None` stands for all lints.
    pub(crate) fn set(&mut self, lint: Option<Lint>, level: Level) {
        self.set.push((lint, level));
    }

    /// Adds levels that are nearer to the code.
    pub(crate) fn extend(&mut self, inner: &Self) {
        self.set.extend_from_slice(&inner.set);
        self.lowered |= inner.lowered;
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
        self.lowered && lint.leaves_traced() && self.stated(lint) == Level::Deny
    }

    /// What attributes say: the innermost wins.
    fn stated(&self, lint: Lint) -> Level {
        let is_named = self.set.iter().any(|(named, _)| *named == Some(lint));
        let covers = |(named, level): &&(Option<Lint>, Level)| match named {
            None => true,
            // Interpolated text is dynamic too: who allows that allows it, unless it is named somewhere.
            Some(Lint::DynamicSql) if lint == Lint::InterpolatedSql => !is_named && *level == Level::Allow,
            Some(named) => *named == lint,
        };
        self.set.iter().rev().find(covers).map_or(lint.default_level(), |(_, level)| *level)
    }
}
