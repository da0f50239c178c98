//! What a database says of a statement that it is to prepare, in words that all of them share. A file a driver.

pub(super) mod mysql;
pub(super) mod postgres;
pub(super) mod sqlite;

/// What a database says of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is prepared.
    Prepared {
        /// How many values it wants bound.
        parameters: usize,
    },
    /// It is not.
    Refused(Refusal),
}

impl Outcome {
    /// Whether it is refused for a reason of this kind.
    #[must_use]
    pub fn is_refused_as(&self, kind: RefusalKind) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.kind == kind)
    }
}

/// Why a statement is not prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of reason it is.
    pub kind: RefusalKind,
    /// The reason in the words of the database.
    pub message: String,
    /// The code of the database: an SQLSTATE, a number.
    pub code: Option<String>,
    /// What the database proposes.
    pub hint: Option<String>,
    /// What the reason is about: the name of a table or column, a word.
    pub about: Option<String>,
    /// Where in the text it is, in bytes.
    pub at: Option<usize>,
}

/// What kind of reason it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalKind {
    /// There is no such table.
    Table,
    /// There is no such column.
    Column,
    /// There is no such function.
    Function,
    /// It is not a statement to this database.
    Syntax,
    /// The types of the values that are bound decide, and they come with the values.
    Types,
    /// The database does not prepare such statements.
    Unpreparable,
    /// The user of the connection may not see what the statement names.
    Rights,
    /// The program registers what the statement names on each of its connections.
    Registered,
    /// The database makes what it names by itself, as soon as it needs it.
    Internal,
    /// Anything else.
    Other,
}

impl Refusal {
    /// Without the name of a database before others.
    pub(super) fn unqualified(mut self, database: &str) -> Self {
        let prefix = format!("{database}.");
        self.message = self.message.replace(&prefix, "");
        self.about = self.about.map(|about| about.replace(&prefix, ""));
        self
    }

    /// With a kind and words alone.
    fn new(kind: RefusalKind, message: &str) -> Self {
        Self { kind, message: message.to_owned(), code: None, hint: None, about: None, at: None }
    }
}

/// An error that is no answer of the database's: it is the connection's, or of what sqlx can't make of the answer.
fn other(error: sqlx::Error) -> sqlx::Result<Outcome> {
    match error {
        sqlx::Error::TypeNotFound { .. } | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
            Ok(Outcome::Refused(Refusal::new(RefusalKind::Unpreparable, &error.to_string())))
        }
        error => Err(error),
    }
}

/// The number of parameters that sqlx knows of a prepared statement.
fn parameters<T>(known: Option<sqlx::Either<&[T], usize>>) -> usize {
    match known {
        Some(sqlx::Either::Left(types)) => types.len(),
        Some(sqlx::Either::Right(count)) => count,
        None => 0,
    }
}

/// What stands between the first two quotes.
fn quoted(message: &str, quote: char) -> Option<String> {
    message.split(quote).nth(1).map(str::to_owned)
}
