//! Where the parts of a plain statement stand, for a proposal that does for many items what it does for one.

use super::place::{Range, number_of};
use crate::dialect::Dialect;
use crate::keyword::Keyword;
use crate::lexer::Lexer;
use crate::token::{Kind, Token};
use crate::words::{is_word, keyword};

/// How many placeholders, columns and values are told apart.
const MOST: usize = 32;

/// What a plain statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}

/// What the value of a placeholder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One of the values of an `INSERT`, by its position, and nothing beside it.
    Value(usize),
    /// `column = $1` in `SET`: the range of the column.
    Assigned(usize, usize),
    /// `column = $1`, one of the conditions of `WHERE` that all have to hold: the range of the column, and where the `AND`
    /// or `WHERE` before it begins.
    Key(usize, usize, usize),
    /// Anything else.
    Other,
}

/// A placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// The number of its value, from 1.
    pub number: usize,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is for.
    pub role: Role,
}

/// The parts of a statement: byte offsets. What does not occur is 0.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Layout {
    /// What it does.
    pub verb: Verb,
    uses: ([Use; MOST], usize),
    columns: ([Range; MOST], usize),
    values: ([Range; MOST], usize),
    /// From `VALUES` to the `)` of its row.
    pub row: (usize, usize),
    /// `WHERE`.
    pub condition: usize,
    /// `RETURNING`.
    pub returning: usize,
    /// Where `ORDER BY` or what follows the conditions begins, else the end of the statement.
    pub tail: usize,
    /// The end of the statement.
    pub end: usize,
    /// The select list.
    pub list: (usize, usize),
    /// Whether the select list is made of one row for all, as `count(*)` is.
    pub aggregates: bool,
    /// Whether the select list, or `RETURNING`, takes all columns there are.
    pub all_columns: bool,
    /// Whether an `UPDATE` or `DELETE` has other tables beside.
    pub joins: bool,
    /// Whether `DEFAULT` stands among the values.
    pub defaults: bool,
    /// Whether it has `ON CONFLICT .. DO UPDATE`.
    pub overwrites: bool,
}

impl Layout {
    /// The placeholders, in order.
    #[must_use]
    pub const fn uses(&self) -> &[Use] {
        self.uses.0.split_at(self.uses.1).0
    }

    /// The columns that an `INSERT` names.
    #[must_use]
    pub const fn columns(&self) -> &[(usize, usize)] {
        self.columns.0.split_at(self.columns.1).0
    }

    /// The values of the one row of an `INSERT`.
    #[must_use]
    pub const fn values(&self) -> &[(usize, usize)] {
        self.values.0.split_at(self.values.1).0
    }
}

/// The parts of a statement that is plain enough to be written for many items: one statement, without `LIMIT`, groups,
/// sets, windows, an `OR` among its conditions, or more than one row of values. `None` of any other.
///
/// ```
/// use sqlspan_sql::{Dialect, lint::{Role, layout}};
///
/// let sql = "UPDATE orders SET status = $1 WHERE id = $2";
/// let layout = layout(sql, Dialect::Postgres).unwrap();
/// assert_eq!(layout.uses()[0].role, Role::Assigned(18, 24));
/// assert_eq!(layout.uses()[1].role, Role::Key(36, 38, 30));
/// assert!(sqlspan_sql::lint::layout("SELECT a FROM t WHERE b = $1 OR c", Dialect::Postgres).is_none());
/// ```
#[must_use]
pub const fn layout(sql: &str, dialect: Dialect) -> Option<Layout> {
    let mut lexer = Lexer::new(sql, dialect);
    let first = lexer.next_significant();
    let verb = match keyword(&lexer, first) {
        Keyword::Select => Verb::Select,
        Keyword::Insert => Verb::Insert,
        Keyword::Update => Verb::Update,
        Keyword::Delete => Verb::Delete,
        _ => return None,
    };
    let layout = Layout {
        verb,
        uses: ([Use { number: 0, start: 0, end: 0, role: Role::Other }; MOST], 0),
        columns: ([(0, 0); MOST], 0),
        values: ([(0, 0); MOST], 0),
        row: (0, 0),
        condition: 0,
        returning: 0,
        tail: 0,
        end: 0,
        list: (first.end, 0),
        aggregates: false,
        all_columns: false,
        joins: false,
        defaults: false,
        overwrites: false,
    };
    let mut reader = Reader {
        lexer,
        layout,
        depth: 0,
        part: Part::Head,
        place: Place::Elsewhere,
        name: (0, 0),
        before: first.start,
        bare: 0,
        element: (0, 0),
        between: false,
        rows: 0,
    };
    if reader.read(first) && !reader.lexer.ambiguous { Some(reader.layout) } else { None }
}

/// Which part of the statement the reader is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Before any other: the select list, the table of a write.
    Head,
    Columns,
    Values,
    Row,
    Set,
    Tables,
    Condition,
    Returning,
    Tail,
}

/// Where in `column = $1` it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Elsewhere,
    /// A column may begin.
    Begin,
    /// A column that may go on after a dot.
    Name,
    Dot,
    Equal,
}

