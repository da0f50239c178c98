//! Whether a statement takes a part of many rows, told by what stands side by side in it.

use crate::byte::spells;
use crate::keyword::Keyword;
use crate::kind::Paging;
use crate::name::same_name;
use crate::token::{Kind, Token};

/// How many columns of a key are kept.
const COLUMNS: usize = 4;

/// Names of columns, without what qualifies them.
#[derive(Clone, Copy)]
struct Columns {
    items: [(usize, usize); COLUMNS],
    len: usize,
}

impl Columns {
    const NONE: Self = Self { items: [(0, 0); COLUMNS], len: 0 };

    const fn push(&mut self, column: (usize, usize)) {
        if self.len < COLUMNS {
            self.items[self.len] = column;
            self.len += 1;
        }
    }

    /// The last one turned out to be a table or a schema.
    const fn qualified(&mut self, column: (usize, usize)) {
        if self.len > 0 {
            self.items[self.len - 1] = column;
        }
    }

    const fn shares(&self, other: &Self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while at < self.len {
            let mut of = 0;
            while of < other.len {
                if same_name(bytes, self.items[at], other.items[of]) {
                    return true;
                }
                of += 1;
            }
            at += 1;
        }
        false
    }
}

/// What the last tokens are the beginning of: `column > $1`, `(a, b) > ($1, $2)`, `$1 < column`.
#[derive(Clone, Copy)]
enum Comparison {
    None,
    /// A name, or a row that ends with it.
    Name(usize, usize),
    /// With `<` or `>`, and `=`, and `(`.
    Compared(usize, usize),
    Bound,
    BoundCompared,
}

/// Where in `ORDER BY` a text is.
#[derive(Clone, Copy)]
enum Order {
    Outside,
    /// A column is expected.
    Expected,
    Behind,
}

/// What was seen of one statement so far.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not exclude each other")]
pub(crate) struct Pager {
    /// The token before the current one, ..
    pub(super) last: Token,
    /// .. as a keyword, ..
    pub(super) keyword: Keyword,
    /// .. and the keyword before that.
    pub(super) before: Keyword,
    pub(super) takes_list: bool,
    opened: bool,
    found: Option<Paging>,
    comparison: Comparison,
    compared: Columns,
    order: Order,
    ordered: Columns,
    /// A `LIMIT` of more than one: of the whole, or of any part.
    limits: bool,
    limits_part: bool,
}

impl Pager {
    pub(super) const fn new() -> Self {
        Self {
            last: Token { kind: Kind::End, start: 0, end: 0 },
            keyword: Keyword::Other,
            before: Keyword::Other,
            takes_list: false,
            opened: false,
            found: None,
            comparison: Comparison::None,
            compared: Columns::NONE,
            order: Order::Outside,
            ordered: Columns::NONE,
            limits: false,
            limits_part: false,
        }
    }

    /// How the statement that ends here takes a part of many rows.
    pub(super) const fn paging(&self, bytes: &[u8], writes: bool) -> Option<Paging> {
        if self.found.is_some() {
            self.found
        } else if writes && self.limits_part {
            Some(Paging::Batch)
        } else if self.limits && self.compared.shares(&self.ordered, bytes) {
            Some(Paging::Keyset)
        } else {
            None
        }
    }

    /// Several rows of a cursor.
    pub(super) const fn cursor(&mut self) {
        self.found = Some(Paging::Cursor);
    }

    /// After `ANY(`: a placeholder makes it a list.
    pub(super) const fn list_opened(&mut self) {
        self.opened = true;
    }

    pub(super) const fn step(&mut self, bytes: &[u8], token: Token, keyword: Keyword, depth: usize) {
        match token.kind {
            Kind::Placeholder | Kind::Number => self.amount(bytes, token, depth),
            Kind::Word
                if matches!(self.keyword, Keyword::Other)
                    && matches!(self.last.kind, Kind::Word)
                    && spells(bytes, token.start, token.end, b"locked")
                    && spells(bytes, self.last.start, self.last.end, b"skip") =>
            {
                self.found = Some(Paging::Poll);
            }
            // `LIMIT 20, 10`
            Kind::Comma
                if matches!(self.last.kind, Kind::Number | Kind::Placeholder)
                    && matches!(self.before, Keyword::Limit) =>
            {
                self.found = Some(Paging::Offset);
            }
            _ => {}
        }
        self.compare(bytes, token, keyword);
        self.sort(token, keyword, depth);
        self.before = self.keyword;
        self.keyword = keyword;
        self.last = token;
    }

