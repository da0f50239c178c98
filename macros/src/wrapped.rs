//! Functions that another attribute has put into one of the same name before this one is expanded. `#[sqlx::test]` does,
//! where it stands above `#[traced]`: what the user wrote is then the inner function.

use quote::ToTokens as _;
use syn::{ImplItemFn, Item, Stmt};

/// Gives `change` the function that the user wrote, where it is inside of `outer`; `None` where it is not.
pub(crate) fn inside<T>(outer: &mut ImplItemFn, change: impl FnOnce(&mut ImplItemFn) -> T) -> Option<T> {
    let inner = outer.block.stmts.iter_mut().find_map(|statement| match statement {
        Stmt::Item(Item::Fn(inner)) if inner.sig.ident == outer.sig.ident => Some(inner),
        _ => None,
    })?;
    let mut function: ImplItemFn = syn::parse2(inner.to_token_stream()).ok()?;
    // They say that it is a test.
    function.attrs.extend(outer.attrs.iter().cloned());
    let result = change(&mut function);
    *inner.block = function.block;
    Some(result)
}
