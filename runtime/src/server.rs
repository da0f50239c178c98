//! Which database a query goes to, and how that is found: through the pool; on a connection, through what the macro
//! saw in the same function, the pool that the call site names, or the only registered pool of that driver.

use std::any::{Any, TypeId};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, RwLock, Weak};
use std::task::{Context, Waker};

use opentelemetry::{KeyValue, Value};
use sqlspan_sql::Dialect;
use sqlx::pool::CloseEvent;
use sqlx::{Database, Pool};

use crate::call_site::CallSite;
use crate::comment::CommentMode;
use crate::conventions::{self as names, Attribute, Conventions};
use crate::metrics::Observed;
use crate::pool_settings::{DatabaseSystem, PoolSettings, RegisteredPool};
use crate::telemetry::InstallError;

/// A database server as spans name it. Interned for the life of the process, so that a query copies a reference and
/// its attributes borrow: the number of servers is bounded by the databases that the process is configured for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    pub(crate) system: &'static str,
    pub(crate) namespace: Option<&'static str>,
    pub(crate) address: Option<&'static str>,
    pub(crate) port: Option<u16>,
    /// All of that in one text.
    described: &'static str,
    /// What was settled for the pool, where it is registered.
    pub(crate) pool: Option<&'static RegisteredPool>,
}

impl Server {
    const fn system_only(system: &'static str) -> Self {
        Self { system, namespace: None, address: None, port: None, described: system, pool: None }
    }

    /// How the server reads SQL.
    pub(crate) fn dialect(&self) -> Dialect {
        match self.system {
            "postgresql" | "cockroachdb" => Dialect::Postgres,
            "mysql" | "mariadb" => Dialect::MySql,
            "sqlite" => Dialect::Sqlite,
            _ => Dialect::Generic,
        }
    }

    /// sqlx's driver, by the name of its crate.
    pub(crate) fn driver(&self) -> Option<&'static str> {
        match self.system {
            "postgresql" | "cockroachdb" => Some("sqlx-postgres"),
            "mysql" | "mariadb" => Some("sqlx-mysql"),
            "sqlite" => Some("sqlx-sqlite"),
            _ => None,
        }
    }

    /// The attributes that samplers may ask for.
    pub(crate) fn describe(&self, conventions: Conventions, attributes: &mut Vec<KeyValue>) {
        let mut put =
            |name: Attribute, value: Value| name.put(conventions, value, |attribute| attributes.push(attribute));
        put(names::DB_SYSTEM_NAME, self.system.into());
        if let Some(namespace) = self.namespace {
            put(names::DB_NAMESPACE, namespace.into());
        }
        if let Some(address) = self.address {
            put(names::SERVER_ADDRESS, address.into());
        }
        if let Some(port) = self.port {
            put(names::SERVER_PORT, i64::from(port).into());
        }
    }

    /// `db.client.connection.pool.name`: as registered, else `address:port/namespace`.
    pub(crate) fn pool_name(&self) -> &'static str {
        self.pool.map_or(self.described, |pool| pool.name)
    }

    fn description(&self) -> String {
        let address = self.address.unwrap_or_default();
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        match self.namespace {
            Some(namespace) if address.is_empty() => namespace.to_owned(),
            Some(namespace) => format!("{address}{port}/{namespace}"),
            None if address.is_empty() => self.system.to_owned(),
            None => format!("{address}{port}"),
        }
    }
}

/// What the macro saw of a connection's origin: the server of the pool that it came from, if it was a pool.
pub type Origin = Option<&'static Server>;

/// One pool that is known.
struct Known {
    /// Where the pool's options are in memory: sqlx has no identity for a pool. The weak reference keeps the address
    /// from being given to other options.
    address: usize,
    alive: Weak<dyn Any + Send + Sync>,
    /// Comes when the pool is closed, or dropped: asked where that decides, since it costs a lock.
    closed: Mutex<CloseEvent>,
    database: TypeId,
    server: &'static Server,
}

impl Known {
    fn name(&self) -> Option<&'static str> {
        self.server.pool.map(|pool| pool.name)
    }

    fn is_open(&self) -> bool {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *closed).poll(&mut Context::from_waker(Waker::noop())).is_pending()
    }
}

static KNOWN: RwLock<Vec<Known>> = RwLock::new(Vec::new());
static INTERNED: RwLock<Vec<&'static Server>> = RwLock::new(Vec::new());

/// The server of a pool, noted on first sight.
pub(crate) fn of_pool<DB: Database>(pool: &Pool<DB>) -> &'static Server {
    let options = pool.connect_options();
    let address = address_of(&options);
    {
        let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.iter().find(|known| known.address == address) {
            return known.server;
        }
    }
    let server = intern(describe_options::<DB>(options.as_ref()));
    note(pool, address, server)
}

