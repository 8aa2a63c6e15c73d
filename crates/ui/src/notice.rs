//! Messages inside a page.

use leptos::prelude::*;

use super::badge::Tone;
use super::icon::{Icon, IconName};

/// A message that stays where it is: what happened, or what to know before going on.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// A line in bold over the message.
    #[prop(optional, into)]
    title: Option<String>,
    /// Whether a screen reader interrupts itself for it: for what just failed.
    #[prop(optional)]
    assertive: bool,
    /// The message, and what can be done about it.
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Success => IconName::Check,
        Tone::Warning | Tone::Danger => IconName::Warning,
        Tone::Neutral | Tone::Accent | Tone::Info => IconName::Info,
    };
    view! {
        <div class=format!("notice {}", tone.class()) role=if assertive { "alert" } else { "status" }>
            <Icon name=icon/>
            <div class="notice-text">
                {title.map(|title| view! { <strong class="notice-title">{title}</strong> })} {children()}
            </div>
        </div>
    }
}
