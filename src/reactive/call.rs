//! Closures behind pointers.
//!
//! For each closure in a `Box<dyn Fn>` the compiler also makes what calls it when it is consumed, or exclusively
//! borrowed, which nobody here does. These traits have the one call that is made: that is a twentieth of the module.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use super::StoredValue;

/// What computes a value.
pub trait Compute<T> {
    /// Computes it.
    fn compute(&self) -> T;
}

impl<F: Fn() -> T, T> Compute<T> for F {
    fn compute(&self) -> T {
        self()
    }
}

/// What is told of something.
pub trait Hear<I> {
    /// Tells it.
    fn hear(&mut self, input: I);
}

impl<F: FnMut(I), I> Hear<I> for F {
    fn hear(&mut self, input: I) {
        self(input);
    }
}

/// What answers.
pub trait Answer<I, O> {
    /// The answer.
    fn answer(&self, input: I) -> O;
}

impl<F: Fn(I) -> O, I, O> Answer<I, O> for F {
    fn answer(&self, input: I) -> O {
        self(input)
    }
}

/// A function that is handed on. It lives as long as the owner under which it was made.
#[derive(Debug)]
pub struct Callback<I, O = ()> {
    /// Holds a [`Function`].
    stored: StoredValue<Arc<dyn Any + Send + Sync>>,
    types: PhantomData<fn(I) -> O>,
}

type Function<I, O> = Box<dyn Answer<I, O> + Send + Sync>;

impl<I, O> Clone for Callback<I, O> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I, O> Copy for Callback<I, O> {}

impl<I: 'static, O: 'static> Callback<I, O> {
    /// A callback that calls this.
    pub fn new(function: impl Fn(I) -> O + Send + Sync + 'static) -> Self {
        let function: Function<I, O> = Box::new(function);
        Self {
            stored: StoredValue::new(Arc::new(function)),
            types: PhantomData,
        }
    }

    /// Calls it.
    #[cfg_attr(debug_assertions, track_caller)]
    #[inline(never)]
    pub fn run(self, input: I) -> O {
        answer(&self.stored.get_value(), input)
    }

    /// Calls it unless it went with its owner.
    #[inline(never)]
    pub fn try_run(self, input: I) -> Option<O> {
        Some(answer(&self.stored.try_get_value()?, input))
    }
}

impl<F: Fn(I) -> O + Send + Sync + 'static, I: 'static, O: 'static> From<F> for Callback<I, O> {
    fn from(function: F) -> Self {
        Self::new(function)
    }
}

fn answer<I: 'static, O: 'static>(stored: &Arc<dyn Any + Send + Sync>, input: I) -> O {
    let Some(function) = stored.downcast_ref::<Function<I, O>>() else {
        unreachable!("a callback holds what it was made with");
    };
    function.answer(input)
}
