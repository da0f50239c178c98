//! What a loop or a closure assigns, wherever in it: what stands before an assignment runs after it the next time.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, PatIdent};

use crate::known::grows_text;
use crate::scope::item_names;

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
    pub(crate) fn of(expr: &Expr) -> Self {
        let mut found = Self::default();
        found.visit_expr(expr);
        found
    }

    /// The names in a place that is assigned to: `(a, [b, _])`.
    pub(crate) fn names(left: &Expr) -> Vec<Ident> {
        struct Names(Vec<Ident>);
        impl<'a> Visit<'a> for Names {
            fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
                self.0.extend(path.path.get_ident().cloned());
            }
        }
        let mut names = Names(Vec::new());
        names.visit_expr(left);
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

impl<'a> Visit<'a> for Assignments {
    fn visit_expr_assign(&mut self, assignment: &'a syn::ExprAssign) {
        let value = matches!(&*assignment.left, Expr::Path(_)).then_some(&*assignment.right);
        if !matches!(&*assignment.left, Expr::Field(_) | Expr::Index(_)) {
            self.note(&assignment.left, value);
        }
        visit::visit_expr_assign(self, assignment);
    }

    fn visit_expr_binary(&mut self, binary: &'a syn::ExprBinary) {
        if matches!(binary.op, BinOp::AddAssign(_)) {
            self.note(&binary.left, None);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_reference(&mut self, reference: &'a syn::ExprReference) {
        if reference.mutability.is_some() && matches!(&*reference.expr, Expr::Path(_)) {
            self.note(&reference.expr, None);
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if let Expr::Path(path) = &*call.receiver
            && let Some(name) = path.path.get_ident()
        {
            if call.method == "reset" {
                self.reset.push(name.clone());
            } else if grows_text(&call.method.to_string()) {
                self.grown.push((name.clone(), call.method.clone()));
            }
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
        self.bound.push(pattern.ident.clone());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_item(&mut self, item: &'a syn::Item) {
        self.bound.extend(item_names(item));
    }

    fn visit_macro(&mut self, invocation: &'a syn::Macro) {
        self.tokens(invocation.tokens.clone(), true);
    }
}
