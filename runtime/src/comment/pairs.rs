//! Tags to the inside of a comment: encoded `key='value'` pairs, sorted and joined.

use super::encode::encode_into;

/// The pairs of tags that have a key and a value, sorted.
pub(super) fn encoded<'a>(tags: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut pairs: Vec<String> = tags.into_iter().filter_map(|(key, value)| pair(key, value)).collect();
    pairs.sort_unstable();
    pairs
}

fn pair(key: &str, value: &str) -> Option<String> {
    if key.is_empty() || value.is_empty() {
        return None;
    }
    let mut pair = String::with_capacity(key.len() + value.len() + 3);
    encode_into(key, &mut pair);
    pair.push_str("='");
    encode_into(value, &mut pair);
    pair.push('\'');
    Some(pair)
}

/// The pairs of both lists, sorted; a pair of `upper` takes the place of that of `lower` with the same key.
pub(super) fn merge(lower: &[String], upper: Vec<String>) -> Vec<String> {
    if upper.is_empty() {
        return lower.to_vec();
    }
    let kept = lower.iter().filter(|pair| upper.iter().all(|other| key(other) != key(pair)));
    let mut pairs: Vec<String> = kept.cloned().collect();
    pairs.extend(upper);
    pairs.sort_unstable();
    pairs
}

fn key(pair: &str) -> &str {
    // A key is encoded, so the first sign is the one that ends it.
    pair.split_once('=').map_or(pair, |(key, _)| key)
}
