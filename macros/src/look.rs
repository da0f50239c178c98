//! One way down a syntax tree for all who only look: each implementation of syn's `Visit` is a copy of all of its
//! functions, and takes as long to compile.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Item, Local, Macro, Pat, PatIdent, Stmt};

/// What is met on the way down. Each method says whether to go on into what it was given.
pub(crate) trait Look {
    fn expr(&mut self, _: &Expr) -> bool {
        true
    }

    fn local(&mut self, _: &Local) -> bool {
        true
    }

    fn pat_ident(&mut self, _: &PatIdent) {}

    fn item(&mut self, _: &Item) -> bool {
        true
    }

    fn invocation(&mut self, _: &Macro) {}
}

struct Way<'l>(&'l mut dyn Look);

impl<'a> Visit<'a> for Way<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.0.expr(expr) {
            visit::visit_expr(self, expr);
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if self.0.local(local) {
            visit::visit_local(self, local);
        }
    }

    fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
        self.0.pat_ident(pattern);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_item(&mut self, item: &'a Item) {
        if self.0.item(item) {
            visit::visit_item(self, item);
        }
    }

    fn visit_macro(&mut self, invocation: &'a Macro) {
        self.0.invocation(invocation);
    }
}

/// Looks at an expression.
pub(crate) fn at_expr(look: &mut dyn Look, expr: &Expr) {
    Way(look).visit_expr(expr);
}

/// Looks at what is in an expression, not at the expression itself.
pub(crate) fn into_expr(look: &mut dyn Look, expr: &Expr) {
    visit::visit_expr(&mut Way(look), expr);
}

/// Looks at a statement.
pub(crate) fn at_statement(look: &mut dyn Look, statement: &Stmt) {
    Way(look).visit_stmt(statement);
}

/// Looks at the statements of a block.
pub(crate) fn at_block(look: &mut dyn Look, block: &Block) {
    Way(look).visit_block(block);
}

/// Looks at a pattern.
pub(crate) fn at_pat(look: &mut dyn Look, pattern: &Pat) {
    Way(look).visit_pat(pattern);
}
