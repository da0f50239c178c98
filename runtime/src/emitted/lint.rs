//! The lints on texts that the macro can't read: a `const`, a `concat!` with macros in it, an included file. The emitted
//! code asks in constants, so that the verdict is that of the same text as a literal, and nothing is left at run time.

/// Whether a text has a finding, by the name of the lint.
pub mod found {
    use sqlspan_sql::{Dialect, QuotedPlaceholder};

    /// A placeholder that nothing fills in.
    #[must_use]
    pub const fn stray_placeholder(sql: &str, dialect: Dialect) -> bool {
        sqlspan_sql::stray_placeholder(sql, dialect, 0).is_some()
    }

    /// A placeholder inside of quotes that names one of `locals`, or stands beside `%`.
    #[must_use]
    pub const fn quoted_placeholder(sql: &str, dialect: Dialect, locals: &[&str]) -> bool {
        let mut from = 0;
        while let Some(QuotedPlaceholder { start, end, beside_percent }) =
            sqlspan_sql::quoted_placeholder(sql, dialect, from)
        {
            let mut at = 0;
            while at < locals.len() {
                if beside_percent || names(sql.as_bytes(), start, locals[at].as_bytes()) {
                    return true;
                }
                at += 1;
            }
            if beside_percent {
                return true;
            }
            from = end;
        }
        false
    }

    /// Whether the placeholder at `start` names a local: `{name}`, `{name:?}`.
    const fn names(sql: &[u8], start: usize, local: &[u8]) -> bool {
        let mut at = start + 1;
        while at < sql.len() && sql[at] == b' ' {
            at += 1;
        }
        let mut of = 0;
        while of < local.len() {
            if at + of >= sql.len() || sql[at + of] != local[of] {
                return false;
            }
            of += 1;
        }
        at + of < sql.len() && matches!(sql[at + of], b'}' | b':' | b' ')
    }

    /// An `UPDATE` or `DELETE` without `WHERE`.
    #[must_use]
    pub const fn unfiltered_write(sql: &str, dialect: Dialect) -> bool {
        sqlspan_sql::unfiltered_write(sql, dialect).is_some()
    }

    /// Several statements, which not every database prepares.
    #[must_use]
    pub const fn multiple_statements(sql: &str, dialect: Dialect) -> bool {
        !matches!(dialect, Dialect::Sqlite) && sqlspan_sql::has_several_statements(sql, dialect)
    }

    /// A placeholder that the stated database does not have.
    #[must_use]
    pub const fn placeholder_dialect(sql: &str, dialect: Dialect) -> bool {
        sqlspan_sql::foreign_placeholder(sql, dialect).is_some()
    }

    /// A statement for one item, in a loop.
    #[must_use]
    pub const fn n_plus_one(sql: &str, dialect: Dialect, paged: bool) -> bool {
        is_of_rows(sqlspan_sql::summarize(sql, dialect).as_str().as_bytes())
            && !sqlspan_sql::takes_list(sql, dialect)
            && !(paged && sqlspan_sql::pages(sql, dialect))
    }

    /// Whether a summary begins with a verb that reads or writes rows.
    const fn is_of_rows(summary: &[u8]) -> bool {
        const VERBS: &[&[u8]] = &[b"SELECT", b"INSERT", b"UPDATE", b"DELETE", b"REPLACE", b"MERGE", b"UPSERT"];
        let mut verb = 0;
        while verb < VERBS.len() {
            let mut at = 0;
            while at < VERBS[verb].len() && at < summary.len() && summary[at].to_ascii_uppercase() == VERBS[verb][at] {
                at += 1;
            }
            if at == VERBS[verb].len() && (at == summary.len() || summary[at] == b' ') {
                return true;
            }
            verb += 1;
        }
        false
    }

    /// More or fewer placeholders than values are bound.
    #[must_use]
    pub const fn bind_count(sql: &str, dialect: Dialect, bound: usize) -> bool {
        match sqlspan_sql::greatest_placeholder(sql, dialect) {
            Some(wanted) => wanted != bound,
            None => false,
        }
    }
}

