//! The secret of a new key, shown once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::html::Input;
use leptos::prelude::*;

use super::commands::{LANGUAGES, command, env_file, env_file_name};
use super::keys::{Fresh, Keys};
use super::scopes::{ScopeSet, WHOAMI, trial};
use crate::api::{ApiError, api_keys, use_api};
use crate::query::submit;
use crate::unsaved::{Question, use_question};
use crate::{browser, paths};
use ui::forms::{Choice, SegmentedField};
use ui::{Button, ButtonKind, CopyButton, Notice, Tone, focus_once_shown, next_frame, use_toasts};

/// What is asked before the secret is left.
const QUESTION: Question = Question {
    title: "Have you stored the secret?",
    text: "Nobody can read it again once you leave. If you haven't stored it, you need a new key.",
    leave: "I have stored it",
    stay: "Go back to the secret",
};

/// The secret of a key that was just created, with what one does with it. `on_used` is run when a call with it worked,
/// `on_stored` when the person has it.
pub fn secret_panel(fresh: Fresh, on_used: Callback<()>, on_stored: Callback<()>) -> AnyView {
    let keys = Keys::expect();
    let toasts = use_toasts();
    let is_stored = Arc::new(AtomicBool::new(false));
    let (stored, old) = (is_stored.clone(), fresh.replaces.clone());
    on_cleanup(move || {
        // Whichever way the page is left, the secret goes with it.
        keys.fresh.try_set(None);
        if let Some(old) = old.filter(|_| !stored.load(Ordering::Relaxed)) {
            toasts.success(format!(
                "The old key {} still works. Revoke it when nothing uses it any more.",
                old.name
            ));
        }
    });
    let on_stored = Callback::new(move |()| {
        is_stored.store(true, Ordering::Relaxed);
        on_stored.run(());
    });
    if !fresh.is_whole() {
        return withheld(on_stored);
    }
    let shown = RwSignal::new(false);
    let refused = RwSignal::new(false);
    use_question(Signal::stored(true), Callback::new(|()| ()), &QUESTION);
    let Fresh { key, secret, .. } = fresh;
    let (set, _) = ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
    let name = key.name;
    let origin = use_api().session().origin();
    let input = NodeRef::<Input>::new();
    input.on_load(|input| focus_once_shown(&input));
    let on_refused = Callback::new(move |()| {
        shown.set(true);
        refused.set(true);
        next_frame(move || {
            if let Some(input) = input.try_get_untracked().flatten() {
                drop(input.focus());
                input.select();
            }
        });
    });
    let file = (env_file_name(&name), env_file(&name, &origin, &secret));
    let download = Callback::new(move |()| browser::download(&file.0, "text/plain", &file.1));
    let held = secret.clone();
    view! {
        <section class="secret" aria-labelledby="secret-heading">
            <h2 id="secret-heading">"Store the secret now"</h2>
            <p>"It is shown this once. Put it where the program will read it, such as a password manager or the program's settings."</p>
            <div class="secret-row">
                <span class="control">
                    <input
                        node_ref=input
                        class="input mono"
                        type=move || if shown.get() { "text" } else { "password" }
                        aria-label="Secret"
                        aria-describedby="secret-heading"
                        autocomplete="off"
                        spellcheck="false"
                        readonly
                        prop:value=held
                    />
                    <button type="button" class="input-action" on:click=move |_| shown.update(|shown| *shown = !*shown)>
                        {move || if shown.get() { "Hide" } else { "Show" }}
                    </button>
                </span>
                <CopyButton label="Copy secret" text=Signal::stored(secret.clone()) on_refused/>
                <Button on_press=download>"Download .env"</Button>
            </div>
            <Show when=move || refused.get()><Notice tone=Tone::Warning>"The browser refused to copy. The secret is selected: press Ctrl+C, or ⌘C on a Mac."</Notice></Show>
            {try_it(set, secret.clone(), on_used)}
            {commands(set, origin, secret, shown)}
            <div class="cluster">
                <Button kind=ButtonKind::Primary on_press=on_stored>"I have stored it"</Button>
            </div>
        </section>
    }.into_any()
}

