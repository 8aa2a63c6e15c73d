//! Selecting scopes by pasting calls.

use leptos::prelude::*;

use super::state::Picker;
use crate::pages::api_keys::scopes::{CallMatch, ScopeSet, match_calls};
use ui::{Button, ButtonKind, Dialog, unique_id};

/// Opens the dialog that turns a curl command or a list of calls into scopes.
#[component]
pub fn PasteCallsButton(
    /// The picker.
    picker: Picker,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    view! {
        <Button kind=ButtonKind::Quiet on_press=move |()| is_open.set(true)>"From a curl command…"</Button>
        <Show when=move || is_open.get()>
            <PasteCallsDialog picker on_close=move |()| is_open.set(false)/>
        </Show>
    }
}

#[component]
fn PasteCallsDialog(picker: Picker, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let matched = Memo::new(move |_| text.with(|text| match_calls(text)));
    let scopes = move || matched.with(|matched| matched.scopes);
    let disabled_reason = Signal::derive(move || {
        scopes()
            .is_empty()
            .then(|| "Paste a call that a scope opens first.".to_owned())
    });
    let count = move || match scopes().len() {
        1 => "1 scope".to_owned(),
        count => format!("{count} scopes"),
    };
    let select = move |scopes: ScopeSet| {
        picker.replace(scopes, format!("{} scopes are chosen.", scopes.len()));
        on_close.run(());
    };
    let add = move |()| select(picker.selected.get_untracked().union(untrack(scopes)));
    let replace = move |()| select(untrack(scopes));
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
                    {move || matched.get().calls.into_iter().map(|(call, found)| {
                        let (class, result) = describe(found);
                        view! { <li><code>{call}</code>" "<span class=class>{result}</span></li> }
                    }).collect_view()}
                </ul>
            </div>
        </Dialog>
    }
}

/// The class and the words of a result.
fn describe(found: CallMatch) -> (&'static str, String) {
    match found {
        CallMatch::Scope(scope) => ("mono", scope.name()),
        CallMatch::NoKeyNeeded => ("muted", "needs no key".to_owned()),
        CallMatch::NoScope => ("wrong", "no scope opens this".to_owned()),
        CallMatch::NotUnderstood => ("wrong", "this isn’t understood as a call".to_owned()),
    }
}
