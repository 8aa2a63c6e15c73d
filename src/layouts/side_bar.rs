//! The side bar: where one can go, which server this is, and how long the session lasts.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::navigation::{NavPage, PAGES};
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
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" {
            menu_open.set(false);
        }
    });
    on_cleanup(move || handle.remove());
    let links = |admin_only: bool| {
        let pages = PAGES.iter().filter(move |page| page.admin_only == admin_only);
        pages.map(|page| view! { <NavLink page/> }).collect_view()
    };
    view! {
        <Show when=move || menu_open.get()>
            <div class="frame-scrim" on:click=move |_| menu_open.set(false)></div>
        </Show>
        <aside class="frame-side" id="side-bar">
            <a class="frame-brand" href=paths::home()>
                <Icon name=IconName::Logo/>
                "Nodeum Admin"
            </a>
            <nav class="nav" aria-label="Main">
                <Show when=move || session.is_admin()>
                    {links(true)}
                </Show>
                <p class="nav-heading">"Mine"</p>
                {links(false)}
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
fn NavLink(page: &'static NavPage) -> impl IntoView {
    let pathname = use_location().pathname;
    let is_current = move || paths::first_segment(&pathname.read()) == page.segment;
    view! {
        <a class="nav-link" href=page.href aria-current=move || is_current().then_some("page")>
            <Icon name=page.icon/>
            <span>{page.title}</span>
        </a>
    }
}

#[component]
fn SessionEnd() -> impl IntoView {
    let session = Session::expect();
    let remaining = Memo::new(move |_| session.remaining_ms());
    move || {
        remaining.get().map(|left| {
            let text = if left < 60_000 {
                "Session ends within a minute".to_owned()
            } else {
                format!("Session ends in {}", time::span(left))
            };
            view! { <p class="session-end" class:soon={left < SOON_MS}>{text}</p> }
        })
    }
}
