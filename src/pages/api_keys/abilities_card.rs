//! The card that says in words what a key can do.

use leptos::prelude::*;

use super::scopes::{Scope, ScopeSet, abilities};
use ui::table::counted;
use ui::{Badge, IconName, Tone};

/// What a key can do, point by point, with what to be careful about.
#[component]
pub fn AbilitiesCard(
    /// The scopes of the contract that the key has.
    #[prop(into)]
    scopes: Signal<ScopeSet>,
    /// How many others it has, which this console doesn't know.
    unknown: usize,
    /// What stands below the points.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let content = move || {
        let scopes = scopes.get();
        let any = |predicate: fn(Scope) -> bool| scopes.iter().any(predicate);
        if scopes.is_empty() && unknown == 0 {
            return view! {
                <p>"Nothing: a key without scopes can’t call anything."</p>
                <p><Badge tone=Tone::Warning icon=IconName::Warning>"No access"</Badge></p>
            }
            .into_any();
        }
        let changes = unknown > 0 || any(|scope| !(scope.only_reads() || scope.has_no_effect()));
        let badges = [
            (!changes, Tone::Neutral, IconName::Shield, "Read-only"),
            (
                any(Scope::reveals_secrets),
                Tone::Danger,
                IconName::Warning,
                "Reveals stored secrets",
            ),
            (
                any(Scope::raises_rights),
                Tone::Warning,
                IconName::Warning,
                "Can raise rights",
            ),
        ];
        let badges = badges.into_iter().filter(|(applies, ..)| *applies);
        let unknown = (unknown > 0).then(|| {
            format!(
                "what {} allow that this console doesn’t know",
                counted(unknown, "scope")
            )
        });
        let points = abilities(scopes).into_iter().chain(unknown);
        view! {
            <p class="cluster">
                {badges.map(|(_, tone, icon, text)| view! { <Badge tone icon>{text}</Badge> }).collect_view()}
            </p>
            <ul class="key-points">{points.map(|point| view! { <li>{point}</li> }).collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        // What may scroll can have the focus, so that the keyboard can scroll it.
        <section class="key-card" tabindex="0" aria-labelledby="key-can">
            <h2 id="key-can">"This key can"</h2>
            {content}
            {children.map(|children| children())}
        </section>
    }
}
