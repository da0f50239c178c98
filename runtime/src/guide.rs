//! What to know beyond the items themselves.

#[doc = include_str!("../docs/spans.md")]
pub mod spans {}

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

#[doc = include_str!("../docs/n_plus_one.md")]
pub mod n_plus_one {}

#[doc = include_str!("../docs/testing.md")]
pub mod testing {}
