//! The summary that follows from a statement's syntax tree.

use std::collections::HashSet;
use std::ops::ControlFlow;

use sqlparser::ast::{
    BeginTransactionKind, Delete, FromTable, Ident, Insert, ObjectName, ObjectType, Query, Select, SetExpr, Spanned,
    Statement, TableFactor, TableObject, TableWithJoins, Update, UpdateTableFromKind, Visit, Visitor,
};
use sqlparser::dialect::{MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::parser::Parser;
use sqlparser::tokenizer::Location;
use sqlspan_sql::Dialect;

/// The summary by `sqlparser`'s syntax tree; `None` if it can't read the text.
pub(crate) fn expected(sql: &str, dialect: Dialect) -> Option<String> {
    let parsed = match dialect {
        Dialect::MySql => Parser::parse_sql(&MySqlDialect {}, sql),
        Dialect::Sqlite => Parser::parse_sql(&SQLiteDialect {}, sql),
        Dialect::Generic | Dialect::Postgres => Parser::parse_sql(&PostgreSqlDialect {}, sql),
    };
    let summaries: Vec<String> = parsed.ok()?.iter().map(|statement| statement_summary(sql, statement)).collect();
    Some(summaries.join("; "))
}

fn statement_summary(sql: &str, statement: &Statement) -> String {
    let mut words: Vec<String> = command(statement);
    if let Statement::Explain { .. } = statement {
        words.push(sql.split_whitespace().next().expect("a word").to_owned());
    }
    let mut collector = Collector { sql, ..Collector::default() };
    let _ = statement.visit(&mut collector);
    collector.words.sort_by_key(|word| word.at);
    words.extend(collector.words.into_iter().map(|word| word.text));
    words.join(" ")
}

/// Of a statement that is neither a query nor a change of data: what it does and to what.
fn command(statement: &Statement) -> Vec<String> {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let named = |text: &str, name: &dyn std::fmt::Display| {
        let mut words = words(text);
        words.push(name.to_string());
        words
    };
    match statement {
        Statement::CreateTable(create) => named("CREATE TABLE", &create.name),
        Statement::CreateVirtualTable { name, .. } => named("CREATE TABLE", name),
        Statement::CreateView(view) if view.materialized => named("CREATE MATERIALIZED VIEW", &view.name),
        Statement::CreateView(view) => named("CREATE VIEW", &view.name),
        Statement::AlterView { name, .. } => named("ALTER VIEW", name),
        Statement::CreateIndex(index) => match &index.name {
            Some(name) => named("CREATE INDEX", name),
            None => words("CREATE INDEX"),
        },
        Statement::CreateSchema { schema_name, .. } => named("CREATE SCHEMA", schema_name),
        Statement::CreateDatabase { db_name, .. } => named("CREATE DATABASE", db_name),
        Statement::CreateSequence { name, .. } => named("CREATE SEQUENCE", name),
        Statement::CreateType { name, .. } => named("CREATE TYPE", name),
        Statement::CreateDomain(domain) => named("CREATE DOMAIN", &domain.name),
        Statement::CreateExtension(extension) => named("CREATE EXTENSION", &extension.name),
        Statement::CreateRole(role) => named("CREATE ROLE", &role.names[0]),
        Statement::CreateFunction(function) => named("CREATE FUNCTION", &function.name),
        Statement::CreateTrigger(trigger) => named("CREATE TRIGGER", &trigger.name),
        Statement::CreatePolicy(policy) => named("CREATE POLICY", &policy.name),
        Statement::DropPolicy(policy) => named("DROP POLICY", &policy.name),
        Statement::DropTrigger(trigger) => named("DROP TRIGGER", &trigger.trigger_name),
        Statement::DropFunction(function) => named("DROP FUNCTION", &function.func_desc[0].name),
        Statement::DropExtension(extension) => named("DROP EXTENSION", &extension.names[0]),
        Statement::AlterTable(alter) => named("ALTER TABLE", &alter.name),
        Statement::AlterIndex { name, .. } => named("ALTER INDEX", name),
        Statement::Drop { object_type, names, .. } => {
            let object = match object_type {
                ObjectType::MaterializedView => "MATERIALIZED VIEW".to_owned(),
                other => other.to_string(),
            };
            named(&format!("DROP {object}"), &names[0])
        }
        Statement::Truncate(truncate) => {
            let verb = if truncate.table { "TRUNCATE TABLE" } else { "TRUNCATE" };
            named(verb, &truncate.table_names[0].name)
        }
        Statement::StartTransaction { begin, transaction, modifier, .. } => match (begin, transaction, modifier) {
            (true, Some(BeginTransactionKind::Transaction), None) => words("BEGIN TRANSACTION"),
            (true, ..) => words("BEGIN"),
            (false, ..) => words("START TRANSACTION"),
        },
        Statement::Commit { end: false, .. } => words("COMMIT"),
        Statement::Commit { end: true, .. } => words("END"),
        Statement::Rollback { .. } => words("ROLLBACK"),
        Statement::Savepoint { .. } => words("SAVEPOINT"),
        Statement::ReleaseSavepoint { .. } => words("RELEASE"),
        Statement::Set(_) => words("SET"),
        Statement::ShowTables { .. }
        | Statement::ShowColumns { .. }
        | Statement::ShowVariable { .. }
        | Statement::ShowVariables { .. }
        | Statement::ShowStatus { .. }
        | Statement::ShowDatabases { .. }
        | Statement::ShowCreate { .. } => words("SHOW"),
        Statement::Grant(_) => words("GRANT"),
        Statement::Revoke(_) => words("REVOKE"),
        Statement::Comment { .. } => words("COMMENT"),
        Statement::Pragma { name, .. } => named("PRAGMA", name),
        Statement::Call(function) => named("CALL", &function.name),
        Statement::Use(used) => words(&used.to_string()),
        Statement::Vacuum(_) => words("VACUUM"),
        Statement::Analyze(analyze) => match &analyze.table_name {
            Some(name) if analyze.has_table_keyword => named("ANALYZE TABLE", name),
            Some(name) => named("ANALYZE", name),
            None => words("ANALYZE"),
        },
        Statement::LISTEN { channel } => named("LISTEN", channel),
        Statement::UNLISTEN { channel } if channel.value == "*" => words("UNLISTEN"),
        Statement::UNLISTEN { channel } => named("UNLISTEN", channel),
        Statement::NOTIFY { channel, .. } => named("NOTIFY", channel),
        Statement::Copy { source, .. } => match source {
            sqlparser::ast::CopySource::Table { table_name, .. } => named("COPY", table_name),
            sqlparser::ast::CopySource::Query(_) => words("COPY"),
        },
        Statement::Prepare { .. } => words("PREPARE"),
        Statement::Execute { name: Some(name), .. } => named("EXECUTE", name),
        Statement::Deallocate { .. } => words("DEALLOCATE"),
        Statement::Declare { .. } => words("DECLARE"),
        Statement::Fetch { .. } => words("FETCH"),
        Statement::Close { .. } => words("CLOSE"),
        Statement::LockTables { tables, .. } => named("LOCK TABLES", &tables[0].table),
        Statement::RenameTable(renames) => named("RENAME TABLE", &renames[0].old_name),
        Statement::Lock(lock) => named("LOCK TABLE", &lock.tables[0].name),
        Statement::UnlockTables => words("UNLOCK TABLES"),
        Statement::Kill { .. } => words("KILL"),
        Statement::Flush { .. } => words("FLUSH"),
        Statement::Discard { .. } => words("DISCARD"),
        Statement::AttachDatabase { .. } => words("ATTACH"),
        Statement::ExplainTable { table_name, .. } => named("DESCRIBE", table_name),
        Statement::Query(query) if matches!(*query.body, SetExpr::Values(_)) => words("VALUES"),
        _ => Vec::new(),
    }
}

#[derive(Debug)]
struct Word {
    at: Location,
    text: String,
}

#[derive(Default)]
struct Collector<'a> {
    sql: &'a str,
    words: Vec<Word>,
    /// The names of the common table expressions in scope, a list a query.
    scopes: Vec<Vec<String>>,
    /// Tables that are not targets, by their position.
    skipped: HashSet<Location>,
}

