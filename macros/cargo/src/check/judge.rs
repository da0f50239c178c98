//! A verdict on a statement, from the answer of the database.

use sqlspan_analysis::{Dialect, foreign_syntax};

use super::defined::{Defined, Definition};
use super::found::{Fault, FaultKind};
use super::shown::Shown;
use super::subject::Subject;
use crate::database::{Outcome, Refusal, RefusalKind};

/// What is to be said of a statement.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It holds.
    Holds,
    /// The database can't tell, for this reason.
    NotChecked(String),
    /// It does not hold.
    Fault(Box<Fault>),
}

/// Which database a statement is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The one that was asked.
    Here,
    /// Nothing says it.
    Unknown,
    /// Nothing says it, and SQLite reads it where the one that was asked does not.
    SqliteReads,
}

/// Judges a statement.
pub(super) fn judge(
    subject: &Subject<'_>,
    outcome: Outcome,
    dialect: Dialect,
    meant: Meant,
    defined: &Defined<'_>,
) -> Verdict {
    match outcome {
        Outcome::Prepared { parameters } => prepared(subject, parameters, dialect),
        Outcome::Refused(refusal) => refused(subject, refusal, dialect, meant, defined),
    }
}

fn prepared(subject: &Subject<'_>, parameters: usize, dialect: Dialect) -> Verdict {
    if subject.only_parsed(dialect) {
        let system = if dialect == Dialect::Postgres { "PostgreSQL" } else { "MySQL" };
        return Verdict::NotChecked(format!("{system} only parses such a statement: it looks up no names in it"));
    }
    match subject.binds() {
        Some(bound) if bound != parameters => {
            let wanted = match parameters {
                0 => "no value".to_owned(),
                1 => "1 value".to_owned(),
                count => format!("{count} values"),
            };
            let bound = if bound == 0 { "none".to_owned() } else { bound.to_string() };
            let is = if bound == "1" { "is" } else { "are" };
            let message = format!("it wants {wanted}, and {bound} {is} bound");
            fault(subject, FaultKind::Parameters, message, Shown::around(subject.sql, None))
        }
        _ => Verdict::Holds,
    }
}

fn refused(subject: &Subject<'_>, refusal: Refusal, dialect: Dialect, meant: Meant, defined: &Defined<'_>) -> Verdict {
    let message = &refusal.message;
    if let Some(verdict) = foreign(subject, &refusal, dialect, meant) {
        return verdict;
    }
    if subject.defines() && refusal.kind != RefusalKind::Syntax {
        return Verdict::NotChecked(format!("it changes the schema, which may be another one when it runs: {message}"));
    }
    if let Some(reason) = made_by_program(subject, &refusal, defined) {
        return Verdict::NotChecked(reason);
    }
    let kind = match refusal.kind {
        RefusalKind::Types if subject.read.placeholders != Some(0) => {
            return Verdict::NotChecked(format!("the types of the bound values decide: {message}"));
        }
        RefusalKind::Unpreparable => {
            return Verdict::NotChecked(format!("the database does not prepare it: {message}"));
        }
        RefusalKind::Rights => {
            return Verdict::NotChecked(format!("the user of the connection may not see what it names: {message}"));
        }
        RefusalKind::Internal => {
            return Verdict::NotChecked(format!("the database makes it by itself when it needs it: {message}"));
        }
        RefusalKind::Registered => {
            return Verdict::NotChecked(format!("a program registers it on its connections: {message}"));
        }
        RefusalKind::Table => FaultKind::Table,
        RefusalKind::Column => FaultKind::Column,
        RefusalKind::Function => FaultKind::Function,
        RefusalKind::Syntax => FaultKind::Syntax,
        RefusalKind::Types | RefusalKind::Other => FaultKind::Other,
    };
    let shown = Shown::of(subject.sql, &refusal);
    let Refusal { message, code, hint, .. } = refusal;
    Verdict::Fault(Box::new(Fault { place: subject.place(), kind, message, hint, code, shown }))
}

/// Where a text was refused that has syntax of another database.
fn foreign(subject: &Subject<'_>, refusal: &Refusal, dialect: Dialect, meant: Meant) -> Option<Verdict> {
    if !matches!(refusal.kind, RefusalKind::Syntax | RefusalKind::Column | RefusalKind::Types | RefusalKind::Other) {
        return None;
    }
    let Some(found) = foreign_syntax(subject.sql, dialect) else {
        let reason = || "only SQLite reads it, and nothing says which database it is for".to_owned();
        return (meant == Meant::SqliteReads).then(reason).map(Verdict::NotChecked);
    };
    let (start, end) = found.range();
    let reason = format!("only {} reads `{}`", found.readers().replace(" and ", " or "), &subject.sql[start..end]);
    if meant != Meant::Here {
        return Some(Verdict::NotChecked(format!("{reason}, and nothing says which database it is for")));
    }
    let shown = Shown::around(subject.sql, Some((start, end - start)));
    Some(fault(subject, FaultKind::Dialect, reason, shown))
}

/// Why a name that the database does not know may be there when the statement runs.
fn made_by_program(subject: &Subject<'_>, refusal: &Refusal, defined: &Defined<'_>) -> Option<String> {
    let in_test = subject.is_test();
    let about = refusal.about.as_deref();
    match refusal.kind {
        RefusalKind::Table | RefusalKind::Function => {
            let definition = defined.called(about?, in_test).next()?;
            Some(format!("the program makes `{}` itself, at {}", about?, definition.place))
        }
        RefusalKind::Column | RefusalKind::Other | RefusalKind::Types => {
            let column = about.filter(|_| refusal.kind == RefusalKind::Column);
            subject.read.tables.iter().find_map(|table| {
                let mut definitions = defined.called(table, in_test);
                let definition = definitions.find(|known| column.is_none_or(|column| known.may_have(column)))?;
                let Definition { place, .. } = definition;
                Some(format!("the program makes or alters `{table}` itself, at {place}: {}", refusal.message))
            })
        }
        _ => None,
    }
}

fn fault(subject: &Subject<'_>, kind: FaultKind, message: String, shown: Shown) -> Verdict {
    Verdict::Fault(Box::new(Fault { place: subject.place(), kind, message, hint: None, code: None, shown }))
}
