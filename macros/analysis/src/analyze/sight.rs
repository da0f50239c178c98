//! What there is for an attribute in the code that it is on, as far as it is seen.

use std::iter::Sum;
use std::ops::AddAssign;

use proc_macro2::TokenStream;

/// What there is for an attribute in a piece of code.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sight {
    /// How many texts, query calls and calls such as `begin` were judged.
    pub(crate) judged: usize,
    /// How many calls are left to the compiler, which knows types, or were found to be out of reach.
    pub(crate) left: usize,
    /// The first macro that may hold a query, for all that can be read of it.
    pub(crate) opaque: Option<TokenStream>,
}

impl Sight {
    /// Whether there is something to trace, or something else has a word to say of why not.
    pub(crate) const fn is_of_use(&self) -> bool {
        self.judged > 0 || self.left > 0
    }

    /// What came into sight since an earlier time.
    pub(crate) fn since(&self, before: &Self) -> Self {
        Self {
            judged: self.judged - before.judged,
            left: self.left - before.left,
            opaque: if before.opaque.is_some() { None } else { self.opaque.clone() },
        }
    }
}

impl AddAssign for Sight {
    fn add_assign(&mut self, other: Self) {
        self.judged += other.judged;
        self.left += other.left;
        self.opaque = self.opaque.take().or(other.opaque);
    }
}

impl Sum for Sight {
    fn sum<I: Iterator<Item = Self>>(sights: I) -> Self {
        let mut all = Self::default();
        for sight in sights {
            all += sight;
        }
        all
    }
}
