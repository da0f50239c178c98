//! Branches, loops, closures and assignments.

use std::rc::Rc;

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::{BinOp, Expr, ExprAssign, ExprBinary, ExprClosure, ExprForLoop, ExprIf, ExprMatch, Pat};

use super::Pass;
use super::context::{Context, Loop};
use crate::model::repetition::Repetition;
use crate::model::site::FutureUse;
use crate::resolve::scope::Meaning;
use crate::syntax::patterns::{elements, simple_name};
use crate::syntax::places::is_constant;
use crate::syntax::source_text::source_text;
use crate::text::Text;
use crate::text::dynamic::Interpolation;

impl Pass<'_> {
    pub(super) fn choice(&mut self, choice: &ExprIf, context: Context<'_>) {
        let point = self.scope.enter();
        self.condition(&choice.cond, context);
        self.branch(context, |pass, inner| pass.block(&choice.then_branch, inner.with_future(FutureUse::Alike)));
        self.scope.leave(point);
        if let Some((_, otherwise)) = &choice.else_branch {
            self.branch(context, |pass, inner| pass.expr(otherwise, inner.with_future(FutureUse::Alike)));
        }
    }

    pub(super) fn arms(&mut self, choice: &ExprMatch, context: Context<'_>) {
        let origin = self.note_origin(&choice.expr, context);
        self.expr(&choice.expr, context);
        for arm in &choice.arms {
            self.branch(context, |pass, inner| {
                pass.bind_taken(&arm.pat, origin);
                if let Pat::Guard(guarded) = &arm.pat {
                    pass.condition(&guarded.guard, inner);
                }
                pass.own_block(&arm.body, inner.with_future(FutureUse::Alike));
            });
        }
    }

    pub(super) fn binary(&mut self, binary: &ExprBinary, context: Context<'_>) {
        self.expr(&binary.left, context);
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) && context.condition.is_none() {
            self.branch(context, |pass, inner| pass.expr(&binary.right, inner));
        } else {
            self.expr(&binary.right, context);
        }
        if let (BinOp::AddAssign(_), Expr::Path(path)) = (&binary.op, &*binary.left)
            && let Some(name) = path.path.get_ident()
        {
            let piece = self.texts().template_or_hole(&binary.right);
            self.grow(name, Interpolation::by_operator("`+=`", None), Some(piece), binary, context);
        }
    }

    pub(super) fn closure(&mut self, closure: &ExprClosure, context: Context<'_>) {
        let role = context.closure;
        let around = role.repetition.map(|repetition| Loop { repetition, outer: context.innermost });
        // Without a repetition it is made in the loop, and called nobody knows where.
        let context = Context { innermost: around.as_ref(), in_closure: true, ..context };
        self.assigned_ahead(&closure.body, context);
        self.branch(context, |pass, inner| {
            for (position, input) in closure.inputs.iter().enumerate() {
                match (role.builder, simple_name(input)) {
                    (Some(builder), Some(name)) if position == 0 => {
                        pass.scope.bind(name, Meaning::Builder(Rc::clone(builder)));
                    }
                    (_, Some(name)) if position == 0 && role.origin.is_some() => {
                        pass.scope.bind_input(input);
                        if let Some(binding) = pass.scope.find_mut(&name) {
                            binding.origin = role.origin;
                        }
                    }
                    _ => pass.scope.bind_input(input),
                }
            }
            pass.own_block(&closure.body, inner);
        });
    }

    pub(super) fn repeated(&mut self, expr: &Expr, context: Context<'_>) {
        self.assigned_ahead(expr, context);
        match expr {
            Expr::While(repeated) => {
                let point = self.scope.enter();
                let repetition = Repetition::from_while(repeated, &|expr| self.runs_query(expr));
                self.condition(&repeated.cond, context);
                let around = Loop { repetition: &repetition, outer: context.innermost };
                self.branch(context.inside(&around), |pass, inner| pass.block(&repeated.body, inner));
                self.scope.leave(point);
            }
            Expr::ForLoop(repeated) => self.for_loop(repeated, context),
            Expr::Loop(repeated) => {
                let repetition = Repetition::from_loop(repeated, &|expr| self.runs_query(expr));
                let around = Loop { repetition: &repetition, outer: context.innermost };
                self.branch(context.inside(&around), |pass, inner| pass.block(&repeated.body, inner));
            }
            _ => {}
        }
    }

    fn for_loop(&mut self, repeated: &ExprForLoop, context: Context<'_>) {
        let texts = self.texts();
        let text = texts.each(&repeated.expr);
        let tuple = elements(&repeated.pat).unwrap_or_default().into_iter();
        let of_tuple = tuple.filter_map(|(index, name)| Some((name, texts.each_element(&repeated.expr, index)?)));
        let of_tuple: Vec<(Ident, Text)> = of_tuple.collect();
        let repetition = Repetition::from_for(repeated, &|expr| self.runs_query(expr), &|expr| self.is_handful(expr));
        self.expr(&repeated.expr, context);
        let around = Loop { repetition: &repetition, outer: context.innermost };
        self.branch(context.inside(&around), |pass, inner| {
            pass.scope.bind_pattern(&repeated.pat);
            let item = match &*repeated.pat {
                Pat::Reference(inner) => &inner.pat,
                item => item,
            };
            if let (Some(name), Some(text)) = (simple_name(item), text) {
                pass.scope.bind(name, Meaning::Text(text));
            }
            let constant = constant_list(&repeated.expr).filter(|list| pass.scope.named(list).is_none());
            if let Some(binding) = simple_name(item).and_then(|name| pass.scope.find_mut(&name)) {
                binding.list = constant;
            }
            for (name, text) in of_tuple {
                pass.scope.bind(name, Meaning::Text(text));
            }
            pass.block(&repeated.body, inner);
        });
    }

    pub(super) fn assignment(&mut self, assignment: &ExprAssign, context: Context<'_>) {
        let value = self.meaning(&assignment.right, context);
        if let Expr::Path(path) = &*assignment.left
            && let Some(name) = path.path.get_ident()
        {
            self.moved(name, &assignment.right);
        }
        self.expr(&assignment.right, context.with_future(FutureUse::Alike));
        match &*assignment.left {
            Expr::Path(path) if path.path.get_ident().is_some() => {
                if let Some(name) = path.path.get_ident() {
                    self.assigned(name, value, context);
                }
            }
            left @ (Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_) | Expr::Paren(_)) => {
                self.assigned_apart(left, &assignment.right, context);
            }
            left => self.expr(left, context),
        }
    }
}

/// The constant that a loop runs over, as the user wrote it: `ALL` of `ALL.iter().copied()`.
fn constant_list(head: &Expr) -> Option<String> {
    match head {
        Expr::Path(path) if is_constant(&path.path) => Some(source_text(&path.to_token_stream())),
        Expr::Reference(inner) => constant_list(&inner.expr),
        Expr::Paren(inner) => constant_list(&inner.expr),
        Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => constant_list(&inner.expr),
        Expr::MethodCall(call)
            if matches!(
                call.method.to_string().as_str(),
                "iter" | "into_iter" | "copied" | "cloned" | "rev" | "skip" | "take"
            ) =>
        {
            constant_list(&call.receiver)
        }
        _ => None,
    }
}
