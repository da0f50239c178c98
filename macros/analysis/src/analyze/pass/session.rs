//! `listen`, `ping` and advisory locks: round trips with a statement of sqlx's own, which the compiler decides by type.

use quote::ToTokens;
use syn::{Expr, ExprMethodCall};

use super::Pass;
use super::context::Context;
use crate::model::site::{SessionCall, SiteKind};
use crate::model::unreached::UnreachedReason;
use crate::sqlx::methods::SessionMethod;
use crate::syntax::places::{is_place, is_value};
use crate::text::Text;
use crate::text::source::Source;

impl Pass<'_> {
    /// A call that is one of these by its looks.
    pub(super) fn session(&mut self, expr: &Expr, call: &ExprMethodCall, context: Context<'_>) {
        if self.leaves_out(context) || call.turbofish.is_some() {
            return;
        }
        let Some(method) = SessionMethod::from_call(&call.method.to_string(), call.args.len()) else {
            return self.copy(expr, call, context);
        };
        let receiver_is_place = is_place(&call.receiver);
        if !receiver_is_place && !is_value(&call.receiver) {
            self.unreached(call.method.to_token_stream(), UnreachedReason::Receiver, false);
            return;
        }
        let connection = call.args.first().filter(|_| method.takes_connection()).unwrap_or(&call.receiver);
        let origin = self.origin_of_executor(connection, expr, context);
        let (summary, text) = self.statement_of(method, call.args.first());
        self.sight.judged += 1;
        let node = self.nodes.note(expr);
        let session = SessionCall { method, receiver_is_place, origin, summary, text };
        self.site(SiteKind::Session(session), node, call, context);
    }

    /// The summary and the text of the statement. A channel that is named in the source is part of both; any other may
    /// be a value, and one of many.
    fn statement_of(&self, method: SessionMethod, argument: Option<&Expr>) -> (String, String) {
        let verb = method.summary();
        match (method, argument.map(|argument| self.texts().text(argument))) {
            (SessionMethod::Listen | SessionMethod::Unlisten, Some(Text::Static(Source::Literal(channel)))) => {
                let name = channel.sql.replace('"', "\"\"");
                let plain = !name.is_empty() && name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
                let summary = if plain { format!("{verb} {name}") } else { verb.to_owned() };
                (summary, format!("{verb} \"{name}\""))
            }
            (SessionMethod::UnlistenAll, _) => (verb.to_owned(), "UNLISTEN *".to_owned()),
            _ => (verb.to_owned(), String::new()),
        }
    }
}