/// A server that masks every key has nothing to show.
fn withheld(on_stored: Callback<()>) -> AnyView {
    view! {
        <section class="secret" aria-labelledby="secret-heading">
            <h2 id="secret-heading">"This server didn't show the secret"</h2>
            <p>
                "The key is created, but the answer holds only its last characters, and no later one will hold more. \
                 Without the secret no program can use the key: revoke it, and create keys where this server shows them."
            </p>
            <div class="cluster"><Button on_press=on_stored>"I understand"</Button></div>
        </section>
    }.into_any()
}

/// The button that calls the API with the key, and what came of it.
fn try_it(set: ScopeSet, secret: String, on_used: Callback<()>) -> AnyView {
    let Some(path) = trial(set) else {
        let why = if set.is_empty() {
            "It can't be tried here: a key without scopes can call nothing."
        } else {
            "It can't be tried here: none of its scopes reads something that needs no id."
        };
        return view! { <p class="muted">{why}</p> }.into_any();
    };
    let api = use_api();
    let pending = RwSignal::new(false);
    let outcome = RwSignal::new(None::<(Tone, String)>);
    let press = Callback::new(move |()| {
        outcome.set(None);
        let secret = secret.clone();
        // What comes back is no error of the page: it is what was asked.
        let request = async move { Ok(api_keys::try_secret(api, &secret, path).await) };
        submit(pending, request, move |answer: Result<_, ApiError>| {
            if let Ok(answer) = answer {
                outcome.set(Some(said(path, &answer)));
                if answer.is_ok() {
                    on_used.run(());
                }
            }
        });
    });
    view! {
        <div class="cluster">
            <Button pending on_press=press>"Try it"</Button>
            <span class="muted">"Calls "<code>"GET "{path}</code>" with the key."</span>
        </div>
        <div role="status">
            {move || outcome.get().map(|(tone, said)| view! { <Notice tone>{said}</Notice> })}
        </div>
    }
    .into_any()
}

fn said(path: &str, answer: &Result<Option<String>, ApiError>) -> (Tone, String) {
    match answer {
        Ok(Some(name)) => (
            Tone::Success,
            format!("It works: the server knows it as a key of {name}."),
        ),
        Ok(None) => (Tone::Success, format!("It works: GET {path} was answered.")),
        Err(ApiError::Unauthorized(_)) => (Tone::Danger, "The server doesn't accept this key.".to_owned()),
        Err(ApiError::Forbidden) => (
            Tone::Warning,
            "The server knows the key but refuses the call: your own rights don't reach that far.".to_owned(),
        ),
        Err(ApiError::NotFound) => (
            Tone::Info,
            "This server doesn't have that part of the API, so the key couldn't be tried.".to_owned(),
        ),
        Err(error) => (Tone::Warning, error.sentence()),
    }
}

/// Commands to begin with.
fn commands(set: ScopeSet, origin: String, secret: String, shown: RwSignal<bool>) -> AnyView {
    let language = RwSignal::new(0);
    let url = [origin, paths::api::call(trial(set).unwrap_or(WHOAMI))].concat();
    let text = StoredValue::new((url, secret));
    let of = move |secret_shown: bool| {
        text.with_value(|(url, secret)| {
            command(
                language.get(),
                url,
                if secret_shown {
                    secret
                } else {
                    "••••••••"
                },
            )
        })
    };
    let options = LANGUAGES
        .iter()
        .enumerate()
        .map(|(number, name)| Choice::new(number, *name))
        .collect::<Vec<_>>();
    view! {
        <SegmentedField
            name="language"
            label="First call"
            value=language
            options=options
            description="The commands read the secret from NODEUM_API_KEY, which the .env file sets."
        />
        <pre class="secret-command" tabindex="0" role="region" aria-label="Command">{move || of(shown.get())}</pre>
        <div class="cluster"><CopyButton label="Copy command" text=Signal::derive(move || of(true))/></div>
    }.into_any()
}
