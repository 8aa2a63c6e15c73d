//! The few things of the browser that several modules need. What is an `Option` is absent on the host.

use std::time::Duration;

use leptos::prelude::{location, set_timeout};
use wasm_bindgen::{JsCast, JsValue};

/// The window, if there is one.
pub fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The document, if there is one.
pub fn document() -> Option<web_sys::Document> {
    window()?.document()
}

/// Whether the keyboard has ⌘ in the place of Ctrl, as Apple's have.
pub fn has_command_key() -> bool {
    let platform = window().and_then(|window| window.navigator().platform().ok());
    platform.is_some_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}

/// The origin that the app was loaded from: `https://nodeum.example:8080`.
pub fn origin() -> String {
    location().origin().unwrap_or_default()
}

/// An attribute of the document's `<base>`, on which a server says what it alone knows.
pub fn base_attribute(name: &str) -> Option<String> {
    let base = document()?.query_selector("base").ok()??;
    base.get_attribute(name)
}

/// The path and the query of the address that the browser shows.
pub fn address() -> String {
    location().pathname().unwrap_or_default() + &location().search().unwrap_or_default()
}

/// Storage of this tab. `None` where the browser blocks it.
pub fn session_storage() -> Option<web_sys::Storage> {
    window()?.session_storage().ok()?
}

/// Storage of this browser. `None` where the browser blocks it.
pub fn local_storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}

/// A random number that nobody can foresee. `None` where the browser gives none.
pub fn random() -> Option<u32> {
    let mut bytes = [0; 4];
    let crypto = window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(u32::from_ne_bytes(bytes))
}

/// Hands a text to the person as a file.
pub fn download(file_name: &str, media_type: &str, text: &str) {
    let saved = || -> Result<(), JsValue> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = js_sys::Array::of1(&text.into());
        let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let document = document().ok_or("there is no document")?;
        let link: web_sys::HtmlElement = document.create_element("a")?.dyn_into()?;
        link.set_attribute("href", &address)?;
        link.set_attribute("download", file_name)?;
        link.click();
        // Later: the download may still be reading it.
        set_timeout(
            move || drop(web_sys::Url::revoke_object_url(&address)),
            Duration::from_secs(60),
        );
        Ok(())
    };
    if saved().is_err() {
        log_warning("the file could not be handed over");
    }
}

/// Tells the developer's console about something that isn't worth a person's attention.
pub fn log_warning(message: &str) {
    web_sys::console::warn_1(&message.into());
}

/// Puts an address into the browser's history without anybody hearing of it.
pub fn push_address(address: &str) {
    let push = |history: web_sys::History| history.push_state_with_url(&JsValue::NULL, "", Some(address));
    if history().and_then(push).is_err() {
        log_warning("the address could not be put back");
    }
}

/// Whether an element of the page has the focus, such as the link that was pressed.
pub fn something_has_focus() -> bool {
    let element = document().and_then(|document| document.active_element());
    element.is_some_and(|element| element.tag_name() != "BODY")
}

/// Loads the page anew, as the browser's own button does.
pub fn reload() {
    drop(location().reload());
}

/// Goes one step back in the browser's history.
pub fn go_back() {
    drop(history().and_then(|history| history.back()));
}

fn history() -> Result<web_sys::History, JsValue> {
    leptos::prelude::window().history()
}
