//! The drawer with one user of the operating system.

use leptos::prelude::*;

use super::cells;
use super::directory::Match;
use super::gecos::PARTS;
use super::load::{Shared, Systems, What, reason};
use ui::{ButtonKind, Drawer, ErrorState, IconName, LinkButton, Skeleton};

/// The drawer.
pub fn drawer(name: Signal<String>, close: Callback<()>) -> AnyView {
    let systems = Systems::expect();
    let found = Signal::derive(move || {
        let all = systems.all.get();
        name.with(|name| all.accounts_named(name))
    });
    let create = move || {
        let all = systems.all.get();
        let account = found.get().first().copied()?;
        let has_none = all.has_people && all.account(account).person == Match::None;
        has_none.then(|| {
            view! {
                <LinkButton href=cells::new_user(&all, account) kind=ButtonKind::Primary icon=IconName::Plus>
                    "Create console user"
                </LinkButton>
            }
        })
    };
    view! {
        <Drawer title=name on_close=close footer=move || create>
            {move || {
                let all = systems.all.get();
                let found = found.get();
                if found.is_empty() {
                    return nobody(What::Accounts, all.has_accounts, "There is no such system user");
                }
                // Two sources of accounts may have the same name: both are shown.
                found.into_iter().map(|account| facts(&all, account)).collect_view().into_any()
            }}
        </Drawer>
    }
    .into_any()
}

fn facts(all: &Shared, index: u32) -> AnyView {
    let account = all.account(index);
    let parts = PARTS.into_iter().zip(account.info.clone());
    let parts = parts.filter(|(_, text)| !text.is_empty());
    let further = match cells::further_groups(all, index, usize::MAX) {
        _ if !all.has_groups => cells::unknown(),
        links if links.is_empty() => cells::none(),
        links => view! { <span class="names">{links}</span> }.into_any(),
    };
    view! {
        <dl class="details">
            <dt>"User id (uid)"</dt>
            <dd class="mono">{account.uid}</dd>
            {parts.map(|(label, text)| view! { <dt>{label}</dt><dd>{text}</dd> }).collect_view()}
            <dt>"Kind"</dt>
            <dd>{if account.service { "Service account" } else { "Account of a person" }}</dd>
            <dt>"Primary group"</dt>
            <dd>{cells::primary_group(all, index)}</dd>
            <dt>"Further groups"</dt>
            <dd>{further}</dd>
            <dt>"Console user"</dt>
            <dd>
                {match account.person {
                    Match::None if all.has_people => cells::none(),
                    _ => cells::console_user(all, index),
                }}
            </dd>
        </dl>
    }
    .into_any()
}

/// The record isn't there: not yet, not at all, or its list couldn't be loaded.
pub fn nobody(own: What, is_here: bool, title: &'static str) -> AnyView {
    let list = Systems::expect().list(own);
    if is_here {
        return view! {
            <ErrorState
                title=title
                message="The server doesn’t have it, or not any more. Close this to see what there is."
                details=None
                on_retry=None
            />
        }
        .into_any();
    }
    (move || match list.error().get() {
        Some(error) => view! {
            <ErrorState
                title=error.title()
                message=reason(&error)
                details=error.details()
                on_retry=Some(Callback::new(move |()| list.reload()))
            />
        }
        .into_any(),
        None => view! { <Skeleton rows=6/> }.into_any(),
    })
    .into_any()
}
