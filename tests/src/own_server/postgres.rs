//! PostgreSQL.

use std::path::PathBuf;

use super::{Folder, Owner, Running, free_port, program, run};

/// A PostgreSQL server of a test's own, with `pg_stat_statements` and `auto_explain`, that logs every statement.
#[derive(Debug)]
pub struct OwnPostgres {
    // Ends before its folder goes.
    _running: Running,
    log: PathBuf,
    plans_read: std::sync::atomic::AtomicUsize,
    pub port: u16,
    _folder: Folder,
}

impl OwnPostgres {
    /// `None`, and why on standard output, when PostgreSQL's programs are not installed.
    ///
    /// # Panics
    ///
    /// When the server can't be started, or is required and not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// The same with settings of its own: `name=value`.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start).
    #[must_use]
    pub fn start_with(settings: &[&str]) -> Option<Self> {
        let folders: Vec<String> = (10..30).rev().map(|version| format!("/usr/lib/postgresql/{version}/bin")).collect();
        let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
        let initdb = program("initdb", &folders)?;
        let postgres = initdb.with_file_name("postgres");
        let owner = Owner::of("postgres");
        let folder = Folder::new(&owner);
        let data = folder.0.join("data");
        run(owner.command(&initdb).arg("-D").arg(&data).args(["-U", "postgres", "-A", "trust", "--no-sync"]));
        let (port, log) = (free_port(), folder.0.join("log"));
        let mut command = owner.command(&postgres);
        command.arg("-D").arg(&data).arg("-k").arg(&folder.0).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "log_statement=all",
            "log_line_prefix=%p ",
            "shared_preload_libraries=pg_stat_statements,auto_explain",
            "max_connections=60",
        ]
        .iter()
        .chain(settings)
        {
            command.args(["-c", setting]);
        }
        let running = Running::start(&mut command, &log, port, "-INT");
        Some(Self { _running: running, log, plans_read: 0.into(), port, _folder: folder })
    }

    /// The URL of the database `postgres`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// The log as it is.
    ///
    /// # Panics
    ///
    /// When it can't be read.
    #[must_use]
    pub fn text(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log can be read")
    }

    /// The plans that `auto_explain` has logged since the last time, without what was measured.
    ///
    /// # Panics
    ///
    /// When the log can't be read.
    #[must_use]
    pub fn plans(&self) -> Vec<String> {
        let log = self.text();
        let log = log.replace("\n\t", "\r");
        let plans = log.lines().filter_map(|line| line.split_once("  plan:\r"));
        let mut plans: Vec<String> = plans.map(|(_, plan)| plan_of(plan)).collect();
        let known = self.plans_read.swap(plans.len(), std::sync::atomic::Ordering::Relaxed);
        plans.drain(..known);
        plans
    }

    /// The texts of the statements whose plans `auto_explain` has logged.
    ///
    /// # Panics
    ///
    /// When the log can't be read.
    #[must_use]
    pub fn explained(&self) -> Vec<String> {
        let log = self.text();
        log.lines().filter_map(|line| line.trim_start().strip_prefix("Query Text: ").map(str::to_owned)).collect()
    }

    /// The statements that the server has logged, those of `log_statement` and those of `log_min_duration_statement`
    /// alike.
    ///
    /// # Panics
    ///
    /// When the log can't be read.
    #[must_use]
    pub fn log(&self) -> Vec<Logged> {
        let log = self.text();
        // The lines of one entry but the first begin with a tab.
        let log = log.replace("\n\t", "\r");
        let mut statements: Vec<Logged> = Vec::new();
        for line in log.lines() {
            let line = line.replace('\r', "\n");
            let Some((_, said)) = line.split_once(' ') else { continue };
            if let Some(parameters) = said.strip_prefix("DETAIL:  parameters: ") {
                if let Some(last) = statements.last_mut() {
                    parameters.clone_into(&mut last.parameters);
                }
            } else if let Some(said) = said.strip_prefix("LOG:  ") {
                let timed = said.starts_with("duration: ");
                let said = if timed { said.split_once("ms  ").map_or("", |(_, said)| said) } else { said };
                if let Some((how, text)) = said.split_once(": ")
                    && (how == "statement" || how.starts_with("execute "))
                {
                    let name = how.strip_prefix("execute ").unwrap_or_default().to_owned();
                    statements.push(Logged { name, text: text.to_owned(), parameters: String::new(), timed });
                }
            }
        }
        statements
    }
}

/// What the plan is: not the text, which holds the comment.
fn plan_of(logged: &str) -> String {
    logged.split('\r').filter(|line| !line.starts_with("Query Text:")).collect::<Vec<_>>().join("\n")
}

/// A statement in PostgreSQL's log.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The prepared statement: `sqlx_s_1`, `<unnamed>`; empty for a text without parameters of its own.
    pub name: String,
    pub text: String,
    /// `$1 = '1'`, as logged.
    pub parameters: String,
    /// Logged with its duration, after it ran.
    pub timed: bool,
}
