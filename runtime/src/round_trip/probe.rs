//! What a place is, by its type. The traits are tried in the order of their numbers: each is implemented for one
//! reference less than the one before, and the emitted code starts with the most.

#![expect(
    clippy::unused_self,
    reason = "every receiver has all methods, so that the emitted code need not know which it is"
)]

use std::ops::Deref;

use sqlx::{Acquire, Connection};

use super::callback::NoTransaction;
use super::copy::ForeignCopy;
use super::drop_watch::{DropWatch, Settled};
use super::group::TransactionGroup;
use super::of_sqlx::OfSqlx;
use super::on_connection::OnConnection;
use super::op::RoundTripOp;
use crate::server::Origin;

/// A place on which one of the methods is called.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<T: ?Sized> Clone for Probe<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Probe<'_, T> {}

/// The traits that find the receiver.
pub mod receivers {
    pub use super::{
        Receiver0, Receiver1, Receiver2, Receiver3, Receiver4, Receiver5, Receiver6, Receiver7, Receiver8,
    };
}

macro_rules! receiver {
    ($($name:ident($self:ty): $doc:literal;)*) => {$(
        #[doc = $doc]
        pub trait $name {
            /// What traces the calls on it.
            type Receiver;

            /// The receiver.
            fn probed(self: $self) -> Self::Receiver;
        }
    )*};
}

receiver! {
    Receiver0(&Self): "sqlx's own types.";
    Receiver1(&Self): "What dereferences to one of them: what lends it, a guard, the state of a web framework.";
    Receiver2(&Self): "What does so in two steps.";
    Receiver3(&Self): "What does so in three.";
    Receiver4(&Self): "Connections of other drivers.";
    Receiver5(&Self): "Those that are lent.";
    Receiver6(&Self): "Those behind a pointer.";
    Receiver8(Self): "Everything else.";
}

/// Whatever else connections are acquired from.
pub trait Receiver7<'a> {
    /// What traces the calls on it.
    type Receiver;

    /// The receiver.
    fn probed(&self) -> Self::Receiver;
}

type Behind<P> = <P as Deref>::Target;

impl<T: OfSqlx> Receiver0 for &&&&&&&Probe<'_, T> {
    type Receiver = T::Receiver;

    fn probed(&self) -> Self::Receiver {
        self.0.known_receiver()
    }
}

impl<P> Receiver1 for &&&&&&Probe<'_, P>
where
    P: Deref,
    Behind<P>: OfSqlx,
{
    type Receiver = <Behind<P> as OfSqlx>::Receiver;

    fn probed(&self) -> Self::Receiver {
        (**self.0).known_receiver()
    }
}

impl<P> Receiver2 for &&&&&Probe<'_, P>
where
    P: Deref,
    Behind<P>: Deref,
    Behind<Behind<P>>: OfSqlx,
{
    type Receiver = <Behind<Behind<P>> as OfSqlx>::Receiver;

    fn probed(&self) -> Self::Receiver {
        (***self.0).known_receiver()
    }
}

impl<P> Receiver3 for &&&&Probe<'_, P>
where
    P: Deref,
    Behind<P>: Deref,
    Behind<Behind<P>>: Deref,
    Behind<Behind<Behind<P>>>: OfSqlx,
{
    type Receiver = <Behind<Behind<Behind<P>>> as OfSqlx>::Receiver;

    fn probed(&self) -> Self::Receiver {
        (****self.0).known_receiver()
    }
}

impl<C: Connection> Receiver4 for &&&Probe<'_, C> {
    type Receiver = OnConnection<C::Database>;

    fn probed(&self) -> OnConnection<C::Database> {
        OnConnection::somewhere(self.0.is_in_transaction()).address_of(self.0)
    }
}

impl<C: Connection> Receiver5 for &&Probe<'_, &mut C> {
    type Receiver = OnConnection<C::Database>;

    fn probed(&self) -> OnConnection<C::Database> {
        OnConnection::somewhere(self.0.is_in_transaction()).address_of(&**self.0)
    }
}

impl<P> Receiver6 for &Probe<'_, P>
where
    P: Deref,
    P::Target: Connection,
{
    type Receiver = OnConnection<<P::Target as Connection>::Database>;

    fn probed(&self) -> Self::Receiver {
        OnConnection::somewhere((**self.0).is_in_transaction()).address_of(&**self.0)
    }
}

impl<'a, A: Acquire<'a>> Receiver7<'a> for Probe<'_, A> {
    type Receiver = OnConnection<A::Database>;

    fn probed(&self) -> OnConnection<A::Database> {
        OnConnection::unknown()
    }
}

impl<T: ?Sized> Receiver8 for Probe<'_, T> {
    type Receiver = NotSqlx;

    fn probed(self) -> NotSqlx {
        NotSqlx
    }
}

/// A method of the same name on another type.
#[derive(Clone, Copy, Debug)]
pub struct NotSqlx;

macro_rules! as_it_was {
    ($($name:ident),*) => {$(
        /// What the call returns.
        pub fn $name<T>(self, returned: T, _: RoundTripOp) -> T {
            returned
        }
    )*};
}

impl NotSqlx {
    as_it_was! { begin, try_begin, acquire, commit, rollback, in_session, migration, copy_in, copy_out }

    /// What the call returns.
    pub fn begin_with<T, S>(self, returned: T, _: S, _: RoundTripOp) -> T {
        returned
    }

    /// What the call returns.
    pub fn try_begin_with<T, S>(self, returned: T, _: S, _: RoundTripOp) -> T {
        returned
    }

    /// What becomes of a closure.
    #[must_use]
    pub fn transaction(self, _: RoundTripOp) -> NoTransaction {
        NoTransaction
    }

    /// What the call is given.
    pub fn copy_statement<T>(self, statement: T, _: RoundTripOp) -> ForeignCopy<T> {
        ForeignCopy(statement)
    }

    /// However the method is called.
    #[must_use]
    pub fn certain(self) -> Self {
        self
    }

    /// Nothing is known.
    #[must_use]
    pub fn origin(self) -> Origin {
        None
    }

    /// Nowhere.
    #[must_use]
    pub fn place(self) -> Option<usize> {
        None
    }

    /// There is no transaction.
    #[must_use]
    pub fn settled(self, _: Settled) -> Self {
        self
    }

    /// Nothing to watch.
    #[must_use]
    pub fn watch(self, _: RoundTripOp, _: &TransactionGroup) -> DropWatch {
        DropWatch::inert()
    }
}
