//! What is imported: a file that is chosen or dropped, or a text that is pasted.

use js_sys::Uint8Array;
use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, HtmlInputElement};

use super::encoding::{self, LEGACY};
use ui::forms::{Choice, FieldError, SelectField};
use ui::table::counted;
use ui::{Button, IconName};

/// A file or a text of more bytes than these isn't read.
const MAX_BYTES: f64 = 10_000_000.0;
const TOO_LARGE: &str =
    "This is larger than 10 MB, which is the limit. Split it, and import one part after the other.";

/// The text that is imported, and where it comes from.
#[derive(Clone, Copy, Default)]
pub struct ImportSource {
    /// The text.
    pub text: RwSignal<String>,
    /// The name of the file that it came from; empty if it was pasted.
    pub file_name: RwSignal<String>,
    /// Why the file can't be read, in a sentence.
    pub problem: RwSignal<Option<String>>,
    /// Whether the text of a file is shown.
    shows_text: RwSignal<bool>,
    /// The bytes of a file that doesn't say its encoding.
    bytes: RwSignal<Vec<u8>>,
    /// The encoding in which it is read.
    encoding: RwSignal<&'static str>,
    /// Counts what was chosen or typed: a file that arrives after something newer is useless.
    newest: StoredValue<u32>,
}

impl ImportSource {
    fn paste(self, text: String) {
        let is_too_large = text.len() as f64 > MAX_BYTES;
        self.problem.set(is_too_large.then(|| TOO_LARGE.to_owned()));
        if !is_too_large {
            self.next();
            self.text.set(text);
        }
    }

    fn next(self) -> u32 {
        self.newest
            .update_value(|newest| *newest = newest.wrapping_add(1));
        self.newest.get_value()
    }

    /// Reads a file. One that can't be read leaves what there was.
    fn choose(self, file: File) {
        let own = self.next();
        spawn_local(async move {
            let bytes = read_bytes(&file).await;
            if self.newest.try_get_value() != Some(own) {
                return;
            }
            let language = window().navigator().language().unwrap_or_default();
            let read = bytes.and_then(|bytes| {
                let name = encoding::recognise(&bytes, &language)?;
                let text = encoding::decode(&bytes, name)?;
                if text.trim().is_empty() {
                    return Err("The file is empty.".to_owned());
                }
                Ok((bytes, name, text))
            });
            let (bytes, name, text) = match read {
                Ok(read) => read,
                Err(problem) => {
                    self.problem.set(Some(format!("{}: {problem}", file.name())));
                    return;
                }
            };
            self.shows_text.set(false);
            self.file_name.set(file.name());
            let is_legacy = LEGACY.iter().any(|(legacy, ..)| *legacy == name);
            self.bytes.set(if is_legacy { bytes } else { Vec::new() });
            self.encoding.set(name);
            self.problem.set(None);
            self.text.set(text);
        });
    }

    /// Whether there is anything to import; tracked.
    pub fn is_empty(self) -> bool {
        self.text.with(|text| text.trim().is_empty())
    }
}

async fn read_bytes(file: &File) -> Result<Vec<u8>, String> {
    if file.size() > MAX_BYTES {
        return Err(TOO_LARGE.to_owned());
    }
    let unreadable =
        |_| "The browser can’t read this file. It may have been moved or be protected.".to_owned();
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The fields that take a file or a text. While they are shown, a file may be dropped anywhere in the window: beside the field,
/// the browser would leave the console and open it.
#[component]
pub fn SourceFields(
    /// What they fill in.
    source: ImportSource,
    /// What a text looks like.
    help: &'static str,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |event| {
        let input: HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            source.choose(file);
        }
        // The same file can be chosen again after it was fixed.
        input.set_value("");
    };
    let is_over = use_dropped_file(move |file| source.choose(file));
    // The text is read anew when another encoding is chosen.
    Effect::new(move |before: Option<&'static str>| {
        let name = source.encoding.get();
        let bytes = source.bytes.read_untracked();
        if before.is_some_and(|before| before != name) && !bytes.is_empty() {
            match encoding::decode(&bytes, name) {
                Ok(text) => source.text.set(text),
                Err(problem) => source.problem.set(Some(problem)),
            }
        }
        name
    });
    let is_legacy = Memo::new(move |_| !source.bytes.with(Vec::is_empty));
    let encodings = LEGACY.map(|(name, label, _)| Choice::new(name, label)).to_vec();
    let has_hidden_file =
        Memo::new(move |_| !source.shows_text.get() && !source.file_name.with(String::is_empty));
    let lines = move || counted(source.text.read().lines().count(), "line");
    let text_area = move || {
        view! {
            <div class="field">
                <label class="field-label" for="import-text">"Or paste the text"</label>
                <span class="control">
                    <textarea
                        id="import-text"
                        class="input mono area"
                        rows="6"
                        autocomplete="off"
                        spellcheck="false"
                        autocapitalize="none"
                        prop:value=source.text
                        on:input=move |event| source.paste(event_target_value(&event))
                    ></textarea>
                </span>
                <p class="field-help">{help}</p>
            </div>
        }
    };
    view! {
        <div class="drop-zone" class:over=is_over>
            <input
                node_ref=input
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-label="File to import"
                on:change=chosen
            />
            <Button icon=IconName::ArrowUp on_press=choose>"Choose a file"</Button>
            <span class="muted">"or drop it here"</span>
        </div>
        <Show when=move || has_hidden_file.get() fallback=text_area>
            <p>
                <span class="mono">{source.file_name}</span>
                {move || (!source.is_empty()).then(|| view! {
                    {format!(", {}. ", lines())}
                    <button type="button" class="link" on:click=move |_| source.shows_text.set(true)>"Edit it as text"</button>
                })}
            </p>
        </Show>
        {move || source.problem.get().map(|problem| view! {
            <FieldError attr:role="alert">{problem}</FieldError>
        })}
        <Show when=move || is_legacy.get()>
            <SelectField
                name="encoding"
                label="Encoding"
                value=source.encoding
                options=encodings.clone()
                description="The file doesn’t say how it is written. Choose another one if names look wrong below."
            />
        </Show>
    }
}

/// Gives the file that is dropped somewhere in the window, as long as the caller lives. Whether one is held over it comes back.
fn use_dropped_file(drop_file: impl Fn(File) + 'static) -> RwSignal<bool> {
    let is_over = RwSignal::new(false);
    let has_file = |event: &DragEvent| {
        let types = event.data_transfer().map(|data| data.types());
        types.is_some_and(|types| types.includes(&"Files".into(), 0))
    };
    let over = window_event_listener(ev::dragover, move |event| {
        if has_file(&event) {
            event.prevent_default();
            is_over.set(true);
        }
    });
    // It has left the window when it goes to no other element.
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            is_over.set(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        is_over.set(false);
        if !has_file(&event) {
            return;
        }
        event.prevent_default();
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            drop_file(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        dropped.remove();
    });
    is_over
}
