//! The dialog that turns a curl command or a list of calls into scopes.

use leptos::prelude::*;

use super::state::Picker;
use crate::pages::api_keys::scopes::{Outcome, Pasted, Scope, read_calls, scope};
use ui::{Button, ButtonKind, Dialog, unique_id};

/// The dialog; it is there as long as `open`.
pub fn paste_dialog(picker: Picker, open: RwSignal<bool>) -> AnyView {
    let text = RwSignal::new(String::new());
    let pasted = Memo::new(move |_| text.with(|text| read_calls(text)));
    let nothing = Signal::derive(move || {
        pasted
            .with(|pasted| pasted.set.is_empty())
            .then(|| "Paste a call that a scope opens first.".to_owned())
    });
    let count = move |verb: &str| {
        let count = pasted.with(|pasted| pasted.set.count());
        format!("{verb} {count} {}", if count == 1 { "scope" } else { "scopes" })
    };
    let choose = move |only: bool| {
        Callback::new(move |()| {
            let set = pasted.with_untracked(|pasted| pasted.set);
            let before = picker.chosen.get_untracked();
            let all = if only { set } else { before.with(set) };
            picker.replace(all, format!("{} scopes are chosen.", all.count()));
            open.set(false);
        })
    };
    let id = unique_id("calls");
    let label = id.clone();
    let input = id.clone();
    view! {
        <Dialog
            title="Scopes from calls"
            on_close=Callback::new(move |()| open.set(false))
            footer=move || view! {
                <Button disabled_reason=nothing on_press=choose(false)>{move || count("Add")}</Button>
                <Button kind=ButtonKind::Primary disabled_reason=nothing on_press=choose(true)>
                    {move || count("Choose only these")}
                </Button>
            }
        >
            <div class="field">
                <label class="field-label" for=label>"Calls"</label>
                <textarea
                    id=input
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
            <div role="status">{move || outcomes(&pasted.get())}</div>
        </Dialog>
    }.into_any()
}

fn outcomes(pasted: &Pasted) -> AnyView {
    let rows = pasted
        .calls
        .iter()
        .map(|(said, outcome)| {
            let (class, words) = match outcome {
                Outcome::Opened(number) => ("mono", scope(*number).map(Scope::name).unwrap_or_default()),
                Outcome::NeedsNone => ("muted", "needs no key".to_owned()),
                Outcome::NoScope => ("wrong", "no scope opens this".to_owned()),
                Outcome::NotUnderstood => ("wrong", "this isn't understood as a call".to_owned()),
            };
            view! {
                <li><code>{said.clone()}</code>" "<span class=class>{words}</span></li>
            }
        })
        .collect_view();
    view! { <ul class="calls-found">{rows}</ul> }.into_any()
}
