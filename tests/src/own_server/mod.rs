//! Database servers of a test's own, for what a shared server can't show: its log, its settings.

mod mariadb;
mod otlp;
mod pgbouncer;
mod postgres;

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub use mariadb::OwnMariaDb;
pub use otlp::{OwnOtlpReceiver, Received};
pub use pgbouncer::OwnPgBouncer;
pub use postgres::{Logged, OwnPostgres};

/// A folder of a server's, which goes when this is dropped.
#[derive(Debug)]
struct Folder(PathBuf);

impl Folder {
    fn new(owner: &Owner) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sqlspan-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for the server");
        if let Some((user, group)) = owner.0 {
            std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("the folder can be given away");
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} is left behind: {error}", self.0.display());
        }
    }
}

/// Who runs a server: not root, which servers refuse.
#[derive(Clone, Copy, Debug)]
struct Owner(Option<(u32, u32)>);

impl Owner {
    /// The user of the given name, where root runs the tests; whoever runs them otherwise.
    fn of(user: &str) -> Self {
        let us = fs::metadata("/proc/self").map(|metadata| std::os::unix::fs::MetadataExt::uid(&metadata));
        if us.ok() != Some(0) {
            return Self(None);
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let line = users.lines().find_map(|line| line.strip_prefix(user)?.strip_prefix(':'));
        let mut ids = line.unwrap_or_default().split(':').skip(1).map_while(|id| id.parse().ok());
        Self(ids.next().zip(ids.next()))
    }

    fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group).current_dir("/");
        }
        command
    }
}

/// A program that is installed; `None`, and why on standard output, when it is not.
///
/// # Panics
///
/// When it is not, and all of them are asked for.
#[must_use]
pub fn program(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let found = path
        .split(':')
        .chain(folders.iter().copied())
        .map(|folder| Path::new(folder).join(name))
        .find(|file| file.is_file());
    if found.is_none() {
        let required = std::env::var("SQLSPAN_REQUIRE_DATABASES").is_ok_and(|value| value == "1");
        assert!(!required, "{name} is not installed, and SQLSPAN_REQUIRE_DATABASES=1 asks for all databases");
        println!("skipped: {name} is not installed");
    }
    found
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program can be run");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A server that runs until this is dropped.
#[derive(Debug)]
struct Running {
    server: Child,
    /// The signal upon which it ends in good order, whoever is connected.
    ends_on: &'static str,
}

impl Running {
    /// Starts a server, with what it says on standard error in `log`, and waits until it listens on `port`.
    fn start(command: &mut Command, log: &Path, port: u16, ends_on: &'static str) -> Self {
        Self::start_printing(command.stdout(Stdio::null()), log, port, ends_on)
    }

    /// The same, with what it prints going where the command says.
    fn start_printing(command: &mut Command, log: &Path, port: u16, ends_on: &'static str) -> Self {
        let said = fs::File::create(log).expect("a log");
        let child = command.stdin(Stdio::null()).stderr(said).spawn();
        let mut running = Self { server: child.expect("the server can be started"), ends_on };
        for _ in 0..600 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return running;
            }
            let ended = running.server.try_wait().expect("its state can be asked");
            assert!(ended.is_none(), "{command:?}: {}", fs::read_to_string(log).unwrap_or_default());
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{command:?} does not listen: {}", fs::read_to_string(log).unwrap_or_default());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An orderly end: a server that is killed leaves its children and its shared memory behind.
        let pid = self.server.id().to_string();
        let _ = Command::new("kill").args([self.ends_on, &pid]).status();
        for _ in 0..200 {
            if matches!(self.server.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
