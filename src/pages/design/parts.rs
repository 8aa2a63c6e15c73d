//! Buttons, badges, icons, notices, and what stands in the place of content.

use leptos::prelude::*;

use super::Specimen;
use ui::{
    Badge, Button, ButtonKind, CopyButton, EmptyState, ErrorState, Icon, IconButton, IconName, LinkButton,
    Notice, Skeleton, SubmitButton, Tone,
};

const KINDS: [(ButtonKind, &str); 5] = [
    (ButtonKind::Secondary, "Secondary"),
    (ButtonKind::Primary, "Primary"),
    (ButtonKind::Danger, "Danger"),
    (ButtonKind::DangerQuiet, "Danger quiet"),
    (ButtonKind::Quiet, "Quiet"),
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
pub(super) fn buttons() -> impl IntoView {
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
                {IconName::ALL.iter().map(|name| view! { <Icon name=*name/> }).collect_view()}
                <Icon name=IconName::Users large=true/>
                <Icon name=IconName::Logo large=true/>
            </div>
        </Specimen>
    }
}

/// A notice in every tone.
pub(super) fn notices() -> impl IntoView {
    view! {
        <Specimen title="Notices">
            <Notice tone=Tone::Danger>"Username or password is wrong."</Notice>
            <Notice tone=Tone::Warning title="Changed by someone else">
                <p>"b.okafor saved this user 2 minutes ago. Your changes are still here."</p>
                <Button on_press=|()| ()>"Show theirs"</Button>
            </Notice>
            <Notice tone=Tone::Success>"The password was changed. Other sessions have ended."</Notice>
            <Notice tone=Tone::Info>"This server doesn’t say how many users there are."</Notice>
            <Notice>"Sorting holds for this page alone."</Notice>
        </Specimen>
    }
}

/// Loading, empty, failed.
pub(super) fn states() -> impl IntoView {
    view! {
        <Specimen title="Loading">
            <Skeleton rows=4/>
        </Specimen>
        <Specimen title="Empty">
            <EmptyState icon=IconName::Users title="No users yet">
                <p>"Accounts that may sign in to this console and the API appear here."</p>
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=|()| ()>"Create user"</Button>
            </EmptyState>
        </Specimen>
        <Specimen title="Failed">
            <ErrorState
                title="Users couldn’t be loaded"
                message="The server didn’t answer within 30 seconds."
                details="GET /api/v2/users?limit=25\nrequest id 7f3a-99c1".to_owned()
                on_retry=Callback::new(|()| ())
            />
        </Specimen>
    }
}
