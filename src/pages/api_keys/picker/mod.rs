//! The scope picker: a search, presets, and a grid of all scopes.

mod grid;
mod keyboard;
mod state;

use api_types::ApiKeyScope;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::scopes::{PRESETS, Scope, ScopeSet, Unmatched, match_calls, qualified_name};
use grid::ScopeGrid;
pub use state::Picker;
use ui::forms::{FieldError, SearchField};
use ui::table::counted;
use ui::{Badge, Button, ButtonKind, Dialog, EmptyState, IconName, Notice, Tone, unique_id};

/// The picker, as the field `api_key_scopes` of a form.
#[component]
pub fn ScopePicker(
    /// Its state.
    picker: Picker,
    /// Scopes of the key that this console doesn't know, and that the key keeps.
    unknown: Vec<ApiKeyScope>,
    /// What is wrong with the field.
    error: Signal<Option<String>>,
) -> impl IntoView {
    let is_pasting = RwSignal::new(false);
    let clear = move |_| picker.replace(ScopeSet::default(), "No scope is chosen.".to_owned());
    view! {
        <fieldset
            class="field picker"
            id="api_key_scopes"
            tabindex="-1"
            aria-labelledby="scopes-heading"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then_some("scopes-error")
        >
            <div class="picker-head">
                <h2 id="scopes-heading" class="field-label">"What it may do"</h2>
                <p role="status">{move || format!("{} of {}", picker.selected.get().len(), Scope::all().len())}</p>
                <Show when=move || !picker.selected.get().is_empty()>
                    <button type="button" class="link" on:click=clear>"Choose none"</button>
                </Show>
                <Button kind=ButtonKind::Quiet on_press=move |()| is_pasting.set(true)>"From a curl command…"</Button>
                <Show when=move || is_pasting.get()>
                    <PasteCallsDialog picker on_close=move |()| is_pasting.set(false)/>
                </Show>
            </div>
            {move || error.get().map(|error| view! {
                <FieldError attr:id="scopes-error">{error}</FieldError>
            })}
            <Toolbar picker/>
            {(!unknown.is_empty()).then(|| view! {
                <Notice tone=Tone::Info title="Scopes that this console doesn’t know">
                    <p>"They come from a newer server. The key keeps them when you save."</p>
                    <p class="cluster">
                        {unknown.iter().map(|scope| view! {
                            <code class="badge tone-neutral">{qualified_name(scope)}</code>
                        }).collect_view()}
                    </p>
                </Notice>
            })}
            <ScopeGrid picker/>
            <Show when=move || picker.visible.get().is_empty()>
                <NothingVisible picker/>
            </Show>
        </fieldset>
    }
}

/// The search, the presets and "Selected only", and the way back from what was done last.
#[component]
fn Toolbar(picker: Picker) -> impl IntoView {
    // Enter in a field would submit the form.
    let keep_form = |event: KeyboardEvent| {
        let target = event.target();
        let is_input = target.is_some_and(|target| target.has_type::<web_sys::HtmlInputElement>());
        if is_input && event.key() == "Enter" {
            event.prevent_default();
        }
    };
    let show_selected_only = move |event| {
        let before = event_target_checked(&event).then(|| picker.selected.get_untracked());
        picker.selected_only.set(before);
    };
    view! {
        <div class="picker-tools" on:keydown=keep_form>
            <SearchField
                label="Search: tape, DELETE, /users"
                value=picker.search
                on_search=move |text| picker.search.set(text)
            />
            <div class="chips" role="group" aria-label="Presets">
                {PRESETS.iter().map(|preset| {
                    let (name, scopes) = (preset.name, preset.scopes());
                    let message = format!("{name}: {} scopes are chosen.", scopes.len());
                    view! {
                        <button
                            type="button"
                            class="chip"
                            title=preset.description
                            aria-pressed=move || (picker.selected.get() == scopes).to_string()
                            on:click=move |_| picker.replace(scopes, message.clone())
                        >
                            {name}
                        </button>
                    }
                }).collect_view()}
            </div>
            <label class="choice">
                <input
                    type="checkbox"
                    class="check"
                    prop:checked=move || picker.selected_only.get().is_some()
                    on:change=show_selected_only
                />
                <span>"Selected only"</span>
            </label>
        </div>
        <p class="picker-undo" role="status">
            {move || picker.undo.get().map(|(message, before)| view! {
                {message}" "
                <button type="button" class="link" on:click=move |_| {
                    picker.selected.set(before);
                    picker.undo.set(None);
                }>
                    {format!("Undo, back to {}", before.len())}
                </button>
            })}
        </p>
    }
}

/// Takes the place of an empty grid.
#[component]
fn NothingVisible(picker: Picker) -> impl IntoView {
    let has_search = Memo::new(move |_| !picker.search.read().is_empty());
    move || match has_search.get() {
        true => view! {
            <EmptyState icon=IconName::Search title="No scope matches">
                <p>"Search for a part of the API, an action, a method or a path."</p>
                <Button on_press=move |()| picker.search.set(String::new())>"Clear the search"</Button>
            </EmptyState>
        },
        false => view! {
            <EmptyState icon=IconName::Key title="Nothing is chosen yet">
                <Button on_press=move |()| picker.selected_only.set(None)>"Show all scopes"</Button>
            </EmptyState>
        },
    }
}

/// The sentence, the risk and the calls of the scope that the pointer or the focus is on.
#[component]
pub fn ScopeDetails(
    /// Knows which scope that is.
    picker: Picker,
) -> impl IntoView {
    move || {
        let Some(scope) = picker.current.get() else {
            return view! { <p class="muted">"Point at a scope, or move to it, to see what it opens."</p> }
                .into_any();
        };
        let calls = scope
            .calls()
            .map(|call| view! { <li><b>{call.method}</b>" "{call.path}</li> });
        view! {
            <h3 class="mono">{scope.name()}</h3>
            <p>{scope.sentence}"."</p>
            {scope.risk.map(|risk| view! {
                <p><Badge tone=Tone::Danger icon=IconName::Warning>"Sensitive"</Badge>" "{risk}</p>
            })}
            <ul class="scope-calls mono">{calls.collect_view()}</ul>
        }
        .into_any()
    }
}

/// Turns a curl command or a list of calls into scopes.
#[component]
fn PasteCallsDialog(picker: Picker, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let calls = Memo::new(move |_| text.with(|text| match_calls(text)));
    let scopes = Memo::new(move |_| {
        let calls = calls.read();
        calls
            .iter()
            .filter_map(|(_, scope)| scope.ok())
            .collect::<ScopeSet>()
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
                    "Commands of curl, HTTPie, Wget or PowerShell, fetch as a browser copies it, or a call a line, such as GET /pools. Nothing is called \
                     or kept; a secret in it stays on this page."
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
