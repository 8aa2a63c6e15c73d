//! Keys that act by themselves, without Ctrl or ⌘, wherever the focus is. Whoever speaks to their device, or hits keys by
//! accident, may want none of them (WCAG 2.1.4), so there is a switch for all.

use leptos::ev::{KeyboardEvent, keydown};
use leptos::prelude::*;

use super::dom::is_typing;

/// Whether such keys act.
#[derive(Clone, Copy)]
struct SingleKeys(Signal<bool>);

/// Says to everything below whether single keys act; without it they do.
pub fn provide_single_keys(enabled: Signal<bool>) {
    provide_context(SingleKeys(enabled));
}

/// Whether single keys act.
#[must_use]
pub fn use_single_keys() -> Signal<bool> {
    use_context().map_or_else(|| Signal::stored(true), |SingleKeys(enabled)| enabled)
}

/// Runs something when a key is pressed by itself, as long as the caller lives: not while somebody types, in a menu, over a
/// dialog, or where single keys are turned off.
pub fn use_single_key(key: &'static str, on_press: impl Fn() + 'static) {
    let enabled = use_single_keys();
    let handle = window_event_listener(keydown, move |event: KeyboardEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        if event.key() == key
            && !has_modifier
            && !event.is_composing()
            && !event.default_prevented()
            && enabled.get_untracked()
            && !is_typing()
        {
            event.prevent_default();
            on_press();
        }
    });
    on_cleanup(move || handle.remove());
}
