//! Methods, functions and macros of other people that have the names of sqlx's: inside annotated functions they are
//! exactly what they were. The same tokens compile with the attribute and without, in silence, result in the same and
//! make no span (`A26` of the checklist). One query of sqlx's stands beside them, so that the attribute has something to do.

#![deny(warnings)]
#![warn(clippy::pedantic)]
#![allow(clippy::unwrap_used, reason = "tests")]
// What other people write.
#![allow(clippy::unused_async, clippy::needless_pass_by_value, clippy::trivially_copy_pass_by_ref, clippy::unused_self)]

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use sqlspan::{repository, traced};
use sqlspan_tests::{Expect, Trace};
use sqlx::{Sqlite, SqlitePool};

type Fixture = sqlspan_tests::Fixture<Sqlite>;

/// The query that makes the attribute necessary.
const MARK: &str = "SELECT id FROM orders WHERE id = 1";

/// The same function twice.
macro_rules! foreign {
    ($($name:ident, $(#[$attribute:meta])* { $($item:tt)* })*) => {$(
        mod $name {
            use super::*;

            mod plain {
                use super::*;
                $($item)*
            }

            mod annotated {
                use super::*;
                $(#[$attribute])*
                $($item)*
            }

            #[tokio::test]
            async fn is_left_alone() {
                let Some(db) = Fixture::new().await else { return };
                let plain = plain::run(&db.pool).await;
                let trace = Trace::start("annotated");
                let annotated = trace.run(annotated::run(&db.pool)).await;
                assert_eq!(annotated, plain);
                let one = [Expect::span("SELECT orders", MARK).rows(1)];
                Expect::exactly(&one, &trace, &db.server, concat!("::", stringify!($name), "::annotated::"));
            }
        }
    )*};
}

async fn shown(pool: &SqlitePool, what: impl std::fmt::Debug) -> String {
    format!("{what:?} of {}", pool.size().min(1))
}

/// A client of another database.
#[derive(Debug, Default, Clone)]
struct Client {
    seen: RefCell<Vec<String>>,
}

impl Client {
    fn execute(&self, text: &str) -> usize {
        self.seen.borrow_mut().push(text.to_owned());
        text.len()
    }

    async fn fetch_one(&self, text: &str) -> Result<String, String> {
        if text.is_empty() { Err("empty".to_owned()) } else { Ok(text.to_uppercase()) }
    }

    fn fetch_all(&mut self, numbers: &[u8]) -> Vec<u8> {
        self.seen.get_mut().push("fetch_all".to_owned());
        numbers.to_vec()
    }

    fn fetch(self, key: u8) -> (Vec<String>, u8) {
        (self.seen.into_inner(), key)
    }

    async fn fetch_optional(&mut self, key: Option<&str>) -> Option<usize> {
        key.map(str::len)
    }

    fn execute_many<'a>(&'a self, all: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = usize> {
        all.into_iter().map(|text| self.execute(text))
    }
}

/// Another library whose functions are named as sqlx's are.
mod other {
    use super::Client;

    #[derive(Debug)]
    pub struct Query(pub &'static str, pub Vec<i64>);

    pub fn query(text: &'static str) -> Query {
        Query(text, Vec::new())
    }

    pub fn query_as<T: Default>(_: &'static str) -> Query {
        let _ = T::default();
        Query("as", Vec::new())
    }

    impl Query {
        pub fn bind(mut self, value: i64) -> Self {
            self.1.push(value);
            self
        }

        pub async fn fetch_one(self, client: &Client) -> Result<String, String> {
            client.execute(self.0);
            Ok(format!("{self:?}"))
        }

        pub fn execute(self, client: &mut Client) -> usize {
            client.seen.get_mut().len() + self.1.len()
        }
    }
}

/// A macro of one's own.
#[allow(unused_macros, reason = "it shadows")]
macro_rules! query {
    ($($word:ident)*) => {
        stringify!($($word)*).len()
    };
}

trait Execute {
    fn execute(&self, command: Command) -> Result<u32, Command>;
}

#[derive(Clone, Debug, PartialEq)]
enum Command {
    Start { name: String },
}

struct Bus;

impl Execute for Bus {
    fn execute(&self, Command::Start { name }: Command) -> Result<u32, Command> {
        u32::try_from(name.len()).map_err(|_| Command::Start { name })
    }
}

foreign! {
    by_reference, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let client = Client::default();
            let length = client.execute("start the engine");
            let text = String::from("coerced");
            let coerced = client.execute(&text);
            let boxed: Box<str> = "boxed".into();
            let more = client.execute(&boxed);
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (length, coerced, more, client.seen)).await
        }
    }
    asynchronous, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let mut client = Client::default();
            let text = String::from("coerced");
            let one = client.fetch_one(&text).await;
            let none = client.fetch_one("").await.map_err(|error| error.len());
            let late = client.fetch_one("later");
            let late = late.await;
            let optional = client.fetch_optional(Some(&text)).await;
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (one, none, late, optional)).await
        }
    }
    by_mutable_reference_and_by_value, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let mut client = Client::default();
            let numbers = vec![1, 2, 3];
            let all = client.fetch_all(&numbers);
            let array = client.fetch_all(&[4]);
            let many: Vec<usize> = client.execute_many(["one", "three"]).collect();
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            let (seen, key) = client.clone().fetch(7);
            shown(pool, (all, array, many, seen, key, numbers)).await
        }
    }
    in_an_implementation, #[repository] {
        impl Service {
            async fn go(&mut self, pool: &SqlitePool) -> String {
                let started = self.bus.execute(Command::Start { name: "engine".to_owned() });
                let read = self.client.execute(&self.text);
                let all = self.client.fetch_all(self.text.as_bytes());
                let kept = self.all.entry(1).or_default().fetch_all(&[1]);
                let found = self.fetch_one(&self.text);
                sqlx::query(MARK).fetch_one(pool).await.unwrap();
                shown(pool, (started, read, all, kept, found)).await
            }

            fn fetch_one(&self, text: &str) -> usize {
                self.text.len() + text.len()
            }
        }

        struct Service {
            bus: Bus,
            client: Client,
            text: String,
            all: HashMap<u8, Client>,
        }

        pub async fn run(pool: &SqlitePool) -> String {
            let text = String::from("text");
            Service { bus: Bus, client: Client::default(), text, all: HashMap::new() }.go(pool).await
        }
    }
    behind_a_trait, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let bus: Box<dyn Execute + Send + Sync> = Box::new(Bus);
            let first = bus.execute(Command::Start { name: String::new() });
            let shared: Arc<dyn Execute + Send + Sync> = Arc::new(Bus);
            let second = shared.execute(Command::Start { name: "a".to_owned() }).and_then(|one| first.map(|two| one + two));
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, second).await
        }
    }
    generic, #[traced] {
        async fn found<B: Execute>(pool: &SqlitePool, bus: &B) -> String {
            let found = (*bus).execute(Command::Start { name: "generic".to_owned() });
            let again = bus.execute(Command::Start { name: "again".to_owned() });
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (found, again)).await
        }

        pub async fn run(pool: &SqlitePool) -> String {
            found(pool, &Bus).await
        }
    }
    functions_of_another_library, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let mut client = Client::default();
            let one = other::query("SELECT 1").fetch_one(&client).await;
            let two = other::query("SELECT 2").bind(2).fetch_one(&client).await;
            let three = other::query_as::<u8>("SELECT 3").bind(3).execute(&mut client);
            let query = other::query("SELECT 4");
            let four = query.bind(4).fetch_one(&client).await;
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (one, two, three, four, client.seen)).await
        }
    }
    imported_functions_of_another_library, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            use other::query;
            let client = Client::default();
            let one = query("SELECT 1").bind(1).fetch_one(&client).await;
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (one, client.seen)).await
        }
    }
    a_macro_of_ones_own, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let length = query!(select from orders);
            let client = Client::default();
            let executed = client.execute(&query!(a b).to_string());
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (length, executed)).await
        }
    }
    other_peoples_acquire, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let semaphore = Arc::new(tokio::sync::Semaphore::new(2));
            let permit = semaphore.acquire().await.unwrap();
            let owned = semaphore.clone().acquire_owned().await.unwrap();
            let left = semaphore.available_permits();
            let _third = semaphore.try_acquire().unwrap_err();
            drop((permit, owned));
            let _both = semaphore.acquire_many(2).await.unwrap();
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (left, semaphore.available_permits())).await
        }
    }
    other_peoples_begin, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            struct Engine(u8);
            impl Engine {
                fn begin(&mut self) -> &mut Self {
                    self.0 += 1;
                    self
                }
                fn execute(&mut self, by: u8) -> u8 {
                    self.0 += by;
                    self.0
                }
            }
            let mut engine = Engine(1);
            let running = engine.begin();
            let once = running.execute(2);
            let twice = engine.begin().execute(3);
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (once, twice)).await
        }
    }
    other_peoples_transactions, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            #[derive(Debug, Default)]
            struct Index {
                committed: u32,
            }
            impl Index {
                fn commit(&mut self) -> u32 {
                    self.committed += 1;
                    self.committed
                }
                fn rollback(&mut self) -> Result<(), String> {
                    Err("nothing to undo".to_owned())
                }
                fn begin_with<'a>(&self, name: &'a str) -> &'a str {
                    name
                }
                fn try_begin_with(&self, number: u8) -> Option<u8> {
                    number.checked_sub(1)
                }
                fn acquire(&self) -> &Self {
                    self
                }
            }
            struct Session(Vec<&'static str>);
            impl Session {
                async fn begin(mut self) -> Self {
                    self.0.push("begin");
                    self
                }
                async fn commit(self) -> usize {
                    self.0.len()
                }
                fn rollback(self) -> Vec<&'static str> {
                    self.0
                }
            }
            let mut index = Index::default();
            let committed = (index.commit(), index.commit());
            let undone = index.rollback();
            let names = (index.begin_with("name"), index.try_begin_with(0), index.acquire().acquire().committed);
            let locked = std::sync::Mutex::new(Index::default());
            let under_lock = locked.lock().unwrap().commit();
            let written = Session(Vec::new()).begin().await.begin().await.commit().await;
            let dropped = Session(vec!["open"]).begin().await.rollback();
            let mut many = [Index::default(), Index::default()];
            let all: Vec<u32> = many.iter_mut().map(Index::commit).collect();
            let boxed: Box<dyn Fn() -> Index> = Box::new(Index::default);
            let made = boxed().commit();
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (committed, undone, names, under_lock, written, dropped, all, made)).await
        }
    }
    closures_and_fields, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            struct Hooks<F: Fn(u8) -> u8> {
                execute: F,
            }
            let hooks = Hooks { execute: |number| number + 1 };
            let called = (hooks.execute)(1);
            let execute = |text: &str| text.len();
            let length = execute("SELECT nothing");
            let clients = [Client::default(), Client::default()];
            let all: Vec<usize> = clients.iter().map(|client| client.execute("each")).collect();
            let first = clients[0].execute("first");
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (called, length, all, first)).await
        }
    }
    a_pool_of_workers, #[repository] {
        impl Workers {
            async fn go(&self, pool: &SqlitePool) -> String {
                let cleaned = self.pool.execute(Job::CleanUp);
                let named = self.pool.execute(clean_up);
                let own = self.pool.execute(Self::work);
                sqlx::query(MARK).fetch_one(pool).await.unwrap();
                shown(pool, (cleaned, named, own)).await
            }

            fn work() -> u8 {
                3
            }
        }

        struct Workers {
            pool: Pool,
        }

        struct Pool;

        trait Work {
            fn work(self) -> u8;
        }

        enum Job {
            CleanUp,
        }

        impl Work for Job {
            fn work(self) -> u8 {
                let Self::CleanUp = self;
                1
            }
        }

        impl<F: FnOnce() -> u8> Work for F {
            fn work(self) -> u8 {
                self()
            }
        }

        fn clean_up() -> u8 {
            2
        }

        impl Pool {
            fn execute(&self, work: impl Work) -> u8 {
                work.work()
            }
        }

        pub async fn run(pool: &SqlitePool) -> String {
            Workers { pool: Pool }.go(pool).await
        }
    }
    with_two_arguments_or_none, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            struct Two;
            impl Two {
                fn execute(&self) -> u8 {
                    1
                }
                fn fetch_one(&self, one: &str, two: &str) -> usize {
                    one.len() + two.len()
                }
                fn fetch_all<T: Default>(&self, _: &str) -> T {
                    T::default()
                }
            }
            let found = (Two.execute(), Two.fetch_one("SELECT 1", "2"), Two.fetch_all::<u8>("SELECT 1"));
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, found).await
        }
    }
    in_conditions, #[traced] {
        pub async fn run(pool: &SqlitePool) -> String {
            let mut client = Client::default();
            let mut turns = 0;
            while client.execute("turn") > turns {
                turns += 1;
            }
            let found = if let Ok(found) = client.fetch_one("found").await { found } else { "none".to_owned() };
            let other = match client.fetch_optional(Some("one")).await {
                Some(length) if client.execute("guard") == 5 => length,
                _ => 0,
            };
            sqlx::query(MARK).fetch_one(pool).await.unwrap();
            shown(pool, (turns, found, other)).await
        }
    }
}
