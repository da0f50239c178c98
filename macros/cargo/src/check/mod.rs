//! Whether the statements of an inventory hold on a database: each is prepared there, nothing is executed.
//!
//! `subject` is what is asked, one statement of one site; `asker` asks; `judge` makes a verdict of the answer; `defined`
//! knows what the program defines itself; `found` is what comes of it, and `shown` the line of a text that a reason is
//! about.

mod asker;
mod defined;
mod found;
mod judge;
mod shown;
mod subject;

use serde::Serialize;
use sqlspan_analysis::Dialect;

pub use found::{Fault, FaultKind, NotChecked, Place};
pub use shown::Shown;

use crate::database::{Connection, Error, RefusalKind};
use crate::inventory::{Inventory, Site, TextKnown};
use asker::Asker;
use defined::Defined;
use judge::{Meant, Verdict};
use subject::Subject;

/// What a database says of the statements of an inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// How many statements there are for this database.
    pub statements: usize,
    /// How many of them hold.
    pub hold: usize,
    /// What does not hold, in the order of the sites.
    pub faults: Vec<Fault>,
    /// What the database can't tell, with the reason.
    pub not_checked: Vec<NotChecked>,
    /// How many statements are for another database, as their attribute or their package says.
    pub of_other_databases: usize,
    /// How many query calls have a text that is made at run time, or was not found.
    pub not_static: usize,
}

/// The schema that statements are held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// The database, for people, without credentials.
    pub database: String,
    /// The kind of database.
    pub system: &'static str,
    /// The version of the server, where it tells one.
    pub version: Option<String>,
    /// The name of the scratch database that was made on that server, and dropped.
    pub scratch: Option<String>,
}

impl Check {
    /// Asks a database about the statements of an inventory; without those of tests, where that is asked for.
    ///
    /// # Errors
    ///
    /// Where the connection is lost.
    pub async fn of(inventory: &Inventory, connection: &mut Connection, no_tests: bool) -> Result<Self, Error> {
        let mut asker = Asker::new(connection);
        let dialect = asker.dialect();
        let mut check = Self {
            statements: 0,
            hold: 0,
            faults: Vec::new(),
            not_checked: Vec::new(),
            of_other_databases: 0,
            not_static: 0,
        };
        let defined = Defined::of(&inventory.sites, dialect);
        for site in inventory.sites.iter().filter(|site| site.likely && !(no_tests && site.is_test)) {
            match site.text {
                TextKnown::Static | TextKnown::Choice => {}
                TextKnown::None => continue,
                TextKnown::Beginning | TextKnown::Dynamic | TextKnown::Unresolved => {
                    check.not_static += 1;
                    continue;
                }
            }
            let stated = stated(site, inventory);
            for subject in subject::all(site, dialect) {
                if stated.is_some_and(|stated| stated != dialect) {
                    check.of_other_databases += 1;
                } else {
                    check.ask(&subject, &mut asker, stated.is_some(), &defined).await?;
                }
            }
        }
        asker.end().await;
        Ok(check)
    }

    async fn ask(
        &mut self,
        subject: &Subject<'_>,
        asker: &mut Asker<'_>,
        is_stated: bool,
        defined: &Defined<'_>,
    ) -> Result<(), Error> {
        let dialect = asker.dialect();
        let verdict = if let Some(reason) = subject.never_asked(dialect) {
            Verdict::NotChecked(reason.to_owned())
        } else {
            let outcome = asker.answer(subject).await?;
            let meant = if is_stated {
                Meant::Here
            } else if outcome.is_refused_as(RefusalKind::Syntax) && asker.sqlite_reads(subject).await? {
                Meant::SqliteReads
            } else {
                Meant::Unknown
            };
            judge::judge(subject, outcome, dialect, meant, defined)
        };
        self.take(subject, verdict);
        Ok(())
    }

    fn take(&mut self, subject: &Subject<'_>, verdict: Verdict) {
        self.statements += 1;
        match verdict {
            Verdict::Holds => self.hold += 1,
            Verdict::NotChecked(reason) => self.not_checked.push(NotChecked { place: subject.place(), reason }),
            Verdict::Fault(fault) => self.faults.push(*fault),
        }
    }
}

/// The dialect of a site: the one that an attribute states, or that of the only driver that its package has.
fn stated(site: &Site, inventory: &Inventory) -> Option<Dialect> {
    match site.dialect {
        Some("postgres") => Some(Dialect::Postgres),
        Some("mysql") => Some(Dialect::MySql),
        Some("sqlite") => Some(Dialect::Sqlite),
        _ => match inventory.drivers.get(&site.package).map(Vec::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        },
    }
}
