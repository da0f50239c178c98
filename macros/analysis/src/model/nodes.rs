//! Nodes of a function's body by their position, so that the model says where something stands without holding the
//! syntax tree.
//!
//! A position counts expressions and macro invocations in the order of syn's `Visit`, parents before children, from 0.
//! Items inside of the body, attributes and types are left out; the parsed arguments of a macro follow the invocation.

use syn::{Block, Expr, Item, Macro};

use crate::syntax::macro_arguments::{ArgumentPart, MacroArguments};
use crate::syntax::visitor::{self, Visitor};

/// An expression of a function's body. [`Function::position`](crate::Function::position) says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(usize);

impl NodeId {
    pub(crate) const fn index(self) -> usize {
        self.0
    }
}

/// The parsed arguments of the macro at a position.
#[derive(Debug)]
pub struct Invocation {
    /// The position of the macro.
    pub position: usize,
    /// Its arguments.
    pub arguments: MacroArguments,
}

/// The nodes that the analysis refers to. The tree stays where it is until they are counted, so that an address tells
/// a node.
#[derive(Default)]
pub(crate) struct Nodes {
    /// The address of each.
    wanted: Vec<Address>,
    /// The macros with parsed arguments, by address.
    invocations: Vec<(Address, MacroArguments)>,
}

/// Where nodes stand.
pub(crate) struct Positions {
    /// By [`NodeId::index`].
    pub(crate) nodes: Vec<usize>,
    /// In the order of their positions.
    pub(crate) invocations: Vec<Invocation>,
}

impl Nodes {
    pub(crate) fn note(&mut self, expr: &Expr) -> NodeId {
        self.wanted.push(Address::of_expr(expr));
        NodeId(self.wanted.len() - 1)
    }

    /// A macro, to report something at.
    pub(crate) fn note_macro(&mut self, invocation: &Macro) -> NodeId {
        self.wanted.push(Address::of_macro(invocation));
        NodeId(self.wanted.len() - 1)
    }

    /// Whether a node is this expression.
    pub(crate) fn is_at(&self, node: NodeId, expr: &Expr) -> bool {
        self.wanted.get(node.0) == Some(&Address::of_expr(expr))
    }

    pub(crate) fn keep(&mut self, invocation: &Macro, arguments: MacroArguments) {
        self.invocations.push((Address::of_macro(invocation), arguments));
    }

    /// Counts the nodes of a body.
    pub(crate) fn positions(self, body: &Block) -> Positions {
        let mut wanted: Vec<(Address, usize)> =
            self.wanted.iter().enumerate().map(|(index, address)| (*address, index)).collect();
        wanted.sort_unstable();
        let mut count = Count {
            next: 0,
            wanted: &wanted,
            nodes: vec![usize::MAX; self.wanted.len()],
            invocations: &self.invocations,
            found: Vec::new(),
        };
        visitor::visit_block(&mut count, body);
        let Count { nodes, found, .. } = count;
        let mut kept: Vec<Option<MacroArguments>> =
            self.invocations.into_iter().map(|(_, arguments)| Some(arguments)).collect();
        let invocations = found
            .into_iter()
            .filter_map(|(position, index)| Some(Invocation { position, arguments: kept.get_mut(index)?.take()? }));
        Positions { nodes, invocations: invocations.collect() }
    }
}

struct Count<'a> {
    next: usize,
    wanted: &'a [(Address, usize)],
    nodes: Vec<usize>,
    invocations: &'a [(Address, MacroArguments)],
    /// Positions and indices of invocations.
    found: Vec<(usize, usize)>,
}

impl Count<'_> {
    fn count(&mut self, address: Address) {
        let first = self.wanted.partition_point(|(wanted, _)| *wanted < address);
        for (_, index) in self.wanted[first..].iter().take_while(|(wanted, _)| *wanted == address) {
            self.nodes[*index] = self.next;
        }
        self.next += 1;
    }
}

impl Visitor for Count<'_> {
    fn expr(&mut self, expr: &Expr) -> bool {
        self.count(Address::of_expr(expr));
        true
    }

    fn item(&mut self, _: &Item) -> bool {
        false
    }

    fn invocation(&mut self, invocation: &Macro) {
        let position = self.next;
        let address = Address::of_macro(invocation);
        self.count(address);
        let invocations = self.invocations;
        let Some(index) = invocations.iter().position(|(kept, _)| *kept == address) else { return };
        self.found.push((position, index));
        for part in &invocations[index].1.parts {
            match part {
                ArgumentPart::Tokens(_) => {}
                ArgumentPart::Expr { expr, .. } | ArgumentPart::Branch { expr, .. } => {
                    visitor::visit_expr(self, expr);
                }
                ArgumentPart::Statements(block) => visitor::visit_block(self, block),
            }
        }
    }
}

/// An expression may begin where its macro does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Address {
    Expr(usize),
    Macro(usize),
}

impl Address {
    fn of_expr(expr: &Expr) -> Self {
        Self::Expr(std::ptr::from_ref(expr).addr())
    }

    fn of_macro(invocation: &Macro) -> Self {
        Self::Macro(std::ptr::from_ref(invocation).addr())
    }
}
