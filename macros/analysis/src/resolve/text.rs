//! From an expression to what is known of its text.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, ExprPath, Lit, Macro, Stmt};

use super::scope::Scope;
use crate::syntax::attributes::is_conditional;
use crate::syntax::patterns::{condition_names, is_immutable, item_names, names, simple_name};
use crate::syntax::tokens::{joined_literals, last_word, mentions};
use crate::text::Text;
use crate::text::dynamic::{Dynamic, DynamicReason, Interpolation};
use crate::text::source::Source;

/// Finds out the text of expressions, by the bindings in force.
pub(crate) struct TextResolver<'a> {
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
    /// The text that it is bound to, where that does not change.
    text: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hiding {
    /// By a pattern: of an arm, of `if let`.
    Pattern,
    /// By a `let` in a block, to something that is not followed.
    Local,
    /// As an item in a block.
    Item,
}

impl TextResolver<'_> {
    /// The surroundings inside of a block.
    pub(crate) fn inside(&self, statements: &[Stmt]) -> Self {
        let mut inner = Self { scope: self.scope, generics: self.generics, hidden: self.hidden.clone() };
        for statement in statements {
            match statement {
                Stmt::Local(local) => {
                    let text = local.init.as_ref().map(|init| inner.text(&init.expr));
                    // What changes further down is followed no further than that it is put together.
                    let kept = |text: &Text| {
                        is_immutable(&local.pat) || matches!(text, Text::Dynamic(found) if found.is_certain())
                    };
                    let text = text.filter(|text| simple_name(&local.pat).is_some() && kept(text));
                    inner.hide(&names(&local.pat), Hiding::Local, text.as_ref());
                }
                Stmt::Item(item) => inner.hide(&item_names(item), Hiding::Item, None),
                _ => {}
            }
        }
        inner
    }

    fn hide(&mut self, names: &[Ident], how: Hiding, text: Option<&Text>) {
        let hidden = names.iter().map(|name| Hidden { name: name.to_string(), how, text: text.cloned() });
        self.hidden.extend(hidden);
    }

    /// The surroundings where patterns have bound names.
    pub(crate) fn behind(&self, names: &[Ident]) -> Self {
        let mut inner = Self { scope: self.scope, generics: self.generics, hidden: self.hidden.clone() };
        inner.hide(names, Hiding::Pattern, None);
        inner
    }

    /// Whether a name means something else inside of the expression.
    pub(crate) fn hides(&self, name: &Ident) -> bool {
        self.hiding(name).is_some()
    }

    fn hiding(&self, name: &Ident) -> Option<&Hidden> {
        self.hidden.iter().rev().find(|hidden| name == &hidden.name)
    }

    fn mentions_hidden(&self, tokens: &impl ToTokens) -> bool {
        mentions(tokens.to_token_stream(), &|name| self.hidden.iter().any(|hidden| hidden.name == name))
    }
}

