//! Values that are set.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;

use leptos::prelude::{Read, ReadUntracked, Track, Update, UpdateUntracked};

/// A value that is set; readers hear of it.
#[derive(Debug)]
pub struct RwSignal<T> {
    slot: leptos::prelude::RwSignal<Slot>,
    value: PhantomData<fn() -> T>,
}

/// Where a value of any type lies.
type Slot = Box<dyn Any + Send + Sync>;

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> PartialEq for RwSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

// Each of these is compiled once, because a guard of a slot is of one type. Where they are called from is what a warning of
// the development build names.

#[cfg_attr(debug_assertions, track_caller)]
fn new(slot: Slot) -> leptos::prelude::RwSignal<Slot> {
    leptos::prelude::RwSignal::new(slot)
}

#[cfg_attr(debug_assertions, track_caller)]
#[inline(never)]
fn read(slot: leptos::prelude::RwSignal<Slot>) -> impl Deref<Target = Slot> {
    slot.read()
}

#[cfg_attr(debug_assertions, track_caller)]
#[inline(never)]
fn read_untracked(slot: leptos::prelude::RwSignal<Slot>) -> impl Deref<Target = Slot> {
    slot.read_untracked()
}

#[cfg_attr(debug_assertions, track_caller)]
#[inline(never)]
fn try_read_untracked(slot: leptos::prelude::RwSignal<Slot>) -> Option<impl Deref<Target = Slot>> {
    slot.try_read_untracked()
}

/// Changes what lies there and tells its readers; whether there was something.
#[inline(never)]
fn change(slot: leptos::prelude::RwSignal<Slot>, change: &mut dyn FnMut(&mut Slot)) -> bool {
    slot.try_update(|slot| change(slot)).is_some()
}

fn value<T: 'static>(slot: &Slot) -> &T {
    let Some(value) = slot.downcast_ref() else {
        unreachable!("a signal holds what it was made with");
    };
    value
}

fn value_mut<T: 'static>(slot: &mut Slot) -> &mut T {
    let Some(value) = slot.downcast_mut() else {
        unreachable!("a signal holds what it was made with");
    };
    value
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal of that value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn new(value: T) -> Self {
        Self {
            slot: new(Box::new(value)),
            value: PhantomData,
        }
    }

    /// Reads the value; tracked.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(value(&read(self.slot)))
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
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(value(&read_untracked(self.slot)))
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

    /// The value without hearing of changes, or nothing if the signal went with its owner.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_untracked(T::clone)
    }

    /// Reads the value without hearing of changes, unless the signal went with its owner.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn try_with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        Some(look(value(&*try_read_untracked(self.slot)?)))
    }

    /// Sets another value. A signal that went with its owner has no readers to tell.
    pub fn set(self, new: T) {
        drop(self.try_set(new));
    }

    /// Changes the value in its place. A signal that went with its owner has no readers to tell.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change).unwrap_or_default();
    }

    /// Sets another value, or gives it back if the signal went with its owner.
    #[inline(never)]
    pub fn try_set(self, new: T) -> Option<T> {
        let mut new = Some(new);
        change(self.slot, &mut |slot| {
            if let Some(new) = new.take() {
                *value_mut(slot) = new;
            }
        });
        new
    }

    /// Changes the value in its place, unless the signal went with its owner.
    pub fn try_update<U>(self, update: impl FnOnce(&mut T) -> U) -> Option<U> {
        let (mut update, mut result) = (Some(update), None);
        change(self.slot, &mut |slot| {
            result = update.take().map(|update| update(value_mut(slot)));
        });
        result
    }

    /// Changes the value in its place without telling anybody.
    pub fn update_untracked(self, update: impl FnOnce(&mut T)) {
        let mut update = Some(update);
        self.slot.update_untracked(|slot| {
            if let Some(update) = update.take() {
                update(value_mut(slot));
            }
        });
    }

    /// Hears of changes without reading.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn track(self) {
        self.slot.track();
    }
}
