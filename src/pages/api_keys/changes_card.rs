//! What an edit of a key changes about what it may do.

use leptos::prelude::*;

use super::scopes::ScopeSet;

/// The scopes that are gained, and those that are lost.
pub fn changes(before: ScopeSet, after: ScopeSet) -> (ScopeSet, ScopeSet) {
    (after.difference(before), before.difference(after))
}

/// The scopes that an edit adds and removes; not there as long as there are none.
#[component]
pub fn ChangesCard(
    /// The scopes that the key has.
    before: ScopeSet,
    /// Those that it gets.
    selected: RwSignal<ScopeSet>,
) -> impl IntoView {
    let list = |title, sign, scopes: ScopeSet| {
        (!scopes.is_empty()).then(|| {
            view! {
                <h3>{format!("{title} {}", scopes.len())}</h3>
                <ul class="key-difference mono">
                    {scopes.iter().map(|scope| view! {
                        <li title=scope.sentence><span aria-hidden="true">{sign}</span>{scope.name()}</li>
                    }).collect_view()}
                </ul>
            }
        })
    };
    let lists = move || {
        let (gained, lost) = changes(before, selected.get());
        (list("It gains", "+ ", gained), list("It loses", "− ", lost))
    };
    view! {
        <Show when=move || selected.get() != before>
            <section class="key-card" tabindex="0" aria-labelledby="key-changes">
                <h2 id="key-changes">"What changes"</h2>
                {lists}
            </section>
        </Show>
    }
}
