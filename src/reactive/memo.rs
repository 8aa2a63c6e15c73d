//! Values that are computed when they are needed.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Track};

use super::Compute;

/// A value that is computed when it is needed and tells its readers only when it has become another.
#[derive(Debug)]
pub struct Memo<T> {
    shared: leptos::prelude::Memo<Shared>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// A value of any type, and how it is compared with another of the same type.
#[derive(Clone)]
struct Shared {
    value: Arc<dyn Any + Send + Sync>,
    equals: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        (self.equals)(&*self.value, &*other.value)
    }
}

fn equals<T: PartialEq + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
    a.downcast_ref::<T>() == b.downcast_ref::<T>()
}

/// A value that is computed when it is needed and tells its readers only when it has become another.
#[cfg_attr(debug_assertions, track_caller)]
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo {
        shared: new(Box::new(move || Shared {
            value: Arc::new(compute()),
            equals: equals::<T>,
        })),
        value: PhantomData,
    }
}

#[cfg_attr(debug_assertions, track_caller)]
fn new(compute: Box<dyn Compute<Shared> + Send + Sync>) -> leptos::prelude::Memo<Shared> {
    leptos::prelude::Memo::new(move |_| compute.compute())
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Reads the value; tracked.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&typed(self.shared.get()))
    }

    /// The value; tracked.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline(never)]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Reads the value without hearing of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&typed(self.shared.get_untracked()))
    }

    /// The value, without hearing of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline(never)]
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Hears of changes without reading.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn track(self) {
        self.shared.track();
    }
}

#[inline(never)]
fn typed<T: Send + Sync + 'static>(shared: Shared) -> Arc<T> {
    let Ok(value) = shared.value.downcast() else {
        unreachable!("a memo holds what it was made with");
    };
    value
}
