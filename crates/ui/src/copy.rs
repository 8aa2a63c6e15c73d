//! Copying to the clipboard.

use std::time::Duration;

use leptos::html::Span;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlDocument, HtmlTextAreaElement};
use wasm_bindgen_futures::JsFuture;

use super::dom::{focus, focused};
use super::icon::{Icon, IconName};

/// How long "Copied" stands in the place of the label.
const SAID_FOR: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum CopyState {
    Idle,
    Copied,
    Failed,
}

/// Copies a text, and says whether that worked. On plain HTTP, where browsers have no clipboard, it uses the old way.
#[component]
pub fn CopyButton(
    /// What it does: "Copy password".
    #[prop(into)]
    label: String,
    /// What it copies.
    #[prop(into)]
    text: Signal<String>,
    /// What to do when the browser refuses: show the text where it can be selected.
    #[prop(optional)]
    on_refused: Option<Callback<()>>,
) -> impl IntoView {
    let host = NodeRef::<Span>::new();
    let state = RwSignal::new(CopyState::Idle);
    let press = move |_| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        let text = text.get_untracked();
        spawn_local(async move {
            let copied = by_clipboard(&text).await || by_selection(&host, &text);
            state.try_set(if copied {
                CopyState::Copied
            } else {
                CopyState::Failed
            });
            if let Some(on_refused) = on_refused.filter(|_| !copied) {
                on_refused.run(());
            }
            if copied {
                set_timeout(
                    move || {
                        state.try_set(CopyState::Idle);
                    },
                    SAID_FOR,
                );
            }
        });
    };
    let shown = move || match state.get() {
        CopyState::Idle => (IconName::Copy, label.clone()),
        CopyState::Copied => (IconName::Check, "Copied".to_owned()),
        CopyState::Failed => (IconName::Warning, "Couldn’t copy".to_owned()),
    };
    let said = move || match state.get() {
        CopyState::Idle => "",
        CopyState::Copied => "Copied",
        CopyState::Failed => "Couldn’t copy. Select the text and copy it by hand.",
    };
    view! {
        <span
            class="tip-host copy"
            node_ref=host
            data-said=move || (state.get() != CopyState::Idle).then_some("")
        >
            <button type="button" class="btn" on:click=press>
                {move || {
                    let (name, words) = shown();
                    view! {
                        <Icon name/>
                        <span class="btn-label">{words}</span>
                    }
                }}
            </button>
            <span class="visually-hidden" role="status">
                {said}
            </span>
        </span>
    }
}

async fn by_clipboard(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Undefined on plain HTTP.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects the text in a field beside the button, since a field elsewhere can't have the focus while a dialog is open.
fn by_selection(host: &Element, text: &str) -> bool {
    let opener = focused();
    let document = document();
    let field = document
        .create_element("textarea")
        .ok()
        .and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(field) = field else { return false };
    field.set_class_name("visually-hidden");
    field.set_value(text);
    if host.append_child(&field).is_err() {
        return false;
    }
    field.select();
    let copied = document
        .unchecked_ref::<HtmlDocument>()
        .exec_command("copy")
        .unwrap_or_default();
    field.remove();
    if let Some(opener) = opener {
        focus(&opener);
    }
    copied
}
