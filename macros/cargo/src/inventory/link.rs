//! The files put together: which module a file is, and the texts that stand elsewhere.

use std::path::Path;

use sqlspan_analysis::{Answer, CoveredBy, Dialect, RecordedText, StatementId, TablesOf};

use super::raw::{FileFacts, RawSite, RawText};
use super::site::{Changes, Site, Statement, TextKnown};
use crate::resolve::expression::Expression;
use crate::resolve::names::Names;
use crate::resolve::texts::{Place, Texts};
use crate::workspace::Tree;
use crate::workspace::metadata::Metadata;
use crate::workspace::tree::Module;

/// The sites of the selected packages, in the order of packages, files and places.
pub(super) fn sites(metadata: &Metadata, tree: &Tree<FileFacts>, selected: &[bool]) -> Vec<Site> {
    let names = Names::new(metadata, tree, |facts: &FileFacts| &facts.scopes);
    let texts = Texts::new(metadata, &names, &tree.paths);
    let mut sites = Vec::new();
    for module in tree.first_modules(metadata).into_values() {
        let package = &metadata.packages[module.package];
        let Some(facts) = tree.facts(module.file) else { continue };
        if selected[module.package] && (package.uses_sqlx || facts.names_sqlx) {
            let file = Linked { metadata, texts: &texts, module, facts, path: tree.path(module.file) };
            sites.extend(facts.sites.iter().map(|raw| file.site(raw)));
        }
    }
    sites.sort_by(|one: &Site, other| {
        (&one.package, &one.file, one.line, one.column).cmp(&(&other.package, &other.file, other.line, other.column))
    });
    sites
}

/// A path from the folder of the workspace, with `/` on every system.
pub(crate) fn relative(path: &Path, root: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/").replace("//", "/")
}

/// A file as a module of a target.
struct Linked<'w> {
    metadata: &'w Metadata,
    texts: &'w Texts<'w>,
    module: &'w Module,
    facts: &'w FileFacts,
    path: &'w Path,
}

impl Linked<'_> {
    fn site(&self, raw: &RawSite) -> Site {
        let package = &self.metadata.packages[self.module.package];
        let mut function = vec![package.targets[self.module.target].crate_name.as_str()];
        function.extend(self.module.path.iter().map(String::as_str));
        function.extend(raw.function.split("::").filter(|part| !part.is_empty()));
        let function = if raw.function.is_empty() { String::new() } else { function.join("::") };
        let (text, text_reason, statements) = self.text(raw);
        let summary = raw.stated_summary.clone();
        let of_statement = || statements.first().map(|statement| statement.summary.clone());
        Site {
            file: relative(self.path, &self.metadata.root),
            line: raw.line,
            column: raw.column,
            package: package.name.clone(),
            function,
            kind: raw.kind,
            method: raw.method.clone(),
            likely: raw.likely,
            is_test: raw.is_test || self.module.is_test,
            in_macro: raw.in_macro.clone(),
            dialect: raw.dialect.and_then(dialect_name),
            summary: summary.or_else(of_statement).filter(|summary| !summary.is_empty()),
            text,
            text_reason,
            statements,
            traced_by: raw.traced_by.map(|by| match by {
                CoveredBy::Repository => "repository",
                CoveredBy::Traced => "traced",
            }),
            skipped: raw.skipped,
            untraced_because: raw.untraced_because.clone(),
            allowed: raw.allowed.clone(),
            binds: raw.binds,
        }
    }

    /// How far the text is known, why no further, and the statements.
    fn text(&self, raw: &RawSite) -> (TextKnown, Option<String>, Vec<Statement>) {
        let dialect = raw.dialect.unwrap_or_default();
        match &raw.text {
            RawText::Own { summary, .. } if summary.is_empty() => (TextKnown::None, None, Vec::new()),
            RawText::Own { summary, text } => (TextKnown::None, None, vec![own(summary, text, dialect)]),
            RawText::Dynamic(reason) => (TextKnown::Dynamic, Some(reason.clone()), Vec::new()),
            RawText::Begins(text) => match self.resolved(text, raw) {
                Ok(text) => {
                    let summary = RecordedText::summary(&text, dialect);
                    let statement = Statement { id: None, summary, ..statement(&text, dialect) };
                    (TextKnown::Beginning, None, vec![statement])
                }
                Err(reason) => (TextKnown::Unresolved, Some(reason), Vec::new()),
            },
            RawText::OneOf(texts) => {
                let resolved: Result<Vec<String>, String> = texts.iter().map(|text| self.resolved(text, raw)).collect();
                match resolved {
                    Ok(texts) => {
                        let known = if texts.len() == 1 { TextKnown::Static } else { TextKnown::Choice };
                        (known, None, texts.iter().map(|text| statement(text, dialect)).collect())
                    }
                    Err(reason) => (TextKnown::Unresolved, Some(reason), Vec::new()),
                }
            }
        }
    }

    fn resolved(&self, text: &Expression, raw: &RawSite) -> Result<String, String> {
        let place = Place::in_function(self.module, self.path, &self.facts.scopes, &raw.function, raw.line);
        let root = format!("{}/", self.metadata.root.display());
        self.texts.text(text, place).map_err(|reason| reason.replace(&root, ""))
    }
}

fn statement(text: &str, dialect: Dialect) -> Statement {
    let recorded = RecordedText::read(text, dialect);
    let tables = TablesOf::read(text, dialect);
    Statement {
        id: Some(StatementId::of(&recorded.collapsed, dialect).to_string()),
        summary: recorded.summary,
        text: recorded.collapsed,
        writes: match tables.writes {
            Answer::Yes => Changes::Yes,
            Answer::No => Changes::No,
            Answer::Unknown => Changes::Unknown,
        },
        tables_read: tables.read,
        tables_written: tables.written,
        original: text.to_owned(),
    }
}

/// A statement of sqlx's own.
fn own(summary: &str, text: &str, dialect: Dialect) -> Statement {
    let known = statement(text, dialect);
    let id = known.id.filter(|_| !text.is_empty());
    Statement { id, summary: summary.to_owned(), writes: Changes::No, ..known }
}

const fn dialect_name(dialect: Dialect) -> Option<&'static str> {
    match dialect {
        Dialect::Generic => None,
        Dialect::Postgres => Some("postgres"),
        Dialect::MySql => Some("mysql"),
        Dialect::Sqlite => Some("sqlite"),
    }
}
