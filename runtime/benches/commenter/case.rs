//! What is compared.

use sqlspan::CommentMode;

/// How a query is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Plain sqlx.
    Raw,
    /// Traced, in this mode of comments, so many of a hundred sampled.
    Traced(CommentMode, usize),
    /// A unique text for each query, cached: the way of most commenters.
    Naive,
}

/// All of them; `Bound` is for `PostgreSQL`.
pub fn ways(postgres: bool) -> Vec<Way> {
    let mut ways = vec![Way::Raw, Way::Traced(CommentMode::Off, 0), Way::Traced(CommentMode::Off, 100)];
    let modes = [CommentMode::Constant, CommentMode::Sampled, CommentMode::Bound];
    for mode in &modes[..if postgres { 3 } else { 2 }] {
        ways.extend([0, 1, 10, 100].map(|percent| Way::Traced(*mode, percent)));
    }
    ways.push(Way::Naive);
    ways
}

impl Way {
    pub fn name(self) -> String {
        match self {
            Self::Raw => "raw sqlx".to_owned(),
            Self::Traced(CommentMode::Off, percent) => format!("traced, no comment, {percent} % sampled"),
            Self::Traced(mode, percent) => format!("`{mode:?}`, {percent} % sampled"),
            Self::Naive => "the naive way, 100 % sampled".to_owned(),
        }
    }

    /// Whether the query of this number is sampled.
    pub fn samples(self, number: usize) -> bool {
        match self {
            Self::Raw => false,
            Self::Traced(_, percent) => number % 100 < percent,
            Self::Naive => true,
        }
    }

    /// The traced query without a comment that it is compared with.
    pub fn baseline(self) -> Self {
        match self {
            // Between these two a baseline of its own would say nothing new.
            Self::Traced(_, percent) if percent <= 10 => Self::Traced(CommentMode::Off, 0),
            _ => Self::Traced(CommentMode::Off, 100),
        }
    }
}
