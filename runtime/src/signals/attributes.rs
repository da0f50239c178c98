//! The attributes that a span starts with.

use std::borrow::Cow;

use opentelemetry::{KeyValue, Value};

use super::conventions::{self as names, Attribute};
use super::describe::{describe_server, describe_site, text_value};
use crate::call_site::CallSite;
use crate::server::Server;
use crate::settings::Conventions;

/// The most attributes that a span has, so that those of its end find room.
const ATTRIBUTES: usize = 14;
const ATTRIBUTES_WITH_LEGACY: usize = 2 * ATTRIBUTES;

/// The attributes of the start, which samplers see.
pub(super) fn at_start(
    conventions: Conventions,
    site: &CallSite,
    server: &Server,
    summary: Cow<'static, str>,
    text: Option<Cow<'static, str>>,
) -> Vec<KeyValue> {
    let legacy = conventions.has_legacy();
    let mut attributes = Vec::with_capacity(if legacy { ATTRIBUTES_WITH_LEGACY } else { ATTRIBUTES });
    describe_server(server, conventions, &mut attributes);
    let read_off = (legacy && !site.summarized).then(|| legacy_operation(&summary));
    let mut put = |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, text_value(summary));
    }
    if let Some(text) = text {
        put(names::DB_QUERY_TEXT, text_value(text));
    }
    describe_site(site, &mut put);
    if let Some(operation) = site.operation {
        put(names::DB_OPERATION_NAME, operation.into());
    }
    if let Some(collection) = site.collection {
        put(names::DB_COLLECTION_NAME, collection.into());
    }
    if let Some((operation, table)) = read_off {
        if let (Some(operation), None) = (operation, site.operation) {
            attributes.push(KeyValue::new(names::LEGACY_OPERATION, operation));
        }
        if let (Some(table), None) = (table, site.collection) {
            attributes.push(KeyValue::new(names::LEGACY_TABLE, table));
        }
    }
    attributes
}

/// The operation of a summary, and its table where there is one alone.
fn legacy_operation(summary: &str) -> (Option<String>, Option<String>) {
    let mut words = summary.split(' ').filter(|word| !word.is_empty()).map(str::to_owned);
    let (operation, table) = (words.next(), words.next());
    (operation, table.filter(|_| words.next().is_none()))
}
