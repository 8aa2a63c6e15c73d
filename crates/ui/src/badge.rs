//! Badges.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// What a badge or a notice means.
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
    /// The class that gives an element this tone's colours.
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
