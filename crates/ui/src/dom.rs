//! What the parts ask of the browser.

use std::sync::atomic::{AtomicU32, Ordering};

use js_sys::{Function, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlElement};

/// An id that no other element of the document has.
pub fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{prefix}-{number}")
}

/// Runs something once the elements that were just made are in the document.
pub fn next_frame(then: impl FnOnce() + 'static) {
    request_animation_frame(then);
}

/// Does something with an element that was just made: at once if it is in the document already, else with the next frame.
/// Who types on right after a click would lose the keystrokes of a frame otherwise.
pub(super) fn once_shown(element: &Element, then: impl FnOnce() + 'static) {
    if element.is_connected() {
        then();
    } else {
        next_frame(then);
    }
}

/// Gives an element that was just made the focus.
pub fn focus_once_shown(element: &HtmlElement) {
    let target = element.clone();
    once_shown(element, move || drop(target.focus()));
}

/// Gives an element the focus; one that can't have it keeps the focus where it is.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        drop(element.focus());
    }
}

/// The element that has the focus, if it isn't the body.
pub(super) fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    (element.tag_name() != "BODY").then_some(element)
}

/// Whether the person is selecting text, so that a click isn't a press.
pub fn selects_text() -> bool {
    let selection = call(&window(), "getSelection", None);
    let collapsed = Reflect::get(&selection, &"isCollapsed".into()).ok();
    collapsed.and_then(|collapsed| collapsed.as_bool()) == Some(false)
}

/// A method that the bindings of this build don't have; undefined where the browser hasn't it either.
pub(super) fn call(object: &JsValue, method: &str, argument: Option<&JsValue>) -> JsValue {
    let Ok(function) = Reflect::get(object, &method.into()) else {
        return JsValue::UNDEFINED;
    };
    let Some(function) = function.dyn_ref::<Function>() else {
        return JsValue::UNDEFINED;
    };
    let answer = match argument {
        Some(argument) => function.call1(object, argument),
        None => function.call0(object),
    };
    answer.unwrap_or(JsValue::UNDEFINED)
}

/// Where an element is on the screen.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Place {
    pub(super) fn of(element: &Element) -> Self {
        let rect = call(element, "getBoundingClientRect", None);
        let side = |name: &str| {
            Reflect::get(&rect, &name.into())
                .ok()
                .and_then(|side| side.as_f64())
                .unwrap_or_default()
        };
        Self {
            left: side("left"),
            top: side("top"),
            right: side("right"),
            bottom: side("bottom"),
        }
    }

    fn width(self) -> f64 {
        self.right - self.left
    }

    fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn contains(self, x: f64, y: f64) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// Along which edge something that floats is aligned with what it belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Centre,
    End,
}

/// Puts something that floats under its anchor, or above it where there is no room, and inside the window.
pub(super) fn place(floating: &HtmlElement, anchor: &Element, edge: Edge) {
    const GAP: f64 = 4.0;
    // The body ends where the gutter of the scroll bar begins, which the root's own width doesn't tell.
    let width = document().body().map_or(0.0, |body| Place::of(&body).right);
    let root = document().document_element();
    let height = root.map_or(0.0, |root| f64::from(root.client_height()));
    let room = (width, height);
    let (own, anchor) = (Place::of(floating), Place::of(anchor));
    let left = match edge {
        Edge::Start => anchor.left,
        Edge::Centre => anchor.left + (anchor.width() - own.width()) / 2.0,
        Edge::End => anchor.right - own.width(),
    };
    let below = anchor.bottom + GAP;
    let above = anchor.top - GAP - own.height();
    let top = if below + own.height() > room.1 && above > 0.0 {
        above
    } else {
        below
    };
    let left = left.min(room.0 - own.width() - GAP).max(GAP);
    let style = floating.style();
    drop(style.set_property("left", &format!("{}px", left.round() as i32)));
    drop(style.set_property("top", &format!("{}px", top.round() as i32)));
}
