//! My profile.

mod email;
mod identity;
mod password;
mod preferences;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::layouts::{focus_when_drawn, use_title};
use ui::PageHeader;

/// The profile of who is signed in.
#[component]
pub fn ProfilePage() -> impl IntoView {
    use_title(|| "Profile".into());
    // An address may name the form that is wanted.
    let hash = use_location().hash;
    Effect::new(move |_| {
        if let form @ ("password" | "email") = hash.read().trim_start_matches('#') {
            focus_when_drawn(format!("#profile-{form} input:not([tabindex='-1'])"));
        }
    });
    view! {
        <PageHeader title="Profile" description="Who you are on this server, and how you like this console."/>
        <div class="sections">
            <identity::IdentitySection/>
            <identity::SessionSection/>
            <email::EmailSection/>
            <password::PasswordSection/>
            <preferences::PreferencesSection/>
        </div>
    }
}
