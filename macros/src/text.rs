//! The SQL text of a query: an expression to [`Text`], following local bindings.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, ExprPath, Lit, Macro, Stmt};

use crate::scope::{Scope, condition_names, item_names, names};

/// What is known of a statement's text.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    /// One text.
    Static(Source),
    /// One of several, decided at run time.
    Choice(Vec<Source>),
    /// Grown at run time from static pieces; what is known is how it begins.
    Built(Source),
    /// The same, but not all of its pieces are seen.
    Unproven(Source),
    Dynamic(Dynamic),
    /// An expression that does not return: an arm with it chooses nothing.
    Never,
}

/// Where static text stands.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// In a literal: known to the macro.
    Literal(String),
    /// In literals that a builder joins, known up to somewhere; of so many bytes every execution begins with exactly
    /// these.
    Begun(String, usize),
    /// In an expression that any constant can hold.
    Constant(TokenStream),
    /// In an expression that depends on `Self` or a generic parameter.
    Associated(TokenStream),
    /// Static by its type, its text known at run time alone.
    Somewhere,
}

/// Why a text is not static, and where.
#[derive(Clone, Debug)]
pub(crate) struct Dynamic {
    pub(crate) why: Why,
    pub(crate) at: TokenStream,
}

#[derive(Clone, Debug)]
pub(crate) enum Why {
    /// `format!` and its like.
    Interpolated(String),
    /// `+`.
    Concatenated,
    /// A literal made a `String`, by this method.
    Owned(&'static str),
    Parameter {
        name: String,
        is_static: bool,
    },
    Pattern(String),
    /// A `QueryBuilder` from elsewhere.
    Builder,
    Field,
    Call,
    Unknown,
}

impl Dynamic {
    pub(crate) fn new(why: Why, at: &impl ToTokens) -> Self {
        Self { why, at: at.to_token_stream() }
    }
}

impl Source {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Literal(one), Self::Literal(other)) => one == other,
            (Self::Constant(one) | Self::Associated(one), Self::Constant(other) | Self::Associated(other)) => {
                one.to_string() == other.to_string()
            }
            _ => false,
        }
    }
}

impl Text {
    /// The text of what is either `self` or `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        let mut sources = match self {
            Self::Never => return other,
            Self::Static(source) => vec![source],
            Self::Choice(sources) => sources,
            // Of two faults the graver one is told.
            Self::Dynamic(Dynamic { why: Why::Owned(_), .. }) | Self::Built(_) | Self::Unproven(_)
                if matches!(other, Self::Dynamic(_)) =>
            {
                return other;
            }
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) => return self,
        };
        let more = match other {
            Self::Never => vec![],
            Self::Static(source) => vec![source],
            Self::Choice(sources) => sources,
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) => return other,
        };
        for source in more {
            if !sources.iter().any(|known| known.same(&source)) {
                sources.push(source);
            }
        }
        match <[Source; 1]>::try_from(sources) {
            Ok([source]) => Self::Static(source),
            Err(sources) => Self::Choice(sources),
        }
    }

    /// What is left of it where code out of sight may have changed it: it is read when the query runs.
    pub(crate) fn loosen(&mut self) {
        if !matches!(self, Self::Dynamic(_)) {
            *self = Self::Unproven(Source::Somewhere);
        }
    }

    /// Forgets the expressions that `lost` says can't be named from here on: their text is read when the query runs.
    pub(crate) fn forget(&mut self, lost: &dyn Fn(&TokenStream) -> bool) {
        let sources = match self {
            Self::Static(source) | Self::Built(source) | Self::Unproven(source) => std::slice::from_mut(source),
            Self::Choice(sources) => sources.as_mut_slice(),
            Self::Dynamic(_) | Self::Never => return,
        };
        for source in sources {
            if let Source::Constant(tokens) | Source::Associated(tokens) = source
                && lost(tokens)
            {
                *source = Source::Somewhere;
            }
        }
    }

    /// The expressions that are static only if the compiler takes them for constants.
    pub(crate) fn constants(&self) -> impl Iterator<Item = &TokenStream> {
        let sources = match self {
            Self::Static(source) => std::slice::from_ref(source),
            Self::Choice(sources) => sources.as_slice(),
            Self::Built(_) | Self::Unproven(_) | Self::Dynamic(_) | Self::Never => &[],
        };
        sources.iter().filter_map(|source| match source {
            Source::Constant(tokens) | Source::Associated(tokens) => Some(tokens),
            Source::Literal(_) | Source::Begun(..) | Source::Somewhere => None,
        })
    }
}

