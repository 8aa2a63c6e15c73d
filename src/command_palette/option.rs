//! One of the results.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::groups::over_list;
use super::item::{PaletteItem, Target};
use super::results::{Results, option_id};
use super::words::Words;
use crate::layouts::FrameDialogs;
use crate::paths;
use crate::preferences::Preferences;
use ui::Icon;

/// One item: a link if it leads somewhere, so that it can be opened in a new tab and a form with changes asks first.
#[component]
pub fn CommandOption(
    /// What it shows and does.
    item: PaletteItem,
    /// What is marked in it.
    words: Words,
    /// Its place among all results, counted from 0.
    position: usize,
) -> impl IntoView {
    let results = Results::expect();
    let location = use_location();
    let is_active = move || (results.active.get() == Some(position)).to_string();
    let target = item.target.clone();
    let point = move |_: MouseEvent| {
        if results.active.get_untracked() != Some(position) {
            results.moved_to.set(Some(target.clone()));
        }
    };
    let inner = view! {
        <Icon name=item.icon/>
        <span class="command-text">
            <span class="command-title">{marked(&words, &item.title)}</span>
            " "
            <span class="command-note">{marked(&words, &item.note)} " " {item.detail}</span>
        </span>
        <span class="command-kind">{item.kind.noun()}</span>
    };
    match item.target {
        Target::Address(address) => {
            let href = untrack(|| over_list(&address, &location.pathname.read(), &location.search.read()));
            let stays = paths::first_segment(&href)
                == untrack(|| paths::first_segment(&location.pathname.read()).to_owned());
            let close = move |event: MouseEvent| {
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    results.field.close.run(());
                }
            };
            view! {
                <a
                    role="option"
                    id=option_id(position)
                    class="command"
                    tabindex="-1"
                    href=href
                    data-noscroll=stays.then_some("")
                    aria-selected=is_active
                    on:mousemove=point
                    on:click=close
                >
                    {inner}
                </a>
            }
            .into_any()
        }
        target => {
            let dialogs = FrameDialogs::expect();
            let preferences = Preferences::expect();
            let run = move |_| {
                results.field.close.run(());
                match &target {
                    Target::Prefer(preference, value) => preferences.choose(*preference, value),
                    Target::Dialog(dialog) => dialogs.open(*dialog),
                    Target::SignOut => dialogs.sign_out(),
                    Target::Address(_) => {}
                }
            };
            view! {
                <div role="option" id=option_id(position) class="command" aria-selected=is_active on:mousemove=point on:click=run>
                    {inner}
                </div>
            }
            .into_any()
        }
    }
}

fn marked(words: &Words, text: &str) -> AnyView {
    let part = |(part, is_marked): (String, bool)| {
        if is_marked {
            view! { <mark>{part}</mark> }.into_any()
        } else {
            part.into_any()
        }
    };
    words
        .excerpt(text)
        .into_iter()
        .map(part)
        .collect_view()
        .into_any()
}
