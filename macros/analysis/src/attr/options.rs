//! The table of options, from which their parsing, merging, error messages and documentation come.

use std::fmt;

use proc_macro2::TokenStream;
use sqlspan_sql::Dialect;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, Ident, LitStr, Meta, Path, Result, Token};

use super::comment::Comment;
use super::levels::Levels;
use super::values::Value;
use crate::syntax::attributes::{allows_deprecated, is_for_tests};
use crate::syntax::tokens::last_word;

macro_rules! options {
    ($($field:ident: $ty:ty { $($word:literal, $form:literal, $documented:literal, $meaning:literal;)+ })*) => {
        /// What an attribute says. The same grammar serves both attributes; what is nearer to the code wins.
        #[derive(Clone, Default)]
        pub struct Options {
            $($(#[doc = $meaning])+ pub $field: $ty,)*
        }

        /// The forms of all options, for messages.
        const FORMS: &str = concat!($($("`", $form, "`, ",)+)*);

        impl Options {
            /// These options with `inner` ones on top.
            #[must_use]
            pub fn with(&self, inner: &Self) -> Self {
                let mut merged = self.clone();
                $(merged.$field.merge(&inner.$field);)*
                merged
            }

            /// Whether it says something that is about a query alone.
            pub(crate) fn is_about_queries(&self) -> bool {
                false $(|| self.$field.is_about_queries())*
            }

            fn option(&mut self, input: ParseStream<'_>) -> Result<()> {
                let name = Ident::parse_any(input)?;
                let word = name.to_string();
                match word.as_str() {
                    $($($word)|+ => self.$field.parse(&word, input),)*
                    _ => {
                        let forms = FORMS.trim_end_matches(", ");
                        let message = format!("unknown option `{name}`\nhelp: the options are {forms}");
                        Err(Error::new(name.span(), message))
                    }
                }
            }
        }

        /// The table of options, as documentation.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! options_table {
            () => {
                concat!(
                    "| option | meaning |\n|---|---|\n",
                    $($("| ", $documented, " | ", $meaning, " |\n",)+)*
                )
            };
        }
    };
}

options! {
    dialect: Option<Dialect> {
        "dialect", "dialect = postgres|mysql|sqlite", r"`dialect = postgres\|mysql\|sqlite`",
            "how the SQL is read where the dialects differ";
    }
    summary: Option<LitStr> {
        "summary", "summary = \"..\"", r#"`summary = ".."`"#,
            "the name of the span, instead of that of the statement";
    }
    operation: Option<LitStr> {
        "operation", "operation = \"..\"", r#"`operation = ".."`"#,
            "`db.operation.name`, which is only ever stated";
    }
    collection: Option<LitStr> {
        "collection", "collection = \"..\"", r#"`collection = ".."`"#,
            "`db.collection.name`, which is only ever stated";
    }
    pool: Option<LitStr> {
        "pool", "pool = \"..\"", r#"`pool = ".."`"#,
            "which registered pool the connections are of, where they do not say";
    }
    comment: Option<Comment> {
        "comment", "comment(key = \"..\")`, `comment = off", r#"`comment(key = "..", ..)`, `comment = off`"#,
            "tags of the comment that the statement carries, where [comments](https://docs.rs/sqlspan/latest/sqlspan/guide/commenter/index.html) are on; or no comment, whatever the process's settings";
    }
    queries: Vec<Path> {
        "queries", "queries(path, ..)", "`queries(path, ..)`",
            "functions that return a query; `Self::name` stands for the method as well";
    }
    macros: Vec<Path> {
        "macros", "macros(path, ..)", "`macros(path, ..)`",
            "macros whose arguments are expressions, closures or blocks that run as they stand: queries in them are traced in place";
    }
    levels: Levels {
        "allow", "allow(lint, ..)", "`allow(..)`",
            "does not report these [lints](https://docs.rs/sqlspan/latest/sqlspan/guide/lints/index.html), or `all`";
        "warn", "warn(lint, ..)", "`warn(..)`", "makes their findings warnings";
        "deny", "deny(lint, ..)", "`deny(..)`", "makes their findings errors";
    }
    skip: bool {
        "skip", "skip", "`skip`", "neither traced nor checked";
    }
    krate: Option<Path> {
        "crate", "crate = path", "`crate = path`", "where `sqlspan` is, if not at `::sqlspan`";
    }
}

impl Options {
    /// The dialect in force.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect.unwrap_or_default()
    }

    /// Whether `macros(..)` names a macro, whatever path it is called by.
    pub(crate) fn states_macro(&self, path: &Path) -> bool {
        self.macros.iter().any(|stated| last_word(stated) == last_word(path))
    }

    /// These options where such attributes stand: those of tests tell that the code is there for them alone.
    pub(crate) fn at(&self, attributes: &[Attribute]) -> Self {
        let mut options = self.clone();
        if is_for_tests(attributes) {
            options.levels.enter_tests();
        }
        if allows_deprecated(attributes) {
            options.levels.hush();
        }
        options
    }

    /// The options in the parentheses of an attribute.
    pub(crate) fn parse_arguments(tokens: TokenStream) -> Result<Self> {
        syn::parse2(tokens)
    }

    /// The options of the `#[traced(..)]` attributes among some; `None` when there is none.
    pub(crate) fn of_attributes(attributes: &[Attribute]) -> Result<Option<Self>> {
        let mut options: Option<Self> = None;
        let mut error: Option<Error> = None;
        for attribute in attributes.iter().filter(|attribute| is_traced(attribute)) {
            let parsed = match &attribute.meta {
                Meta::Path(_) => Ok(Self::default()),
                _ => attribute.parse_args::<Self>(),
            };
            match parsed {
                Ok(parsed) => options = Some(options.take().unwrap_or_default().with(&parsed)),
                Err(new) => match &mut error {
                    Some(error) => error.combine(new),
                    None => error = Some(new),
                },
            }
        }
        error.map_or(Ok(options), Err)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dialect, skip, levels, .. } = self;
        let mut shown = f.debug_struct("Options");
        shown.field("dialect", dialect).field("skip", skip).field("levels", levels);
        shown.field("summary", &self.summary.as_ref().map(LitStr::value)).finish_non_exhaustive()
    }
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut options = Self::default();
        while !input.is_empty() {
            options.option(input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(options)
    }
}

/// `#[traced]`, `#[sqlspan::traced]`, or the crate's name at the user's.
#[must_use]
pub fn is_traced(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "traced")
}
