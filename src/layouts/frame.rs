//! The frame around all pages but sign-in: side bar, top bar and the page.

use leptos::children::ViewFn;
use leptos::ev;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::connection::{ConnectionBar, ServerName};
use super::dialogs::{FrameDialog, FrameDialogs, OpenDialog, SearchButton};
use super::document::use_heading_focus;
use super::session_notices::SessionNotices;
use super::sign_in_again::SignInAgain;
use super::states::Restoring;
use crate::navigation::{NavPage, PAGES, page_at};
use crate::preferences::{Preference, Preferences};
use crate::session::Session;
use crate::{paths, time, version};
use ui::{
    Button, ButtonKind, DialogNotices, Icon, IconButton, IconName, Menu, MenuItem, Notice, Tone,
    provide_single_keys,
};

/// Below this, the end of the session is worth a warning.
const SOON_MS: i64 = 5 * 60_000;

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
    let preferences = Preferences::expect();
    provide_single_keys(Signal::derive(move || preferences.single_keys()));
    FrameDialogs::provide();
    provide_context(DialogNotices(ViewFn::from(
        || view! { <ConnectionBar/><SessionNotices/> },
    )));
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
                <div class="frame-notices">
                    <ConnectionBar/>
                    <SessionNotices/>
                    <NewVersion/>
                </div>
                <div class="page">
                    <Outlet/>
                </div>
            </main>
        </div>
        <OpenDialog/>
        <SignInAgain/>
    }
}

/// Where one can go, which server this is, and how long the session lasts.
#[component]
fn SideBar(
    /// Whether it lies open over the page, on a narrow screen.
    menu_open: RwSignal<bool>,
) -> impl IntoView {
    let session = Session::expect();
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && !event.is_composing() {
            menu_open.set(false);
        }
    });
    on_cleanup(move || handle.remove());
    let links = move |admin_only: bool| {
        let pages = PAGES.iter().filter(move |page| page.admin_only == admin_only);
        let is_offered = move |page: &NavPage| session.user().is_some_and(|user| (page.is_offered)(&user));
        let link = move |page| view! { <Show when=move || is_offered(page)><NavLink page/></Show> };
        pages.map(link).collect_view()
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
                <p class="nav-heading">"Your account"</p>
                {links(false)}
            </nav>
            <div class="frame-foot">
                <ServerName/>
                <SessionEnd/>
            </div>
        </aside>
    }
}

/// Says that the server has a newer version of the console, and offers to use it.
#[component]
fn NewVersion() -> impl IntoView {
    let outdated = version::use_is_outdated();
    view! {
        <Show when=move || outdated.get()>
            <Notice tone=Tone::Info>
                "A new version of the console is there. "
                <Button kind=ButtonKind::Quiet on_press=|()| version::reload()>"Reload"</Button>
            </Notice>
        </Show>
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

/// Where one is, the search, the theme, and the account.
#[component]
fn TopBar(
    /// Whether the side bar lies open over the page.
    menu_open: RwSignal<bool>,
) -> impl IntoView {
    let pathname = use_location().pathname;
    // The page, not the address: its drawers and tabs have the same title.
    let title = move || page_at(&pathname.read()).map(|page| page.title);
    view! {
        <header class="frame-top">
            <div class="frame-menu-button">
                <IconButton
                    label="Menu"
                    icon=IconName::Menu
                    expanded=move || Some(menu_open.get())
                    on_press=move |()| menu_open.update(|open| *open = !*open)
                />
            </div>
            <p class="frame-crumbs">{title}</p>
            <div class="spacer"></div>
            <SearchButton/>
            <ThemeMenu/>
            <AccountMenu/>
        </header>
    }
}

#[component]
fn ThemeMenu() -> impl IntoView {
    let preferences = Preferences::expect();
    let items = Signal::derive(move || {
        let chosen = preferences.get(Preference::Theme);
        let item = |(theme, label): &(&'static str, &'static str)| {
            let theme = *theme;
            let choose = Callback::new(move |()| preferences.choose(Preference::Theme, theme));
            let icon = if theme == chosen {
                IconName::Check
            } else {
                theme_icon(theme)
            };
            MenuItem::press(*label, choose).icon(icon)
        };
        Preference::Theme.options().iter().map(item).collect::<Vec<_>>()
    });
    let trigger = move || {
        let name = theme_icon(preferences.get(Preference::Theme));
        view! { <Icon name/> }
    };
    view! { <Menu label="Theme" trigger items/> }
}

#[component]
fn AccountMenu() -> impl IntoView {
    let session = Session::expect();
    let name = Memo::new(move |_| session.user().map(|user| user.username).unwrap_or_default());
    let dialogs = FrameDialogs::expect();
    let leave = Callback::new(move |()| dialogs.sign_out());
    let show_activity = Callback::new(move |()| dialogs.open(FrameDialog::Activity));
    let items = vec![
        MenuItem::link("Profile", paths::profile()).icon(IconName::IdCard),
        MenuItem::press("Activity", show_activity).icon(IconName::Clock),
        MenuItem::press("Sign out", leave).icon(IconName::LogOut),
    ];
    let trigger = move || {
        view! {
            <span class="avatar" aria-hidden="true" data-initials=initials(&name.get())></span>
            <span class="account-name">{name.get()}</span>
            <Icon name=IconName::ChevronDown/>
        }
    };
    view! { <Menu label=Signal::derive(move || format!("Account of {}", name.get())) trigger items/> }
}

fn theme_icon(theme: &str) -> IconName {
    match theme {
        "light" => IconName::Sun,
        "dark" => IconName::Moon,
        _ => IconName::Contrast,
    }
}

/// Up to two letters that stand for a name: "AL" for "ada.lovelace", "AD" for "ada".
fn initials(name: &str) -> String {
    let mut parts = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty());
    let (first, second) = (parts.next().unwrap_or(name), parts.next());
    let letters: String = match second {
        Some(second) => first.chars().take(1).chain(second.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_of_names() {
        for (name, letters) in [
            ("ada", "AD"),
            ("ada.lovelace", "AL"),
            ("b_okafor", "BO"),
            ("🦀", "🦀"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
