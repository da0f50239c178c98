//! The expression that asks the compiler what a place is.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::paths::emit;

/// What a place is, by its type.
pub(super) fn probe(runtime: &TokenStream, place: &impl ToTokens) -> TokenStream {
    emit! {
        {
            use #runtime::receivers::{
                Receiver0 as _, Receiver1 as _, Receiver2 as _, Receiver3 as _, Receiver4 as _, Receiver5 as _,
                Receiver6 as _, Receiver7 as _, Receiver8 as _,
            };
            (&&&&&&&&#runtime::Probe(&#place)).probed()
        }
    }
}
