//! Choosing a file and reading its text.

use js_sys::Uint8Array;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::formats::text_of;
use super::intake::Intake;
use ui::{Button, IconName};

/// Files that are larger are none of a configuration.
const MOST: f64 = 20_000_000.0;

/// A button that asks for a file.
pub fn choose_file(intake: Intake) -> AnyView {
    let input = NodeRef::<Input>::new();
    let ask = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let file = input.files().and_then(|files| files.get(0));
        // The same file can be chosen again after it was mended.
        let Some(file) = file else { return };
        spawn_local(async move {
            let name = file.name();
            let text = if file.size() > MOST {
                Err("The file is larger than 20 MB: this is no configuration.".to_owned())
            } else {
                match JsFuture::from(file.array_buffer()).await {
                    Ok(buffer) => text_of(Uint8Array::new(&buffer).to_vec()),
                    Err(_) => Err(
                        "The browser can't read this file. It may have been moved or be protected."
                            .to_owned(),
                    ),
                }
            };
            input.set_value("");
            match text {
                Ok(text) => {
                    intake.as_text.try_set(false);
                    intake.file.try_set(Some(name));
                    intake.take(text);
                }
                Err(problem) => {
                    intake.fault.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <input
            node_ref=input
            type="file"
            class="visually-hidden"
            tabindex="-1"
            aria-label="File to import"
            on:change=chosen
        />
        <Button icon=IconName::ArrowUp on_press=ask>"Choose a file"</Button>
    }
    .into_any()
}
