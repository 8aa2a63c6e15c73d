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
const CONFIRMED_FOR: Duration = Duration::from_secs(2);

/// Copies a text, and says whether that worked. On plain HTTP, where browsers have no clipboard, it uses the old way.
#[component]
pub fn CopyButton(
    /// What it does: "Copy password".
    #[prop(into)]
    label: String,
    /// What it copies.
    #[prop(into)]
    text: Signal<String>,
    /// Hears that it is copied.
    #[prop(optional)]
    on_copied: Option<Callback<()>>,
    /// What to do when the browser refuses: show the text where it can be selected.
    #[prop(optional)]
    on_refused: Option<Callback<()>>,
) -> impl IntoView {
    let host = NodeRef::<Span>::new();
    let copied = RwSignal::new(None::<bool>);
    let press = move |_| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        let text = text.get_untracked();
        spawn_local(async move {
            let succeeded = by_clipboard(&text).await || by_selection(&host, &text).unwrap_or_default();
            copied.try_set(Some(succeeded));
            if succeeded {
                if let Some(on_copied) = on_copied {
                    on_copied.run(());
                }
                let reset = move || {
                    copied.try_set(None);
                };
                set_timeout(reset, CONFIRMED_FOR);
            } else if let Some(on_refused) = on_refused {
                on_refused.run(());
            }
        });
    };
    let button = move || {
        let (name, label) = match copied.get() {
            None => (IconName::Copy, label.clone()),
            Some(true) => (IconName::Check, "Copied".to_owned()),
            Some(false) => (IconName::Warning, "Couldn’t copy".to_owned()),
        };
        view! {
            <Icon name/>
            <span class="btn-label">{label}</span>
        }
    };
    let status = move || match copied.get() {
        None => "",
        Some(true) => "Copied",
        Some(false) => "Couldn’t copy. Select the text and copy it by hand.",
    };
    view! {
        <span class="tip-host copy" node_ref=host data-said=move || copied.get().map(|_| "")>
            <button type="button" class="btn" on:click=press>
                {button}
            </button>
            <span class="visually-hidden" role="status">
                {status}
            </span>
        </span>
    }
}

/// Copies a text without a button of its own, as an entry of a menu does; whether that worked.
pub async fn copy_text(text: &str) -> bool {
    let copied = by_clipboard(text).await;
    copied
        || document()
            .body()
            .is_some_and(|body| by_selection(&body, text).unwrap_or_default())
}

async fn by_clipboard(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // Undefined on plain HTTP.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Selects the text in a field beside the button, since a field elsewhere can't have the focus while a dialog is open.
fn by_selection(host: &Element, text: &str) -> Option<bool> {
    let opener = focused();
    let field = document().create_element("textarea").ok()?;
    let field = field.dyn_into::<HtmlTextAreaElement>().ok()?;
    field.set_class_name("visually-hidden");
    field.set_value(text);
    host.append_child(&field).ok()?;
    field.select();
    let copied = document()
        .unchecked_ref::<HtmlDocument>()
        .exec_command("copy")
        .ok();
    field.remove();
    if let Some(opener) = opener {
        focus(&opener);
    }
    copied
}