/// What text resolution needs to know of its surroundings.
pub(crate) struct Surroundings<'a> {
    pub(crate) scope: &'a Scope,
    /// Type parameters in force: a path that begins with one can't be named in a nested item.
    pub(crate) generics: &'a [String],
    /// Names that are bound inside of the expression that is being read, which mean nothing outside of it.
    pub(crate) hidden: Vec<Hidden>,
}

/// A name that is bound inside of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    name: String,
    how: Hiding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hiding {
    /// By a pattern: of an arm, of `if let`.
    Pattern,
    /// By a `let` in a block.
    Local,
    /// As an item in a block.
    Item,
}

impl Surroundings<'_> {
    /// The surroundings inside of a block.
    pub(crate) fn inside(&self, statements: &[Stmt]) -> Self {
        let mut hidden = self.hidden.clone();
        for statement in statements {
            let (names, how) = match statement {
                Stmt::Local(local) => (names(&local.pat), Hiding::Local),
                Stmt::Item(item) => (item_names(item), Hiding::Item),
                _ => continue,
            };
            hidden.extend(names.iter().map(|name| Hidden { name: name.to_string(), how }));
        }
        Self { scope: self.scope, generics: self.generics, hidden }
    }

    /// The surroundings where patterns have bound names.
    pub(crate) fn behind(&self, names: &[proc_macro2::Ident]) -> Self {
        let mut hidden = self.hidden.clone();
        hidden.extend(names.iter().map(|name| Hidden { name: name.to_string(), how: Hiding::Pattern }));
        Self { scope: self.scope, generics: self.generics, hidden }
    }

    /// Whether a name means something else inside of the expression.
    pub(crate) fn hides(&self, name: &proc_macro2::Ident) -> bool {
        self.hiding(name).is_some()
    }

    fn hiding(&self, name: &proc_macro2::Ident) -> Option<Hiding> {
        self.hidden.iter().rev().find(|hidden| name == &hidden.name).map(|hidden| hidden.how)
    }

    fn mentions_hidden(&self, tokens: &impl ToTokens) -> bool {
        mentions(tokens.to_token_stream(), &|name| self.hidden.iter().any(|hidden| hidden.name == name))
    }
}

