//! What `index.html` paints before the app is there: the sign-in form, or an indicator where a session is likely.
//!
//! `boot.js` decides which of the two is seen. The form can be typed into and sent at once; the sign-in page takes over what
//! was typed.

use js_sys::Array;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement, MutationObserver, MutationObserverInit};

use crate::browser;

/// The ids of the parts of `index.html`.
const FORM: &str = "early-sign-in";
const INDICATOR: &str = "boot";

/// What somebody entered before the app was there.
#[derive(Default)]
pub struct EarlyInput {
    /// The username or email.
    pub username: String,
    /// The password.
    pub password: String,
    /// Whether the focus is in the field of the password.
    pub password_has_focus: bool,
    /// Whether the form was sent.
    pub submitted: bool,
}

/// Whether the form of `index.html` is on the screen.
pub fn is_form_shown() -> bool {
    // Hidden elements have no offset parent.
    element(FORM)
        .and_then(|form| form.dyn_into::<HtmlElement>().ok())
        .is_some_and(|form| form.offset_parent().is_some())
}

/// What was entered so far; `None` once the form is gone.
pub fn early_input() -> Option<EarlyInput> {
    let form = element(FORM)?;
    let input = |name: &str| {
        let found = form.query_selector(&format!("input[name={name}]")).ok()??;
        found.dyn_into::<HtmlInputElement>().ok()
    };
    let (username, password) = (input("username")?, input("password")?);
    Some(EarlyInput {
        username: username.value(),
        password: password.value(),
        password_has_focus: document().active_element() == Some(password.into()),
        submitted: form.has_attribute("data-submitted"),
    })
}

/// Runs something as soon as the document has an element with that id: before the next key is pressed, and before anything is
/// painted. A frame would be too late: until then there would be two forms.
pub fn once_in_document(id: String, then: impl FnOnce() + 'static) {
    let mut then = Some(then);
    let on_change = move |_: Array, observer: MutationObserver| {
        if element(&id).is_some()
            && let Some(then) = then.take()
        {
            observer.disconnect();
            then();
        }
    };
    let on_change = Closure::<dyn FnMut(Array, MutationObserver)>::new(on_change).into_js_value();
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    let observing = MutationObserver::new(on_change.unchecked_ref())
        .and_then(|observer| observer.observe_with_options(&document(), &options));
    if observing.is_err() {
        browser::log_warning("the early form can't be taken over");
    }
}

/// Takes both parts out of the document.
pub fn remove() {
    for element in [FORM, INDICATOR].into_iter().filter_map(element) {
        element.remove();
    }
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}
