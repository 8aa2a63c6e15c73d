//! What `index.html` paints before the app is there: the sign-in form, or an indicator where a session is likely.
//!
//! `boot.js` decides which of the two is seen. The form can be typed into and sent at once; the sign-in page takes over what
//! was typed.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::browser;

/// The ids of the parts of `index.html`.
const FORM: &str = "early-sign-in";
const INDICATOR: &str = "boot";

/// What somebody entered before the app was there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    let focused = browser::document()?.active_element();
    Some(EarlyInput {
        username: username.value(),
        password: password.value(),
        password_has_focus: focused.as_ref() == Some(&Element::from(password)),
        submitted: form.has_attribute("data-submitted"),
    })
}

/// Takes both parts out of the document.
pub fn remove() {
    for id in [FORM, INDICATOR] {
        if let Some(element) = element(id) {
            element.remove();
        }
    }
}

fn element(id: &str) -> Option<Element> {
    browser::document()?.get_element_by_id(id)
}
