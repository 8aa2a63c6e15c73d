//! Values that come from elsewhere: a signal, a memo, a computation, or one that never changes.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::untrack;

use super::{Compute, Memo, RwSignal, StoredValue};

/// A value that may change; readers hear of it.
#[derive(Debug)]
pub struct Signal<T> {
    source: Source<T>,
    value: PhantomData<fn() -> T>,
}

#[derive(Debug)]
enum Source<T> {
    Default(fn() -> T),
    /// Holds a [`Computed`].
    Computed(StoredValue<Arc<dyn Any + Send + Sync>>),
}

/// How the value is found.
type Computed<T> = Box<dyn Compute<T> + Send + Sync>;

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> Clone for Source<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Source<T> {}

impl<T: Default> Default for Signal<T> {
    fn default() -> Self {
        Self {
            source: Source::Default(T::default),
            value: PhantomData,
        }
    }
}

/// A value that is computed each time it is read.
pub fn derived<T: 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    let compute: Computed<T> = Box::new(compute);
    Signal {
        source: Source::Computed(StoredValue::new(Arc::new(compute))),
        value: PhantomData,
    }
}

impl<T: Clone + Send + Sync + 'static> Signal<T> {
    /// A value that never changes.
    pub fn stored(value: T) -> Self {
        derived(move || value.clone())
    }
}

impl<T: 'static> Signal<T> {
    /// The value; tracked.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline(never)]
    pub fn get(self) -> T {
        match self.source {
            Source::Default(default) => default(),
            Source::Computed(stored) => compute(&stored.get_value()),
        }
    }

    /// The value without hearing of changes, or nothing if the signal went with its owner.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline(never)]
    pub fn try_get_untracked(self) -> Option<T> {
        match self.source {
            Source::Default(default) => Some(default()),
            Source::Computed(stored) => {
                let stored = stored.try_get_value()?;
                Some(untrack(|| compute(&stored)))
            }
        }
    }

    /// Reads the value; tracked.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.get())
    }

    /// The value, without hearing of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_untracked(self) -> T {
        untrack(|| self.get())
    }

    /// Reads the value without hearing of changes.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.get_untracked())
    }

    /// Hears of changes without reading.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn track(self) {
        drop(self.get());
    }
}

fn compute<T: 'static>(stored: &Arc<dyn Any + Send + Sync>) -> T {
    let Some(compute) = stored.downcast_ref::<Computed<T>>() else {
        unreachable!("a signal holds what it was made with");
    };
    compute.compute()
}

impl<T: Clone + Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl<T: 'static> From<Signal<T>> for Signal<Option<T>> {
    fn from(signal: Signal<T>) -> Self {
        derived(move || Some(signal.get()))
    }
}

impl<T: Clone + Send + Sync + 'static> From<T> for Signal<Option<T>> {
    fn from(value: T) -> Self {
        derived(move || Some(value.clone()))
    }
}

impl From<&str> for Signal<String> {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<&str> for Signal<Option<String>> {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        derived(move || memo.get())
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        derived(move || signal.get())
    }
}
