//! Loading sections, and what their pages show, before they are shown. What fails here is tried again, and told, when the page is
//! shown.

use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::request_idle_callback_with_handle;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

use super::{Section, load_data};
use crate::browser;
use crate::paths::Address;

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

/// How long a pointer rests on a link, or the focus, before what it leads to is asked for: whoever passes over a list asks nothing.
const REST: Duration = Duration::from_millis(80);

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

/// Loads what a page of the app shows that is being opened, as soon as its section is there. It ends with the caller's owner.
pub fn preload_data(address: &str) {
    load_data_ahead(address, None);
}

fn load_data_ahead(address: &str, from: Option<Address>) {
    let address = Address::of(address);
    let request = async move {
        load_data(address, from).await.ok();
    };
    spawn_local(ScopedFuture::new_untracked(request));
}

/// Loads a section when a link to it is pointed at or gets the focus, and what the page shows when that lasts; as long as the
/// caller lives.
pub fn preload_around() {
    let owner = Owner::current();
    let resting = StoredValue::new(None::<TimeoutHandle>);
    let stop_waiting = move || {
        if let Some(timer) = resting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let reach = move |event: &web_sys::Event| {
        stop_waiting();
        let Some(address) = address_of_target(event) else {
            return;
        };
        load([Section::of(&address)]);
        if is_metered() {
            return;
        }
        let owner = owner.clone();
        let load_ahead = move || {
            if let Some(owner) = &owner {
                let from = Address::of(&browser::address());
                owner.with(|| load_data_ahead(&address, Some(from)));
            }
        };
        resting.set_value(set_timeout_with_handle(load_ahead, REST).ok());
    };
    let reach_again = reach.clone();
    let pointed = window_event_listener(ev::pointerover, move |event| reach(&event));
    let focused = window_event_listener(ev::focusin, move |event| reach_again(&event));
    on_cleanup(move || {
        stop_waiting();
        pointed.remove();
        focused.remove();
    });
}

/// The address of the link that an event came to.
fn address_of_target(event: &web_sys::Event) -> Option<String> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest("a[href^='/']").ok()??.get_attribute("href")
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