impl TextResolver<'_> {
    /// The text that an expression evaluates to.
    pub(crate) fn text(&self, expr: &Expr) -> Text {
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Text::Static(Source::literal(text.value(), literal)),
                _ => dynamic(DynamicReason::Unknown, expr),
            },
            Expr::Paren(inner) => self.text(&inner.expr),
            Expr::Group(inner) => self.text(&inner.expr),
            Expr::Cast(inner) => self.text(&inner.expr),
            Expr::Reference(inner) if inner.mutability.is_none() => match &*inner.expr {
                // `&*SQL`: sqlx takes nothing but `&'static str` here.
                Expr::Unary(place) if matches!(place.op, syn::UnOp::Deref(_)) => self.text(&place.expr),
                place => self.text(place),
            },
            Expr::Unary(inner) if matches!(inner.op, syn::UnOp::Deref(_)) => match self.text(&inner.expr) {
                // What is behind a `LazyLock` is no constant.
                Text::Static(Source::Constant(_) | Source::Associated(_)) => dynamic(DynamicReason::Unknown, expr),
                text => text,
            },
            Expr::Index(inner) => match self.text(&inner.expr) {
                // A part of a text is another text.
                Text::Dynamic(found) => Text::Dynamic(found),
                _ => dynamic(DynamicReason::Unknown, expr),
            },
            Expr::Block(block) if block.label.is_none() => self.tail(&block.block.stmts, expr),
            Expr::Unsafe(block) => self.tail(&block.block.stmts, expr),
            Expr::Const(_) => Text::Static(self.constant(expr)),
            Expr::If(choice) => {
                let Some((_, otherwise)) = &choice.else_branch else { return dynamic(DynamicReason::Unknown, expr) };
                let then = self.behind(&condition_names(&choice.cond));
                then.tail(&choice.then_branch.stmts, expr).or(self.text(otherwise))
            }
            Expr::Match(choice) => {
                let arms = choice.arms.iter().map(|arm| {
                    let mut text = self.behind(&names(&arm.pat)).text(&arm.body);
                    if is_conditional(&arm.attrs) {
                        text.forget_all();
                    }
                    text
                });
                arms.fold(Text::Never, Text::or)
            }
            Expr::Path(path) => self.path(path),
            Expr::Macro(invocation) => self.invocation(&invocation.mac, expr),
            Expr::Binary(sum) if matches!(sum.op, syn::BinOp::Add(_)) => self.interpolated("`+`", expr),
            Expr::Call(call) => self.call(call, expr),
            Expr::MethodCall(call) => self.method(call, expr),
            Expr::Field(_) => dynamic(DynamicReason::Field, expr),
            Expr::Try(inner) => self.result_of(&inner.expr, expr),
            Expr::Await(inner) => self.result_of(&inner.base, expr),
            Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => Text::Never,
            _ => dynamic(DynamicReason::Unknown, expr),
        }
    }

    /// The text that a block ends in; its own bindings are not followed, so a tail that names one is not static.
    fn tail(&self, statements: &[Stmt], whole: &Expr) -> Text {
        match statements.last() {
            Some(Stmt::Expr(tail, None)) => self.inside(statements).text(tail),
            Some(Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), Some(_))) => Text::Never,
            Some(Stmt::Macro(statement)) => self.inside(statements).invocation(&statement.mac, whole),
            _ => dynamic(DynamicReason::Unknown, whole),
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
                    arms.forget_all();
                }
                Some(text.or(arms))
            }),
            other => matches!(self.text(other), Text::Never).then_some(Text::Never),
        }
    }

    /// The text that the elements of the tuples have at a place that a loop runs over, where its head shows all of them.
    pub(crate) fn each_element(&self, expr: &Expr, index: usize) -> Option<Text> {
        match expr {
            Expr::Array(array) => {
                array.elems.iter().try_fold(Text::Never, |text, tuple| Some(text.or(self.element(tuple, index)?)))
            }
            Expr::Reference(inner) => self.each_element(&inner.expr, index),
            Expr::Paren(inner) => self.each_element(&inner.expr, index),
            Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "iter" | "into_iter") => {
                self.each_element(&call.receiver, index)
            }
            _ => None,
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
            Expr::MethodCall(call)
                if matches!(call.method.to_string().as_str(), "iter" | "into_iter" | "copied" | "cloned") =>
            {
                self.each(&call.receiver)
            }
            _ => None,
        }
    }

    fn path(&self, path: &ExprPath) -> Text {
        if path.qself.is_none()
            && path.path.leading_colon.is_none()
            && let Some(first) = path.path.segments.first()
            && let Some(hidden) = self.hiding(&first.ident)
        {
            if let Some(text) = &hidden.text
                && path.path.get_ident().is_some()
            {
                return text.clone();
            }
            let reason = match hidden.how {
                Hiding::Item => return Text::Static(Source::RuntimeOnly),
                Hiding::Pattern => DynamicReason::Pattern(first.ident.to_string()),
                Hiding::Local => DynamicReason::Unknown,
            };
            return Text::Dynamic(Dynamic::new(reason, path));
        }
        if let Some(name) = path.path.get_ident()
            && path.qself.is_none()
            && let Some(binding) = self.scope.find(name)
        {
            return match binding.text() {
                Text::Dynamic(mut found) => {
                    // Where the name is used, unless the text was made elsewhere in this function.
                    if matches!(
                        found.reason,
                        DynamicReason::Parameter { .. } | DynamicReason::Pattern(_) | DynamicReason::Item { .. }
                    ) {
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
            return Source::RuntimeOnly;
        }
        if mentions(tokens.clone(), &|name| name == "Self" || self.generics.contains(&name.to_owned())) {
            Source::Associated(tokens)
        } else {
            Source::Constant(tokens)
        }
    }

    fn invocation(&self, invocation: &Macro, expr: &Expr) -> Text {
        let name = last_word(&invocation.path);
        match name.as_str() {
            "format" | "format_args" | "format_compact" | "format_smolstr" | "formatx" | "formatdoc" | "write"
            | "writeln" => self.interpolated(&format!("`{name}!`"), expr),
            "dbg" => match syn::parse2::<Expr>(invocation.tokens.clone()) {
                Ok(inner) => self.text(&inner),
                Err(_) => dynamic(DynamicReason::Unknown, expr),
            },
            "unreachable" | "panic" | "todo" | "unimplemented" | "bail" => Text::Never,
            "concat" => joined_literals(&invocation.tokens)
                .map_or_else(|| Text::Static(self.constant(expr)), |text| Text::Static(Source::literal(text, expr))),
            _ if self.mentions_hidden(&invocation.tokens) => dynamic(DynamicReason::Unknown, expr),
            _ => Text::Static(self.constant(expr)),
        }
    }

    fn call(&self, call: &syn::ExprCall, expr: &Expr) -> Text {
        let Expr::Path(function) = &*call.func else { return dynamic(DynamicReason::Call, expr) };
        let mut segments = function.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (last, before) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
        if before == "process" && matches!(last.as_str(), "exit" | "abort") {
            return Text::Never;
        }
        if before == "String" && matches!(last.as_str(), "new" | "with_capacity") {
            return dynamic(DynamicReason::Owned("String::new", Some(String::new())), expr);
        }
        let [argument] = call.args.iter().collect::<Vec<_>>()[..] else { return dynamic(DynamicReason::Call, expr) };
        match (before.as_str(), last.as_str()) {
            // The compiler does not prove what is asserted.
            (_, "AssertSqlSafe") => match self.text(dereferenced(argument)) {
                Text::Unproven(_) => dynamic(DynamicReason::Unknown, argument),
                text => text,
            },
            ("SqlStr", "from_static") | ("Cow", "Borrowed") => self.text(argument),
            ("String" | "Arc" | "Box" | "Cow" | "Rc", "from") => self.owned(argument, "String::from", expr),
            ("fmt", "format") => self.interpolated("`fmt::format`", expr),
            // What holds a text, and what takes it out of its place.
            (_, "Owned" | "Some" | "Ok" | "from" | "new" | "leak" | "identity" | "black_box") => {
                self.result_of(argument, expr)
            }
            ("mem", "take") => match argument {
                Expr::Reference(place) => self.result_of(&place.expr, expr),
                _ => dynamic(DynamicReason::Call, expr),
            },
            _ => dynamic(DynamicReason::Call, expr),
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
            "replace" | "replacen" | "join" | "concat" | "repeat" | "collect" => {
                let template = self.template(expr);
                Text::dynamic(DynamicReason::Interpolated(Interpolation::by_method(&method, template)), expr)
            }
            // Whatever is made of a text that is put together is another such text.
            _ => match self.text(&call.receiver) {
                Text::Dynamic(found @ Dynamic { reason: DynamicReason::Interpolated(_), .. }) => Text::Dynamic(found),
                _ => dynamic(DynamicReason::Call, expr),
            },
        }
    }

    /// A text that is put together here.
    fn interpolated(&self, how: &str, expr: &Expr) -> Text {
        let template = self.template(expr);
        Text::dynamic(DynamicReason::Interpolated(Interpolation::by_operator(how, template)), expr)
    }

    /// A text that passes through an adapter: what made it dynamic below says more than the adapter.
    fn result_of(&self, inner: &Expr, whole: &Expr) -> Text {
        match self.text(inner) {
            Text::Dynamic(found) => Text::Dynamic(found),
            _ => dynamic(DynamicReason::Call, whole),
        }
    }

    fn owned(&self, inner: &Expr, method: &'static str, whole: &Expr) -> Text {
        match self.text(inner) {
            Text::Dynamic(found) => Text::Dynamic(found),
            Text::Static(Source::Literal(literal)) => dynamic(DynamicReason::Owned(method, Some(literal.sql)), whole),
            _ => dynamic(DynamicReason::Owned(method, None), whole),
        }
    }
}

/// `*SQL` of `&*SQL`.
fn dereferenced(expr: &Expr) -> &Expr {
    match expr {
        Expr::Reference(inner) if matches!(&*inner.expr, Expr::Unary(_)) => &inner.expr,
        other => other,
    }
}

fn dynamic(reason: DynamicReason, at: &Expr) -> Text {
    Text::dynamic(reason, at)
}
