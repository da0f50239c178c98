//! The tags of a commented statement, as a server's log has it.

use super::encode::decode;

/// The tags of the comment at the end of a statement, or else of the one at its beginning, in the order in which they
/// stand. Empty when there is none, or when it is no sqlcommenter comment.
///
/// White space and one `;` may follow the comment, so that a line of a log can be read as it is.
///
/// ```
/// use sqlspan::comment::parse;
///
/// let logged = "SELECT id FROM orders WHERE id = $1 /*action='find',route='%2Forders'*/;";
/// let tags = [("action", "find"), ("route", "/orders")].map(|(key, value)| (key.to_owned(), value.to_owned()));
/// assert_eq!(parse(logged), tags);
/// assert_eq!(parse("SELECT 1 /* one */"), []);
/// ```
#[must_use]
pub fn parse(sql: &str) -> Vec<(String, String)> {
    at_end(sql).or_else(|| at_beginning(sql)).unwrap_or_default()
}

fn at_end(sql: &str) -> Option<Vec<(String, String)>> {
    let sql = sql.trim_end();
    let sql = sql.strip_suffix(';').map_or(sql, str::trim_end);
    let (_, body) = sql.strip_suffix("*/")?.rsplit_once("/*")?;
    tags(body)
}

fn at_beginning(sql: &str) -> Option<Vec<(String, String)>> {
    let (body, _) = sql.trim_start().strip_prefix("/*")?.split_once("*/")?;
    tags(body)
}

fn tags(body: &str) -> Option<Vec<(String, String)>> {
    let mut tags = Vec::new();
    let mut rest = body.trim();
    loop {
        let (key, value) = rest.split_once("='")?;
        let end = closing_quote(value)?;
        let key = key.trim_start();
        let plain = !key.is_empty() && !key.replace("\\'", "").contains([',', '\'', ' ', '=']);
        tags.push((decode(key).filter(|_| plain)?, decode(&value[..end])?));
        rest = value[end + 1..].trim_start();
        if rest.is_empty() {
            return Some(tags);
        }
        rest = rest.strip_prefix(',')?;
    }
}

/// The offset of the first quote that no backslash stands before.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let closes = byte == b'\'' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    })
}
