//! The attributes of statements and expressions, where `#[traced(..)]` is accepted.

use std::borrow::Cow;

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Meta, Stmt, Token};

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

/// Attributes as they are where every condition holds: what `#[cfg_attr(.., attribute)]` adds stands in its place. The
/// compiler has done so before it calls a macro.
pub(crate) fn unconditional(attributes: &[Attribute]) -> Cow<'_, [Attribute]> {
    let is_conditional = |attribute: &Attribute| attribute.path().is_ident("cfg_attr");
    if !attributes.iter().any(is_conditional) {
        return Cow::Borrowed(attributes);
    }
    let added = |attribute: &Attribute| {
        let list = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default();
        list.into_iter().skip(1).map(|meta| Attribute { meta, ..attribute.clone() }).collect::<Vec<_>>()
    };
    let each = attributes
        .iter()
        .map(|attribute| if is_conditional(attribute) { added(attribute) } else { vec![attribute.clone()] });
    each.flatten().collect()
}

/// Whether what these attributes stand on is only there for tests: `#[cfg(test)]`, `#[test]`, `#[tokio::test]`.
#[must_use]
pub fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let name = attribute.path().segments.last();
        name.is_some_and(|name| name.ident == "test" || name.ident == "rstest" || name.ident == "test_case")
            || (attribute.path().is_ident("cfg")
                && attribute.parse_args::<Meta>().is_ok_and(|condition| holds_in_tests_alone(&condition)))
    })
}

/// Whether a condition of `#[cfg(..)]` never holds outside of tests.
fn holds_in_tests_alone(condition: &Meta) -> bool {
    let parts = |list: &syn::MetaList| {
        list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated).unwrap_or_default()
    };
    match condition {
        Meta::Path(name) => name.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => parts(list).iter().any(holds_in_tests_alone),
        Meta::List(list) if list.path.is_ident("any") => {
            let parts = parts(list);
            !parts.is_empty() && parts.iter().all(holds_in_tests_alone)
        }
        Meta::List(_) | Meta::NameValue(_) => false,
    }
}

/// Whether `#[allow(deprecated)]`, or `expect`, is among attributes.
pub(crate) fn allows_deprecated(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        (attribute.path().is_ident("allow") || attribute.path().is_ident("expect"))
            && attribute
                .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .is_ok_and(|lints| lints.iter().any(|lint| lint.path().is_ident("deprecated")))
    })
}
