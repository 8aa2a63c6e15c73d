//! The top bar: where one is, the theme, and the account.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::navigation::page_at;
use crate::paths;
use crate::preferences::{Preference, Preferences};
use crate::session::Session;
use crate::unsaved::Unsaved;
use ui::{Icon, IconButton, IconName, Menu, MenuItem};

/// The top bar.
#[component]
pub fn TopBar(
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
    let unsaved = Unsaved::expect();
    let sign_out = Callback::new(move |()| session.sign_out());
    let leave = Callback::new(move |()| unsaved.leave(sign_out));
    let items = vec![
        MenuItem::link("Profile", paths::profile()).icon(IconName::IdCard),
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
        _ => IconName::Monitor,
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
