//! Badges and notices: short statements in the colours of their tone.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What a badge or a notice means; it chooses the colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Stands out without being good or bad.
    Accent,
    /// It went well.
    Success,
    /// It needs attention soon.
    Warning,
    /// It failed, or is over.
    Danger,
    /// Good to know.
    Info,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Accent => "tone-accent",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
            Self::Info => "tone-info",
        }
    }

    pub(super) fn icon(self) -> IconName {
        match self {
            Self::Success => IconName::Check,
            Self::Warning | Self::Danger => IconName::Warning,
            Self::Neutral | Self::Accent | Self::Info => IconName::Info,
        }
    }
}

/// A short word about a thing. Its meaning is in its words; the tone only stresses it.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=format!("badge {}", tone.class())>
            {icon.map(|name| view! { <Icon name/> })} {children()}
        </span>
    }
}

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
    view! {
        <div class=format!("notice {}", tone.class()) role=if assertive { "alert" } else { "status" }>
            <Icon name=tone.icon()/>
            <div class="notice-text">
                {title.map(|title| view! { <strong class="notice-title">{title}</strong> })} {children()}
            </div>
        </div>
    }
}
