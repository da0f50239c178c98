//! What the program defines itself, besides its migrations: a temporary table, a schema that it makes when it starts.

use sqlspan_analysis::{Dialect, ScriptStatement, is_table_called};

use crate::inventory::Site;

/// What the statements of an inventory create, alter or drop.
#[derive(Debug, Default)]
pub(super) struct Defined {
    names: Vec<(String, String)>,
}

impl Defined {
    pub(super) fn of(sites: &[Site], dialect: Dialect) -> Self {
        let mut names = Vec::new();
        for site in sites {
            for text in &site.statements {
                for statement in ScriptStatement::all(&text.original, dialect) {
                    names.extend(statement.defines.map(|name| (name, format!("{}:{}", site.file, site.line))));
                }
            }
        }
        Self { names }
    }

    /// Where something of this name is defined, qualified or not.
    pub(super) fn place_of(&self, name: &str) -> Option<&str> {
        let last = name.rsplit('.').next().unwrap_or(name).trim_matches(['"', '`', '[', ']']);
        let found = self.names.iter().find(|(defined, _)| is_table_called(defined, last));
        found.map(|(_, place)| place.as_str())
    }
}
