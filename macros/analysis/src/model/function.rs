//! A function, and all functions of an item or a file.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};

use super::diagnostic::Diagnostic;
use super::nodes::{Invocation, NodeId};
use super::site::{Note, Site};
use super::unreached::Unreached;
use crate::attr::options::Options;

/// A function with a body.
#[derive(Debug)]
pub struct Function {
    /// `Type::function`, below its module.
    pub name: String,
    /// Where it stands in the item or the file, with inline modules, its type and the functions around it:
    /// `inner::Orders::find`.
    pub path: String,
    /// Its name, at the user's.
    pub ident: Ident,
    /// The attribute that covers it.
    pub covered_by: Option<CoveredBy>,
    /// The options in force at its top.
    pub options: Rc<Options>,
    /// The type and const parameters in force.
    pub generics: Vec<String>,
    /// What `Self` stands for, where that is one type.
    pub self_type: Option<TokenStream>,
    /// Its sites, in the order in which the analysis completes them: inner ones first.
    pub sites: Vec<Site>,
    /// Of a whole file: what an attribute on it does not reach. Empty where one attribute is read.
    pub unreached: Vec<Unreached>,
    /// What else is to be known at run time.
    pub notes: Vec<Note>,
    /// The macros whose arguments were parsed, by position.
    pub invocations: Vec<Invocation>,
    /// Whether what is reported of it depends on the switch of the whole build.
    pub depends_on_switch: bool,
    /// How many texts, query calls and steps were judged in it.
    pub judged: usize,
    /// Positions by node.
    pub(crate) positions: Vec<usize>,
}

/// The attribute that covers a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoveredBy {
    /// `#[repository]`, on the block, the trait or the module around it.
    Repository,
    /// `#[traced]`, on the function itself.
    Traced,
}

impl Function {
    /// Whether a type in it may be one that its caller chooses: by a parameter, or as an associated type of a trait.
    #[must_use]
    pub fn is_generic(&self) -> bool {
        !self.generics.is_empty() || (self.self_type.is_none() && self.name.contains("::"))
    }

    /// Whether an attribute covers it.
    #[must_use]
    pub const fn is_annotated(&self) -> bool {
        self.covered_by.is_some()
    }

    /// Where an expression of the body stands: expressions and macro invocations are counted in the order of syn's
    /// `Visit`, parents before children, from 0. Items in the body, attributes and types are left out; the parsed
    /// arguments of a macro follow the invocation.
    #[must_use]
    pub fn position(&self, node: NodeId) -> usize {
        self.positions.get(node.index()).copied().unwrap_or(usize::MAX)
    }
}

/// What an item or a file holds.
#[derive(Debug, Default)]
pub struct Model {
    /// Its functions, in the order of the source; those inside of another's body follow it.
    pub functions: Vec<Function>,
    /// What is reported, in the order in which it came up.
    pub diagnostics: Vec<Diagnostic>,
    /// Of a whole file: what stands outside of every function that could be read.
    pub unreached: Vec<Unreached>,
}

impl Model {
    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
