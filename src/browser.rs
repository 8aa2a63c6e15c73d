//! The few things of the browser that several modules need. Everything here is absent, not a panic, on the host.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The window, if there is one.
pub fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document, if there is one.
pub fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// The origin that the app was loaded from: `https://nodeum.example:8080`.
pub fn origin() -> String {
    window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Storage of this tab. `None` where the browser blocks it.
pub fn session_storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok()?
}

/// Storage of this browser. `None` where the browser blocks it.
pub fn local_storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}

/// Whether the browser believes that it has a network.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Tells the developer's console about something that isn't worth a person's attention.
pub fn log_warning(message: &str) {
    web_sys::console::warn_1(&message.into());
}

/// Listens to an event of the window until the present owner goes.
pub fn on_window_event(event: &str, mut handler: impl FnMut(web_sys::Event) + 'static) {
    let Some(window) = window() else { return };
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event| handler(event));
    let added = window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    if added.is_err() {
        log_warning("an event listener could not be added");
    }
    let kept = SendWrapper::new((window, closure));
    let event = event.to_owned();
    on_cleanup(move || {
        let (window, closure) = kept.take();
        if window
            .remove_event_listener_with_callback(&event, closure.as_ref().unchecked_ref())
            .is_err()
        {
            log_warning("an event listener could not be removed");
        }
    });
}

/// Asks before the tab is closed or reloaded, as long as `dirty` says so.
pub fn warn_before_unload(dirty: impl Fn() -> bool + 'static) {
    let dirty = StoredValue::<_, LocalStorage>::new_local(dirty);
    on_window_event("beforeunload", move |event| {
        if dirty.try_with_value(|dirty| dirty()).unwrap_or_default() {
            event.prevent_default();
        }
    });
}
