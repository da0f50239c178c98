//! From a call to the query that the function or closure returns which it calls.

use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprCall, ExprClosure, ExprMethodCall, Token};

use super::query::QueryResolver;
use super::scope::Meaning;
use crate::query::maker::Maker;
use crate::query::{Made, Query};
use crate::syntax::patterns::{names, simple_name};

impl QueryResolver<'_> {
    /// The query that a call returns, where what it calls is in sight.
    pub(super) fn made_by_call(&self, call: &ExprCall) -> Option<Query> {
        let Expr::Path(function) = &*call.func else { return None };
        let path = &function.path;
        if let Some(name) = path.get_ident()
            && (self.texts.hides(name) || self.texts.scope.find(name).is_some())
        {
            let Meaning::Maker(maker) = &self.binding(name)?.meaning else { return None };
            return self.made(maker, &call.args, 0);
        }
        if function.qself.is_some() || path.leading_colon.is_some() {
            return None;
        }
        let mut segments = self.imports.resolve(path);
        if segments.first().is_some_and(|first| first == "self") {
            segments.remove(0);
        }
        if let Some(first) = segments.first_mut()
            && first == "Self"
        {
            self.self_type?.clone_into(first);
        }
        let maker = self.makers.get(&segments.join("::"))?;
        self.made(maker, &call.args, usize::from(maker.has_self))
    }

    /// The query that a method of `self` returns.
    pub(super) fn made_by_method(&self, call: &ExprMethodCall) -> Option<Query> {
        let Expr::Path(receiver) = &*call.receiver else { return None };
        if !receiver.path.is_ident("self") {
            return None;
        }
        let maker = self.makers.get(&format!("{}::{}", self.self_type?, call.method))?;
        if maker.has_self { self.made(maker, &call.args, 0) } else { None }
    }

    fn made(&self, maker: &Maker, arguments: &Punctuated<Expr, Token![,]>, skipped: usize) -> Option<Query> {
        let Some(position) = maker.text_parameter else { return Some(maker.query.clone()) };
        let text = self.texts.text(arguments.iter().nth(position + skipped)?);
        Some(Query { text, made: Made::ByHelper, ..maker.query.clone() })
    }

    /// The maker that a closure is.
    pub(crate) fn closure(&self, closure: &ExprClosure) -> Option<Maker> {
        let bound: Vec<Ident> = closure.inputs.iter().flat_map(names).collect();
        let query = self.behind(&bound).query(&closure.body)?;
        let parameters: Vec<String> = closure
            .inputs
            .iter()
            .map(|input| simple_name(input).map(|name| name.to_string()).unwrap_or_default())
            .collect();
        Some(Maker::new(query, &parameters, false, Made::ByHelper))
    }
}
