//! Values that are kept without anybody hearing of changes.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use leptos::prelude::{ReadValue, WriteValue};

/// A value that lives as long as its owner; nobody hears of changes.
#[derive(Debug)]
pub struct StoredValue<T> {
    slot: leptos::prelude::StoredValue<Slot>,
    value: PhantomData<fn() -> T>,
}

/// Where a value of any type lies.
type Slot = Box<dyn Any + Send + Sync>;

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

// Each of these is compiled once, because a guard of a slot is of one type.

fn new(slot: Slot) -> leptos::prelude::StoredValue<Slot> {
    leptos::prelude::StoredValue::new(slot)
}

#[inline(never)]
fn read(slot: leptos::prelude::StoredValue<Slot>) -> Option<impl Deref<Target = Slot>> {
    slot.try_read_value()
}

#[inline(never)]
fn write(slot: leptos::prelude::StoredValue<Slot>) -> Option<impl DerefMut<Target = Slot>> {
    slot.try_write_value()
}

impl<T: Send + Sync + 'static> StoredValue<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Self {
        Self {
            slot: new(Box::new(value)),
            value: PhantomData,
        }
    }

    /// Reads the value, unless it went with its owner.
    pub fn try_with_value<U>(self, look: impl FnOnce(&T) -> U) -> Option<U> {
        read(self.slot).map(|slot| match slot.downcast_ref() {
            Some(value) => look(value),
            None => unreachable!("what is kept is what was given"),
        })
    }

    /// Reads the value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn with_value<U>(self, look: impl FnOnce(&T) -> U) -> U {
        there(self.try_with_value(look))
    }

    /// The value, unless it went with its owner.
    #[inline(never)]
    pub fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// The value.
    #[cfg_attr(debug_assertions, track_caller)]
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        there(self.try_get_value())
    }

    /// Changes the value in its place, unless it went with its owner.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        write(self.slot).map(|mut slot| match slot.downcast_mut() {
            Some(value) => change(value),
            None => unreachable!("what is kept is what was given"),
        })
    }

    /// Changes the value in its place; nothing is there to be changed once it went with its owner.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change).unwrap_or_default();
    }

    /// Keeps another value in its place; nothing is there to be replaced once it went with its owner.
    #[inline(never)]
    pub fn set_value(self, new: T) {
        self.update_value(|value| *value = new);
    }
}

#[cfg_attr(debug_assertions, track_caller)]
fn there<U>(found: Option<U>) -> U {
    match found {
        Some(value) => value,
        None => unreachable!("it is read as long as its owner is there"),
    }
}
