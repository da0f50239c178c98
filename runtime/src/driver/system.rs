//! What is known of a database system.

use sqlspan_sql::Dialect;

/// A database system, and how it takes statements.
#[derive(Debug)]
pub(crate) struct System {
    /// The value of `db.system.name`.
    pub(crate) name: &'static str,
    /// How sqlx calls the driver's database, where this is the system that the driver is made for.
    pub(crate) database: Option<&'static str>,
    /// How it reads SQL.
    pub(crate) dialect: Dialect,
    /// sqlx's driver, by the name of its crate.
    pub(crate) driver: Option<&'static str>,
    /// The schemes of its URLs.
    #[cfg_attr(not(any(feature = "any", test)), expect(dead_code, reason = "only URLs are asked for it"))]
    pub(crate) schemes: &'static [&'static str],
    /// The port where a URL names none; `None`: a URL leads to a file.
    #[cfg_attr(not(feature = "any"), expect(dead_code, reason = "only URLs are asked for it"))]
    pub(crate) port: Option<u16>,
    /// Whether anybody sees the comments of its statements.
    pub(crate) shows_comments: bool,
    /// Whether a trace reaches its log beside the text of a statement: in a bind parameter that the statement does not
    /// use, in `application_name`.
    pub(crate) shows_trace: bool,
    /// The systems that its driver serves beside it.
    pub(crate) also: &'static [&'static System],
}

/// The same entry of the table: there is one for each system.
impl PartialEq for System {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for System {}
