//! What stands on the page.

use sqlspan_tests::workspace;

/// The page, taken apart.
pub struct Page {
    pub text: String,
    /// What the file of rules begins with.
    pub head: String,
    pub sections: Vec<Section>,
    /// Queries for spans.
    pub traceql: Vec<String>,
}

/// A section with queries.
pub struct Section {
    pub title: String,
    pub queries: Vec<String>,
    pub rules: Vec<String>,
}

impl Page {
    pub fn read() -> Self {
        let text = std::fs::read_to_string(workspace().join("runtime/docs/alerts.md")).unwrap();
        let mut page = Self { head: String::new(), sections: Vec::new(), traceql: Vec::new(), text: text.clone() };
        for section in text.split("\n# ").skip(1) {
            let (title, _) = section.split_once('\n').unwrap();
            let queries = blocks(section, "promql");
            let mut rules = blocks(section, "yaml");
            if let Some(head) = rules.iter().position(|rule| rule.starts_with("groups:")) {
                page.head = rules.remove(head);
            }
            page.traceql.extend(blocks(section, "traceql").iter().flat_map(|block| block.lines()).map(str::to_owned));
            assert!(rules.is_empty() || !queries.is_empty(), "{title} has a rule and no query");
            if !queries.is_empty() {
                page.sections.push(Section { title: title.to_owned(), queries, rules });
            }
        }
        page
    }

    /// The file of rules, as the page says to put it together.
    pub fn rules(&self) -> String {
        let mut file = self.head.clone();
        for line in self.sections.iter().flat_map(|section| &section.rules).flat_map(|rule| rule.lines()) {
            file.push_str("      ");
            file.push_str(line);
            file.push('\n');
        }
        file
    }
}

impl Section {
    /// The names of its alerts.
    pub fn alerts(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.lines().next().unwrap().strip_prefix("- alert: ").unwrap())
    }
}

/// The blocks of a language.
fn blocks(section: &str, language: &str) -> Vec<String> {
    let fenced = section.split("```").skip(1).step_by(2);
    fenced.filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n')).map(str::to_owned).collect()
}
