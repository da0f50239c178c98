//! What to know beyond the items themselves.

#[doc = include_str!("../docs/spans.md")]
pub mod spans {}

#[doc = include_str!("../docs/round_trips.md")]
pub mod round_trips {}

#[doc = include_str!("../docs/signals.md")]
pub mod signals {}

#[doc = include_str!("../docs/text.md")]
pub mod text {}

#[doc = include_str!("../docs/set_up.md")]
pub mod set_up {}

#[doc = include_str!("../docs/lints.md")]
pub mod lints {}

#[doc = include_str!("../docs/commenter.md")]
pub mod commenter {}

#[cfg_attr(feature = "n-plus-one", doc = include_str!("../docs/n_plus_one.md"))]
#[cfg_attr(not(feature = "n-plus-one"), doc = "N+1 while the program runs: turn the feature `n-plus-one` on.")]
pub mod n_plus_one {}

#[cfg_attr(feature = "testing", doc = include_str!("../docs/testing.md"))]
#[cfg_attr(not(feature = "testing"), doc = "Tests that count queries: turn the feature `testing` on.")]
pub mod testing {}

#[doc = include_str!("../docs/mistakes.md")]
pub mod mistakes {}

#[doc = include_str!("../docs/coming_from.md")]
pub mod coming_from {}

#[doc = include_str!("../docs/alerts.md")]
pub mod alerts {}
