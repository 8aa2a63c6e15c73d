//! Selecting scopes by pasting calls.

use leptos::prelude::*;

use super::state::Picker;
use crate::pages::api_keys::scopes::{ScopeSet, Unmatched, match_calls};
use ui::table::counted;
use ui::{Button, ButtonKind, Dialog, unique_id};

/// Turns a curl command or a list of calls into scopes.
#[component]
pub fn PasteCallsDialog(
    /// Where they are selected.
    picker: Picker,
    /// Closes the dialog.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let calls = Memo::new(move |_| text.with(|text| match_calls(text)));
    let scopes = Memo::new(move |_| {
        calls.with(|calls| {
            calls
                .iter()
                .filter_map(|(_, scope)| scope.ok())
                .collect::<ScopeSet>()
        })
    });
    let disabled_reason = Signal::derive(move || {
        let is_empty = scopes.get().is_empty();
        is_empty.then(|| "Paste a call that a scope opens first.".to_owned())
    });
    let count = move || counted(scopes.get().len(), "scope");
    let select = move |scopes: ScopeSet| {
        picker.replace(scopes, format!("{} scopes are chosen.", scopes.len()));
        on_close.run(());
    };
    let add = move |()| select(picker.selected.get_untracked().union(scopes.get_untracked()));
    let replace = move |()| select(scopes.get_untracked());
    let id = unique_id("calls");
    view! {
        <Dialog
            title="Scopes from calls"
            on_close
            footer=move || view! {
                <Button disabled_reason on_press=add>{move || format!("Add {}", count())}</Button>
                <Button kind=ButtonKind::Primary disabled_reason on_press=replace>
                    {move || format!("Choose only these {}", count())}
                </Button>
            }
        >
            <div class="field">
                <label class="field-label" for=id.clone()>"Calls"</label>
                <textarea
                    id=id
                    class="input calls-input mono"
                    rows="6"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="none"
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                <p class="field-help">
                    "A curl command, or a call a line, such as GET /pools. Nothing is called or kept; a secret in it stays on this page."
                </p>
            </div>
            <div role="status">
                <ul class="calls-found">
                    {move || calls.get().into_iter().map(|(call, scope)| {
                        let (class, result) = match scope {
                            Ok(scope) => ("mono", scope.name()),
                            Err(Unmatched::NoKeyNeeded) => ("muted", "needs no key".to_owned()),
                            Err(Unmatched::NoScope) => ("wrong", "no scope opens this".to_owned()),
                            Err(Unmatched::NotUnderstood) => ("wrong", "this isn’t understood as a call".to_owned()),
                        };
                        view! { <li><code>{call}</code>" "<span class=class>{result}</span></li> }
                    }).collect_view()}
                </ul>
            </div>
        </Dialog>
    }
}
