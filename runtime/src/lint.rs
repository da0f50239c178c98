//! The lints on texts that the macro can't read: a `const`, a `concat!` with macros in it, an included file. The emitted
//! code asks in constants, so that verdict and words are those of the same text as a literal, and nothing is left at run
//! time. Both are in [`sqlspan_sql::lint`]; here they become what a constant can say: a panic, or a deprecated method.

macro_rules! checks {
    ($($lint:ident($sql:ident, $dialect:ident $(, $argument:ident: $ty:ty)?) => $finding:expr;)*) => {
        /// What a lint finds in a text, as the number of its message; 0 if nothing.
        pub mod found {
            use sqlspan_sql::{Dialect, lint, read};

            $(
                /// The number of the message of the lint that has this name.
                #[must_use]
                pub const fn $lint($sql: &str, $dialect: Dialect $(, $argument: $ty)?) -> usize {
                    match $finding {
                        Some(finding) => finding.number(),
                        None => 0,
                    }
                }
            )*

            /// Whether a statement in a loop is for one item.
            #[must_use]
            pub const fn n_plus_one(sql: &str, dialect: Dialect, paged: bool) -> bool {
                lint::is_for_one(&read(sql, dialect), paged)
            }
        }

        /// Fails to compile where there is a finding.
        pub mod deny {
            use sqlspan_sql::{Dialect, lint, read};

            $(
                /// The lint that has this name.
                ///
                /// # Panics
                ///
                /// While compiling, where there is a finding.
                #[track_caller]
                pub const fn $lint($sql: &str, $dialect: Dialect $(, $argument: $ty)?) {
                    if let Some(finding) = $finding {
                        panic!("{}", lint::Told::new($sql, &finding).as_str());
                    }
                }
            )*

            /// A statement for one item, in a loop; the words depend on the loop.
            ///
            /// # Panics
            ///
            /// While compiling, where there is a finding.
            #[track_caller]
            pub const fn n_plus_one(sql: &str, dialect: Dialect, paged: bool, message: &str) {
                if lint::is_for_one(&read(sql, dialect), paged) {
                    panic!("{}", message);
                }
            }
        }
    };
}

checks! {
    stray_placeholder(sql, dialect) => lint::stray_placeholder(sql, dialect, 0);
    quoted_placeholder(sql, dialect, locals: &[&str]) => lint::quoted_placeholder(sql, dialect, locals);
    unfiltered_write(sql, dialect) => lint::unfiltered_write(&read(sql, dialect));
    multiple_statements(sql, dialect) => lint::multiple_statements(&read(sql, dialect));
    placeholder_dialect(sql, dialect) => lint::placeholder_dialect(sql, dialect);
    bind_count(sql, dialect, bound: usize) => lint::bind_count(sql, dialect, bound);
}

/// What a verdict chooses, by the number of the message: it warns, by the deprecation of the method that has the lint's
/// name.
#[derive(Debug)]
pub struct Found<const NUMBER: usize>;

macro_rules! warnings {
    ($($lint:ident $name:ident { $($number:literal => $message:literal;)* })*) => {
        $($(
            impl Found<$number> {
                /// Warns.
                #[deprecated(note = $message)]
                pub const fn $lint(self) {}
            }
        )*)*

        impl Found<0> {
            $(
                /// Nothing to report.
                pub const fn $lint(self) {}
            )*
        }
    };
}

sqlspan_sql::lint_messages!(warnings);
