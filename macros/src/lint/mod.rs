//! What the macro reports. A lint is a name, a default level, a check and its messages, one file each; this file has
//! what they share: names, levels, and which level is in force where.

pub(crate) mod bind_count;
pub(crate) mod blocking_call;
pub(crate) mod dynamic_sql;
pub(crate) mod interpolated_sql;
pub(crate) mod multiple_statements;
pub(crate) mod n_plus_one;
pub(crate) mod placeholder_dialect;
pub(crate) mod quoted_placeholder;
pub(crate) mod stray_placeholder;
pub(crate) mod unfiltered_write;
pub(crate) mod untraced_query;

use syn::{Ident, Result};

macro_rules! lints {
    ($($lint:ident: $file:ident,)*) => {
        /// A kind of finding that a user can allow, warn of or deny.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Lint {
            $($lint,)*
        }

        impl Lint {
            pub(crate) const ALL: &[Self] = &[$(Self::$lint,)*];

            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Self::$lint => stringify!($file),)*
                }
            }

            const fn default_level(self) -> Level {
                match self {
                    $(Self::$lint => $file::DEFAULT,)*
                }
            }
        }
    };
}

lints! {
    InterpolatedSql: interpolated_sql,
    StrayPlaceholder: stray_placeholder,
    QuotedPlaceholder: quoted_placeholder,
    DynamicSql: dynamic_sql,
    UntracedQuery: untraced_query,
    BindCount: bind_count,
    NPlusOne: n_plus_one,
    UnfilteredWrite: unfiltered_write,
    MultipleStatements: multiple_statements,
    BlockingCall: blocking_call,
    PlaceholderDialect: placeholder_dialect,
}

impl Lint {
    /// The lint of a name; an unknown name is an error that lists them.
    pub(crate) fn named(name: &Ident) -> Result<Self> {
        Self::ALL.iter().copied().find(|lint| name == lint.name()).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|lint| lint.name()).collect();
            syn::Error::new(
                name.span(),
                format!("unknown lint `{name}`\nhelp: the lints are `{}`, and `all`", names.join("`, `")),
            )
        })
    }

    /// Whether a finding leaves the query traced: then the whole build's switch can lower it.
    const fn is_of_style(self) -> bool {
        !matches!(self, Self::UntracedQuery)
    }
}

/// The words of a finding in a text that is in sight, with the place drawn, but for the name of the lint, which is put to
/// every message.
pub(crate) fn told(finding: &sqlspan_sql::lint::Finding, drawn: &str) -> String {
    format!("{}\n{drawn}{}", finding.headline(), finding.advice())
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Allow,
    Warn,
    Deny,
}

/// The environment variable that lowers every denial of style in a build to a warning.
pub(crate) const SWITCH: &str = "SQLSPAN_LINTS";

/// The levels that attributes set, outermost first, under the switch of the whole build.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
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
    }

    /// Whether a lint is named that judges query calls alone.
    pub(crate) fn are_about_queries(&self) -> bool {
        self.set
            .iter()
            .any(|(lint, _)| !matches!(lint, None | Some(Lint::BlockingCall | Lint::NPlusOne | Lint::UntracedQuery)))
    }

    /// Reads the switch of the whole build.
    pub(crate) fn switch(&mut self) -> Result<()> {
        match std::env::var(SWITCH).as_deref() {
            Err(_) | Ok("" | "deny") => Ok(()),
            Ok("warn") => {
                self.lowered = true;
                Ok(())
            }
            Ok(other) => Err(syn::Error::new(
                proc_macro2::Span::call_site(),
                format!(
                    "`{SWITCH}` is `{other}` in the environment of this build\n\
                     help: it is `warn`, which lowers denials to warnings, or `deny`, the default"
                ),
            )),
        }
    }

    /// The level in force.
    pub(crate) fn of(&self, lint: Lint) -> Level {
        if self.is_lowered(lint) { Level::Warn } else { self.stated(lint) }
    }

    /// Whether the switch makes a warning of a denial.
    pub(crate) fn is_lowered(&self, lint: Lint) -> bool {
        self.lowered && lint.is_of_style() && self.stated(lint) == Level::Deny
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
