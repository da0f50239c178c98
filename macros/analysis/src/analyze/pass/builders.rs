//! Builders, followed as they grow.

use std::cell::RefCell;
use std::rc::Rc;

use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::attr::lints::{Level, Lint};
use crate::lint::subject::QueryText;
use crate::model::site::NoteKind;
use crate::query::builder::Builder;
use crate::resolve::scope::Meaning;
use crate::sqlx::methods::pushes_text;
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};

impl Pass<'_> {
    pub(super) fn grow_builder(
        &mut self,
        builder: &Rc<RefCell<Builder>>,
        call: &ExprMethodCall,
        method: &str,
        context: Context<'_>,
    ) {
        let mut piece = call.args.first().map(|argument| self.queries(context).piece(argument));
        if let Some(piece) = &mut piece {
            builder.borrow().place(piece);
        }
        let named = matches!(&*call.receiver, Expr::Path(_));
        let at = call.args.first().unwrap_or(&call.receiver);
        if let Some(piece) = piece.as_ref().filter(|_| pushes_text(method)) {
            self.sight.judged += 1;
            self.check_pieces(piece, at, context);
            self.prove(piece, &mut builder.borrow_mut(), at, context);
        }
        match piece {
            Some(Text::Dynamic(piece)) if pushes_text(method) && builder.borrow().reused => {
                // The query, and its name, are the caller's.
                if !(builder.borrow().is_lent() && allows(&piece, context)) {
                    let text = &Text::Dynamic(piece);
                    self.check_text(QueryText { text, chain: None, takes_binds: true }, at, context);
                }
            }
            piece => builder.borrow_mut().call(method, piece, named, context.depth),
        }
    }

    /// Has the compiler prove that a piece of text is a constant: a builder takes whatever can be displayed.
    fn prove(&mut self, piece: &Text, builder: &mut Builder, at: &Expr, context: Context<'_>) {
        for constant in piece.constants() {
            if context.options.levels.level(Lint::DynamicSql) == Level::Deny {
                self.note(NoteKind::Constant(constant.clone()), at, context);
            } else {
                builder.escaped = true;
            }
        }
    }

    /// The builder that a receiver is, or is lent by.
    pub(super) fn builder_of(&self, receiver: &Expr, context: Context<'_>) -> Option<Rc<RefCell<Builder>>> {
        match &self.queries(context).root_binding(receiver)?.meaning {
            Meaning::Builder(builder) => Some(Rc::clone(builder)),
            _ => None,
        }
    }
}

/// Whether a dynamic text is allowed here.
fn allows(dynamic: &Dynamic, context: Context<'_>) -> bool {
    let lint = match dynamic.reason {
        DynamicReason::Interpolated(_) => Lint::InterpolatedSql,
        _ => Lint::DynamicSql,
    };
    context.options.levels.level(lint) == Level::Allow
}
