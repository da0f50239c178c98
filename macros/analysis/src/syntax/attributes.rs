//! The attributes of statements and expressions, where `#[traced(..)]` is accepted.

use syn::{Attribute, Expr, Stmt};

macro_rules! attributes_of {
    ($expr:expr, $($variant:ident)*) => {
        match $expr {
            $(Expr::$variant(expr) => Some(&mut expr.attrs),)*
            _ => None,
        }
    };
    (ref $expr:expr, $($variant:ident)*) => {
        match $expr {
            $(Expr::$variant(expr) => &expr.attrs,)*
            _ => &[],
        }
    };
}

macro_rules! all_expressions {
    ($($of:tt)*) => {
        attributes_of!(
            $($of)*,
            Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop Group If Index Infer
            Let Lit Loop Macro Match MethodCall Paren Path Range Reference Repeat Return Struct Try TryBlock Tuple Unary
            Unsafe While Yield
        )
    };
}

/// The attributes of an expression.
pub fn of_expr(expr: &Expr) -> &[Attribute] {
    all_expressions!(ref expr)
}

/// The same, to take some off.
pub fn of_expr_mut(expr: &mut Expr) -> Option<&mut Vec<Attribute>> {
    all_expressions!(expr)
}

/// The attributes of a statement that is no expression: those carry their own.
pub(crate) fn of_statement(statement: &Stmt) -> &[Attribute] {
    match statement {
        Stmt::Local(local) => &local.attrs,
        Stmt::Macro(statement) => &statement.attrs,
        Stmt::Item(_) | Stmt::Expr(..) => &[],
    }
}

/// The same, to take some off.
pub fn of_statement_mut(statement: &mut Stmt) -> Option<&mut Vec<Attribute>> {
    match statement {
        Stmt::Local(local) => Some(&mut local.attrs),
        Stmt::Macro(statement) => Some(&mut statement.attrs),
        Stmt::Item(_) | Stmt::Expr(..) => None,
    }
}

/// The `#[cfg(..)]` of a statement, for what is put before it: without the one there is no other.
pub fn conditions_of(statement: &Stmt) -> impl Iterator<Item = &Attribute> {
    let attributes = match statement {
        Stmt::Expr(expr, _) => of_expr(expr),
        other => of_statement(other),
    };
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}

/// Whether `#[cfg(..)]` may take away what these attributes stand on.
pub(crate) fn is_conditional(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}
