//! Format strings: `format!("SELECT {} FROM {table}", columns)` to pieces.

use proc_macro2::{Ident, Span};
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitStr, Macro, Token};

use crate::resolve::text::TextResolver;
use crate::text::template::Template;

/// The pieces of a macro with a format string.
pub(super) fn template(invocation: &Macro, resolver: &TextResolver<'_>) -> Option<Template> {
    let name = invocation.path.segments.last()?.ident.to_string();
    let (writes, newline) = match name.as_str() {
        "format" | "format_args" | "format_compact" | "format_smolstr" | "formatdoc" | "formatx" => (false, false),
        "write" => (true, false),
        "writeln" => (true, true),
        _ => return None,
    };
    let parser = |input: ParseStream<'_>| {
        if writes {
            input.parse::<Expr>()?;
            input.parse::<Token![,]>()?;
        }
        let format: LitStr = input.parse()?;
        let mut arguments = Vec::new();
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            arguments.push(input.parse::<Expr>()?);
        }
        Ok((format, arguments))
    };
    let (format, arguments) = parser.parse2(invocation.tokens.clone()).ok()?;
    let mut whole = Template::default();
    let mut next = 0;
    for part in parts(&format.value())? {
        match part {
            Part::Text(text) => whole.append(Template::text(&text)),
            Part::Argument(argument) => {
                let expr = argument_of(&argument, &arguments, &mut next, format.span())?;
                whole.append(resolver.template_or_hole(&expr));
            }
        }
    }
    if newline {
        whole.append(Template::text("\n"));
    }
    Some(whole)
}

enum Part {
    Text(String),
    /// What stands before the `:` in `{..}`.
    Argument(String),
}

/// The parts of a format string; `None` if it is none.
fn parts(format: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut chars = format.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '{' | '}' if chars.peek() == Some(&char) => {
                chars.next();
                text.push(char);
            }
            '{' => {
                let mut inner = String::new();
                loop {
                    match chars.next()? {
                        '}' => break,
                        char => inner.push(char),
                    }
                }
                parts.push(Part::Text(std::mem::take(&mut text)));
                let (name, spec) = inner.split_once(':').unwrap_or((&inner, ""));
                if spec.contains(['*', '$']) {
                    // Width and precision from arguments: which is which is not worth telling.
                    return None;
                }
                parts.push(Part::Argument(name.trim().to_owned()));
            }
            '}' => return None,
            char => text.push(char),
        }
    }
    parts.push(Part::Text(text));
    Some(parts)
}

/// The expression that an argument stands for.
fn argument_of(name: &str, arguments: &[Expr], next: &mut usize, at: Span) -> Option<Expr> {
    let positional = |index: usize| match arguments.get(index) {
        Some(Expr::Assign(named)) => Some((*named.right).clone()),
        other => other.cloned(),
    };
    if name.is_empty() {
        *next += 1;
        return positional(*next - 1);
    }
    if let Ok(index) = name.parse::<usize>() {
        return positional(index);
    }
    let named = arguments.iter().find_map(|argument| match argument {
        Expr::Assign(named) => match &*named.left {
            Expr::Path(path) if path.path.is_ident(name) => Some((*named.right).clone()),
            _ => None,
        },
        _ => None,
    });
    let identifier = || {
        let mut identifier: Ident = syn::parse_str(name).ok()?;
        identifier.set_span(at);
        Some(syn::parse_quote!(#identifier))
    };
    named.or_else(identifier)
}
