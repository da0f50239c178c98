//! The functions of a block or a module that return a query without running it.

use super::pass::functions::{Candidate, Surroundings, maker};
use crate::query::maker::{Maker, Makers};

/// Adds the makers among candidates. One may return what another makes, whatever their order.
pub(super) fn add(makers: &mut Makers, candidates: &[Candidate<'_>], around: &Surroundings<'_>) {
    let path = |candidate: &Candidate<'_>| format!("{}{}", around.prefix, candidate.signature.ident);
    let mut left: Vec<&Candidate<'_>> = candidates.iter().collect();
    loop {
        let mut found: Vec<(String, Maker)> = Vec::new();
        left.retain(|candidate| match maker(candidate, makers, around) {
            Some(maker) => {
                found.push((path(candidate), maker));
                false
            }
            None => true,
        });
        if found.is_empty() {
            return;
        }
        makers.extend(found);
    }
}
