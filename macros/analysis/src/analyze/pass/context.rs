//! What is known of the place that the pass is at. It goes down by value: what an expression sets for its children is
//! gone when the pass comes back up.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use syn::Ident;

use crate::attr::options::Options;
use crate::model::ids::OriginId;
use crate::model::repetition::{Repetition, RepetitionKind};
use crate::model::site::FutureUse;
use crate::query::builder::Builder;
use crate::query::maker::Makers;

/// Where a body stands.
#[derive(Clone, Copy)]
pub(crate) struct FnContext<'a> {
    /// Its index in the model.
    pub(crate) index: usize,
    /// `Type::function`, below the module.
    pub(crate) name: &'a str,
    /// The type parameters in force.
    pub(crate) generics: &'a [String],
    /// The functions of the same block or module that run queries.
    pub(crate) query_fns: &'a HashSet<String>,
    /// The functions in sight that return a query.
    pub(crate) makers: &'a Makers,
}

impl<'a> FnContext<'a> {
    /// The type or the trait whose block the function stands in.
    pub(super) fn self_type(&self) -> Option<&'a str> {
        self.name.rsplit_once("::").map(|(owner, _)| owner)
    }

    /// Whether a type is the one whose block the function stands in.
    pub(super) fn is_of_block(&self, owner: &Ident) -> bool {
        let ty = self.name.split("::").next();
        owner == "Self" || ty.is_some_and(|ty| owner == ty)
    }

    /// Whether it stands in a module.
    pub(super) fn is_free(&self) -> bool {
        !self.name.contains("::")
    }
}

/// What is known of a place.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Context<'c> {
    /// The options in force.
    pub(super) options: &'c Rc<Options>,
    /// What becomes of the expression's value.
    pub(super) future: FutureUse,
    /// Whether all futures of the expression, an iterator, are awaited.
    pub(super) all_awaited: bool,
    /// Names below this point of the scope were bound before the innermost branch, loop or closure.
    pub(super) branch_point: usize,
    /// How many branches, loops and closures it is inside of.
    pub(super) depth: usize,
    /// Since which point of the scope names of the same condition may be bound, which a statement before it can't see.
    pub(super) condition: Option<usize>,
    /// Whether `#[cfg(..)]` stands on the statement.
    pub(super) conditional: bool,
    /// Whether the thread must not block.
    pub(super) asynchronous: bool,
    /// Whether closures in the expression run on the same thread.
    pub(super) closures_run_here: bool,
    /// What the expression is to the call that it is an argument of, where it is a closure.
    pub(super) closure: ClosureRole<'c>,
    /// Whether it stands in a closure.
    pub(super) in_closure: bool,
    /// The innermost loop.
    pub(super) innermost: Option<&'c Loop<'c>>,
}

/// What a closure is to the call that it is an argument of.
#[derive(Clone, Copy, Default)]
pub(super) struct ClosureRole<'c> {
    /// The repetition, where the call runs it for every item.
    pub(super) repetition: Option<&'c Repetition>,
    /// The builder that the call lends it.
    pub(super) builder: Option<&'c Rc<RefCell<Builder>>>,
    /// Where the connection comes from that the call lends it.
    pub(super) origin: Option<OriginId>,
}

/// One loop, and those around it.
pub(super) struct Loop<'c> {
    pub(super) repetition: &'c Repetition,
    pub(super) outer: Option<&'c Loop<'c>>,
}

impl<'c> Context<'c> {
    pub(super) fn top(options: &'c Rc<Options>, asynchronous: bool) -> Self {
        Self {
            options,
            future: FutureUse::Kept,
            all_awaited: false,
            branch_point: 0,
            depth: 0,
            condition: None,
            conditional: false,
            asynchronous,
            closures_run_here: false,
            closure: ClosureRole::default(),
            in_closure: false,
            innermost: None,
        }
    }

    /// For a child whose value is used in no way that matters.
    pub(super) fn child(self) -> Self {
        Self { future: FutureUse::Kept, all_awaited: false, closure: ClosureRole::default(), ..self }
    }

    /// For a child whose future is used like this.
    pub(super) fn with_future(self, future: FutureUse) -> Self {
        Self { future, ..self.child() }
    }

    /// For what is decided at run time.
    pub(super) fn branch(self, branch_point: usize) -> Self {
        Self { branch_point, depth: self.depth + 1, ..self.child() }
    }

    /// For the body of a loop.
    pub(super) fn inside(self, innermost: &'c Loop<'c>) -> Self {
        Self { innermost: Some(innermost), ..self }
    }

    /// Outside of every condition.
    pub(super) fn unconditioned(self) -> Self {
        Self { condition: None, ..self }
    }

    /// The innermost loop whose rounds repeat a query that one query could replace.
    pub(super) fn repetition(&self) -> Option<&'c Repetition> {
        let mut next = self.innermost;
        while let Some(Loop { repetition, outer }) = next {
            match repetition.kind {
                RepetitionKind::Items => return Some(repetition),
                RepetitionKind::Retry | RepetitionKind::Handful => next = *outer,
                RepetitionKind::Batches => return None,
            }
        }
        None
    }

    /// The heads of the loops, outermost first.
    pub(super) fn heads(&self) -> Vec<String> {
        let mut heads = Vec::new();
        let mut next = self.innermost;
        while let Some(Loop { repetition, outer }) = next {
            heads.push(repetition.head.clone());
            next = *outer;
        }
        heads.reverse();
        heads
    }
}
