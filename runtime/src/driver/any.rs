//! sqlx's driver that is chosen at run time by a URL.

#[cfg(feature = "any")]
pub(super) use self::linked::Driver;

#[cfg(feature = "any")]
mod linked {
    use std::any::Any;

    use sqlx::Arguments as _;
    use sqlx::any::{AnyArguments, AnyConnectOptions, AnyQueryResult};

    use super::super::linked::Linked;
    use super::super::sqlite;
    use super::super::systems;
    use super::super::target::Target;

    /// sqlx's driver.
    pub(crate) struct Driver;

    impl Linked for Driver {
        fn feature(&self) -> &'static str {
            "any"
        }

        /// User and password of the URL are left where they are.
        fn target(&self, options: &dyn Any) -> Option<Target> {
            let url = &options.downcast_ref::<AnyConnectOptions>()?.database_url;
            let system = systems::with_scheme(url.scheme());
            if system == &sqlite::SQLITE {
                return Some(sqlite::target(url.path()));
            }
            let Some(default_port) = system.port else {
                return Some(Target { system, namespace: None, address: None, port: None });
            };
            let database = url.path().trim_start_matches('/');
            Some(Target {
                system,
                namespace: (!database.is_empty()).then(|| database.to_owned()),
                address: url.host_str().map(str::to_owned),
                port: url.host_str().map(|_| url.port().unwrap_or(default_port)),
            })
        }

        fn rows_affected(&self, result: &dyn Any) -> Option<u64> {
            result.downcast_ref().map(AnyQueryResult::rows_affected)
        }

        fn takes_text(&self, arguments: &dyn Any) -> bool {
            arguments.is::<AnyArguments>()
        }

        fn add_text(&self, arguments: &mut dyn Any, text: Option<&str>) -> bool {
            let text = text.map(str::to_owned);
            arguments.downcast_mut::<AnyArguments>().is_some_and(|arguments| arguments.add(text).is_ok())
        }
    }
}
