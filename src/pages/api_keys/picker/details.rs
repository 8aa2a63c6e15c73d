//! What is known of the scope that the pointer or the focus is on.

use leptos::prelude::*;

use super::Picker;
use ui::{Badge, IconName, Tone};

/// The sentence, the risk and the calls of the current scope.
#[component]
pub fn ScopeDetails(
    /// The picker that knows which scope is current.
    picker: Picker,
) -> impl IntoView {
    move || {
        let Some(scope) = picker.current.get() else {
            return view! { <p class="muted">"Point at a scope, or move to it, to see what it opens."</p> }
                .into_any();
        };
        let calls = scope
            .calls()
            .map(|call| view! { <li><b>{call.method}</b>" "{call.path}</li> })
            .collect_view();
        view! {
            <h3 class="mono">{scope.name()}</h3>
            <p>{scope.sentence}"."</p>
            {scope.risk().map(|risk| view! {
                <p><Badge tone=Tone::Danger icon=IconName::Warning>"Sensitive"</Badge>" "{risk}</p>
            })}
            <ul class="scope-calls mono">{calls}</ul>
        }
        .into_any()
    }
}
