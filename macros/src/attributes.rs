//! The attributes of statements and expressions, where `#[traced(..)]` is accepted and taken off.

use syn::{Attribute, Expr, Stmt};

macro_rules! attributes_of {
    ($expr:expr, $($variant:ident)*) => {
        match $expr {
            $(Expr::$variant(expr) => Some(&mut expr.attrs),)*
            _ => None,
        }
    };
}

pub(crate) fn of_expr(expr: &mut Expr) -> Option<&mut Vec<Attribute>> {
    attributes_of!(
        expr,
        Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop Group If Index Infer
        Let Lit Loop Macro Match MethodCall Paren Path Range Reference Repeat Return Struct Try TryBlock Tuple Unary
        Unsafe While Yield
    )
}

/// Of a statement that is no expression: those carry their own.
pub(crate) fn of_statement(statement: &mut Stmt) -> Option<&mut Vec<Attribute>> {
    match statement {
        Stmt::Local(local) => Some(&mut local.attrs),
        Stmt::Macro(statement) => Some(&mut statement.attrs),
        Stmt::Item(_) | Stmt::Expr(..) => None,
    }
}

/// The `#[cfg(..)]` of a statement, for what is put before it: without the one there is no other.
pub(crate) fn conditions_of(statement: &mut Stmt) -> Vec<Attribute> {
    let attributes = match statement {
        Stmt::Expr(expr, _) => of_expr(expr),
        other => of_statement(other),
    };
    let conditions = attributes.into_iter().flatten().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.map(|attribute| attribute.clone()).collect()
}
