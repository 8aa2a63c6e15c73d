//! Buttons, icons, badges.

use leptos::prelude::*;

use super::Specimen;
use ui::{Badge, Button, ButtonKind, CopyButton, Icon, IconButton, IconName, LinkButton, SubmitButton, Tone};

const KINDS: [(ButtonKind, &str); 5] = [
    (ButtonKind::Secondary, "Secondary"),
    (ButtonKind::Primary, "Primary"),
    (ButtonKind::Danger, "Danger"),
    (ButtonKind::DangerQuiet, "Danger quiet"),
    (ButtonKind::Quiet, "Quiet"),
];

const ICONS: [IconName; 30] = [
    IconName::Users,
    IconName::Monitor,
    IconName::Sliders,
    IconName::Key,
    IconName::IdCard,
    IconName::Sun,
    IconName::Moon,
    IconName::ChevronDown,
    IconName::ChevronUp,
    IconName::ChevronRight,
    IconName::ArrowUp,
    IconName::ArrowDown,
    IconName::Plus,
    IconName::Close,
    IconName::More,
    IconName::Search,
    IconName::Shield,
    IconName::Clock,
    IconName::Warning,
    IconName::Info,
    IconName::Check,
    IconName::Copy,
    IconName::Pencil,
    IconName::Trash,
    IconName::LogOut,
    IconName::Menu,
    IconName::Refresh,
    IconName::Lock,
    IconName::External,
    IconName::Logo,
];

const TONES: [(Tone, IconName, &str); 6] = [
    (Tone::Neutral, IconName::Lock, "You"),
    (Tone::Accent, IconName::Shield, "Administrator"),
    (Tone::Success, IconName::Check, "Active"),
    (Tone::Warning, IconName::Clock, "In 6 days"),
    (Tone::Danger, IconName::Warning, "Expired 3 Nov"),
    (Tone::Info, IconName::Info, "Directory"),
];

/// Buttons, icons, badges.
#[component]
pub(super) fn Buttons() -> impl IntoView {
    let row = |pending: bool, reason: Option<&'static str>| {
        let buttons = KINDS.map(|(kind, label)| {
            let disabled_reason = reason.map(str::to_owned);
            view! {
                <Button kind pending disabled_reason icon=IconName::Pencil on_press=|()| ()>
                    {label}
                </Button>
            }
        });
        view! { <div class="cluster">{buttons.into_iter().collect_view()}</div> }
    };
    view! {
        <Specimen title="Buttons">
            {row(false, None)} {row(true, None)} {row(false, Some("You can’t demote yourself."))}
            <div class="cluster">
                <Button kind=ButtonKind::Primary on_press=|()| ()>"Save 1 change"</Button>
                <SubmitButton>"Submit"</SubmitButton>
                <LinkButton href="#link" icon=IconName::External>"Link"</LinkButton>
                <CopyButton label="Copy password" text="correct horse"/>
                <IconButton label="Close" icon=IconName::Close on_press=|()| ()/>
            </div>
        </Specimen>
        <Specimen title="Badges">
            <div class="cluster">
                {TONES.map(|(tone, icon, text)| view! { <Badge tone icon>{text}</Badge> }).into_iter().collect_view()}
                <Badge>"Without icon"</Badge>
            </div>
        </Specimen>
        <Specimen title="Icons">
            <div class="cluster">
                {ICONS.map(|name| view! { <Icon name/> }).into_iter().collect_view()}
                <Icon name=IconName::Users large=true/>
            </div>
        </Specimen>
    }
}
