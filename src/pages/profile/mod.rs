//! My profile.

mod email;
mod identity;
mod password;
mod preferences;

use leptos::prelude::*;

use crate::layouts::use_title;
use crate::ui::PageHeader;
use crate::view;
use email::EmailSection;
use identity::IdentitySection;
use password::PasswordSection;
use preferences::PreferencesSection;

/// The profile of who is signed in.
#[component]
pub fn ProfilePage() -> impl IntoView {
    use_title(|| "Profile".into());
    view! {
        <PageHeader title="Profile" description="Who you are on this server."/>
        <div class="sections">
            <IdentitySection/>
            <EmailSection/>
            <PasswordSection/>
            <PreferencesSection/>
        </div>
    }
}
