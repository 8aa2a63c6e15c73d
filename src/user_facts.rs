//! How the attributes of a user are shown: in the list, on a user's page, in the profile.

use api_types::{AttributeError, SourceType, Timestamp};
use leptos::prelude::*;

use crate::time::{self, DAY};
use ui::{Badge, IconName, Tone};

/// The text, or a dash if there is none.
pub fn text_or_dash(text: Option<String>) -> impl IntoView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="muted" aria-label="none">"–"</span> }.into_any(),
    }
}

/// The address, or a dash if there is none. A narrow column breaks it after its @ and its dots.
pub fn email_or_dash(email: Option<&str>) -> impl IntoView + use<> {
    let Some(email) = email else {
        return text_or_dash(None).into_any();
    };
    view! { <span>{breakable(email)}</span> }.into_any()
}

/// A text that a narrow column breaks after its @ and its dots.
pub fn breakable(text: &str) -> impl IntoView + use<> {
    let parts = text.split_inclusive(['@', '.']);
    parts.map(|part| view! { {part.to_owned()}<wbr/> }).collect_view()
}

/// What to do about an email that isn't one. Addresses hold ASCII alone (as HTML has them), so one that is right elsewhere says why.
pub fn invalid_email(error: &AttributeError) -> String {
    let has_other_letters = error
        .value
        .as_ref()
        .and_then(|value| value.as_str())
        .is_some_and(|typed| !typed.is_ascii());
    if has_other_letters {
        "Use plain letters alone; a domain such as müller.example is written xn--mller-kva.example.".into()
    } else {
        "Enter an address such as ada@nodeum.example.".into()
    }
}

/// A source in the words of the interface; one that the console doesn't know is shown as it comes.
pub fn source_name(source: &SourceType) -> String {
    match source {
        SourceType::WebApp => "Web".into(),
        SourceType::Linux => "Server".into(),
        SourceType::Ldap => "Directory".into(),
        SourceType::Other(value) => value.clone(),
    }
}

/// "User" or "Administrator".
pub fn role_name(is_admin: bool) -> &'static str {
    if is_admin { "Administrator" } else { "User" }
}

/// "User", or a badge that says "Administrator".
#[component]
pub fn Role(is_admin: bool) -> impl IntoView {
    if is_admin {
        view! { <Badge tone=Tone::Accent icon=IconName::Shield>{role_name(true)}</Badge> }.into_any()
    } else {
        role_name(false).into_any()
    }
}

/// The date on which an account expires. Past dates, and those within 30 days, stand out.
#[component]
pub fn Expiry(
    /// When it expires; `None` for never.
    at: Option<Timestamp>,
) -> impl IntoView {
    let Some(at) = at else {
        return "Never".into_any();
    };
    let now = time::use_now();
    let view = move || {
        let left = at.unix_millis().saturating_sub(now.get().unix_millis());
        if left <= 0 {
            let text = format!("Expired {}", time::date(at));
            view! { <Badge tone=Tone::Danger icon=IconName::Warning>{text}</Badge> }.into_any()
        } else if left < 30 * DAY {
            let text = format!("In {}", time::span(left));
            view! { <Badge tone=Tone::Warning icon=IconName::Clock>{text}</Badge> }.into_any()
        } else {
            time::date(at).into_any()
        }
    };
    view! { <time datetime=at.to_string() title=move || time::exact(at)>{view}</time> }.into_any()
}
