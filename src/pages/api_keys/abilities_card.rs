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
    view! {
        // What may scroll can have the focus, so that the keyboard can scroll it.
        <section class="key-card" tabindex="0" aria-labelledby="key-can">
            <h2 id="key-can">"This key can"</h2>
            {move || match scopes.get() {
                scopes if scopes.is_empty() && unknown == 0 => view! {
                    <p>"Nothing: a key without scopes can’t call anything."</p>
                    <p><Badge tone=Tone::Warning icon=IconName::Warning>"It can call nothing"</Badge></p>
                }
                .into_any(),
                scopes => view! { <Abilities scopes unknown/> }.into_any(),
            }}
            {children.map(|children| children())}
        </section>
    }
}

#[component]
fn Abilities(scopes: ScopeSet, unknown: usize) -> impl IntoView {
    let only_reads = |scope: Scope| scope.only_reads() || scope.has_no_effect();
    let changes_nothing = unknown == 0 && scopes.iter().all(only_reads);
    let reveals_secrets = scopes.iter().any(Scope::reveals_secrets);
    let raises_rights = scopes.iter().any(Scope::raises_rights);
    let unknown = (unknown > 0).then(|| {
        format!(
            "what {} allow that this console doesn’t know",
            counted(unknown, "scope")
        )
    });
    let points = abilities(scopes).into_iter().chain(unknown);
    view! {
        <p class="cluster">
            {changes_nothing.then(|| view! {
                <Badge icon=IconName::Shield>"It can change nothing"</Badge>
            })}
            {reveals_secrets.then(|| view! {
                <Badge tone=Tone::Danger icon=IconName::Warning>"It reveals stored secrets"</Badge>
            })}
            {raises_rights.then(|| view! {
                <Badge tone=Tone::Warning icon=IconName::Warning>"It can raise rights"</Badge>
            })}
        </p>
        <ul class="key-points">{points.map(|point| view! { <li>{point}</li> }).collect_view()}</ul>
    }
}