macro_rules! messages {
    ($($lint:ident($($argument:ident: $ty:ty)?): $message:literal;)*) => {
        /// Fails to compile where there is a finding.
        pub mod deny {
            use super::{found, line};
            use sqlspan_sql::Dialect;

            /// A placeholder that nothing fills in.
            ///
            /// # Panics
            ///
            /// While compiling, with the line.
            #[track_caller]
            pub const fn stray_placeholder(sql: &str, dialect: Dialect) {
                if let Some((start, end)) = sqlspan_sql::stray_placeholder(sql, dialect, 0) {
                    panic!("{}", line::Drawn::new(sql, start, end).as_str());
                }
            }

            $(
                /// As its message says.
                ///
                /// # Panics
                ///
                /// While compiling, where there is a finding.
                #[track_caller]
                pub const fn $lint(sql: &str, dialect: Dialect $(, $argument: $ty)?) {
                    if found::$lint(sql, dialect $(, $argument)?) {
                        panic!("{}", $message);
                    }
                }
            )*
        }

        /// What a verdict chooses: `Found<true>` warns, by the deprecation of the method that has the lint's name.
        #[derive(Debug)]
        pub struct Found<const FOUND: bool>;

        impl Found<true> {
            /// Warns.
            #[deprecated(note = "the SQL text holds a placeholder such as `{id}`, which nothing fills in\n\
                help: write a placeholder of the database, and bind the value with `.bind(..)`\n\
                note: sqlspan::stray_placeholder")]
            pub const fn stray_placeholder(self) {}

            $(
                /// Warns.
                #[deprecated(note = $message)]
                pub const fn $lint(self) {}
            )*
        }

        impl Found<false> {
            /// Nothing to report.
            pub const fn stray_placeholder(self) {}

            $(
                /// Nothing to report.
                pub const fn $lint(self) {}
            )*
        }
    };
}

messages! {
    quoted_placeholder(locals: &[&str]): "a placeholder such as `{name}` stands inside of quotes in the SQL text, where nothing fills it in\n\
        help: write a placeholder without quotes, and bind the value with `.bind(..)`\n\
        note: sqlspan::quoted_placeholder";
    unfiltered_write(): "this `UPDATE` or `DELETE` has no `WHERE`: it changes every row of the table\n\
        help: add a `WHERE`; if every row is meant, say so: `#[traced(allow(unfiltered_write))]`\n\
        note: sqlspan::unfiltered_write";
    multiple_statements(): "this query has several statements, which PostgreSQL and MySQL refuse to prepare\n\
        help: run each in a query of its own, or a script without binds with `sqlx::raw_sql`\n\
        help: SQLite runs them; if this is for SQLite, state `dialect = sqlite`\n\
        note: sqlspan::multiple_statements";
    placeholder_dialect(): "the placeholders are not those of the database that `dialect` states\n\
        help: write `$1` for PostgreSQL and `?` for MySQL\n\
        note: sqlspan::placeholder_dialect";
    n_plus_one(paged: bool): "this query runs once in every round of the loop, a round trip each (N+1)\n\
        help: ask for all of them in one query before the loop\n\
        note: sqlspan::n_plus_one";
    bind_count(bound: usize): "the statement does not have as many placeholders as values are bound\n\
        help: add the missing `.bind(..)`, or remove what is bound in excess\n\
        note: sqlspan::bind_count";
}

/// The message with the line of a text.
mod line {
    const SIZE: usize = 1024;

    /// A message that is put together by the compiler.
    pub(super) struct Drawn {
        bytes: [u8; SIZE],
        length: usize,
    }

    impl Drawn {
        pub(super) const fn new(sql: &str, start: usize, end: usize) -> Self {
            let mut drawn = Self { bytes: [0; SIZE], length: 0 };
            let text = sql.as_bytes();
            drawn.push(b"the SQL text holds `", 0, 20);
            drawn.push(text, start, end);
            drawn.push(b"`, which nothing fills in\n    ", 0, 30);
            let (mut from, mut to) = (start, end);
            while from > 0 && text[from - 1] != b'\n' && start - from < 60 {
                from -= 1;
            }
            while from < start && (text[from] & 0xC0 == 0x80 || text[from].is_ascii_whitespace()) {
                from += 1;
            }
            while to < text.len() && text[to] != b'\n' && to - end < 40 {
                to += 1;
            }
            while to > end && to < text.len() && text[to] & 0xC0 == 0x80 {
                to -= 1;
            }
            drawn.push(text, from, to);
            drawn.push(b"\n    ", 0, 5);
            drawn.repeat(b' ', text, from, start);
            drawn.repeat(b'^', text, start, end);
            drawn.push(b" write a placeholder of the database here, and bind the value with `.bind(..)`\n", 0, 79);
            drawn.push(b"note: sqlx sends a static text to the database as it is written\n", 0, 64);
            drawn.push(b"note: sqlspan::stray_placeholder", 0, 32);
            drawn
        }

        const fn push(&mut self, bytes: &[u8], from: usize, to: usize) {
            let mut at = from;
            while at < to && self.length < SIZE {
                self.bytes[self.length] = bytes[at];
                self.length += 1;
                at += 1;
            }
        }

        /// Once for every character.
        const fn repeat(&mut self, mark: u8, bytes: &[u8], from: usize, to: usize) {
            let mut at = from;
            while at < to && self.length < SIZE {
                if bytes[at] & 0xC0 != 0x80 {
                    self.bytes[self.length] = mark;
                    self.length += 1;
                }
                at += 1;
            }
        }

        pub(super) const fn as_str(&self) -> &str {
            match std::str::from_utf8(self.bytes.split_at(self.length).0) {
                Ok(text) => text,
                // Cut inside of a character: what matters stands before.
                Err(_) => "the SQL text holds a placeholder that nothing fills in",
            }
        }
    }
}
