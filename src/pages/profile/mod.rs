//! My profile.

mod change_password;
mod email;
mod identity;
mod password;
mod preferences;
mod rules;
mod session;

use leptos::prelude::*;

use crate::layouts::use_title;
use email::EmailSection;
use identity::IdentitySection;
use password::PasswordSection;
use preferences::PreferencesSection;
use session::SessionSection;
use ui::PageHeader;

/// The profile of who is signed in.
#[component]
pub fn ProfilePage() -> impl IntoView {
    use_title(|| "Profile".into());
    view! {
        <PageHeader title="Profile" description="Who you are on this server, and how you like this console."/>
        <div class="sections">
            <IdentitySection/>
            <SessionSection/>
            <EmailSection/>
            <PasswordSection/>
            <PreferencesSection/>
        </div>
    }
}

/// Facts with their names.
#[component]
fn Facts(facts: Vec<(&'static str, AnyView)>) -> impl IntoView {
    let rows = facts
        .into_iter()
        .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })
        .collect_view();
    view! { <dl class="details">{rows}</dl> }
}
