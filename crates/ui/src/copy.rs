//! Copying to the clipboard.

use leptos::task::spawn_local;
use std::time::Duration;

use js_sys::{Promise, Reflect};
use leptos::html::Span;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{Element, HtmlTextAreaElement};
use wasm_bindgen_futures::JsFuture;

use super::dom::{call, focus};
use super::icon::{Icon, IconName};

/// How long "Copied" stands in the place of the label.
const SAID_FOR: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    None,
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
    let outcome = RwSignal::new(Outcome::None);
    let press = move |_| {
        let Some(host) = host.get_untracked() else {
            return;
        };
        let text = text.get_untracked();
        spawn_local(async move {
            let copied = by_clipboard(&text).await || by_selection(&host, &text);
            outcome.try_set(if copied { Outcome::Copied } else { Outcome::Failed });
            if let Some(on_refused) = on_refused.filter(|_| !copied) {
                on_refused.run(());
            }
            if copied {
                set_timeout(
                    move || {
                        outcome.try_set(Outcome::None);
                    },
                    SAID_FOR,
                );
            }
        });
    };
    let shown = move || match outcome.get() {
        Outcome::None => (IconName::Copy, label.clone()),
        Outcome::Copied => (IconName::Check, "Copied".to_owned()),
        Outcome::Failed => (IconName::Warning, "Couldn’t copy".to_owned()),
    };
    let said = move || match outcome.get() {
        Outcome::None => "",
        Outcome::Copied => "Copied",
        Outcome::Failed => "Couldn’t copy. Select the text and copy it by hand.",
    };
    view! {
        <span
            class="tip-host copy"
            node_ref=host
            data-said=move || (outcome.get() != Outcome::None).then_some("")
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
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or(JsValue::UNDEFINED);
    if clipboard.is_undefined() {
        return false;
    }
    let Ok(promise) = call(&clipboard, "writeText", Some(&text.into())).dyn_into::<Promise>() else {
        return false;
    };
    JsFuture::from(promise).await.is_ok()
}

/// Selects the text in a field beside the button, since a field elsewhere can't have the focus while a dialog is open.
fn by_selection(host: &Element, text: &str) -> bool {
    let opener = super::dom::focused();
    let Ok(field) = document().create_element("textarea") else {
        return false;
    };
    field.set_class_name("visually-hidden");
    let Ok(field) = field.dyn_into::<HtmlTextAreaElement>() else {
        return false;
    };
    field.set_value(text);
    if host.append_child(&field).is_err() {
        return false;
    }
    field.select();
    let copied = call(&document(), "execCommand", Some(&"copy".into())).as_bool();
    field.remove();
    if let Some(opener) = opener {
        focus(&opener);
    }
    copied.unwrap_or_default()
}
