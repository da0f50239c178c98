//! The table of lints: a name and a default level each. `lint/` has a file for each, which checks and words it.

use syn::{Ident, Result};

/// Calls a macro with the table: variant, file and name, default level.
macro_rules! for_each_lint {
    ($callback:ident) => {
        $callback! {
            InterpolatedSql: interpolated_sql = Deny,
            DynamicSql: dynamic_sql = Deny,
            StrayPlaceholder: stray_placeholder = Deny,
            QuotedPlaceholder: quoted_placeholder = Warn,
            UnfilteredWrite: unfiltered_write = Warn,
            MultipleStatements: multiple_statements = Warn,
            PlaceholderDialect: placeholder_dialect = Warn,
            BindCount: bind_count = Deny,
            NPlusOne: n_plus_one = Warn,
            UntracedQuery: untraced_query = Deny,
            BlockingCall: blocking_call = Warn,
        }
    };
}
pub(crate) use for_each_lint;

macro_rules! declare {
    ($($lint:ident: $name:ident = $level:ident,)*) => {
        /// A kind of finding that a user can allow, warn of or deny.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the guide of the lints documents each")]
        pub enum Lint {
            $($lint,)*
        }

        impl Lint {
            /// All lints, in the order in which a site is checked.
            pub const ALL: &[Self] = &[$(Self::$lint,)*];

            /// The name by which attributes and messages know it: `n_plus_one`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$lint => stringify!($name),)*
                }
            }

            /// The level where no attribute sets one.
            #[must_use]
            pub const fn default_level(self) -> Level {
                match self {
                    $(Self::$lint => Level::$level,)*
                }
            }
        }
    };
}
for_each_lint!(declare);

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is not reported.
    Allow,
    /// It is a warning.
    Warn,
    /// It is an error.
    Deny,
}

impl Lint {
    /// The lint of a name; an unknown name is an error that lists them.
    pub(crate) fn from_name(name: &Ident) -> Result<Self> {
        Self::ALL.iter().copied().find(|lint| name == lint.name()).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|lint| lint.name()).collect();
            syn::Error::new(
                name.span(),
                format!("unknown lint `{name}`\nhelp: the lints are `{}`, and `all`", names.join("`, `")),
            )
        })
    }

    /// Whether tests are left alone where no attribute asks: they set up rows one by one, and clear whole tables.
    pub(crate) const fn spares_tests(self) -> bool {
        matches!(self, Self::NPlusOne | Self::UnfilteredWrite)
    }
}
