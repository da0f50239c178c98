//! The `query!` family.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token};

/// Where in a `query!`-like macro the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryMacro {
    /// `query!("..", ..)`.
    Text,
    /// `query_as!(Type, "..", ..)`.
    TypeThenText,
    /// `query_file!("..", ..)`.
    File,
    /// `query_file_as!(Type, "..", ..)`.
    TypeThenFile,
}

/// What such a macro is given.
pub(crate) struct Given {
    /// The text, or the path of its file.
    pub(crate) text: String,
    /// The first literal of it.
    pub(crate) literal: LitStr,
    pub(crate) is_file: bool,
    /// The values, in order.
    pub(crate) arguments: Vec<Expr>,
}

impl QueryMacro {
    /// The macro of a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "query" | "query_unchecked" | "query_scalar" | "query_scalar_unchecked" => Self::Text,
            "query_as" | "query_as_unchecked" => Self::TypeThenText,
            "query_file" | "query_file_unchecked" | "query_file_scalar" | "query_file_scalar_unchecked" => Self::File,
            "query_file_as" | "query_file_as_unchecked" => Self::TypeThenFile,
            _ => return None,
        })
    }

    /// What an invocation is given; `None` when its tokens are not of sqlx's grammar.
    pub(crate) fn parse(self, tokens: &TokenStream) -> Option<Given> {
        let parser = |input: ParseStream<'_>| {
            if matches!(self, Self::TypeThenText | Self::TypeThenFile) {
                input.parse::<syn::Type>()?;
                input.parse::<Token![,]>()?;
            }
            let literal: LitStr = input.parse()?;
            let mut text = literal.value();
            while input.peek(Token![+]) {
                input.parse::<Token![+]>()?;
                text.push_str(&input.parse::<LitStr>()?.value());
            }
            let end = input.is_empty() || input.peek(Token![,]);
            let rest: TokenStream = input.parse()?;
            Ok((literal, text, end, rest))
        };
        let (literal, text, end, rest) = parser.parse2(tokens.clone()).ok()?;
        let arguments = |input: ParseStream<'_>| {
            input.parse::<Option<Token![,]>>()?;
            Punctuated::<Expr, Token![,]>::parse_terminated(input)
        };
        let arguments = arguments.parse2(rest).map(|arguments| arguments.into_iter().collect()).unwrap_or_default();
        end.then_some(Given { arguments, text, literal, is_file: matches!(self, Self::File | Self::TypeThenFile) })
    }
}

/// Macros that are known to run no query: those of the standard library, of logs and of data.
pub(crate) fn runs_nothing(name: &str) -> bool {
    let base = name.strip_suffix("_span").or_else(|| name.strip_prefix("log_")).unwrap_or(name);
    matches!(
        base,
        "trace"
            | "debug"
            | "info"
            | "warn"
            | "error"
            | "event"
            | "span"
            | "log"
            | "enabled"
            | "json"
            | "concat"
            | "stringify"
            | "include_str"
            | "include_bytes"
            | "env"
            | "option_env"
            | "line"
            | "file"
            | "column"
            | "module_path"
            | "cfg"
            | "compile_error"
            | "thread_local"
            | "format_args"
            | "unimplemented"
            | "addr_of"
            | "addr_of_mut"
            | "offset_of"
            | "is_x86_feature_detected"
            | "counter"
            | "gauge"
            | "histogram"
            | "assert_matches"
            | "hash_map"
            | "hashmap"
            | "smallvec"
            | "bitflags"
    )
}
