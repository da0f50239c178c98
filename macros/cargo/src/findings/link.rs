//! The files put together: which module a file is, and what the lints say of texts that stand elsewhere.

use std::collections::HashSet;
use std::path::Path;

use sqlspan_analysis::{RecordedText, StatementId, judge};

use super::finding::{Finding, Rule, Unjudged};
use super::raw::{FileFacts, Raw, RawCheck, Subject};
use crate::inventory::relative;
use crate::resolve::names::Names;
use crate::resolve::texts::{Place, Texts};
use crate::workspace::Tree;
use crate::workspace::metadata::Metadata;
use crate::workspace::tree::Module;

/// The findings in the selected packages, in the order of files and places, each once; and the queries whose texts were
/// not found.
pub(super) fn findings(
    metadata: &Metadata,
    tree: &Tree<FileFacts>,
    selected: &[bool],
) -> (Vec<Finding>, Vec<Unjudged>) {
    let names = Names::new(metadata, tree, |facts: &FileFacts| &facts.scopes);
    let texts = Texts::new(metadata, &names, &tree.paths);
    let (mut findings, mut unjudged) = (Vec::new(), Vec::new());
    for module in tree.first_modules(metadata).into_values() {
        let package = &metadata.packages[module.package];
        let Some(facts) = tree.facts(module.file) else { continue };
        if !selected[module.package] || !(package.uses_sqlx || facts.names_sqlx) {
            continue;
        }
        let file = Linked { metadata, texts: &texts, module, facts, path: tree.path(module.file) };
        findings.extend(facts.found.iter().filter_map(|raw| file.finding(raw)));
        unjudged.extend(facts.unjudged.iter().map(|raw| file.unjudged(&raw.function, raw.at, raw.reason.clone())));
        for check in &facts.checks {
            match file.checked(check) {
                Ok(found) => findings.extend(found),
                Err(missing) => unjudged.push(missing),
            }
        }
    }
    let place =
        |finding: &Finding| (finding.file.clone(), finding.region, finding.rule.name(), finding.message.clone());
    findings.sort_by_cached_key(place);
    // A choice between constants is judged text by text.
    let mut seen = HashSet::new();
    findings.retain(|finding| seen.insert(place(finding)));
    unjudged.sort();
    unjudged.dedup();
    (findings, unjudged)
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
    fn finding(&self, raw: &Raw) -> Option<Finding> {
        let Subject { function, severity, spot, .. } = &raw.subject;
        if self.spares(&raw.subject) {
            return None;
        }
        Some(Finding {
            rule: raw.rule,
            level: *severity,
            file: relative(self.path, &self.metadata.root),
            region: spot.region,
            package: self.metadata.packages[self.module.package].name.clone(),
            function: self.function(function),
            is_test: raw.subject.is_test || self.module.is_test,
            message: raw.message.clone(),
            statement: raw.statement.clone(),
            code: spot.code.clone(),
            edit: raw.edit.clone(),
            lines: spot.lines.clone(),
        })
    }

    /// What a lint says of a text that stands elsewhere.
    fn checked(&self, check: &RawCheck) -> Result<Option<Finding>, Unjudged> {
        let function = &check.subject.function;
        let place = Place::in_function(self.module, self.path, &self.facts.scopes, function, check.method.0);
        let text = self.texts.text(&check.text, place).map_err(|reason| {
            let reason = reason.replace(&format!("{}/", self.metadata.root.display()), "");
            self.unjudged(function, check.method, reason)
        })?;
        let Some(message) = judge(check.lint, &check.argument, &text, check.dialect) else { return Ok(None) };
        let collapsed = RecordedText::read(&text, check.dialect).collapsed;
        Ok(self.finding(&Raw {
            rule: Rule::Lint(check.lint),
            subject: check.subject.clone(),
            message,
            statement: Some(StatementId::of(&collapsed, check.dialect).to_string()),
            edit: None,
        }))
    }

    fn unjudged(&self, function: &str, (line, column): (usize, usize), reason: String) -> Unjudged {
        let file = relative(self.path, &self.metadata.root);
        Unjudged { file, line, column, function: self.function(function), reason }
    }

    /// Whether nobody asked for it, as the file is there for tests alone.
    fn spares(&self, subject: &Subject) -> bool {
        subject.spares_tests && self.module.is_test
    }

    /// The path of a function, from the crate.
    fn function(&self, below: &str) -> String {
        if below.is_empty() {
            return String::new();
        }
        let crate_name = &*self.metadata.packages[self.module.package].targets[self.module.target].crate_name;
        let mut path = vec![crate_name];
        path.extend(self.module.path.iter().map(String::as_str));
        path.extend(below.split("::").filter(|part| !part.is_empty()));
        path.join("::")
    }
}
