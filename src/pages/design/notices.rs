//! Notices.

use leptos::prelude::*;

use super::Specimen;
use ui::{Button, Notice, Tone};

/// A notice in every tone.
#[component]
pub(super) fn Notices() -> impl IntoView {
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
