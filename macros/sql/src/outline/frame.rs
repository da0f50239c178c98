//! The stack of open parentheses, each with the clause that its text is in.

/// Where in a statement the reader is, which decides what the next words mean.
#[derive(Clone, Copy)]
pub(crate) enum Clause {
    /// A statement may begin.
    Statement,
    /// A query may begin: after `UNION` or an opening parenthesis.
    Query,
    /// After `EXPLAIN`: options, then a statement.
    Explain,
    /// After `SELECT`: `FROM` will open the list of sources.
    Projection,
    /// After `FROM`, `JOIN` or a comma between sources: a source is expected.
    Source,
    /// After a source.
    Sources,
    /// Anything from which only parenthesised queries matter.
    Expression,
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
    /// Nothing matters up to the end of the statement or of the parenthesis.
    Opaque,
}

#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) clause: Clause,
    /// There was a query at this level, so `UNION` may follow.
    pub(crate) query: bool,
    /// Opened by `{` instead of `(`.
    pub(crate) brace: bool,
    /// The common table expression whose body this is.
    pub(crate) cte: usize,
    /// In a `WITH`: where the name that is being defined stands, ..
    pub(crate) name: (usize, usize),
    /// .. and from where on such names are known; `cte::OPEN` if from the end of their own body.
    pub(crate) visible: usize,
}

impl Frame {
    pub(crate) const fn new(clause: Clause) -> Self {
        Self { clause, query: false, brace: false, cte: 0, name: (0, 0), visible: 0 }
    }
}

/// Deeper text is skipped: it gives no words.
const DEPTH: usize = 48;

#[derive(Clone, Copy)]
pub(crate) struct Stack {
    frames: [Frame; DEPTH],
    depth: usize,
    /// Open parentheses beyond the capacity.
    skipped: usize,
}

impl Stack {
    pub(crate) const fn new() -> Self {
        Self { frames: [Frame::new(Clause::Statement); DEPTH], depth: 0, skipped: 0 }
    }

    pub(crate) const fn reset(&mut self) {
        self.depth = 0;
        self.skipped = 0;
        self.frames[0] = Frame::new(Clause::Statement);
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

    pub(crate) const fn push(&mut self, frame: Frame) {
        if self.skipped > 0 || self.depth + 1 == DEPTH {
            self.skipped += 1;
        } else {
            self.depth += 1;
            self.frames[self.depth] = frame;
        }
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