    /// A number or a placeholder: how many rows, or from which on.
    const fn amount(&mut self, bytes: &[u8], token: Token, depth: usize) {
        let bound = matches!(token.kind, Kind::Placeholder);
        if self.opened {
            self.opened = false;
            self.takes_list |= bound && matches!(self.last.kind, Kind::Open);
        }
        let limit = matches!(self.keyword, Keyword::Limit)
            || matches!(self.before, Keyword::Fetch)
                && (matches!(self.keyword, Keyword::Next) || spells(bytes, self.last.start, self.last.end, b"first"));
        if limit && bound {
            if self.found.is_none() {
                self.found = Some(Paging::Limit);
            }
        } else if limit {
            let many = !spells(bytes, token.start, token.end, b"1") && !spells(bytes, token.start, token.end, b"0");
            self.limits |= many && depth == 0;
            self.limits_part |= many;
        } else if matches!(self.keyword, Keyword::Offset)
            && !spells(bytes, token.start, token.end, b"0")
            && self.found.is_none()
        {
            self.found = Some(Paging::Offset);
        }
    }

    /// Notes the column of a comparison with what is bound.
    const fn compare(&mut self, bytes: &[u8], token: Token, keyword: Keyword) {
        self.comparison = match (self.comparison, token.kind) {
            (Comparison::BoundCompared, Kind::Quoted) => self.compared_with(token.start, token.end),
            (Comparison::BoundCompared, Kind::Word) if matches!(keyword, Keyword::Other) => {
                self.compared_with(token.start, token.end)
            }
            (Comparison::Compared(start, end), Kind::Placeholder) => self.compared_with(start, end),
            (_, Kind::Placeholder) => Comparison::Bound,
            (_, Kind::Quoted) => Comparison::Name(token.start, token.end),
            (_, Kind::Word) if matches!(keyword, Keyword::Other) => Comparison::Name(token.start, token.end),
            (Comparison::Name(start, end), Kind::Close) => Comparison::Name(start, end),
            (Comparison::Name(start, end), Kind::Operator) if matches!(bytes[token.start], b'<' | b'>') => {
                Comparison::Compared(start, end)
            }
            (Comparison::Bound, Kind::Operator) if matches!(bytes[token.start], b'<' | b'>') => {
                Comparison::BoundCompared
            }
            (at @ (Comparison::Compared(..) | Comparison::BoundCompared), Kind::Operator)
                if bytes[token.start] == b'=' =>
            {
                at
            }
            (at @ Comparison::Compared(..), Kind::Open) => at,
            _ => Comparison::None,
        };
    }

    const fn compared_with(&mut self, start: usize, end: usize) -> Comparison {
        self.compared.push((start, end));
        Comparison::None
    }

    /// Notes the columns of the outermost `ORDER BY`.
    const fn sort(&mut self, token: Token, keyword: Keyword, depth: usize) {
        if depth > 0 {
            return;
        }
        self.order = match (self.order, token.kind) {
            (_, Kind::Word) if matches!(keyword, Keyword::By) && matches!(self.keyword, Keyword::Order) => {
                self.ordered = Columns::NONE;
                Order::Expected
            }
            (Order::Outside, _) => Order::Outside,
            (Order::Expected, Kind::Word | Kind::Quoted) => {
                self.ordered.push((token.start, token.end));
                Order::Behind
            }
            (Order::Behind, Kind::Word | Kind::Quoted) if matches!(self.last.kind, Kind::Dot) => {
                self.ordered.qualified((token.start, token.end));
                Order::Behind
            }
            (Order::Behind, Kind::Comma) => Order::Expected,
            (Order::Behind, Kind::Word)
                if matches!(
                    keyword,
                    Keyword::Limit | Keyword::Offset | Keyword::Fetch | Keyword::For | Keyword::Union
                ) =>
            {
                Order::Outside
            }
            (order, _) => order,
        };
    }
}
