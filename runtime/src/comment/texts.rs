//! The constant comment of a call site, and the texts that carry it: worked out once, and kept.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use sqlspan_sql::{Dialect, greatest_placeholder, takes_comment};

use super::append::affix;
use super::pairs;
use crate::call_site::{CallSite, Statement};
use crate::server::Server;
use crate::settings::{Comments, Group};

/// A text and what becomes of it.
#[derive(Debug)]
pub(super) struct Commented {
    original: Box<str>,
    /// Whether it can carry a comment at all.
    pub(super) takes_comment: bool,
    /// With the constant comment; the original, where there is nothing to say.
    pub(super) constant: Box<str>,
    /// How many arguments PostgreSQL will want.
    pub(super) placeholders: Option<usize>,
    /// With the constant comment and the tag that names the bind parameter.
    bound: OnceLock<Box<str>>,
}

/// A call site under certain settings.
#[derive(Debug)]
pub(super) struct Place {
    /// The constant tags, as sorted pairs.
    pub(super) pairs: Vec<String>,
    texts: RwLock<Vec<&'static Commented>>,
}

/// A text that is kept, or one that is used once.
pub(super) enum Kept {
    Kept(&'static Commented),
    Once(Commented),
}

impl std::ops::Deref for Kept {
    type Target = Commented;

    fn deref(&self) -> &Commented {
        match self {
            Self::Kept(text) => text,
            Self::Once(text) => text,
        }
    }
}

/// How many texts of one call site are kept: those of a choice, and of a generic function's types, are few.
const LIMIT: usize = 256;

/// Texts are kept by call site, settings and system: all live as long as the process.
type Key = (usize, usize, &'static str);

/// What is constant of a call site's comment.
pub(super) fn place(site: &'static CallSite, comments: &'static Comments, server: &Server) -> &'static Place {
    static PLACES: RwLock<Option<HashMap<Key, &'static Place>>> = RwLock::new(None);
    let key = (std::ptr::from_ref(site) as usize, std::ptr::from_ref(comments) as usize, server.system.name);
    let known = PLACES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(place) = known.as_ref().and_then(|places| places.get(&key)) {
        return place;
    }
    drop(known);
    let mut places = PLACES.write().unwrap_or_else(PoisonError::into_inner);
    places.get_or_insert_with(HashMap::new).entry(key).or_insert_with(|| {
        let pairs = constant_pairs(site, comments, server);
        Box::leak(Box::new(Place { pairs, texts: RwLock::new(Vec::new()) }))
    })
}

impl Place {
    /// The text with its comments. A text that is built at run time is not kept: nothing bounds how many there are.
    pub(super) fn text(&self, site: &CallSite, sql: &str, comments: &Comments, dialect: Dialect) -> Kept {
        if !matches!(site.statement, Statement::Static(_) | Statement::Choice(_)) {
            return Kept::Once(self.work_out(sql, comments, dialect));
        }
        {
            let texts = self.texts.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(text) = texts.iter().find(|text| *text.original == *sql) {
                return Kept::Kept(text);
            }
        }
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= LIMIT {
            return Kept::Once(self.work_out(sql, comments, dialect));
        }
        let text: &'static Commented = Box::leak(Box::new(self.work_out(sql, comments, dialect)));
        texts.push(text);
        Kept::Kept(text)
    }

    fn work_out(&self, sql: &str, comments: &Comments, dialect: Dialect) -> Commented {
        let takes_comment = takes_comment(sql, dialect);
        let constant = if takes_comment && !self.pairs.is_empty() {
            affix(sql, &self.pairs.join(","), comments.position)
        } else {
            sql.to_owned()
        };
        let placeholders =
            if dialect == Dialect::Postgres { greatest_placeholder(sql, Dialect::Postgres) } else { None };
        Commented {
            original: sql.into(),
            takes_comment,
            constant: constant.into(),
            placeholders,
            bound: OnceLock::new(),
        }
    }
}

impl Commented {
    /// With the constant comment, and a tag that says which parameter the trace context is in. Another text than the
    /// plain one, since the server knows one number of parameters for a text.
    pub(super) fn bound(&self, place: &Place, comments: &Comments, parameter: usize) -> &str {
        self.bound.get_or_init(|| {
            let parameter = parameter.to_string();
            let pairs = pairs::merge(&place.pairs, pairs::encoded([(TRACE_PARAMETER, parameter.as_str())]));
            affix(&self.original, &pairs.join(","), comments.position).into()
        })
    }
}

/// The tag of the mode `Bound`: the number of the parameter that holds the trace context.
pub(super) const TRACE_PARAMETER: &str = "trace_parameter";

fn constant_pairs(site: &CallSite, comments: &Comments, server: &Server) -> Vec<String> {
    let line = site.line.to_string();
    let mut tags: Vec<(&str, &str)> = Vec::new();
    if comments.has(Group::DbDriver)
        && let Some(driver) = server.system.driver
    {
        tags.push(("db_driver", driver));
    }
    if comments.has(Group::Controller)
        && let Some(name) = site.type_name
    {
        tags.push(("controller", name));
    }
    if comments.has(Group::Action) {
        tags.push(("action", site.function.rsplit("::").next().unwrap_or(site.function)));
    }
    if comments.has(Group::Code) {
        tags.extend([
            ("code.function.name", site.function),
            ("code.file.path", site.file),
            ("code.line.number", &line),
        ]);
    }
    let stated = comments.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let attribute = site.comment.unwrap_or_default().iter().copied();
    for (key, value) in stated.chain(attribute) {
        tags.retain(|(other, _)| *other != key);
        tags.push((key, value));
    }
    pairs::encoded(tags)
}
