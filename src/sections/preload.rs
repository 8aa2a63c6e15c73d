//! Loading sections before they are shown. What fails here is tried again, and told, when the section is shown.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::request_idle_callback_with_handle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

use super::Section;

/// Every section, in the order in which an idle browser loads them.
const ALL: [Section; 9] = [
    Section::Frame,
    Section::UserForms,
    Section::CommandPalette,
    Section::Profile,
    Section::Configuration,
    Section::ApiKeys,
    Section::Systems,
    Section::Audit,
    Section::UserImport,
];

/// How long a page may load its own data before the other sections are loaded.
const PAGE_FIRST: Duration = Duration::from_secs(2);

/// Loads a section that is about to be opened.
pub fn preload(section: Section) {
    load([section]);
}

/// Loads the frame and the section of an address.
pub fn preload_for(path: &str) {
    load([Section::Frame]);
    let section = Section::of(path);
    if section != Section::Frame {
        load([section]);
    }
}

/// Loads a section when a link to it is pointed at or gets the focus; as long as the caller lives.
pub fn preload_around() {
    let pointed = window_event_listener(ev::pointerover, |event| load_target(&event));
    let focused = window_event_listener(ev::focusin, |event| load_target(&event));
    on_cleanup(move || {
        pointed.remove();
        focused.remove();
    });
}

fn load_target(event: &web_sys::Event) {
    let path = || {
        let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
        element.closest("a[href^='/']").ok()??.get_attribute("href")
    };
    if let Some(path) = path() {
        load([Section::of(&path)]);
    }
}

/// Loads all sections, one after another, once the browser has nothing to do; not where data are dear.
pub fn preload_when_idle() {
    if is_metered() {
        return;
    }
    set_timeout(
        || {
            // Safari has no such callback.
            if request_idle_callback_with_handle(|| load(ALL)).is_err() {
                load(ALL);
            }
        },
        PAGE_FIRST,
    );
}

fn load<const N: usize>(sections: [Section; N]) {
    spawn_local(async move {
        for section in sections {
            // The first failure ends it: the others would hardly fare better.
            if section.load().await.is_err() {
                return;
            }
        }
    });
}

/// Whether the browser says that data are to be saved, or that the connection is slow. Some browsers say nothing.
fn is_metered() -> bool {
    let get = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).unwrap_or_default();
    let connection = get(&window().navigator(), "connection");
    let speed = get(&connection, "effectiveType").as_string();
    get(&connection, "saveData").is_truthy() || speed.is_some_and(|speed| speed != "4g")
}
