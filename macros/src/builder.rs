//! A `QueryBuilder` as it grows: what its text begins with, and whether all of its pieces are static.

use crate::known::keeps_builder_static;
use crate::text::{Dynamic, Source, Text};

/// A `QueryBuilder` as it grows.
pub(crate) struct Builder {
    /// The text that it was created with.
    lead: Text,
    /// Literal text that every execution appends right after it.
    tail: String,
    /// Whether text was appended that only some executions have, so that what follows does not continue the tail.
    branched: bool,
    /// How deep in branches and loops it was created.
    depth: usize,
    /// Whether somebody else may have appended to it.
    pub(crate) escaped: bool,
    /// The first piece that is not static.
    dynamic: Option<Dynamic>,
}

impl Builder {
    pub(crate) fn new(lead: Text, depth: usize) -> Self {
        let dynamic = if let Text::Dynamic(dynamic) = &lead { Some(dynamic.clone()) } else { None };
        Self { lead, tail: String::new(), branched: false, depth, escaped: false, dynamic }
    }

    /// A method is called on the builder, or on what it lends; `piece` is the text of the first argument, and `named`
    /// says whether the receiver is the builder's own name.
    pub(crate) fn call(&mut self, method: &str, piece: Option<Text>, named: bool, depth: usize) {
        // A separator is text as well.
        if !matches!(method, "push" | "push_unseparated" | "separated") {
            // A method that is not sqlx's may append anything; further down the chain it is the query's.
            self.escaped |= named && !keeps_builder_static(method);
            return;
        }
        self.branched |= self.depth != depth;
        match piece {
            Some(Text::Static(Source::Literal(text))) if method == "push" && !self.branched => {
                self.tail.push_str(&text);
            }
            Some(Text::Dynamic(dynamic)) => {
                self.dynamic.get_or_insert(dynamic);
            }
            // What follows a text that the macro can't see does not continue the tail.
            _ => self.branched |= method == "push",
        }
    }

    /// The text that the builder holds by now.
    pub(crate) fn text(&self) -> Text {
        if let Some(dynamic) = &self.dynamic {
            return Text::Dynamic(dynamic.clone());
        }
        let source = match &self.lead {
            Text::Static(Source::Literal(lead)) => Source::Literal(format!("{lead}{}", self.tail)),
            Text::Static(source) => source.clone(),
            _ => Source::Somewhere,
        };
        if self.escaped { Text::Unproven(source) } else { Text::Built(source) }
    }
}
