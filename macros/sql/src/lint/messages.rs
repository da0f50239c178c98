//! The messages of the lints, in one table.

/// Hands the table of the lints on SQL text and their messages to the macro of that name: for each lint its name, its
/// type name, and its messages by number, from 1. The words have to be literals, since `#[deprecated(note = ..)]` takes
/// nothing else.
///
/// ```
/// macro_rules! count {
///     ($($lint:ident $name:ident { $($number:literal => $message:literal;)* })*) => {
///         [$(stringify!($lint)),*].len()
///     };
/// }
/// assert_eq!(sqlspan_sql::lint_messages!(count), 6);
/// ```
#[macro_export]
macro_rules! lint_messages {
    ($with:ident) => {
        $with! {
            stray_placeholder StrayPlaceholder {
                1 => "the SQL text holds a placeholder such as `{id}`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                2 => "the SQL text holds a placeholder such as `{}`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                3 => "the SQL text holds a placeholder such as `{{id}}`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                4 => "the SQL text holds a placeholder such as `${id}`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                5 => "the SQL text holds a placeholder such as `#{id}`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                6 => "the SQL text holds a placeholder such as `%s`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
                7 => "the SQL text holds a placeholder such as `%(id)s`, which nothing fills in\n\
                    help: write a placeholder of the database, and bind the value with `.bind(..)`; a name can't be bound: choose between whole literals with `match`\n\
                    note: sqlx sends a static text to the database as it is written\n\
                    note: sqlspan::stray_placeholder";
            }
            quoted_placeholder QuotedPlaceholder {
                1 => "a placeholder such as `{name}` stands inside of quotes in the SQL text, where nothing fills it in\n\
                    help: write a placeholder without quotes, and bind the value with `.bind(..)`\n\
                    note: sqlspan::quoted_placeholder";
                2 => "a placeholder such as `{name}` stands inside of quotes in the SQL text, where nothing fills it in\n\
                    help: write a placeholder without quotes, and bind the whole pattern: `.bind(format!(\"%{name}%\"))`\n\
                    note: sqlspan::quoted_placeholder";
            }
            unfiltered_write UnfilteredWrite {
                1 => "this `UPDATE` has no `WHERE`: it changes every row of the table\n\
                    help: add a `WHERE`; if every row is meant, say so: `#[traced(allow(unfiltered_write))]`\n\
                    note: sqlspan::unfiltered_write";
                2 => "this `DELETE` has no `WHERE`: it deletes every row of the table\n\
                    help: add a `WHERE`; if every row is meant, say so: `#[traced(allow(unfiltered_write))]`\n\
                    note: sqlspan::unfiltered_write";
            }
            multiple_statements MultipleStatements {
                1 => "this query has several statements, which PostgreSQL and MySQL refuse to prepare\n\
                    help: run each in a query of its own, or a script without binds with `sqlx::raw_sql`\n\
                    help: SQLite runs them; if this is for SQLite, state `dialect = sqlite`\n\
                    note: sqlspan::multiple_statements";
            }
            placeholder_dialect PlaceholderDialect {
                1 => "`?` is no placeholder of PostgreSQL, which `dialect` states\n\
                    help: write `$1`, `$2`; if the statement is for another database, state that one\n\
                    note: sqlspan::placeholder_dialect";
                2 => "`?1` and its like are no placeholders of PostgreSQL, which `dialect` states\n\
                    help: write `$1`, `$2`; if the statement is for another database, state that one\n\
                    note: sqlspan::placeholder_dialect";
                3 => "`$1` and its like are no placeholders of MySQL, which `dialect` states\n\
                    help: write `?`; if the statement is for another database, state that one\n\
                    note: sqlspan::placeholder_dialect";
                4 => "`:name` and its like are no placeholders of MySQL, which `dialect` states\n\
                    help: write `?`; if the statement is for another database, state that one\n\
                    note: sqlspan::placeholder_dialect";
            }
            bind_count BindCount {
                1 => "the statement has more placeholders than values are bound\n\
                    help: add the missing `.bind(..)`, in the order of the placeholders\n\
                    note: sqlspan::bind_count";
                2 => "the statement has fewer placeholders than values are bound\n\
                    help: remove what is bound in excess, or write a placeholder for it\n\
                    note: sqlspan::bind_count";
            }
        }
    };
}

macro_rules! define {
    ($($lint:ident $name:ident { $($number:literal => $message:literal;)* })*) => {
        /// A lint on SQL text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Lint {
            $(
                #[doc = concat!("`", stringify!($lint), "`")]
                $name,
            )*
        }

        impl Lint {
            /// By which it is allowed, warned of or denied.
            ///
            /// ```
            /// use sqlspan_sql::lint::Lint;
            ///
            /// assert_eq!(Lint::BindCount.name(), "bind_count");
            /// ```
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($lint),)*
                }
            }

            /// The message of that number; empty if there is none.
            pub(super) const fn message(self, number: usize) -> &'static str {
                match (self, number) {
                    $($((Self::$name, $number) => $message,)*)*
                    _ => "",
                }
            }
        }
    };
}
lint_messages!(define);
