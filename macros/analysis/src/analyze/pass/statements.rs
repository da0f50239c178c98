//! Blocks and statements.

use syn::{Block, Expr, Item, Stmt};

use super::Pass;
use super::context::Context;
use super::copy::copy_stays;
use super::steps::transaction_stays;
use crate::analyze::nested::untraced_function;
use crate::lint::subject::{Untraced, UntracedReason};
use crate::model::site::FutureUse;
use crate::syntax::attributes;
use crate::syntax::patterns::item_names;
use crate::syntax::tokens::mentions;

/// What a statement binds that none of those behind it gives away: where the block ends, it does.
#[derive(Clone, Copy)]
pub(super) struct Stays {
    pub(super) transaction: bool,
    pub(super) copy: bool,
}

impl Pass<'_> {
    pub(super) fn block(&mut self, block: &Block, context: Context<'_>) {
        self.block_and_then(block, context, |_| ());
    }

    /// Reads a block, and does something where its names are bound still.
    pub(super) fn block_and_then(&mut self, block: &Block, context: Context<'_>, then: impl FnOnce(&mut Self)) {
        let point = self.scope.enter();
        for statement in &block.stmts {
            if let Stmt::Item(item) = statement {
                self.imports.add(item);
                self.lengths.add(item);
                let names = item_names(item);
                self.scope.forget(&|tokens| mentions(tokens.clone(), &|word| names.iter().any(|name| name == word)));
            }
        }
        for statement in &block.stmts {
            if let Stmt::Item(Item::Fn(function)) = statement {
                self.nested_function(function);
            }
        }
        for (index, statement) in block.stmts.iter().enumerate() {
            let behind = &block.stmts[index + 1..];
            let stays =
                Stays { transaction: transaction_stays(statement, behind), copy: copy_stays(statement, behind) };
            // Only the last one has a value that anybody takes.
            let future = if matches!(statement, Stmt::Expr(_, None)) { context.future } else { FutureUse::Kept };
            self.statement(statement, stays, context.with_future(future).unconditioned());
        }
        then(self);
        self.scope.leave(point);
    }

    /// `stays`: which of what the statement binds ends with the block.
    fn statement(&mut self, statement: &Stmt, stays: Stays, context: Context<'_>) {
        let conditional = attributes::conditions_of(statement).next().is_some();
        // What may be taken away is one of two ways to go on.
        let context = Context { conditional, depth: context.depth + usize::from(conditional), ..context };
        self.under(attributes::of_statement(statement), context, |pass, context| match statement {
            Stmt::Local(local) => pass.local(local, stays, context),
            Stmt::Item(item) => {
                if let Some(at) = untraced_function(item) {
                    let untraced = Untraced { at, why: UntracedReason::InNestedFunction };
                    pass.untraced(&untraced, None, context);
                }
            }
            Stmt::Expr(expr, _) => pass.expr(expr, context),
            Stmt::Macro(invocation) => pass.invocation(&invocation.mac, context),
        });
    }

    /// An expression that is not in a block of its own, and becomes one if statements have to go before it.
    pub(super) fn own_block(&mut self, expr: &Expr, context: Context<'_>) {
        self.expr(expr, context.unconditioned());
    }
}