struct Reader<'a> {
    lexer: Lexer<'a>,
    layout: Layout,
    depth: usize,
    part: Part,
    place: Place,
    /// The column at `place`.
    name: Range,
    /// Where the `WHERE` or `AND` before it begins.
    before: usize,
    /// How many placeholders without a number there were.
    bare: usize,
    /// The element of a list.
    element: Range,
    /// Whether the next `AND` is that of `BETWEEN`.
    between: bool,
    /// How many rows of values there are.
    rows: usize,
}

impl Reader<'_> {
    /// Whether the statement is plain.
    const fn read(&mut self, first: Token) -> bool {
        let mut last = first;
        loop {
            let token = self.lexer.next_significant();
            match token.kind {
                Kind::End => break,
                Kind::Semicolon => {
                    self.layout.end = token.start;
                    if !matches!(self.lexer.next_significant().kind, Kind::End) {
                        return false;
                    }
                    break;
                }
                Kind::Open => self.open(token),
                Kind::Close => {
                    if self.depth == 0 {
                        return false;
                    }
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.close(token);
                    }
                    self.place = Place::Elsewhere;
                }
                Kind::Placeholder => {
                    if !self.placeholder(token) {
                        return false;
                    }
                }
                Kind::Word => {
                    if !self.word(token, last) {
                        return false;
                    }
                }
                _ => self.other(token, last),
            }
            let opens_list = self.depth == 1 && matches!(token.kind, Kind::Open);
            if matches!(self.part, Part::Columns | Part::Row) && !opens_list {
                self.element_token(token);
            }
            last = token;
        }
        if self.layout.end == 0 {
            self.layout.end = last.end;
        }
        if self.layout.tail == 0 {
            self.layout.tail = self.layout.end;
        }
        self.depth == 0 && self.rows <= 1
    }

    const fn open(&mut self, token: Token) {
        self.place = Place::Elsewhere;
        if self.depth == 0 {
            match self.part {
                Part::Head if matches!(self.layout.verb, Verb::Insert) => self.part = Part::Columns,
                Part::Values => {
                    self.rows += 1;
                    self.part = Part::Row;
                }
                _ => {}
            }
            self.element = (token.end, token.end);
        }
        self.depth += 1;
    }

    const fn close(&mut self, token: Token) {
        match self.part {
            Part::Columns => {
                self.end_element();
                self.part = Part::Head;
            }
            Part::Row => {
                self.end_element();
                self.layout.row.1 = token.end;
                self.part = Part::Tail;
            }
            _ => {}
        }
    }

    const fn element_token(&mut self, token: Token) {
        if self.depth == 1 && matches!(token.kind, Kind::Comma) {
            self.end_element();
            return;
        }
        if self.element.0 == self.element.1 {
            self.element.0 = token.start;
        }
        self.element.1 = token.end;
    }

    const fn end_element(&mut self) {
        let list = if matches!(self.part, Part::Columns) { &mut self.layout.columns } else { &mut self.layout.values };
        if list.1 < MOST {
            list.0[list.1] = self.element;
            list.1 += 1;
        }
        self.element = (0, 0);
    }

    /// Whether there is room for it.
    const fn placeholder(&mut self, token: Token) -> bool {
        let own = number_of(&self.lexer, token);
        self.bare += (own == 0) as usize;
        let number = if own == 0 { self.bare } else { own };
        let next = self.lexer.peek();
        let ends = matches!(next.kind, Kind::End | Kind::Semicolon | Kind::Comma | Kind::Close)
            || matches!(next.kind, Kind::Word)
                && (!matches!(keyword(&self.lexer, next), Keyword::Other | Keyword::Or)
                    || is_word(&self.lexer, next, "returning"));
        let role = match self.part {
            Part::Row if self.depth == 1 && self.element.0 == self.element.1 && ends => {
                Role::Value(self.layout.values.1)
            }
            Part::Set if self.depth == 0 && matches!(self.place, Place::Equal) && ends => {
                Role::Assigned(self.name.0, self.name.1)
            }
            Part::Condition if self.depth == 0 && matches!(self.place, Place::Equal) && ends => {
                Role::Key(self.name.0, self.name.1, self.before)
            }
            _ => Role::Other,
        };
        self.place = Place::Elsewhere;
        let (uses, count) = (&mut self.layout.uses.0, &mut self.layout.uses.1);
        if *count == MOST || self.layout.values.1 == MOST {
            return false;
        }
        uses[*count] = Use { number, start: token.start, end: token.end, role };
        *count += 1;
        true
    }

    /// Whether the statement is plain as yet.
    const fn word(&mut self, token: Token, last: Token) -> bool {
        let calls = matches!(self.lexer.peek().kind, Kind::Open);
        if calls && matches!(self.part, Part::Head) && self.is_aggregate(token) {
            self.layout.aggregates = true;
        }
        if self.depth > 0 {
            self.layout.defaults |= matches!(keyword(&self.lexer, token), Keyword::Default);
            // Whose rows those of another query are can't be told.
            return !(matches!(self.part, Part::Head) && matches!(keyword(&self.lexer, token), Keyword::Select));
        }
        let lexer = &self.lexer;
        match keyword(lexer, token) {
            Keyword::Limit
            | Keyword::Offset
            | Keyword::Fetch
            | Keyword::Union
            | Keyword::Intersect
            | Keyword::Except
            | Keyword::Distinct
            | Keyword::Group
            | Keyword::Having
            | Keyword::Case => return false,
            Keyword::Or if matches!(self.part, Part::Condition) => return false,
            _ if is_word(lexer, token, "over") || is_word(lexer, token, "window") => return false,
            Keyword::Values if !matches!(self.part, Part::Tail) => {
                self.layout.row.0 = token.start;
                self.part = Part::Values;
            }
            // `INSERT .. SELECT`.
            Keyword::Select => return false,
            Keyword::Default if matches!(self.part, Part::Head) => return false,
            Keyword::Set if matches!(self.layout.verb, Verb::Update) => {
                self.part = Part::Set;
                self.place = Place::Begin;
                return true;
            }
            Keyword::Update if matches!(self.layout.verb, Verb::Insert) => self.layout.overwrites = true,
            Keyword::From => {
                self.layout.joins = matches!(self.layout.verb, Verb::Update);
                if self.layout.list.1 == 0 {
                    self.layout.list.1 = last.end;
                }
                self.part = Part::Tables;
            }
            Keyword::Join | Keyword::Using => self.layout.joins = true,
            Keyword::Where if !matches!(self.layout.verb, Verb::Insert) => {
                self.layout.condition = token.start;
                self.part = Part::Condition;
                self.before = token.start;
                self.place = Place::Begin;
                return true;
            }
            Keyword::Between => self.between = true,
            Keyword::And if matches!(self.part, Part::Condition) => {
                let between = self.between;
                self.between = false;
                self.before = token.start;
                self.place = if between { Place::Elsewhere } else { Place::Begin };
                return true;
            }
            Keyword::Order | Keyword::For if matches!(self.part, Part::Condition | Part::Tables) => {
                self.layout.tail = token.start;
                self.part = Part::Tail;
            }
            Keyword::Returning => {
                self.layout.returning = token.start;
                if self.layout.tail == 0 {
                    self.layout.tail = token.start;
                }
                self.part = Part::Returning;
            }
            Keyword::Other => {
                self.name(token);
                return true;
            }
            // A word that is no keyword here: `SET data = $1`.
            _ if matches!(self.place, Place::Begin | Place::Dot) && !is_word(lexer, token, "not") => {
                self.name(token);
                return true;
            }
            _ => {}
        }
        self.place = Place::Elsewhere;
        true
    }

    /// Functions that make one row of many.
    const fn is_aggregate(&self, token: Token) -> bool {
        let lexer = &self.lexer;
        is_word(lexer, token, "count")
            || is_word(lexer, token, "sum")
            || is_word(lexer, token, "min")
            || is_word(lexer, token, "max")
            || is_word(lexer, token, "avg")
            || is_word(lexer, token, "total")
            || is_word(lexer, token, "every")
            || is_word(lexer, token, "bool_and")
            || is_word(lexer, token, "bool_or")
            || is_word(lexer, token, "array_agg")
            || is_word(lexer, token, "string_agg")
            || is_word(lexer, token, "group_concat")
            || is_word(lexer, token, "json_agg")
            || is_word(lexer, token, "jsonb_agg")
            || is_word(lexer, token, "json_object_agg")
            || is_word(lexer, token, "jsonb_object_agg")
    }

    const fn name(&mut self, token: Token) {
        self.place = match self.place {
            Place::Begin => {
                self.name = (token.start, token.end);
                Place::Name
            }
            Place::Dot => {
                self.name.1 = token.end;
                Place::Name
            }
            _ => Place::Elsewhere,
        };
    }

    const fn other(&mut self, token: Token, last: Token) {
        let byte = self.lexer.bytes[token.start];
        if self.depth > 0 {
            return;
        }
        if byte == b'*'
            && (matches!(self.part, Part::Returning) || matches!(self.part, Part::Head))
            && (matches!(last.kind, Kind::Comma | Kind::Dot) || matches!(last.kind, Kind::Word))
        {
            self.layout.all_columns = true;
        }
        self.place = match (token.kind, self.place) {
            (Kind::Quoted, _) => return self.name(token),
            (Kind::Dot, Place::Name) => Place::Dot,
            (Kind::Operator, Place::Name) if byte == b'=' && token.end - token.start == 1 => {
                // `==` and `=>` are read in pieces.
                if self.lexer.peek().start == token.end && matches!(self.lexer.peek().kind, Kind::Operator) {
                    Place::Elsewhere
                } else {
                    Place::Equal
                }
            }
            (Kind::Comma, _) if matches!(self.part, Part::Set) => Place::Begin,
            (Kind::Comma, _) if matches!(self.part, Part::Tail) => {
                // `VALUES (..), (..)`.
                if last.end == self.layout.row.1 {
                    self.part = Part::Values;
                }
                Place::Elsewhere
            }
            _ => Place::Elsewhere,
        };
    }
}
