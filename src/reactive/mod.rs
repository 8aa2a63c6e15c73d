//! Leptos's building blocks behind one type each.
//!
//! Leptos compiles an effect, a memo, a derived signal and a dynamic view anew for every closure. Behind a pointer each
//! is compiled once, and a closure costs only what it does itself: that is a third of what a browser downloads.
//! Use these instead of `Effect::new`, `Memo::new`, `Signal::derive`, `{move || view! { … }}` and `<Show>`; a test of the
//! house sees to it.

mod call;
mod memo;
mod rw_signal;
mod signal;
mod stored_value;

use std::any::Any;
use std::pin::Pin;

use leptos::prelude::*;

pub use call::{Answer, Callback, Compute, Hear};
pub use memo::{Memo, memo};
pub use rw_signal::RwSignal;
pub use signal::{Signal, derived};
pub use stored_value::StoredValue;

/// Runs now, and again whenever a signal that it read changes.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run = run;
    start(Box::new(move |()| run()));
}

fn start(mut run: Box<dyn Hear<()>>) {
    Effect::new(move || run.hear(()));
}

/// As [`effect`]; it is given what it returned the last time.
pub fn effect_with<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut last = None;
    effect(move || last = Some(run(last.take())));
}

/// Runs a future in the background. Behind a pointer the running is compiled once, and not for every future.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    leptos::task::spawn_local(future);
}

/// Any view behind the one type; one that has it already is left alone, where Leptos would wrap it once more.
pub fn erase<V: IntoView + 'static>(view: V) -> AnyView {
    let mut view = Some(view);
    if let Some(erased) = (&mut view as &mut dyn Any).downcast_mut::<Option<AnyView>>()
        && let Some(erased) = erased.take()
    {
        return erased;
    }
    view.into_any()
}

/// A part of a view that is drawn again whenever a signal that it read changes.
pub fn dynamic<V: IntoView + 'static>(draw: impl Fn() -> V + Send + Sync + 'static) -> AnyView {
    fn boxed(draw: Box<dyn Compute<AnyView> + Send + Sync>) -> AnyView {
        (move || draw.compute()).into_any()
    }
    boxed(Box::new(move || erase(draw())))
}

/// A part of a view that is there as long as the condition holds; it is kept as it is while that doesn't change.
pub fn when<V: IntoView + 'static>(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> V + Send + Sync + 'static,
) -> AnyView {
    let holds = memo(condition);
    dynamic(move || if holds.get() { erase(draw()) } else { ().into_any() })
}