/// A pool that is to be registered.
pub(crate) struct Registration {
    settings: PoolSettings,
    server: Server,
    address: usize,
    register: Box<dyn FnOnce(PoolSettings, Server) -> &'static RegisteredPool + Send>,
}

impl Registration {
    pub(crate) fn new<DB: Database>(pool: &Pool<DB>, settings: PoolSettings) -> Self {
        let options = pool.connect_options();
        let (server, address) = (describe_options::<DB>(options.as_ref()), address_of(&options));
        let pool = pool.clone();
        let register = move |settings, mut server: Server| {
            let registered: &'static RegisteredPool =
                Box::leak(Box::new(RegisteredPool::new(settings, Observed::new(&pool))));
            server.pool = Some(registered);
            note(&pool, address, intern(server));
            registered
        };
        Self { settings, server, address, register: Box::new(register) }
    }

    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    /// Whether it goes with itself, and with those before.
    pub(crate) fn check(&self, before: &[Self]) -> Result<(), InstallError> {
        let name = || self.settings.name.clone();
        if before.iter().any(|other| other.settings.name == self.settings.name) {
            return Err(InstallError::DuplicatePool(name()));
        }
        if let Some(other) = before.iter().find(|other| other.address == self.address) {
            return Err(InstallError::PoolTwice { first: other.settings.name.clone(), second: name() });
        }
        if let Some(stated) = self.settings.system
            && !stated.is_served_by(self.server.system)
        {
            return Err(InstallError::WrongSystem {
                pool: name(),
                stated: stated.as_str(),
                driver: self.server.system,
            });
        }
        let mode = self.settings.comments.as_ref().map(|comments| comments.mode);
        let system = self.settings.system.map_or(self.server.system, DatabaseSystem::as_str);
        match mode {
            Some(mode @ (CommentMode::Bound | CommentMode::Transaction)) if system != "postgresql" => {
                Err(InstallError::NeedsPostgres { pool: name(), mode, system })
            }
            _ => Ok(()),
        }
    }
}

/// Makes the settings of a pool known.
pub(crate) fn register(registration: Registration) -> &'static RegisteredPool {
    let Registration { settings, mut server, register, .. } = registration;
    if let Some(system) = settings.system {
        server.system = system.as_str();
    }
    register(settings, server)
}

fn note<DB: Database>(pool: &Pool<DB>, address: usize, server: &'static Server) -> &'static Server {
    let options: Arc<dyn Any + Send + Sync> = pool.connect_options();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    known.retain(|known| known.alive.strong_count() > 0 && (server.pool.is_none() || known.address != address));
    if let Some(known) = known.iter().find(|known| known.address == address) {
        return known.server;
    }
    known.push(Known {
        address,
        alive: Arc::downgrade(&options),
        closed: Mutex::new(pool.close_event()),
        database: TypeId::of::<DB>(),
        server,
    });
    server
}

fn address_of<T>(options: &Arc<T>) -> usize {
    Arc::as_ptr(options).cast::<()>() as usize
}

/// The server of a query that runs on a connection of `DB`.
pub(crate) fn of_connection<DB: Database>(site: &CallSite, origin: Origin) -> &'static Server {
    if let Some(server) = origin {
        return server;
    }
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    // Pools that were only seen are left out: others may not have been seen yet, and the query would be put on a
    // server that it does not go to.
    let mut same = known.iter().filter(|known| {
        known.name().is_some() && known.database == TypeId::of::<DB>() && known.alive.strong_count() > 0
    });
    if let Some(name) = site.pool {
        // A name that nobody registered says nothing of the server.
        return same.find(|known| known.name() == Some(name)).map_or_else(system_only::<DB>, |known| known.server);
    }
    match (same.next(), same.next()) {
        (Some(only), None) => only.server,
        (Some(first), Some(second)) => {
            // A pool that is closed has no connections.
            let mut open = [first, second].into_iter().chain(same).filter(|known| known.is_open());
            match (open.next(), open.next()) {
                (Some(only), None) => only.server,
                _ => system_only::<DB>(),
            }
        }
        _ => system_only::<DB>(),
    }
}

/// The system alone, by the driver's name.
fn system_only<DB: Database>() -> &'static Server {
    static POSTGRESQL: Server = Server::system_only("postgresql");
    static MYSQL: Server = Server::system_only("mysql");
    static SQLITE: Server = Server::system_only("sqlite");
    static OTHER: Server = Server::system_only("other_sql");
    match DB::NAME {
        "PostgreSQL" => &POSTGRESQL,
        "MySQL" => &MYSQL,
        "SQLite" => &SQLITE,
        _ => &OTHER,
    }
}

