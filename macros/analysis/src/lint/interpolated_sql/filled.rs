//! A template as a statement: what each hole stands for, and what is to stand in its place.

use quote::ToTokens;
use sqlspan_sql::lint::{Command, Slot, command, slot};
use sqlspan_sql::{Dialect, greatest_placeholder};

use crate::syntax::source_text::source_text;
use crate::text::template::{Hole, Known, Template};

/// A statement in the order of its text.
pub(super) struct Filled {
    pub(super) dialect: Dialect,
    pub(super) parts: Vec<Part>,
    names: Vec<(Role, Hole)>,
    /// Whether the text has placeholders already, whose binds stand among the new ones.
    pub(super) has_placeholders: bool,
    /// The statement of the first hole, where it takes no values: what can be said instead, and its first word.
    pub(super) command: Option<(Command, String)>,
}

pub(super) enum Part {
    Text(String),
    /// A placeholder, with the code of its value.
    Bound(Bound),
    /// All of `IN (..)`.
    List {
        hole: Hole,
        negated: bool,
    },
    /// What can't be bound.
    Name(Hole),
    /// A constant.
    Constant(Hole),
}

pub(super) struct Bound {
    pub(super) placeholder: String,
    code: String,
    /// Whether an earlier placeholder is the same one.
    again: bool,
    hole: Hole,
}

impl Bound {
    /// The code of the value.
    pub(super) fn code(&self) -> &str {
        &self.code
    }
}

/// What is put in that can't be bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Table,
    Column,
    Direction,
    Name,
    Clause,
}

/// The word that stands for the hole of a number in the text that is read.
pub(super) fn mark(index: usize) -> String {
    format!("sqlspan_hole_{index}_")
}

impl Filled {
    /// `behind` is the text that stands before the template, if that is only a piece.
    pub(super) fn read(template: &Template, behind: Option<&str>, dialect: Dialect) -> Self {
        let behind = behind.unwrap_or_default();
        let sql = format!("{behind}{}", template.filled(mark));
        let bare = uses_bare_placeholders(&sql, dialect);
        let before = greatest_placeholder(&sql, dialect);
        let mut filled =
            Self { dialect, parts: Vec::new(), names: Vec::new(), has_placeholders: before != Some(0), command: None };
        filled.command = sql
            .find(&mark(0))
            .and_then(|at| command(&sql, dialect, at))
            .map(|(command, start, end)| (command, sql[start..end].to_owned()));
        let numbered = bare && sql.contains("?1");
        let mut numbering = Numbering {
            sign: if numbered { '?' } else { '$' },
            bare: bare && !numbered,
            next: before.unwrap_or(0) + 1,
            known: Vec::new(),
        };
        let holes: Vec<&Hole> = template.holes().collect();
        let mut from = behind.len();
        for (index, hole) in holes.iter().enumerate() {
            let word = mark(index);
            let Some(start) = sql.find(&word) else { continue };
            if start < from {
                // In the same literal as the hole before.
                continue;
            }
            let end = start + word.len();
            let place = match slot(&sql, dialect, start, end) {
                Slot::Value | Slot::Column | Slot::Direction | Slot::Name
                    if is_named_as_sql(hole) && !matches!(hole.known, Known::OneOf(_)) =>
                {
                    Slot::Clause
                }
                place => place,
            };
            match place {
                _ if matches!(hole.known, Known::Constant) => {
                    filled.text(&sql[from..start]);
                    filled.parts.push(Part::Constant((*hole).clone()));
                    from = end;
                }
                Slot::Value => {
                    filled.text(&sql[from..start]);
                    let bound = numbering.bound(source_text(&hole.expr), hole);
                    filled.parts.push(Part::Bound(bound));
                    from = end;
                }
                Slot::Quoted(open, close) => {
                    // A quote that stands in the text before is not this piece's to take away.
                    let open = open.max(from);
                    filled.text(&sql[from..open]);
                    let value = quoted(&sql[open..close], &holes);
                    filled.parts.push(Part::Bound(numbering.bound(value, hole)));
                    from = close;
                }
                Slot::Typed { name, castable, literal, end } if name.0 >= from => {
                    filled.text(&sql[from..name.0]);
                    filled.text("CAST(");
                    let value = quoted(&sql[literal.0..literal.1], &holes);
                    filled.parts.push(Part::Bound(numbering.bound(value, hole)));
                    filled.text(&format!(" AS {}{})", castable.unwrap_or(&sql[name.0..name.1]), &sql[literal.1..end]));
                    from = end;
                }
                Slot::List { start, end, negated } => {
                    filled.text(&sql[from..start]);
                    filled.parts.push(Part::List { hole: (*hole).clone(), negated });
                    from = end;
                }
                other => {
                    let role = match other {
                        Slot::Table => Role::Table,
                        Slot::Column => Role::Column,
                        Slot::Direction => Role::Direction,
                        Slot::Name => Role::Name,
                        _ => Role::Clause,
                    };
                    filled.text(&sql[from..start]);
                    filled.parts.push(Part::Name((*hole).clone()));
                    let same = |(_, known): &(Role, Hole)| known.expr.to_string() == hole.expr.to_string();
                    if !filled.names.iter().any(same) {
                        filled.names.push((role, (*hole).clone()));
                    }
                    from = end;
                }
            }
        }
        filled.text(&sql[from..]);
        filled
    }