impl Surroundings<'_> {
    /// The text that an expression evaluates to.
    pub(crate) fn text(&self, expr: &Expr) -> Text {
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Text::Static(Source::Literal(text.value())),
                _ => dynamic(Why::Unknown, expr),
            },
            Expr::Paren(inner) => self.text(&inner.expr),
            Expr::Group(inner) => self.text(&inner.expr),
            Expr::Cast(inner) => self.text(&inner.expr),
            Expr::Reference(inner) if inner.mutability.is_none() => self.text(&inner.expr),
            Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => self.text(&inner.expr),
            Expr::Index(inner) => match self.text(&inner.expr) {
                // A part of a text is another text.
                Text::Dynamic(found) => Text::Dynamic(found),
                _ => dynamic(Why::Unknown, expr),
            },
            Expr::Block(block) if block.label.is_none() => self.tail(&block.block.stmts, expr),
            Expr::Unsafe(block) => self.tail(&block.block.stmts, expr),
            Expr::Const(_) => Text::Static(self.constant(expr)),
            Expr::If(choice) => {
                let Some((_, otherwise)) = &choice.else_branch else { return dynamic(Why::Unknown, expr) };
                let then = self.behind(&condition_names(&choice.cond));
                then.tail(&choice.then_branch.stmts, expr).or(self.text(otherwise))
            }
            Expr::Match(choice) => {
                let arms = choice.arms.iter().map(|arm| {
                    let mut text = self.behind(&names(&arm.pat)).text(&arm.body);
                    if is_conditional(&arm.attrs) {
                        text.forget(&|_| true);
                    }
                    text
                });
                arms.fold(Text::Never, Text::or)
            }
            Expr::Path(path) => self.path(path),
            Expr::Macro(invocation) => self.invocation(&invocation.mac, expr),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => dynamic(Why::Concatenated, expr),
            Expr::Call(call) => self.call(call, expr),
            Expr::MethodCall(call) => self.method(call, expr),
            Expr::Field(_) => dynamic(Why::Field, expr),
            Expr::Try(inner) => self.result_of(&inner.expr, expr),
            Expr::Await(inner) => self.result_of(&inner.base, expr),
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => Text::Never,
            _ => dynamic(Why::Unknown, expr),
        }
    }

    /// The text that a block ends in; its own bindings are not followed, so a tail that names one is not static.
    fn tail(&self, statements: &[Stmt], whole: &Expr) -> Text {
        match statements.last() {
            Some(Stmt::Expr(tail, None)) => self.inside(statements).text(tail),
            Some(Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), Some(_))) => Text::Never,
            Some(Stmt::Macro(statement)) => self.inside(statements).invocation(&statement.mac, whole),
            _ => dynamic(Why::Unknown, whole),
        }
    }

    /// The text that is an element of a tuple, through choices between tuples.
    pub(crate) fn element(&self, expr: &Expr, index: usize) -> Option<Text> {
        let last = |inner: &Self, statements: &[Stmt]| match statements.last() {
            Some(Stmt::Expr(tail @ Expr::Return(_), _) | Stmt::Expr(tail, None)) => {
                inner.inside(statements).element(tail, index)
            }
            _ => None,
        };
        match expr {
            Expr::Tuple(tuple) => tuple.elems.iter().nth(index).map(|element| self.text(element)),
            Expr::Paren(inner) => self.element(&inner.expr, index),
            Expr::Block(block) if block.label.is_none() => last(self, &block.block.stmts),
            Expr::If(choice) => {
                let (_, otherwise) = choice.else_branch.as_ref()?;
                let then = self.behind(&condition_names(&choice.cond));
                Some(last(&then, &choice.then_branch.stmts)?.or(self.element(otherwise, index)?))
            }
            Expr::Match(choice) => choice.arms.iter().try_fold(Text::Never, |text, arm| {
                let mut arms = self.behind(&names(&arm.pat)).element(&arm.body, index)?;
                if is_conditional(&arm.attrs) {
                    arms.forget(&|_| true);
                }
                Some(text.or(arms))
            }),
            other => matches!(self.text(other), Text::Never).then_some(Text::Never),
        }
    }

    /// The text that a loop runs over, where its head shows all of them.
    pub(crate) fn each(&self, expr: &Expr) -> Option<Text> {
        match expr {
            Expr::Array(array) => {
                let texts = array.elems.iter().map(|element| self.text(element));
                Some(texts.fold(Text::Never, Text::or))
            }
            Expr::Reference(inner) => self.each(&inner.expr),
            Expr::Paren(inner) => self.each(&inner.expr),
            Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "iter" | "into_iter") => {
                self.each(&call.receiver)
            }
            _ => None,
        }
    }

    fn path(&self, path: &ExprPath) -> Text {
        if path.qself.is_none()
            && path.path.leading_colon.is_none()
            && let Some(first) = path.path.segments.first()
            && let Some(how) = self.hiding(&first.ident)
        {
            let why = match how {
                Hiding::Item => return Text::Static(Source::Somewhere),
                Hiding::Pattern => Why::Pattern(first.ident.to_string()),
                Hiding::Local => Why::Unknown,
            };
            return Text::Dynamic(Dynamic::new(why, path));
        }
        if let Some(name) = path.path.get_ident()
            && path.qself.is_none()
            && let Some(binding) = self.scope.find(name)
        {
            return match binding.text() {
                Text::Dynamic(mut found) => {
                    // Where the name is used, unless the text was made elsewhere in this function.
                    if matches!(found.why, Why::Parameter { .. } | Why::Pattern(_)) {
                        found.at = path.to_token_stream();
                    }
                    Text::Dynamic(found)
                }
                text => text,
            };
        }
        let expr = Expr::Path(path.clone());
        Text::Static(self.constant(&expr))
    }

    /// An expression that only a constant can hold: the compiler proves it.
    fn constant(&self, expr: &Expr) -> Source {
        let tokens = expr.to_token_stream();
        if self.mentions_hidden(&tokens) {
            return Source::Somewhere;
        }
        if mentions(tokens.clone(), &|name| name == "Self" || self.generics.contains(&name.to_owned())) {
            Source::Associated(tokens)
        } else {
            Source::Constant(tokens)
        }
    }

    fn invocation(&self, invocation: &Macro, expr: &Expr) -> Text {
        let name = invocation.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        match name.as_str() {
            "format" | "format_args" | "formatx" | "formatdoc" | "write" | "writeln" => {
                Text::Dynamic(Dynamic::new(Why::Interpolated(format!("{name}!")), expr))
            }
            "unreachable" | "panic" | "todo" | "unimplemented" | "bail" => Text::Never,
            "concat" => literals(&invocation.tokens)
                .map_or_else(|| Text::Static(self.constant(expr)), |text| Text::Static(Source::Literal(text))),
            _ if self.mentions_hidden(&invocation.tokens) => dynamic(Why::Unknown, expr),
            _ => Text::Static(self.constant(expr)),
        }
    }

    fn call(&self, call: &syn::ExprCall, expr: &Expr) -> Text {
        let Expr::Path(function) = &*call.func else { return dynamic(Why::Call, expr) };
        let mut segments = function.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (last, before) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
        let [argument] = call.args.iter().collect::<Vec<_>>()[..] else { return dynamic(Why::Call, expr) };
        match (before.as_str(), last.as_str()) {
            // The compiler does not prove what is asserted.
            (_, "AssertSqlSafe") => match self.text(argument) {
                Text::Unproven(_) => dynamic(Why::Unknown, argument),
                text => text,
            },
            ("SqlStr", "from_static") | ("Cow", "Borrowed") => self.text(argument),
            ("String" | "Arc" | "Box" | "Cow" | "Rc", "from") => self.owned(argument, "String::from", expr),
            ("String" | "Box", "leak") => self.result_of(argument, expr),
            ("fmt", "format") => Text::Dynamic(Dynamic::new(Why::Interpolated("fmt::format".to_owned()), expr)),
            _ => dynamic(Why::Call, expr),
        }
    }

    fn method(&self, call: &syn::ExprMethodCall, expr: &Expr) -> Text {
        let method = call.method.to_string();
        match method.as_str() {
            "to_string" => self.owned(&call.receiver, ".to_string()", expr),
            "to_owned" => self.owned(&call.receiver, ".to_owned()", expr),
            "into" => self.owned(&call.receiver, ".into()", expr),
            "into_sql_str" => self.text(&call.receiver),
            "as_str" | "as_ref" | "clone" | "leak" | "into_boxed_str" | "borrow" | "deref" => {
                self.result_of(&call.receiver, expr)
            }
            _ => dynamic(Why::Call, expr),
        }
    }

    /// A text that passes through an adapter: what made it dynamic below says more than the adapter.
    fn result_of(&self, inner: &Expr, whole: &Expr) -> Text {
        match self.text(inner) {
            Text::Dynamic(found) => Text::Dynamic(found),
            _ => dynamic(Why::Call, whole),
        }
    }

    fn owned(&self, inner: &Expr, method: &'static str, whole: &Expr) -> Text {
        match self.text(inner) {
            Text::Dynamic(found) => Text::Dynamic(found),
            _ => dynamic(Why::Owned(method), whole),
        }
    }
}

