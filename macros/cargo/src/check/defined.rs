//! What the program defines itself, besides its migrations: a temporary table, a schema that it makes when it starts.

use sqlspan_analysis::{Dialect, ScriptStatement, is_table_called};

use crate::inventory::Site;

/// What the statements of an inventory create, alter or drop.
#[derive(Debug)]
pub(super) struct Defined<'i> {
    all: Vec<Definition<'i>>,
}

/// One statement that creates, alters or drops something.
#[derive(Debug)]
pub(super) struct Definition<'i> {
    name: String,
    text: &'i str,
    /// Where it is: file and line.
    pub(super) place: String,
    is_test: bool,
}

impl<'i> Defined<'i> {
    pub(super) fn of(sites: &'i [Site], dialect: Dialect) -> Self {
        let mut all = Vec::new();
        for site in sites {
            for text in &site.statements {
                for statement in ScriptStatement::all(&text.original, dialect) {
                    let Some(name) = statement.defines else { continue };
                    let text = &text.original[statement.range];
                    let place = format!("{}:{}", site.file, site.line);
                    all.push(Definition { name, text, place, is_test: site.is_test });
                }
            }
        }
        Self { all }
    }

    /// What defines something of this name, qualified or not. What tests define is there for tests alone.
    pub(super) fn called(&self, name: &str, in_test: bool) -> impl Iterator<Item = &Definition<'i>> {
        let last = last_name(name);
        let counts = move |definition: &&Definition<'_>| in_test || !definition.is_test;
        self.all.iter().filter(counts).filter(move |definition| is_table_called(&definition.name, last))
    }
}

impl Definition<'_> {
    /// Whether it may be what gives its table a column: it names it, or takes all of another table.
    pub(super) fn may_have(&self, column: &str) -> bool {
        self.text.contains(last_name(column)) || self.text.contains('*')
    }
}

/// The last part of a qualified name, without quotes.
fn last_name(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name).trim_matches(['"', '`', '[', ']'])
}
