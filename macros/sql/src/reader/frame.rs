//! The stack of open parentheses, each with the clause that its text is in.

use crate::part::NOWHERE;

/// Where in a statement the reader is, which decides what the next words mean.
#[derive(Clone, Copy)]
pub(crate) enum Clause {
    /// A statement may begin.
    Statement,
    /// A query may begin: after `UNION` or an opening parenthesis.
    Query,
    /// A statement that is explained, prepared or wrapped in another one begins.
    Wrapped,
    /// After `SELECT`: `FROM` will open the list of sources.
    Projection,
    /// After `FROM`, `JOIN` or a comma between sources: a source is expected.
    Source,
    /// After a source.
    Sources,
    /// After the table of `DELETE` or `MERGE`: `USING` or `FROM` will open the list of sources.
    Changed,
    /// After the `SET` of `UPDATE`: `FROM` will open the list of sources.
    Assignments,
    /// Anything from which only parenthesised queries matter.
    Expression,
    /// Like it, but a parenthesis holds a whole statement: `COPY (..) TO ..`
    Copied,
    /// After `INSERT INTO t`.
    InsertTail,
    /// After `CREATE TABLE t`, `CREATE VIEW v`, `DECLARE c`: a query after `AS` or `FOR`.
    CreateTail,
    /// After `WITH` or a comma: the name of a common table expression is expected.
    CteName,
    /// After that name.
    CteHead,
    /// After its `AS`.
    CteAs,
    /// After its body.
    CteTail,
    /// After the name of a table in a list of tables: `DROP TABLE a, b`. A comma is followed by another.
    Names,
    /// Nothing matters up to the end of the statement or of the parenthesis.
    Opaque,
}

#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub(crate) struct Frame {
    pub(crate) clause: Clause,
    /// There was a query at this level, so `UNION` may follow.
    pub(crate) query: bool,
    /// Opened by `{` instead of `(`.
    pub(crate) brace: bool,
    /// Sources here are not part of a summary: those of `UPDATE`, `DELETE` and `MERGE`.
    pub(crate) quiet: bool,
    /// Sources here may be changed, too: those of `MySQL`'s `UPDATE a JOIN b SET ..`.
    pub(crate) may_write: bool,
    /// An `UPDATE` whose `SET` is to come.
    pub(crate) updates: bool,
    /// Rows are written at this level, and may be returned.
    pub(crate) writes: bool,
    /// The verb of an `UPDATE` or `DELETE` that nothing restricts so far; empty if there is none.
    pub(crate) unfiltered: (usize, usize),
    /// The number of the part that is the operation here.
    pub(crate) operation: u16,
    /// Where the parenthesis stands in whose place there may be a derived table.
    pub(crate) derived_at: usize,
    /// The number of the derived table whose parenthesis this is.
    pub(crate) derived: u16,
    /// The common table expression whose body this is.
    pub(crate) cte: usize,
    /// In a `WITH`: where the name that is being defined stands, ..
    pub(crate) name: (usize, usize),
    /// .. from where on such names are known; `cte::OPEN` if from the end of their own body ..
    pub(crate) visible: usize,
    /// .. and from where on in every dialect.
    pub(crate) certain: usize,
}

/// No place.
pub(crate) const NO_PLACE: usize = usize::MAX;

const BLANK: Frame = Frame {
    clause: Clause::Statement,
    query: false,
    brace: false,
    quiet: false,
    may_write: false,
    updates: false,
    writes: false,
    unfiltered: (0, 0),
    operation: NOWHERE,
    derived_at: NO_PLACE,
    derived: NOWHERE,
    cte: 0,
    name: (0, 0),
    visible: 0,
    certain: 0,
};

impl Frame {
    pub(crate) const fn new(clause: Clause) -> Self {
        Self { clause, ..BLANK }
    }
}

/// Deeper text is skipped: it gives no parts.
const DEPTH: usize = 48;

#[derive(Clone, Copy)]
pub(crate) struct Stack {
    frames: [Frame; DEPTH],
    depth: usize,
    /// Open parentheses beyond the capacity.
    skipped: usize,
}

const EMPTY: Stack = Stack { frames: [BLANK; DEPTH], depth: 0, skipped: 0 };

impl Stack {
    pub(crate) const fn new() -> Self {
        EMPTY
    }

    pub(crate) const fn reset(&mut self) {
        self.depth = 0;
        self.skipped = 0;
        self.frames[0] = BLANK;
    }

    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) const fn is_skipping(&self) -> bool {
        self.skipped > 0
    }

    pub(crate) const fn top(&mut self) -> &mut Frame {
        &mut self.frames[self.depth]
    }

    pub(crate) const fn clause(&self) -> Clause {
        self.frames[self.depth].clause
    }

    pub(crate) const fn set_clause(&mut self, clause: Clause) {
        self.frames[self.depth].clause = clause;
    }

    /// Opens a parenthesis; `false` if it is beyond the capacity.
    pub(crate) const fn push(&mut self, frame: Frame) -> bool {
        if self.skipped > 0 || self.depth + 1 == DEPTH {
            self.skipped += 1;
            return false;
        }
        self.depth += 1;
        self.frames[self.depth] = frame;
        true
    }

    /// Closes the innermost parenthesis if it is of the same kind.
    pub(crate) const fn pop(&mut self, brace: bool) -> Option<Frame> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return None;
        }
        let frame = self.frames[self.depth];
        if self.depth == 0 || frame.brace != brace {
            return None;
        }
        self.depth -= 1;
        Some(frame)
    }
}
