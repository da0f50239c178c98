//! The attributes that a span starts with.

use opentelemetry::{KeyValue, Value};

use super::conventions::{self as names, Attribute};
use super::describe::{describe_server, describe_site, text_value};
use super::statement::Described;
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
    described: Described,
) -> Vec<KeyValue> {
    let Described { summary, text, names: read_off } = described;
    let legacy = conventions.has_legacy();
    let mut attributes = Vec::with_capacity(if legacy { ATTRIBUTES_WITH_LEGACY } else { ATTRIBUTES });
    describe_server(server, conventions, &mut attributes);
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
    if legacy && !site.summarized {
        if let (Some(operation), None) = (read_off.operation, site.operation) {
            attributes.push(KeyValue::new(names::LEGACY_OPERATION, text_value(operation)));
        }
        if let (Some(table), None) = (read_off.table, site.collection) {
            attributes.push(KeyValue::new(names::LEGACY_TABLE, text_value(table)));
        }
    }
    attributes
}
