//! One setting that is read by every query and changed now and then.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

/// A setting in force. Neither reading nor changing it takes a lock: it is one word.
pub(crate) struct Setting<T> {
    word: AtomicU64,
    value: PhantomData<fn() -> T>,
}

/// What a [`Setting`] can hold.
pub(crate) trait Word: Copy {
    /// The value as a word.
    fn to_word(self) -> u64;

    /// The value that a word stands for.
    fn from_word(word: u64) -> Self;
}

impl<T: Word> Setting<T> {
    /// The setting with the value that `word` stands for.
    pub(crate) const fn of_word(word: u64) -> Self {
        Self { word: AtomicU64::new(word), value: PhantomData }
    }

    /// The setting with this value.
    pub(crate) fn new(value: T) -> Self {
        Self::of_word(value.to_word())
    }

    /// The value in force.
    #[inline]
    pub(crate) fn get(&self) -> T {
        T::from_word(self.word.load(Ordering::Relaxed))
    }

    /// Changes it, for whoever reads it next.
    pub(crate) fn set(&self, value: T) {
        self.word.store(value.to_word(), Ordering::Relaxed);
    }
}

impl<T: Word + fmt::Debug> fmt::Debug for Setting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

/// Makes a word of an enum without fields. Its first variant stands for every word that is none of its own.
macro_rules! word_of_variants {
    ($ty:ident: $first:ident $(, $variant:ident)*) => {
        impl $crate::settings::setting::Word for $ty {
            fn to_word(self) -> u64 {
                self as u64
            }

            #[inline]
            fn from_word(word: u64) -> Self {
                $(
                    if word == Self::$variant as u64 {
                        return Self::$variant;
                    }
                )*
                Self::$first
            }
        }
    };
}

pub(super) use word_of_variants;

impl Word for bool {
    fn to_word(self) -> u64 {
        self.into()
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        word != 0
    }
}

impl Word for u32 {
    fn to_word(self) -> u64 {
        self.into()
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        Self::try_from(word).unwrap_or(Self::MAX)
    }
}

impl Word for u64 {
    fn to_word(self) -> u64 {
        self
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        word
    }
}

impl Word for usize {
    fn to_word(self) -> u64 {
        u64::try_from(self).unwrap_or(u64::MAX)
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        Self::try_from(word).unwrap_or(Self::MAX)
    }
}

/// No word of a variant is as great.
const NONE: u64 = u64::MAX;

impl<T: Word> Word for Option<T> {
    fn to_word(self) -> u64 {
        self.map_or(NONE, T::to_word)
    }

    #[inline]
    fn from_word(word: u64) -> Self {
        (word != NONE).then(|| T::from_word(word))
    }
}