fn intern(mut server: Server) -> &'static Server {
    server.described = intern_text(&server.description());
    let mut interned = INTERNED.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = interned.iter().find(|same| ***same == server) {
        return same;
    }
    let server: &'static Server = Box::leak(Box::new(server));
    interned.push(server);
    server
}

/// One copy of a text for the life of the process.
fn intern_text(text: &str) -> &'static str {
    static TEXTS: RwLock<Vec<&'static str>> = RwLock::new(Vec::new());
    let mut texts = TEXTS.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = texts.iter().find(|same| **same == text) {
        return same;
    }
    let text: &'static str = Box::leak(text.into());
    texts.push(text);
    text
}

/// Reads the options of the drivers whose feature is on; of others only the system is known.
#[cfg_attr(
    not(any(feature = "postgres", feature = "mysql", feature = "sqlite", feature = "any")),
    expect(unused_variables, reason = "only drivers whose feature is on are looked into")
)]
fn describe_options<DB: Database>(options: &(dyn Any + Send + Sync)) -> Server {
    #[cfg(feature = "postgres")]
    if let Some(options) = options.downcast_ref::<sqlx::postgres::PgConnectOptions>() {
        return postgres(options);
    }
    #[cfg(feature = "mysql")]
    if let Some(options) = options.downcast_ref::<sqlx::mysql::MySqlConnectOptions>() {
        return mysql(options);
    }
    #[cfg(feature = "sqlite")]
    if let Some(options) = options.downcast_ref::<sqlx_sqlite::SqliteConnectOptions>() {
        return sqlite(&options.get_filename().to_string_lossy());
    }
    #[cfg(feature = "any")]
    if let Some(options) = options.downcast_ref::<sqlx::any::AnyConnectOptions>() {
        return any(options);
    }
    system_only::<DB>().clone()
}

#[cfg(feature = "postgres")]
fn postgres(options: &sqlx::postgres::PgConnectOptions) -> Server {
    // Without a database PostgreSQL connects to the one of the user's name.
    let namespace = options.get_database().unwrap_or_else(|| options.get_username());
    let mut server = Server {
        system: "postgresql",
        namespace: Some(intern_text(namespace)),
        address: Some(intern_text(options.get_host())),
        port: Some(options.get_port()),
        ..Server::default()
    };
    // A host that is a directory is a socket too.
    let host = options.get_host();
    if let Some(socket) = options.get_socket() {
        (server.address, server.port) = (Some(intern_text(&socket.to_string_lossy())), None);
    } else if host.starts_with('/') {
        server.port = None;
    }
    server
}

#[cfg(feature = "mysql")]
fn mysql(options: &sqlx::mysql::MySqlConnectOptions) -> Server {
    let socket = options.get_socket();
    Server {
        system: "mysql",
        namespace: options.get_database().map(intern_text),
        address: Some(
            socket.map_or_else(|| intern_text(options.get_host()), |socket| intern_text(&socket.to_string_lossy())),
        ),
        port: socket.is_none().then(|| options.get_port()),
        ..Server::default()
    }
}

/// SQLite has no server: the file is the namespace. Names that sqlx makes up for private databases in memory would be
/// a new one each time.
#[cfg(any(feature = "sqlite", feature = "any"))]
fn sqlite(file: &str) -> Server {
    let memory = file.is_empty() || file.contains(":memory:") || file.starts_with("file:sqlx-in-memory-");
    let namespace = if memory { ":memory:" } else { intern_text(file) };
    Server { namespace: Some(namespace), ..Server::system_only("sqlite") }
}

/// The URL of a driver that is chosen at run time. User and password are left where they are.
#[cfg(feature = "any")]
fn any(options: &sqlx::any::AnyConnectOptions) -> Server {
    let url = &options.database_url;
    let system = match url.scheme() {
        "postgres" | "postgresql" => "postgresql",
        "mysql" => "mysql",
        "mariadb" => "mariadb",
        "sqlite" => return sqlite(url.path()),
        _ => return Server::system_only("other_sql"),
    };
    let default_port = if system == "postgresql" { 5432 } else { 3306 };
    let database = url.path().trim_start_matches('/');
    Server {
        system,
        namespace: (!database.is_empty()).then(|| intern_text(database)),
        address: url.host_str().map(intern_text),
        port: url.host_str().map(|_| url.port().unwrap_or(default_port)),
        ..Server::default()
    }
}
