//! What a loop or a closure assigns, wherever in it: what stands before an assignment runs after it the next time.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use syn::{BinOp, Expr, PatIdent};

use crate::sqlx::methods::grows_text;
use crate::syntax::patterns::item_names;
use crate::syntax::visitor::{self, Visitor};

#[derive(Default)]
pub(crate) struct Assignments {
    /// The names, with their new value where that is one expression.
    pub(crate) found: Vec<(Ident, Option<Expr>)>,
    /// The names that are bound in it.
    pub(crate) bound: Vec<Ident>,
    /// Whose `reset` is called.
    pub(crate) reset: Vec<Ident>,
    /// Whose text grows, and by which method.
    pub(crate) grown: Vec<(Ident, Ident)>,
}

impl Assignments {
    pub(crate) fn read(expr: &Expr) -> Self {
        let mut found = Self::default();
        visitor::visit_expr(&mut found, expr);
        found
    }

    /// The names in a place that is assigned to: `(a, [b, _])`.
    pub(crate) fn names(left: &Expr) -> Vec<Ident> {
        struct Names(Vec<Ident>);
        impl Visitor for Names {
            fn expr(&mut self, expr: &Expr) -> bool {
                if let Expr::Path(path) = expr {
                    self.0.extend(path.path.get_ident().cloned());
                }
                true
            }
        }
        let mut names = Names(Vec::new());
        visitor::visit_expr(&mut names, left);
        names.0
    }

    pub(crate) fn binds(&self, name: &Ident) -> bool {
        self.bound.contains(name)
    }

    fn note(&mut self, place: &Expr, value: Option<&Expr>) {
        for name in Self::names(place) {
            self.found.push((name, value.cloned()));
        }
    }

    fn method_call(&mut self, call: &syn::ExprMethodCall) {
        if let Expr::Path(path) = &*call.receiver
            && let Some(name) = path.path.get_ident()
        {
            if call.method == "reset" {
                self.reset.push(name.clone());
            } else if grows_text(&call.method.to_string()) {
                self.grown.push((name.clone(), call.method.clone()));
            }
        }
    }

    /// `name = ..` and `&mut name` in the arguments of a macro. Where an argument begins, `name = ..` names it.
    fn tokens(&mut self, tokens: TokenStream, arguments: bool) {
        let mut before = None;
        let mut mutable = false;
        let mut begins = arguments;
        for token in tokens {
            match &token {
                TokenTree::Group(group) => self.tokens(group.stream(), group.delimiter() != Delimiter::Brace),
                TokenTree::Punct(punct) if punct.as_char() == '=' && punct.spacing() == Spacing::Alone => {
                    self.found.extend(before.take().map(|name| (name, None)));
                }
                TokenTree::Ident(name) if mutable => self.found.push((name.clone(), None)),
                _ => {}
            }
            mutable = matches!(&token, TokenTree::Ident(word) if word == "mut");
            let comma = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',');
            before = if let TokenTree::Ident(name) = token { Some(name).filter(|_| !begins) } else { None };
            begins = comma;
        }
    }
}

impl Visitor for Assignments {
    fn expr(&mut self, expr: &Expr) -> bool {
        match expr {
            Expr::Assign(assignment) => {
                let value = matches!(&*assignment.left, Expr::Path(_)).then_some(&*assignment.right);
                if !matches!(&*assignment.left, Expr::Field(_) | Expr::Index(_)) {
                    self.note(&assignment.left, value);
                }
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::AddAssign(_)) => self.note(&binary.left, None),
            Expr::Reference(reference)
                if reference.mutability.is_some() && matches!(&*reference.expr, Expr::Path(_)) =>
            {
                self.note(&reference.expr, None);
            }
            Expr::MethodCall(call) => self.method_call(call),
            _ => {}
        }
        true
    }

    fn pat_ident(&mut self, pattern: &PatIdent) {
        self.bound.push(pattern.ident.clone());
    }

    fn item(&mut self, item: &syn::Item) -> bool {
        self.bound.extend(item_names(item));
        false
    }

    fn invocation(&mut self, invocation: &syn::Macro) {
        self.tokens(invocation.tokens.clone(), true);
    }
}
