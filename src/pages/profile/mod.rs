//! My profile.

mod email;
mod identity;
mod password;
mod preferences;

use leptos::prelude::*;

use crate::layouts::use_title;
use ui::PageHeader;

/// The profile of who is signed in.
#[component]
pub fn ProfilePage() -> impl IntoView {
    use_title(|| "Profile".into());
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
