//! Choosing a file and reading its text.

use js_sys::Uint8Array;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::state::ImportState;
use crate::pages::configuration::formats::decode;
use ui::{Button, IconName};

/// A file that is larger than these bytes is no configuration.
const MAX_SIZE: f64 = 20_000_000.0;

/// A button that asks for a file.
#[component]
pub fn ChooseFile(
    /// The import that takes its text.
    import: ImportState,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            let name = file.name();
            let text = read(&file).await;
            // The same file can be chosen again after it was fixed.
            input.set_value("");
            match text {
                Ok(text) => {
                    import.shows_text.try_set(false);
                    import.file_name.try_set(Some(name));
                    import.set_text(text);
                }
                Err(problem) => drop(import.error.try_set(Some(problem))),
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
        <Button icon=IconName::ArrowUp on_press=choose>"Choose a file"</Button>
    }
}

async fn read(file: &web_sys::File) -> Result<String, String> {
    if file.size() > MAX_SIZE {
        return Err("The file is larger than 20 MB: this is no configuration.".to_owned());
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        "The browser can’t read this file. It may have been moved or be protected.".to_owned()
    })?;
    decode(Uint8Array::new(&buffer).to_vec())
}
