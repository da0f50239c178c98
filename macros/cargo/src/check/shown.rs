//! The line of a text that a reason is about.

use serde::Serialize;

use crate::database::Refusal;

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its number in the text, from 1.
    pub line: usize,
    /// The line, without the white space around it.
    pub text: String,
    /// Where in it the reason is, in characters from 0, and how many it covers.
    pub mark: Option<(usize, usize)>,
}

impl Shown {
    /// The line of a statement that a refusal is about, or its first.
    pub(super) fn of(sql: &str, refusal: &Refusal) -> Self {
        let about = refusal.about.as_deref().map(last_name).filter(|name| !name.is_empty());
        let at = refusal.at.or_else(|| about.and_then(|name| only(sql, name)));
        Self::around(sql, at.map(|at| (at, length(&sql[at..], refusal.about.as_deref()))))
    }

    /// The line around a place, or the first with text in it.
    pub(super) fn around(sql: &str, place: Option<(usize, usize)>) -> Self {
        let first = sql.len() - sql.trim_start().len();
        let (at, length) = place.unwrap_or((first, 0));
        let start = sql[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let whole = sql[start..].lines().next().unwrap_or_default();
        let indent = whole.len() - whole.trim_start().len();
        let line = sql[..start].matches('\n').count() + 1;
        let mark = place.and_then(|_| {
            let from = at.checked_sub(start + indent)?;
            let text = whole.trim();
            let covered = text.get(from..(from + length.max(1)).min(text.len()))?;
            Some((text.get(..from)?.chars().count(), covered.chars().count().max(1)))
        });
        Self { line, text: whole.trim().to_owned(), mark }
    }
}

/// The last part of a qualified name, without quotes.
fn last_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name).trim_matches(['"', '`', '[', ']'])
}

/// Where a word stands, if it stands there only once.
fn only(sql: &str, name: &str) -> Option<usize> {
    let is_word = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    let whole = |at: &usize| {
        is_word(name.chars().next()) != is_word(sql[..*at].chars().next_back())
            && !is_word(sql[at + name.len()..].chars().next())
    };
    let mut places = sql.match_indices(name).map(|(at, _)| at).filter(whole);
    places.next().filter(|_| places.next().is_none())
}

/// How much of a text that begins there a reason is about: a name, qualified and quoted or not, else a word.
fn length(text: &str, about: Option<&str>) -> usize {
    let name = about.unwrap_or_default();
    let quoted = [format!("\"{name}\""), format!("`{name}`")];
    let forms = quoted.iter().map(String::as_str).chain([name, last_name(name)]);
    let longest = forms.filter(|form| text.starts_with(form)).map(str::len).max();
    longest.filter(|length| *length > 0).unwrap_or_else(|| word(text))
}

/// How long the word is that a text begins with.
fn word(text: &str) -> usize {
    text.find(|char: char| !(char.is_alphanumeric() || char == '_')).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str = "\n    SELECT id, nme\n    FROM orders";

    #[test]
    fn the_line_and_the_mark() {
        let shown = Shown::around(SQL, only(SQL, "nme").map(|at| (at, 3)));
        assert_eq!(shown, Shown { line: 2, text: "SELECT id, nme".to_owned(), mark: Some((11, 3)) });
        let first = Shown::around(SQL, None);
        assert_eq!((first.line, first.text.as_str(), first.mark), (2, "SELECT id, nme", None));
    }

    #[test]
    fn how_much_is_marked() {
        assert_eq!(length("shop.orders o", Some("shop.orders")), 11);
        assert_eq!(length("\"user data\" u", Some("user data")), 11);
        assert_eq!(length("orders o", Some("main.orders")), 6);
        assert_eq!((length("WERE id", None), length("'s')", Some("s"))), (4, 0));
    }

    #[test]
    fn a_word_that_stands_twice_is_not_guessed() {
        assert_eq!(only("SELECT a, b.a FROM b", "a"), None);
        assert_eq!(only("SELECT aa, a FROM b", "a"), Some(11));
    }
}