impl Collector<'_> {
    fn push(&mut self, at: Location, text: impl Into<String>) {
        self.words.push(Word { at, text: text.into() });
    }

    fn object(&mut self, name: &ObjectName) {
        self.push(name.span().start, name.to_string());
    }

    fn source(&mut self, name: &ObjectName) {
        let at = name.span().start;
        if self.skipped.contains(&at) {
            return;
        }
        let cte = match name.0.as_slice() {
            [single] => single.as_ident().is_some_and(|ident| self.is_cte(ident)),
            _ => false,
        };
        if !cte {
            self.object(name);
        }
    }

    fn is_cte(&self, ident: &Ident) -> bool {
        self.scopes.iter().flatten().any(|name| name.eq_ignore_ascii_case(&ident.value))
    }

    fn skip(&mut self, tables: &[TableWithJoins]) {
        for table in tables {
            self.skip_factor(&table.relation);
            for join in &table.joins {
                self.skip_factor(&join.relation);
            }
        }
    }

    fn skip_factor(&mut self, factor: &TableFactor) {
        match factor {
            TableFactor::Table { name, .. } | TableFactor::Function { name, .. } => {
                self.skipped.insert(name.span().start);
            }
            TableFactor::NestedJoin { table_with_joins, .. } => self.skip(std::slice::from_ref(table_with_joins)),
            TableFactor::UNNEST { array_exprs, .. } => {
                self.skipped.insert(array_exprs[0].span().start);
            }
            _ => {}
        }
    }

    fn changed(&mut self, factor: &TableFactor) {
        if let TableFactor::Table { name, .. } = factor {
            self.object(name);
        }
    }

    /// A table function whose own name has no span: it is the word before its first argument.
    fn function(&mut self, word: &str, argument: Location) {
        if self.skipped.contains(&argument) {
            return;
        }
        let offset: usize = self
            .sql
            .split_inclusive('\n')
            .take(usize::try_from(argument.line).expect("small") - 1)
            .map(str::len)
            .sum::<usize>()
            + usize::try_from(argument.column).expect("small")
            - 1;
        let at = self.sql[..offset].to_ascii_lowercase().rfind(word);
        let at = at.expect("the function's name is before its arguments");
        let text = self.sql[at..at + word.len()].to_owned();
        let mut location = argument;
        location.column -= 1;
        self.push(location, text);
    }

    fn insert(&mut self, insert: &Insert) {
        let token = &insert.insert_token.0;
        self.push(token.span.start, token.token.to_string());
        if let TableObject::TableName(name) = &insert.table {
            self.object(name);
        }
    }

    fn update(&mut self, update: &Update) {
        let token = &update.update_token.0;
        self.push(token.span.start, token.token.to_string());
        self.skip(std::slice::from_ref(&update.table));
        match &update.from {
            Some(UpdateTableFromKind::BeforeSet(from) | UpdateTableFromKind::AfterSet(from)) => self.skip(from),
            None => {}
        }
        self.changed(&update.table.relation);
    }

    fn delete(&mut self, delete: &Delete) {
        let token = &delete.delete_token.0;
        self.push(token.span.start, token.token.to_string());
        let (FromTable::WithFromKeyword(from) | FromTable::WithoutKeyword(from)) = &delete.from;
        self.skip(from);
        if let Some(using) = &delete.using {
            self.skip(using);
        }
        // MySQL's `DELETE alias FROM table AS alias` and `DELETE FROM alias USING table AS alias`.
        let wanted = match (delete.tables.first(), &delete.using) {
            (Some(name), _) => Some((name.to_string(), from.as_slice())),
            (None, Some(using)) => Some((from[0].relation.to_string(), using.as_slice())),
            (None, None) => None,
        };
        let aliased = wanted.and_then(|(wanted, sources)| {
            sources
                .iter()
                .flat_map(|table| std::iter::once(&table.relation).chain(table.joins.iter().map(|join| &join.relation)))
                .find_map(|factor| match factor {
                    TableFactor::Table { name, alias: Some(alias), .. } if alias.name.to_string() == wanted => {
                        Some(name.clone())
                    }
                    _ => None,
                })
        });
        match (aliased, delete.tables.first()) {
            (Some(name), _) => self.object(&name),
            (None, Some(name)) => self.object(name),
            (None, None) => self.changed(&from[0].relation),
        }
    }
}

impl Visitor for Collector<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let names = query.with.iter().flat_map(|with| &with.cte_tables);
        self.scopes.push(names.map(|cte| cte.alias.name.value.clone()).collect());
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.scopes.pop();
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        let token = &select.select_token.0;
        self.push(token.span.start, token.token.to_string());
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        match factor {
            TableFactor::Table { name, .. } | TableFactor::Function { name, .. } => {
                self.source(name);
            }
            TableFactor::UNNEST { array_exprs, .. } => {
                self.function("unnest", array_exprs[0].span().start);
            }
            TableFactor::JsonTable { json_expr, .. } => {
                self.function("json_table", json_expr.span().start);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        match statement {
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Merge(merge) => {
                let token = &merge.merge_token.0;
                self.push(token.span.start, token.token.to_string());
                self.skip_factor(&merge.table);
                self.skip_factor(&merge.source);
                self.changed(&merge.table);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}