fn dynamic(why: Why, at: &Expr) -> Text {
    Text::Dynamic(Dynamic::new(why, at))
}

/// Whether `#[cfg(..)]` may take away what these attributes stand on.
pub(crate) fn is_conditional(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("cfg"))
}

/// Whether tokens invoke a macro.
pub(crate) fn is_invocation(tokens: &TokenStream) -> bool {
    let tokens: Vec<_> = tokens.clone().into_iter().collect();
    tokens.windows(2).any(|pair| match pair {
        [proc_macro2::TokenTree::Punct(bang), proc_macro2::TokenTree::Group(_)] => bang.as_char() == '!',
        _ => false,
    })
}

/// Whether an identifier occurs in tokens.
pub(crate) fn mentions(tokens: TokenStream, wanted: &dyn Fn(&str) -> bool) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(name) => wanted(&name.to_string()),
        proc_macro2::TokenTree::Group(group) => mentions(group.stream(), wanted),
        _ => false,
    })
}

/// The text of `concat!` where all its arguments are literals.
pub(crate) fn literals(tokens: &TokenStream) -> Option<String> {
    use syn::parse::Parser as _;
    let parser = syn::punctuated::Punctuated::<Lit, syn::Token![,]>::parse_terminated;
    let parsed = parser.parse2(tokens.clone()).ok()?;
    let mut text = String::new();
    for literal in parsed {
        match literal {
            Lit::Str(part) => text.push_str(&part.value()),
            Lit::Int(part) => text.push_str(part.base10_digits()),
            Lit::Char(part) => text.push(part.value()),
            Lit::Bool(part) => text.push_str(if part.value { "true" } else { "false" }),
            _ => return None,
        }
    }
    Some(text)
}

/// The text of a file that sqlx's `query_file!` reads, which it resolves from the crate's root.
pub(crate) fn file(path: &syn::LitStr) -> Source {
    Source::Constant(quote!(::core::include_str!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #path))))
}

impl Dynamic {
    /// Whether it is certain that the text is made at run time, as opposed to not being followed.
    pub(crate) fn is_told(&self) -> bool {
        matches!(
            self.why,
            Why::Interpolated(_) | Why::Concatenated | Why::Owned(_) | Why::Field | Why::Parameter { .. }
        )
    }

    /// `&'static str` by its type: static for certain, though its words are not known here.
    pub(crate) fn is_static_by_type(&self) -> bool {
        matches!(self.why, Why::Parameter { is_static: true, .. })
    }
}
