//! The statements of a text that may hold several, one by one.

use std::ops::Range;

use sqlspan_sql::{Answer, Dialect, OperationKind, TargetKind, read};

/// One statement of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptStatement {
    /// Where it stands in the text, without its `;`.
    pub range: Range<usize>,
    /// What its first operation is; none where that is not understood.
    pub kind: Option<OperationKind>,
    /// Its first operation as it is written: `CREATE TABLE`; empty where that is not understood.
    pub verb: String,
    /// Its summary; empty where there is none.
    pub summary: String,
    /// Whether it, or one inside of it, asks for a setting or sets one in the same words: `SHOW`, `PRAGMA`.
    pub shows: bool,
    /// The tables that it reads or writes.
    pub tables: Vec<String>,
    /// The table or other thing that it creates, alters or drops.
    pub defines: Option<String>,
    /// How many values it wants bound, where that is certain.
    pub placeholders: Option<usize>,
}

impl ScriptStatement {
    /// The statements of a text, in its order. A text whose statements have bodies is one: where those end may be told
    /// wrongly.
    #[must_use]
    pub fn all(sql: &str, dialect: Dialect) -> Vec<Self> {
        let mut found = Vec::new();
        let mut from = 0;
        loop {
            let rest = &sql[from..];
            let reading = read(rest, dialect);
            let count = reading.statement_count();
            if reading.has_several_statements() != Answer::Yes {
                if count > 0 {
                    found.push(Self::of(rest, from, dialect));
                }
                return found;
            }
            // Of a long script, the last one stands for the rest.
            for number in 0..count - 1 {
                if let Some(statement) = reading.statement(number) {
                    let (start, end) = statement.range();
                    found.push(Self::of(&rest[start..end], from + start, dialect));
                }
            }
            let Some(last) = reading.statement(count - 1) else { return found };
            from += last.range().0;
        }
    }

    fn of(sql: &str, at: usize, dialect: Dialect) -> Self {
        let reading = read(sql, dialect);
        let (start, end) = match reading.statement(0) {
            Some(statement) if reading.statement_count() == 1 => statement.range(),
            _ => (0, sql.len()),
        };
        let first = reading.operations().next();
        let definition = first.filter(|first| first.kind() == OperationKind::Define);
        let defines = definition.and_then(|first| {
            let mut targets = first.targets();
            targets.find(|target| matches!(target.kind(), TargetKind::Table | TargetKind::Object))
        });
        Self {
            range: at + start..at + end,
            kind: first.map(|first| first.kind()),
            verb: first.map(|first| first.as_str().to_owned()).unwrap_or_default(),
            summary: reading.summary().as_str().to_owned(),
            shows: reading.operations().any(|operation| operation.kind() == OperationKind::Show),
            tables: reading.tables().map(|table| table.as_str().to_owned()).collect(),
            defines: defines.map(|target| target.as_str().to_owned()),
            placeholders: reading.placeholders(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sql: &str) -> Vec<&str> {
        ScriptStatement::all(sql, Dialect::Postgres).into_iter().map(|found| &sql[found.range]).collect()
    }

    #[test]
    fn one_by_one() {
        assert_eq!(texts("SELECT ';' ; -- last\n DELETE FROM a;"), ["SELECT ';'", "DELETE FROM a"]);
        assert_eq!(texts(" -- nothing"), [""; 0]);
    }

    #[test]
    fn more_than_a_reading_holds() {
        let script: Vec<String> = (0..40).map(|number| format!("DELETE FROM t{number};")).collect();
        let script = script.join("\n");
        let found = texts(&script);
        assert_eq!(found.len(), 40);
        assert_eq!(found[39], "DELETE FROM t39");
    }

    #[test]
    fn what_a_statement_defines() {
        let defines = |sql| ScriptStatement::all(sql, Dialect::Postgres).remove(0).defines;
        assert_eq!(defines("CREATE TEMP TABLE IF NOT EXISTS a (id INT)").as_deref(), Some("a"));
        assert_eq!(defines("ALTER TABLE shop.a ADD b INT").as_deref(), Some("shop.a"));
        assert_eq!(defines("CREATE VIEW v AS SELECT * FROM a").as_deref(), Some("v"));
        assert_eq!(defines("CREATE INDEX i ON a (b)").as_deref(), Some("i"));
        assert_eq!(defines("INSERT INTO a VALUES (1)"), None);
    }
}