    /// Whether a placeholder that is proposed is one of PostgreSQL's.
    pub(super) fn is_dollar(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Bound(bound) if bound.placeholder.starts_with('$')))
    }

    fn text(&mut self, text: &str) {
        self.parts.push(Part::Text(text.to_owned()));
    }

    /// The holes that can't be bound, each once.
    pub(super) fn names(&self) -> &[(Role, Hole)] {
        &self.names
    }

    /// Whether what can't be bound is never a piece of SQL.
    pub(super) fn has_only_names(&self) -> bool {
        self.names.iter().all(|(role, _)| *role != Role::Clause)
    }

    pub(super) fn has_constants(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Constant(_)))
    }

    /// All holes, in order.
    pub(super) fn holes(&self) -> Vec<&Hole> {
        let holes = self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Bound(bound) => Some(&bound.hole),
            Part::List { hole, .. } | Part::Name(hole) | Part::Constant(hole) => Some(hole),
        });
        holes.collect()
    }

    /// The code of the values to bind, in order.
    pub(super) fn binds(&self) -> Vec<&str> {
        let values = self.parts.iter().filter_map(|part| match part {
            Part::Bound(bound) if !bound.again => Some(bound.code.as_str()),
            _ => None,
        });
        values.collect()
    }
}

/// Whether a name says that it holds a piece of SQL: `rank_case`, `where_sql(..)`.
fn is_named_as_sql(hole: &Hole) -> bool {
    let name = hole.expr.clone().into_iter().filter_map(|token| match token {
        proc_macro2::TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    });
    let name = name.last().unwrap_or_default();
    name.split('_').any(|word| {
        matches!(
            word,
            "sql"
                | "clause"
                | "clauses"
                | "case"
                | "expr"
                | "expression"
                | "where"
                | "condition"
                | "conditions"
                | "predicate"
                | "predicates"
                | "fragment"
                | "fragments"
                | "ordering"
        )
    })
}

/// The placeholders to come.
struct Numbering {
    bare: bool,
    /// What stands before a number.
    sign: char,
    next: usize,
    /// The values that have a number.
    known: Vec<(String, String)>,
}

impl Numbering {
    fn bound(&mut self, value: String, hole: &Hole) -> Bound {
        let hole = hole.clone();
        if self.bare {
            return Bound { placeholder: "?".to_owned(), code: value, again: false, hole };
        }
        if let Some((_, placeholder)) = self.known.iter().find(|(known, _)| *known == value) {
            return Bound { placeholder: placeholder.clone(), code: value, again: true, hole };
        }
        let placeholder = format!("{}{}", self.sign, self.next);
        self.next += 1;
        self.known.push((value.clone(), placeholder.clone()));
        Bound { placeholder, code: value, again: false, hole }
    }
}

/// Whether placeholders are `?`: in `MySQL`, and where the text has such ones.
fn uses_bare_placeholders(sql: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::MySql => true,
        Dialect::Postgres => false,
        _ => {
            greatest_placeholder(sql, dialect).is_some_and(|count| count > 0)
                && greatest_placeholder(&sql.replace('?', " "), dialect) == Some(0)
        }
    }
}

/// The code of the value of a string literal that has holes: `'%{name}%'` to `format!("%{name}%")`.
pub(super) fn quoted(literal: &str, holes: &[&Hole]) -> String {
    let inner = literal.get(1..literal.len().saturating_sub(1)).unwrap_or_default();
    let mut format = inner.replace("''", "'").replace('{', "{{").replace('}', "}}");
    let mut arguments = String::new();
    for (index, hole) in holes.iter().enumerate() {
        let word = mark(index);
        if inner == word {
            return source_text(&hole.expr);
        }
        if !format.contains(&word) {
            continue;
        }
        if syn::parse2::<syn::Ident>(hole.expr.to_token_stream()).is_ok() {
            format = format.replace(&word, &format!("{{{}}}", hole.expr));
        } else {
            format = format.replace(&word, "{}");
            arguments.push_str(", ");
            arguments.push_str(&source_text(&hole.expr));
        }
    }
    format!("format!({format:?}{arguments})")
}
