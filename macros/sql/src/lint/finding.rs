//! What a lint finds.

use super::messages::Lint;

/// A finding: which lint, where in the text, and the words. See [the lints](super).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    lint: Lint,
    number: usize,
    start: usize,
    end: usize,
    counts: Option<Counts>,
}

/// What a finding of `bind_count` counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The values that the statement wants.
    pub placeholders: usize,
    /// The values that are bound.
    pub bound: usize,
}

impl Finding {
    pub(super) const fn new(lint: Lint, number: usize, (start, end): (usize, usize)) -> Self {
        Self { lint, number, start, end, counts: None }
    }

    pub(super) const fn counted(mut self, counts: Counts) -> Self {
        self.counts = Some(counts);
        self
    }

    /// The lint.
    #[must_use]
    pub const fn lint(&self) -> Lint {
        self.lint
    }

    /// Which of the lint's messages it is, from 1, by the table [`lint_messages!`](crate::lint_messages).
    #[must_use]
    pub const fn number(&self) -> usize {
        self.number
    }

    /// Where in the text: byte offsets on character boundaries.
    #[must_use]
    pub const fn range(&self) -> (usize, usize) {
        (self.start, self.end)
    }

    /// What was counted, where the lint counts.
    #[must_use]
    pub const fn counts(&self) -> Option<Counts> {
        self.counts
    }

    /// The whole message: headline, help, notes, the last of which names the lint.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, lint, read};
    ///
    /// let finding = lint::unfiltered_write(&read("UPDATE a SET b = 1", Dialect::Generic)).unwrap();
    /// assert!(finding.message().starts_with(finding.headline()));
    /// assert!(finding.message().ends_with("\nnote: sqlspan::unfiltered_write"));
    /// ```
    #[must_use]
    pub const fn message(&self) -> &'static str {
        self.lint.message(self.number)
    }

    /// Its first line.
    #[must_use]
    pub const fn headline(&self) -> &'static str {
        let message = self.message();
        message.split_at(self.headline_end()).0
    }

    /// The lines between the headline and the note that names the lint.
    ///
    /// ```
    /// use sqlspan_sql::{Dialect, lint};
    ///
    /// let finding = lint::bind_count("SELECT $1", Dialect::Postgres, 2).unwrap();
    /// assert_eq!(finding.advice(), "help: remove what is bound in excess, or write a placeholder for it");
    /// ```
    #[must_use]
    pub const fn advice(&self) -> &'static str {
        let message = self.message();
        let bytes = message.as_bytes();
        let mut end = bytes.len();
        while end > 0 && bytes[end - 1] != b'\n' {
            end -= 1;
        }
        let start = self.headline_end() + 1;
        if start >= end {
            return "";
        }
        message.split_at(end - 1).0.split_at(start).1
    }

    const fn headline_end(&self) -> usize {
        let bytes = self.message().as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        end
    }
}
