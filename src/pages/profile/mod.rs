//! My profile.

mod change;
mod email;
mod generate;
mod generator;
mod identity;
mod password;
mod preferences;
mod rules;
mod session;

use leptos::prelude::*;

use crate::browser;
use crate::layouts::use_title;
use crate::ui::PageHeader;
use crate::view;
use email::EmailSection;
use identity::IdentitySection;
use password::PasswordSection;
use preferences::PreferencesSection;
use session::SessionSection;

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
fn facts(known: Vec<(&'static str, AnyView)>) -> AnyView {
    let rows = known
        .into_iter()
        .map(|(name, fact)| view! { <div><dt>{name}</dt><dd>{fact}</dd></div> })
        .collect_view();
    view! { <dl class="details">{rows}</dl> }
}

/// A first password for somebody else: letters and digits alone, so that it passes unharmed through a spreadsheet, a shell
/// and a telephone. Twenty of them are more than a hundred bits. `None` if this browser gives no random numbers.
pub fn generated_password() -> Option<String> {
    let kinds: Vec<&str> = generate::KINDS[..3]
        .iter()
        .map(|(_, characters)| *characters)
        .collect();
    generate::password(20, &kinds, &mut browser::random)
}
