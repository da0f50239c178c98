//! Macros: their arguments, where the grammar is known.

use syn::{Expr, Macro};

use super::Pass;
use super::context::Context;
use crate::lint::subject::{Untraced, UntracedReason};
use crate::model::site::FutureUse;
use crate::model::unreached::UnreachedReason;
use crate::sqlx::macros::{QueryMacro, runs_nothing};
use crate::sqlx::scan::looks_like_query;
use crate::syntax::macro_arguments::{ArgumentPart, MacroArguments};
use crate::syntax::tokens::last_word;

impl Pass<'_> {
    pub(super) fn invocation(&mut self, invocation: &Macro, context: Context<'_>) {
        let name = last_word(&invocation.path);
        if self.leaves_out(context) || QueryMacro::from_name(&name).is_some() {
            return;
        }
        if matches!(name.as_str(), "write" | "writeln") {
            self.written(invocation, context);
        }
        let stated = context.options.states_macro(&invocation.path);
        let path = &invocation.path;
        let at = quote::quote!(#path);
        let loosely = || stated.then(|| MacroArguments::parse_loosely(invocation));
        let Some(arguments) = MacroArguments::parse(invocation).or_else(loosely) else {
            if looks_like_query(invocation.tokens.clone(), &|word| self.is_query(word)) {
                let untraced = Untraced { at, why: UntracedReason::InMacro(name.clone()) };
                let node = self.nodes.note_macro(invocation);
                self.untraced(&untraced, Some(node), context);
            } else if !runs_nothing(&name) {
                self.sight.opaque.get_or_insert(at);
            }
            self.survey_macro(invocation, name, context);
            return;
        };
        for part in &arguments.parts {
            match part {
                ArgumentPart::Tokens(tokens)
                    if stated && looks_like_query(tokens.clone(), &|word| self.is_query(word)) =>
                {
                    let untraced = Untraced { at: at.clone(), why: UntracedReason::InStatedMacro(name.clone()) };
                    let node = self.nodes.note_macro(invocation);
                    self.untraced(&untraced, Some(node), context);
                    self.unreached_tokens(tokens.clone(), &UnreachedReason::InMacro(name.clone()));
                }
                part => self.part(part, &name, if stated { FutureUse::Kept } else { FutureUse::Alike }, context),
            }
        }
        if stated {
            // What it adds of its own is out of sight.
            self.sight.opaque.get_or_insert(at);
        }
        self.nodes.keep(invocation, arguments);
    }

    fn part(&mut self, part: &ArgumentPart, name: &str, of_branch: FutureUse, context: Context<'_>) {
        match part {
            ArgumentPart::Tokens(_) => {}
            ArgumentPart::Expr { expr, future } => self.argument(expr, *future, name, context),
            ArgumentPart::Branch { pattern, expr } => self.branch(context, |pass, inner| {
                if let Some(pattern) = pattern {
                    pass.scope.bind_pattern(pattern);
                }
                let value = if let Expr::Assign(named) = &**expr { &named.right } else { expr };
                pass.own_block(value, inner.with_future(of_branch));
            }),
            ArgumentPart::Statements(block) => self.block(block, context.child()),
        }
    }

    /// The arguments of a macro of which no more is known than that they may run.
    pub(super) fn loose_parts(&mut self, arguments: &MacroArguments, context: Context<'_>) {
        for part in &arguments.parts {
            self.part(part, "", FutureUse::Kept, context);
        }
    }

    /// An argument of the macro of this name: most await their futures; `vec!` keeps them.
    fn argument(&mut self, argument: &Expr, is_future: bool, name: &str, context: Context<'_>) {
        let context = context.with_future(match is_future {
            true if name == "vec" => FutureUse::Alike,
            true => FutureUse::Awaited,
            false => FutureUse::Kept,
        });
        match argument {
            // `println!("{sql}", sql = value)` names an argument; it assigns nothing.
            Expr::Assign(named) => self.expr(&named.right, context),
            expr => {
                self.expr(expr, context);
                let awaits = matches!(name, "join" | "try_join" | "select" | "select_biased");
                // They may want a name where they have one.
                if is_future && awaits && matches!(expr, Expr::Call(_) | Expr::MethodCall(_)) {
                    self.note_repeated_future(expr, context);
                }
            }
        }
    }
}
