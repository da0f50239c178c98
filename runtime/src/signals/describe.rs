//! Servers, places in the source and outcomes, as attributes.

use std::borrow::Cow;

use opentelemetry::{KeyValue, Value};

use super::conventions::{self as names, Attribute};
use super::outcome::Outcome;
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::Conventions;

/// The attributes of a server, which samplers may ask for.
pub(super) fn describe_server(server: &Server, conventions: Conventions, attributes: &mut Vec<KeyValue>) {
    let mut put = |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
    put(names::DB_SYSTEM_NAME, server.system.name.into());
    if let Some(namespace) = server.namespace {
        put(names::DB_NAMESPACE, namespace.into());
    }
    if let Some(address) = server.address {
        put(names::SERVER_ADDRESS, address.into());
    }
    if let Some(port) = server.port {
        put(names::SERVER_PORT, i64::from(port).into());
    }
}

/// Where in the source a call stands.
pub(crate) fn describe_site(site: &CallSite, put: &mut impl FnMut(Attribute, Value)) {
    put(names::CODE_FUNCTION_NAME, site.function.into());
    put(names::CODE_FILE_PATH, site.file.into());
    put(names::CODE_LINE_NUMBER, i64::from(site.line).into());
}

/// How it ended, beside the rows.
pub(super) fn describe_outcome(outcome: &Outcome, mut put: impl FnMut(Attribute, Value)) {
    if let Some(unfinished) = outcome.unfinished {
        put(names::OUTCOME, unfinished.into());
    }
    if let Some(failure) = &outcome.failure {
        put(names::ERROR_TYPE, failure.kind.clone());
        if let Some(code) = &failure.code {
            put(names::DB_RESPONSE_STATUS_CODE, code.clone());
        }
    }
}

/// A text as the value of an attribute.
pub(super) fn text_value(text: Cow<'static, str>) -> Value {
    match text {
        Cow::Borrowed(text) => text.into(),
        Cow::Owned(text) => text.into(),
    }
}
