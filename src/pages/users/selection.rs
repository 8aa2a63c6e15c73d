//! The bar over those who are selected.

use leptos::prelude::*;

use super::bulk_form::BulkRequest;
use super::bulk_plan::BulkAction;
use super::context::UsersContext;
use crate::api::use_api;
use crate::query::submit;
use ui::table::{SelectionBar, group_digits};
use ui::{Button, ButtonKind, IconName, use_toasts};

/// What can be done with those who are selected.
#[component]
pub fn UserSelectionBar() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let change = move |action: BulkAction| {
        let users = context.selected_users();
        context.bulk_request.set(Some(BulkRequest { users, action }));
    };
    view! {
        <SelectionBar
            selected=context.selected
            destructive=move || view! {
                <Button kind=ButtonKind::DangerQuiet icon=IconName::Trash on_press=move |()| change(BulkAction::Delete)>"Delete…"</Button>
            }
        >
            <SelectMatches/>
            <Button on_press=move |()| context.exports.set(true)>"Export…"</Button>
            <Button kind=ButtonKind::Primary on_press=move |()| change(BulkAction::Expire)>"Change…"</Button>
        </SelectionBar>
    }
}

/// Selects all users that match, on whichever page, while fewer are selected.
#[component]
fn SelectMatches() -> impl IntoView {
    let context = expect_context::<UsersContext>();
    let (api, toasts) = (use_api(), use_toasts());
    let pending = RwSignal::new(false);
    let total = Memo::new(move |_| {
        context
            .page
            .with(|page| page.as_ref().and_then(|page| page.total))
            .unwrap_or_default()
    });
    let reason = Signal::derive(move || context.incomplete_reason());
    let select = move |()| {
        let asked = context.state.get_untracked();
        submit(pending, context.load_matches(api), move |users| match users {
            // Somebody who filters otherwise meanwhile doesn't mean those any more.
            Ok(_) if context.state.get_untracked() != asked => {}
            Ok(users) => context.select(users),
            Err(failure) => toasts.error(failure.sentence()),
        });
    };
    view! {
        <Show when={move || total.get() > context.selected.read().len() as u64}>
            <Button pending disabled_reason=reason on_press=select>{move || format!("Select all {}", group_digits(total.get()))}</Button>
        </Show>
    }
}
