//! How the facts of a user are shown, wherever they are: in the list, on a user's page, in the profile.

use api_types::{SourceType, Timestamp};
use leptos::prelude::*;

use crate::time::{self, DAY};
use ui::{Badge, IconName, Tone};

/// An expiry nearer than this is worth a warning.
const SOON: i64 = 30 * DAY;

/// A text, or a dash for none.
pub fn text_or_dash(text: Option<String>) -> AnyView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="muted" aria-label="none">"–"</span> }.into_any(),
    }
}

/// An address that breaks after its @ and its dots where it has no room, or a dash for none.
pub fn email_or_dash(email: Option<&str>) -> AnyView {
    match email {
        Some(email) => {
            let parts = email.split_inclusive(['@', '.']);
            let parts = parts.map(|part| view! { {part.to_owned()}<wbr/> });
            view! { <span>{parts.collect_view()}</span> }.into_any()
        }
        None => text_or_dash(None),
    }
}

/// How a source is called.
pub fn source_name(source: &SourceType) -> String {
    match source {
        SourceType::WebApp => "Web".into(),
        SourceType::Linux => "Server".into(),
        SourceType::Ldap => "Directory".into(),
        SourceType::Other(value) => value.clone(),
    }
}

/// Administrator or user.
#[component]
pub fn Role(is_admin: bool) -> impl IntoView {
    if is_admin {
        view! { <Badge tone=Tone::Accent icon=IconName::Shield>"Administrator"</Badge> }.into_any()
    } else {
        "User".into_any()
    }
}

/// When an account expires: past and near dates stand out.
#[component]
pub fn Expiry(at: Option<Timestamp>) -> impl IntoView {
    let Some(at) = at else { return "Never".into_any() };
    let now = time::use_now();
    let view = move || {
        let left = at.unix_millis().saturating_sub(now.get().unix_millis());
        if left <= 0 {
            let text = format!("Expired {}", time::date(at));
            view! { <Badge tone=Tone::Danger icon=IconName::Warning>{text}</Badge> }.into_any()
        } else if left < SOON {
            let text = format!("In {}", time::span(left));
            view! { <Badge tone=Tone::Warning icon=IconName::Clock>{text}</Badge> }.into_any()
        } else {
            time::date(at).into_any()
        }
    };
    view! { <time datetime=at.to_string() title=move || time::exact(at)>{view}</time> }.into_any()
}
