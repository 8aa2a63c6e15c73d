//! The side bar: where one can go, which server this is, and how long the session lasts.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::paths;
use crate::session::Session;
use crate::time;
use ui::{Icon, IconName};

/// Below this, the end of the session is worth a warning.
const SOON_MS: i64 = 5 * 60_000;

/// The side bar.
#[component]
pub fn SideBar(
    /// Whether it lies open over the page, on a narrow screen.
    menu_open: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::expect();
    let is_admin = Memo::new(move |_| session.is_admin());
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            menu_open.set(false);
        }
    });
    on_cleanup(move || handle.remove());
    view! {
        <Show when=move || menu_open.get()><div class="frame-scrim" on:click=move |_| menu_open.set(false)></div></Show>
        <aside class="frame-side" id="side-bar">
            <a class="frame-brand" href=paths::home()>
                <Icon name=IconName::Logo/>
                "Nodeum Admin"
            </a>
            <nav class="nav" aria-label="Main">
                <Show when=move || is_admin.get()><NavLink href=paths::users("") icon=IconName::Users label="Users"/>
                    <NavLink href=paths::system_users("") icon=IconName::Monitor label="System accounts"/></Show>
                <p class="nav-heading">"Mine"</p>
                <NavLink href=paths::configuration("") icon=IconName::Sliders label="Configuration"/>
                <NavLink href=paths::api_keys("") icon=IconName::Key label="API keys"/>
                <NavLink href=paths::profile() icon=IconName::IdCard label="Profile"/>
            </nav>
            <div class="frame-foot">
                <p>
                    <span class="dot" aria-hidden="true"></span>
                    {session.host()}
                </p>
                <SessionEnd/>
            </div>
        </aside>
    }
}

#[component]
fn NavLink(href: String, icon: IconName, label: &'static str) -> impl IntoView {
    let pathname = use_location().pathname;
    // A page may have several tabs: the first part of the path names the page.
    let page = |path: &str| {
        let path = path.strip_prefix(paths::base()).unwrap_or(path);
        path.split('/').nth(1).map(ToOwned::to_owned)
    };
    let target = page(&href);
    let current = move || (pathname.with(|path| page(path)) == target).then_some("page");
    view! {
        <a class="nav-link" href=href aria-current=current>
            <Icon name=icon/>
            <span>{label}</span>
        </a>
    }
}

#[component]
fn SessionEnd() -> impl IntoView {
    let session = Session::expect();
    let remaining = Memo::new(move |_| session.remaining_ms());
    let soon = move || remaining.get().is_some_and(|left| left < SOON_MS);
    move || {
        remaining.get().map(|left| {
            let text = if left < 60_000 {
                "Session ends within a minute".to_owned()
            } else {
                format!("Session ends in {}", time::span(left))
            };
            view! { <p class="session-end" class:soon=soon>{text}</p> }
        })
    }
}
