//! The constant facts of one query call, as the macro wrote them down.

use sqlspan_sql::Reading;

/// What is known at compile time of one query call in the source. Emitted by the macro as a `static`, or as an inline
/// `const` where the text depends on a generic parameter; it never changes.
#[derive(Debug)]
pub struct CallSite {
    pub(crate) statement: Statement,
    /// What the text of a built statement begins with, as far as its name was read from it.
    pub(crate) begins: &'static str,
    pub(crate) function: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
    /// Whether the summary is stated, not read off the text.
    pub(crate) summarized: bool,
    pub(crate) operation: Option<&'static str>,
    pub(crate) collection: Option<&'static str>,
    pub(crate) pool: Option<&'static str>,
    /// The type whose method it stands in.
    pub(crate) type_name: Option<&'static str>,
    /// Whether it is meant to run once for every item.
    pub(crate) repeats: bool,
    /// The tags that the attribute states; `None`: no comment here.
    pub(crate) comment: Option<&'static [(&'static str, &'static str)]>,
}

impl CallSite {
    /// A call of `statement` in `function`, at `line` of `file`.
    #[must_use]
    pub const fn new(statement: Statement, function: &'static str, file: &'static str, line: u32) -> Self {
        Self {
            statement,
            begins: "",
            function,
            file,
            line,
            summarized: false,
            operation: None,
            collection: None,
            pool: None,
            type_name: None,
            repeats: false,
            comment: Some(&[]),
        }
    }

    /// Says what the summary of the statement was read from.
    #[must_use]
    pub const fn begins(mut self, begins: &'static str) -> Self {
        self.begins = begins;
        self
    }

    /// Says that the summary is stated, so that nothing can be read off it.
    #[must_use]
    pub const fn summarized(mut self) -> Self {
        self.summarized = true;
        self
    }

    /// States `db.operation.name`.
    #[must_use]
    pub const fn operation(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// States `db.collection.name`.
    #[must_use]
    pub const fn collection(mut self, collection: &'static str) -> Self {
        self.collection = Some(collection);
        self
    }

    /// Names the pool whose server the query goes to, for connections that do not say.
    #[must_use]
    pub const fn pool(mut self, pool: &'static str) -> Self {
        self.pool = Some(pool);
        self
    }

    /// Names the type, or the trait, whose method the call stands in.
    #[must_use]
    pub const fn of_type(mut self, type_name: &'static str) -> Self {
        self.type_name = Some(type_name);
        self
    }

    /// Says that it is meant to run once for every item, or is for many items as it is.
    #[must_use]
    pub const fn repeats(mut self) -> Self {
        self.repeats = true;
        self
    }

    /// States tags of the comment.
    #[must_use]
    pub const fn comment(mut self, tags: &'static [(&'static str, &'static str)]) -> Self {
        self.comment = Some(tags);
        self
    }

    /// Leaves the statement without a comment.
    #[must_use]
    pub const fn without_comment(mut self) -> Self {
        self.comment = None;
        self
    }
}

/// The text of a query call, as far as it is known at compile time.
#[derive(Debug)]
pub enum Statement {
    /// One text.
    Static(StaticText),
    /// One of several texts, told apart at run time by the text that is executed.
    Choice(&'static [Candidate]),
    /// Put together at run time from static pieces and binds: the text is read from the query.
    Built(&'static str),
    /// Not proven static: the text is read from the query and recorded only sanitised.
    Unproven(&'static str),
}

/// One text of a [`Statement::Choice`].
#[derive(Debug)]
pub struct Candidate {
    pub(crate) source: &'static str,
    pub(crate) text: StaticText,
}

impl Candidate {
    /// The text exactly as the program has it, and what is recorded of it.
    #[must_use]
    pub const fn new(source: &'static str, text: StaticText) -> Self {
        Self { source, text }
    }
}

/// A statement that is known at compile time.
#[derive(Clone, Copy, Debug)]
pub struct StaticText {
    pub(crate) summary: &'static str,
    pub(crate) text: &'static str,
    pub(crate) sanitized: Option<&'static str>,
    /// Whether white space in `text` was collapsed at compile time.
    pub(crate) collapsed: bool,
    /// What the conventions of before want read off a text; empty where there is no such name.
    pub(crate) operation: &'static str,
    pub(crate) table: &'static str,
}

impl StaticText {
    /// A text whose white space is collapsed already, and its sanitised form. An empty summary means that there is none.
    #[must_use]
    pub const fn new(summary: &'static str, text: &'static str, sanitized: &'static str) -> Self {
        Self { summary, text, sanitized: Some(sanitized), collapsed: true, operation: "", table: "" }
    }

    /// A text as the program has it: white space and literals are seen to when the text is recorded.
    #[must_use]
    pub const fn verbatim(summary: &'static str, text: &'static str) -> Self {
        Self { summary, text, sanitized: None, collapsed: false, operation: "", table: "" }
    }

    /// Says which operation and which table was read off it; empty: none.
    #[must_use]
    pub const fn names(mut self, operation: &'static str, table: &'static str) -> Self {
        self.operation = operation;
        self.table = table;
        self
    }

    /// Takes them from a reading of the text.
    #[must_use]
    pub const fn names_of(self, reading: &Reading<'static>) -> Self {
        let operation = match reading.operation() {
            Some(operation) => operation,
            None => "",
        };
        let table = match reading.collection() {
            Some(table) => table,
            None => "",
        };
        self.names(operation, table)
    }
}
