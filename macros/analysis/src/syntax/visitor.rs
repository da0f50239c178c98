//! One way down a syntax tree for all who only read it: each implementation of syn's `Visit` is a copy of all of its
//! functions, and takes as long to compile.

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, Item, Local, Macro, Pat, PatIdent, Stmt, Type};

/// What is met on the way down, in the order of syn's `Visit`. Each method says whether to go on into what it was
/// given. Attributes and types hold no code that runs, and are left out.
pub(crate) trait Visitor {
    fn expr(&mut self, _: &Expr) -> bool {
        true
    }

    fn block(&mut self, _: &Block) -> bool {
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

struct Way<'v>(&'v mut dyn Visitor);

impl<'a> Visit<'a> for Way<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.0.expr(expr) {
            visit::visit_expr(self, expr);
        }
    }

    fn visit_block(&mut self, block: &'a Block) {
        if self.0.block(block) {
            visit::visit_block(self, block);
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

    fn visit_attribute(&mut self, _: &'a Attribute) {}

    fn visit_type(&mut self, _: &'a Type) {}
}

/// Visits an expression.
pub(crate) fn visit_expr(visitor: &mut dyn Visitor, expr: &Expr) {
    Way(visitor).visit_expr(expr);
}

/// Visits what is in an expression, not the expression itself.
pub(crate) fn visit_inside(visitor: &mut dyn Visitor, expr: &Expr) {
    visit::visit_expr(&mut Way(visitor), expr);
}

/// Visits a statement.
pub(crate) fn visit_stmt(visitor: &mut dyn Visitor, statement: &Stmt) {
    Way(visitor).visit_stmt(statement);
}

/// Visits a block.
pub(crate) fn visit_block(visitor: &mut dyn Visitor, block: &Block) {
    Way(visitor).visit_block(block);
}

/// Visits a pattern.
pub(crate) fn visit_pat(visitor: &mut dyn Visitor, pattern: &Pat) {
    Way(visitor).visit_pat(pattern);
}
