//! The attributes that a span starts with.

use std::borrow::Cow;

use opentelemetry::{KeyValue, Value};

use super::describe::Described;
use crate::call_site::CallSite;
use crate::conventions::{self as names, Attribute};
use crate::server::Server;

/// The most attributes that a span has, so that those of its end find room.
const ATTRIBUTES: usize = 14;
const ATTRIBUTES_WITH_LEGACY: usize = 2 * ATTRIBUTES;

/// The attributes of the start, which samplers see.
pub(super) fn at_start(site: &CallSite, server: &Server, described: Described) -> Vec<KeyValue> {
    let Described { summary, text, names: read_off } = described;
    let conventions = names::in_force();
    let legacy = conventions.has_legacy();
    let mut attributes = Vec::with_capacity(if legacy { ATTRIBUTES_WITH_LEGACY } else { ATTRIBUTES });
    server.describe(conventions, &mut attributes);
    let mut put = |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
    if !summary.is_empty() {
        put(names::DB_QUERY_SUMMARY, cow(summary));
    }
    if let Some(text) = text {
        put(names::DB_QUERY_TEXT, cow(text));
    }
    site.describe(&mut put);
    if let Some(operation) = site.operation {
        put(names::DB_OPERATION_NAME, operation.into());
    }
    if let Some(collection) = site.collection {
        put(names::DB_COLLECTION_NAME, collection.into());
    }
    if legacy && !site.summarized {
        if let (Some(operation), None) = (read_off.operation, site.operation) {
            attributes.push(KeyValue::new(names::LEGACY_OPERATION, cow(operation)));
        }
        if let (Some(table), None) = (read_off.table, site.collection) {
            attributes.push(KeyValue::new(names::LEGACY_TABLE, cow(table)));
        }
    }
    attributes
}

pub(crate) fn cow(text: Cow<'static, str>) -> Value {
    match text {
        Cow::Borrowed(text) => text.into(),
        Cow::Owned(text) => text.into(),
    }
}
