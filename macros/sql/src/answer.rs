//! Yes, no, or not to be told from the text.

/// What a text says to a question. [`Answer::Unknown`] is never a guess: it stands where the text alone can't tell, or
/// where the dialects read it differently and none is stated.
///
/// ```
/// use sqlspan_sql::{Answer, Dialect, read};
///
/// assert_eq!(read("DELETE FROM carts", Dialect::Generic).writes(), Answer::Yes);
/// assert_eq!(read("SELECT 1", Dialect::Generic).writes(), Answer::No);
/// assert_eq!(read("CALL close_month()", Dialect::Generic).writes(), Answer::Unknown);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It does.
    Yes,
    /// It does not.
    #[default]
    No,
    /// The text does not tell.
    Unknown,
}

impl Answer {
    /// Certainly yes.
    ///
    /// ```
    /// use sqlspan_sql::Answer;
    ///
    /// assert!(Answer::Yes.is_yes() && !Answer::Unknown.is_yes());
    /// ```
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Certainly no.
    ///
    /// ```
    /// use sqlspan_sql::Answer;
    ///
    /// assert!(Answer::No.is_no() && !Answer::Unknown.is_no());
    /// ```
    #[must_use]
    pub const fn is_no(self) -> bool {
        matches!(self, Self::No)
    }

    /// What both say, [`Answer::Unknown`] where they differ.
    pub(crate) const fn agreed(self, other: Self) -> Self {
        if self as u8 == other as u8 { self } else { Self::Unknown }
    }
}
