//! The frame around all pages but sign-in.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::document::use_heading_focus;
use super::side_bar::SideBar;
use super::states::Restoring;
use super::top_bar::TopBar;
use crate::preferences::Preferences;

/// Side bar, top bar and the page. What this browser doesn't know of the person's preferences is waited for, so that a list
/// isn't loaded twice and nothing changes its look.
#[component]
pub fn Frame() -> impl IntoView {
    let preferences = Preferences::expect();
    view! {
        <Show when=move || preferences.are_ready() fallback=Restoring>
            <FrameOfSession/>
        </Show>
    }
}

#[component]
fn FrameOfSession() -> impl IntoView {
    let menu_open = RwSignal::new(false);
    let pathname = use_location().pathname;
    // On a narrow screen the side bar lies over the page: it goes when it has led somewhere.
    Effect::new(move |_| {
        pathname.track();
        menu_open.set(false);
    });
    use_heading_focus();
    // With a `<base>`, a bare fragment would leave the page: so the focus is moved by hand.
    let skip_to_main = |event: web_sys::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        if let Some(main) = document().get_element_by_id("main") {
            ui::focus(&main);
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip_to_main>"Skip to the page"</a>
        <div class="frame" class:menu-open=menu_open>
            <SideBar menu_open/>
            <TopBar menu_open/>
            <main id="main" class="frame-main" tabindex="-1">
                <div class="page">
                    <Outlet/>
                </div>
            </main>
        </div>
    }
}
