//! How much was found, and what couldn't be searched.

use leptos::prelude::*;

use super::kind::ItemKind;
use super::results::Results;
use ui::table::group_digits;
use ui::{Notice, Tone, focus};

/// What couldn't be searched, and why.
#[component]
pub fn Failure() -> impl IntoView {
    let Results { search, field, .. } = Results::expect();
    let failure = Memo::new(move |_| search.failure());
    let try_again = move |_| {
        search.retry();
        // The button goes.
        if let Some(input) = field.input.get_untracked() {
            focus(&input);
        }
    };
    move || {
        let (kinds, error) = failure.get()?;
        let mut nouns: Vec<&str> = kinds.into_iter().map(ItemKind::nouns).collect();
        let last = nouns.pop().unwrap_or_default();
        let nouns = match nouns.is_empty() {
            true => last.to_owned(),
            false => format!("{} and {last}", nouns.join(", ")),
        };
        Some(view! {
            <div class="command-failure">
                <Notice tone=Tone::Danger assertive=true title=format!("Not searched: {nouns}")>
                    {error.sentence()}
                    " "
                    <button type="button" class="link" on:click=try_again>"Try again"</button>
                </Notice>
            </div>
        })
    }
}

/// How much was found, of what, and the keys.
#[component]
pub fn Foot() -> impl IntoView {
    let Results {
        search,
        field,
        groups,
        ..
    } = Results::expect();
    let summary = move || {
        let typed = field.text.get();
        if typed.trim().is_empty() {
            return String::new();
        }
        if search.is_searching() {
            return "Searching…".to_owned();
        }
        let total: u64 = groups.with(|groups| groups.iter().map(|group| group.total).sum());
        let mut summary = match total {
            0 => format!("Nothing matches “{}”.", typed.trim()),
            1 => "1 result.".to_owned(),
            total => format!("{} results.", group_digits(total)),
        };
        for (kind, records) in search.found() {
            if let Some(first) = records.only_first {
                summary += &format!(" Only the first {first} {} were searched.", kind.nouns());
            }
        }
        summary
    };
    view! {
        <div class="command-foot">
            <p role="status">{summary}</p>
            <p class="command-keys" aria-hidden="true">
                <kbd>"↑"</kbd> <kbd>"↓"</kbd> " choose " <kbd>"Enter"</kbd> " open " <kbd>"Esc"</kbd> " close"
            </p>
        </div>
    }
}
