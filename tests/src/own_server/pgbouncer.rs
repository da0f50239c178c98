//! `PgBouncer` in transaction mode.

use super::{Folder, OwnPostgres, Owner, Running, free_port, program};

/// A pooler of a test's own, which gives each transaction another connection of a server's.
#[derive(Debug)]
pub struct OwnPgBouncer {
    // Ends before its folder goes.
    _running: Running,
    port: u16,
    _folder: Folder,
}

impl OwnPgBouncer {
    /// A pooler with so many connections to the server; `None`, and why on standard output, when it is not installed.
    ///
    /// # Panics
    ///
    /// When it can't be started, or is required and not installed.
    #[must_use]
    pub fn start(server: &OwnPostgres, connections: usize) -> Option<Self> {
        let pgbouncer = program("pgbouncer", &["/usr/sbin"])?;
        let owner = Owner::of("postgres");
        let folder = Folder::new(&owner);
        let port = free_port();
        let settings = folder.0.join("pgbouncer.ini");
        let text = format!(
            "[databases]\n* = host=127.0.0.1 port={} user=postgres\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = {connections}\n\
             server_round_robin = 1\nunix_socket_dir = {}\nignore_startup_parameters = extra_float_digits\n",
            server.port,
            folder.0.display(),
        );
        std::fs::write(&settings, text).expect("the settings can be written");
        let mut command = owner.command(&pgbouncer);
        let running = Running::start(command.arg(&settings), &folder.0.join("log"), port, "-TERM");
        Some(Self { _running: running, port, _folder: folder })
    }

    /// The URL of the server's database `postgres`, through the pooler.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}
