//! All settings of the process: as the program states them, and as queries read them.

use std::sync::OnceLock;

use super::comments::{CommentMode, Comments};
use super::conventions::Conventions;
#[cfg(feature = "n-plus-one")]
use super::n_plus_one::{NPlusOne, NPlusOneInForce};
use super::providers::Providers;
use super::query_text::QueryText;
use super::setting::Setting;
use super::transactions::Transactions;
use super::waits::{self, Waits};

const QUERY_TEXT_LIMIT: u64 = 4096;

/// The settings that a program states.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) query_text: QueryText,
    pub(crate) query_text_limit: usize,
    pub(crate) comments: Comments,
    pub(crate) waits: Waits,
    pub(crate) transactions: Transactions,
    pub(crate) conventions: Conventions,
    #[cfg(feature = "n-plus-one")]
    pub(crate) n_plus_one: NPlusOne,
    pub(crate) only_under_parent: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            query_text: QueryText::default(),
            query_text_limit: usize::try_from(QUERY_TEXT_LIMIT).unwrap_or(usize::MAX),
            comments: Comments::default(),
            waits: Waits::default(),
            transactions: Transactions::default(),
            conventions: Conventions::default(),
            #[cfg(feature = "n-plus-one")]
            n_plus_one: NPlusOne::default(),
            only_under_parent: false,
        }
    }
}

/// The settings in force.
pub(crate) struct InForce {
    pub(crate) query_text: Setting<QueryText>,
    pub(crate) query_text_limit: Setting<usize>,
    pub(crate) comment_mode: Setting<CommentMode>,
    pub(crate) waits: Setting<Waits>,
    pub(crate) transactions: Setting<Transactions>,
    pub(crate) conventions: Setting<Conventions>,
    #[cfg(feature = "n-plus-one")]
    pub(crate) n_plus_one: NPlusOneInForce,
    pub(crate) only_under_parent: Setting<bool>,
    providers: OnceLock<Providers>,
    comments: OnceLock<Comments>,
}

/// The settings of this process. Before anything is installed they are the defaults.
pub(crate) static IN_FORCE: InForce = InForce::new();

/// The process has settings already.
pub(crate) struct AlreadyInstalled;

impl InForce {
    const fn new() -> Self {
        Self {
            query_text: Setting::of_word(QueryText::AsWritten as u64),
            query_text_limit: Setting::of_word(QUERY_TEXT_LIMIT),
            comment_mode: Setting::of_word(CommentMode::Off as u64),
            waits: Setting::of_word(waits::DEFAULT_NANOS),
            transactions: Setting::of_word(Transactions::Steps as u64),
            conventions: Setting::of_word(Conventions::Stable as u64),
            #[cfg(feature = "n-plus-one")]
            n_plus_one: NPlusOneInForce::new(),
            only_under_parent: Setting::of_word(0),
            providers: OnceLock::new(),
            comments: OnceLock::new(),
        }
    }

    /// Puts all of them in force, once in the life of the process.
    pub(crate) fn install(&self, settings: Settings, providers: Providers) -> Result<(), AlreadyInstalled> {
        self.providers.set(providers).map_err(|_| AlreadyInstalled)?;
        self.query_text.set(settings.query_text);
        self.query_text_limit.set(settings.query_text_limit);
        self.waits.set(settings.waits);
        self.transactions.set(settings.transactions);
        self.conventions.set(settings.conventions);
        #[cfg(feature = "n-plus-one")]
        self.n_plus_one.set(settings.n_plus_one);
        self.only_under_parent.set(settings.only_under_parent);
        let mode = settings.comments.mode;
        // The mode comes after what it is the mode of. Nobody else sets these: this is the one `install`.
        let _ = self.comments.set(settings.comments);
        self.comment_mode.set(mode);
        Ok(())
    }

    /// Whether the program has stated any.
    pub(crate) fn is_installed(&self) -> bool {
        self.providers.get().is_some()
    }

    /// The providers that the program handed over.
    #[inline]
    pub(crate) fn providers(&self) -> Option<&Providers> {
        self.providers.get()
    }

    /// What comments say, as far as a pool does not have its own.
    pub(crate) fn comments(&self) -> Option<&Comments> {
        self.comments.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_force_at_first_are_the_defaults() {
        let (in_force, settings) = (InForce::new(), Settings::default());
        assert!(!in_force.is_installed());
        assert_eq!(in_force.query_text.get(), settings.query_text);
        assert_eq!(in_force.query_text_limit.get(), settings.query_text_limit);
        assert_eq!(in_force.comment_mode.get(), settings.comments.mode);
        assert_eq!(in_force.waits.get(), settings.waits);
        assert_eq!(in_force.transactions.get(), settings.transactions);
        assert_eq!(in_force.conventions.get(), settings.conventions);
        assert_eq!(in_force.only_under_parent.get(), settings.only_under_parent);
        #[cfg(feature = "n-plus-one")]
        {
            let stated = NPlusOneInForce::new();
            stated.set(settings.n_plus_one);
            assert_eq!(in_force.n_plus_one.limits(), stated.limits());
        }
    }

    #[test]
    fn what_is_set_is_what_is_read() {
        let in_force = InForce::new();
        for query_text in [QueryText::AsWritten, QueryText::Sanitized, QueryText::Off] {
            in_force.query_text.set(query_text);
            assert_eq!(in_force.query_text.get(), query_text);
        }
        for mode in [
            CommentMode::Off,
            CommentMode::Constant,
            CommentMode::Sampled,
            CommentMode::Bound,
            CommentMode::Transaction,
        ] {
            in_force.comment_mode.set(mode);
            assert_eq!(in_force.comment_mode.get(), mode);
            assert_eq!(Setting::new(Some(mode)).get(), Some(mode));
        }
        assert_eq!(Setting::new(None::<CommentMode>).get(), None);
        for conventions in [Conventions::Stable, Conventions::Legacy, Conventions::Both] {
            in_force.conventions.set(conventions);
            assert_eq!(in_force.conventions.get(), conventions);
        }
        let limit = std::time::Duration::from_millis(7);
        for waits in [Waits::Always, Waits::LongerThan(limit), Waits::Never] {
            in_force.waits.set(waits);
            assert_eq!(in_force.waits.get(), waits);
        }
        for transactions in [Transactions::Steps, Transactions::Grouped] {
            in_force.transactions.set(transactions);
            assert_eq!(in_force.transactions.get(), transactions);
        }
        for limit in [0, 1, usize::MAX] {
            in_force.query_text_limit.set(limit);
            assert_eq!(in_force.query_text_limit.get(), limit);
        }
    }

    #[test]
    fn they_are_installed_once() {
        let in_force = InForce::new();
        let settings = || Settings { query_text: QueryText::Off, ..Settings::default() };
        assert!(in_force.install(settings(), Providers::default()).is_ok());
        assert!(in_force.is_installed());
        in_force.query_text.set(QueryText::Sanitized);
        assert!(in_force.install(settings(), Providers::default()).is_err());
        assert_eq!(in_force.query_text.get(), QueryText::Sanitized, "a second one changes nothing");
    }
}
