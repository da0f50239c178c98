//! A `QueryBuilder` as it grows: what its text begins with, and whether all of its pieces are static.

use proc_macro2::Ident;

use crate::sqlx::methods::{keeps_builder_static, pushes_text};
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason};
use crate::text::source::Source;

/// A `QueryBuilder` as it grows.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a thing of its own that may have happened to it")]
pub(crate) struct Builder {
    /// The text that it was created with.
    lead: Text,
    /// Literal text that every execution appends right after it.
    tail: String,
    /// How much of the tail stands right after the lead, with no bind before it.
    joined: Option<usize>,
    /// Whether text was appended that only some executions have, so that what follows does not continue the tail.
    branched: bool,
    /// How deep in branches and loops it was created.
    depth: usize,
    /// Whether somebody else may have appended to it.
    pub(crate) escaped: bool,
    /// Whether a loop resets it, so that what is appended further down is in what was built further up.
    pub(crate) reused: bool,
    /// Whether it takes the values of many items.
    pub(crate) batch: bool,
    /// The first piece that is not static.
    dynamic: Option<Dynamic>,
}

impl Builder {
    pub(crate) fn new(lead: Text, depth: usize) -> Self {
        let dynamic = if let Text::Dynamic(dynamic) = &lead { Some(dynamic.clone()) } else { None };
        Self {
            lead,
            tail: String::new(),
            joined: None,
            branched: false,
            depth,
            escaped: false,
            reused: false,
            batch: false,
            dynamic,
        }
    }

    /// One that another function created: what is appended here is judged here.
    pub(crate) fn from_parameter(name: &Ident) -> Self {
        let dynamic = Dynamic::new(DynamicReason::Builder, name);
        Self { reused: true, ..Self::new(Text::Dynamic(dynamic), 0) }
    }

    /// Whether another function created it.
    pub(crate) fn is_lent(&self) -> bool {
        matches!(self.lead, Text::Dynamic(Dynamic { reason: DynamicReason::Builder, .. }))
    }

    /// Marks a piece that is put together as one that follows what the builder has by now.
    pub(crate) fn place(&self, piece: &mut Text) {
        if let Text::Dynamic(Dynamic { reason: DynamicReason::Interpolated(found), .. }) = piece {
            let lead = match &self.lead {
                Text::Static(Source::Literal(lead)) => lead.sql.as_str(),
                _ => "",
            };
            found.behind = Some(format!("{lead}{}", self.tail));
        }
    }

    /// A method is called on the builder, or on what it lends; `piece` is the text of the first argument, and `named`
    /// says whether the receiver is the builder's own name.
    pub(crate) fn call(&mut self, method: &str, piece: Option<Text>, named: bool, depth: usize) {
        if method == "reset" && named {
            self.tail.clear();
            self.joined = None;
            self.branched = self.depth != depth;
            return;
        }
        self.batch |= matches!(method, "push_values" | "push_tuples" | "separated");
        if !pushes_text(method) {
            // A method that is not sqlx's may append anything; further down the chain it is the query's.
            self.escaped |= named && !keeps_builder_static(method);
            self.joined.get_or_insert(self.tail.len());
            return;
        }
        self.branched |= self.depth != depth;
        match piece {
            Some(Text::Static(Source::Literal(text))) if method == "push" && !self.branched => {
                self.tail.push_str(&text.sql);
            }
            Some(Text::Dynamic(dynamic)) => {
                self.dynamic.get_or_insert(dynamic);
            }
            // What follows a text that the macro can't see does not continue the tail.
            _ => self.branched |= method == "push",
        }
        if method != "push" {
            self.joined.get_or_insert(self.tail.len());
        }
    }

    /// Another builder may be in its place: what is known to be wrong with that one is wrong with this one.
    pub(crate) fn or(&mut self, other: &Self) {
        self.escaped |= other.escaped;
        self.dynamic = self.dynamic.take().or_else(|| other.dynamic.clone());
        self.branched = true;
    }

    /// Whether it was created outside of the branch or loop of this depth.
    pub(crate) fn is_outside(&self, depth: usize) -> bool {
        self.depth < depth
    }

    /// Forgets expressions that can't be named from here on.
    pub(crate) fn forget(&mut self, lost: &dyn Fn(&proc_macro2::TokenStream) -> bool) {
        self.lead.forget(lost);
    }

    /// The text that the builder holds by now.
    pub(crate) fn text(&self) -> Text {
        if let Some(dynamic) = &self.dynamic {
            return Text::Dynamic(dynamic.clone());
        }
        let source = match &self.lead {
            Text::Static(Source::Literal(lead)) => {
                let joined = lead.sql.len() + self.joined.unwrap_or(self.tail.len());
                Source::Prefix(format!("{}{}", lead.sql, self.tail), joined)
            }
            Text::Static(source) => source.clone(),
            _ => Source::RuntimeOnly,
        };
        if self.escaped { Text::Unproven(source) } else { Text::Built(source) }
    }
}
