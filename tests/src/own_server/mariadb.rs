//! MariaDB.

use std::path::PathBuf;

use super::{Folder, Owner, Running, free_port, program, run};

/// A MariaDB server of a test's own, that writes every statement into the general and the slow log.
#[derive(Debug)]
pub struct OwnMariaDb {
    // Ends before its folder goes.
    _running: Running,
    general: PathBuf,
    slow: PathBuf,
    port: u16,
    _folder: Folder,
}

impl OwnMariaDb {
    /// `None`, and why on standard output, when MariaDB's programs are not installed.
    ///
    /// # Panics
    ///
    /// When the server can't be started, or is required and not installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let install = program("mariadb-install-db", &["/usr/bin"])?;
        let server = program("mariadbd", &["/usr/sbin", "/usr/libexec"])?;
        let owner = Owner::of("mysql");
        let folder = Folder::new(&owner);
        let data = format!("--datadir={}", folder.0.join("data").display());
        let authentication = "--auth-root-authentication-method=normal";
        run(owner.command(&install).args(["--no-defaults", &data, authentication, "--skip-test-db"]));
        let (port, general, slow) = (free_port(), folder.0.join("general.log"), folder.0.join("slow.log"));
        let mut command = owner.command(&server);
        command.args(["--no-defaults", &data, "--bind-address=127.0.0.1", "--skip-name-resolve"]);
        command.arg(format!("--port={port}")).arg(format!("--socket={}", folder.0.join("socket").display()));
        command.arg("--general-log=1").arg(format!("--general-log-file={}", general.display()));
        command.args(["--slow-query-log=1", "--long-query-time=0"]);
        command.arg(format!("--slow-query-log-file={}", slow.display()));
        let running = Running::start(&mut command, &folder.0.join("error.log"), port, "-TERM");
        Some(Self { _running: running, general, slow, port, _folder: folder })
    }

    /// The URL of the database `mysql`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("mysql://root@127.0.0.1:{}/mysql", self.port)
    }

    /// The general log.
    ///
    /// # Panics
    ///
    /// When it can't be read.
    #[must_use]
    pub fn general_log(&self) -> String {
        std::fs::read_to_string(&self.general).expect("the log can be read")
    }

    /// The slow log.
    ///
    /// # Panics
    ///
    /// When it can't be read.
    #[must_use]
    pub fn slow_log(&self) -> String {
        std::fs::read_to_string(&self.slow).expect("the log can be read")
    }
}
