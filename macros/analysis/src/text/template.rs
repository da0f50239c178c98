//! Text that is put together at run time: its literal pieces and its holes.

use proc_macro2::TokenStream;

/// Text with holes.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// A value that is put in.
    Hole(Hole),
}

/// Where a value is put in.
#[derive(Clone, Debug)]
pub struct Hole {
    /// What is put in, as the user wrote it.
    pub expr: TokenStream,
    /// What is known of it.
    pub known: Known,
}

/// What can be told of a value without types.
#[derive(Clone, Debug)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// It is a constant, by its name.
    Constant,
    /// It is one of these texts.
    OneOf(Vec<String>),
    /// It lists the items of this collection, or a placeholder for each.
    Items(TokenStream),
}

impl Template {
    /// Text without a hole.
    pub(crate) fn text(text: &str) -> Self {
        Self { pieces: vec![Piece::Text(text.to_owned())] }
    }

    /// A hole without text.
    pub(crate) fn hole(hole: Hole) -> Self {
        Self { pieces: vec![Piece::Hole(hole)] }
    }

    /// The pieces of both, one after the other.
    pub(crate) fn append(&mut self, other: Self) {
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Text(text)), Piece::Text(more)) => text.push_str(&more),
                (_, piece) => self.pieces.push(piece),
            }
        }
    }

    /// Whether it begins with a statement's verb.
    pub(crate) fn begins(&self, is_statement: impl Fn(&str) -> bool) -> bool {
        matches!(self.pieces.first(), Some(Piece::Text(text)) if is_statement(text))
    }

    /// Its text, where it has no hole.
    pub(crate) fn only_text(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Its holes, in order.
    pub(crate) fn holes(&self) -> impl Iterator<Item = &Hole> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(hole),
            Piece::Text(_) => None,
        })
    }

    /// The text with something in the place of each hole.
    pub(crate) fn filled(&self, mut fill: impl FnMut(usize) -> String) -> String {
        let mut text = String::new();
        let mut index = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Hole(_) => {
                    text.push_str(&fill(index));
                    index += 1;
                }
            }
        }
        text
    }

    /// With `other` in the place of every `pattern`.
    pub(crate) fn replaced(self, pattern: &str, other: &Self) -> Self {
        let mut whole = Self::default();
        for piece in self.pieces {
            match piece {
                Piece::Text(text) if !pattern.is_empty() => {
                    for (index, part) in text.split(pattern).enumerate() {
                        if index > 0 {
                            whole.append(other.clone());
                        }
                        whole.append(Self::text(part));
                    }
                }
                piece => whole.append(Self { pieces: vec![piece] }),
            }
        }
        whole
    }
}
