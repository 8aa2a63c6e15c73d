//! The drawer with one user of the operating system.

use leptos::prelude::*;

use super::cells;
use super::entry_drawer::MissingEntry;
use crate::system_accounts::{Account, ConsoleMatch, Directory, GECOS_PARTS, Source, SystemAccounts};
use ui::{ButtonKind, Drawer, IconName, LinkButton};

/// The facts about the system user of a name.
#[component]
pub fn AccountDrawer(name: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let new_user_path = Memo::new(move |_| {
        directory.with(|all| {
            let account = name.with(|name| all.accounts_named(name).next())?;
            let has_none = all.has_console_users && account.console_user == ConsoleMatch::None;
            has_none.then(|| cells::new_user_path(account))
        })
    });
    let facts = move || {
        // Two sources of accounts may have the same name: both are shown.
        let facts: Vec<_> = directory.with(|all| {
            let accounts = name.with(|name| all.accounts_named(name).collect::<Vec<_>>());
            accounts.into_iter().map(|account| facts(all, account)).collect()
        });
        if facts.is_empty() {
            view! { <MissingEntry source=Source::SystemUsers title="There is no such system user"/> }
                .into_any()
        } else {
            facts.into_any()
        }
    };
    let footer = move || {
        new_user_path.get().map(|href| {
            view! {
                <LinkButton href kind=ButtonKind::Primary icon=IconName::Plus>"Create console user"</LinkButton>
            }
        })
    };
    view! {
        <Drawer title=name on_close footer=move || footer>
            {facts}
        </Drawer>
    }
}

fn facts(all: &Directory, account: &Account) -> impl IntoView + use<> {
    let info = GECOS_PARTS.into_iter().zip(account.info.clone());
    let info = info.filter(|(_, text)| !text.is_empty());
    let further = match cells::further_groups(all, account, usize::MAX) {
        _ if !all.has_groups => cells::unknown(),
        links if links.is_empty() => cells::none(),
        links => view! { <span class="names">{links}</span> }.into_any(),
    };
    let console_user = match account.console_user {
        ConsoleMatch::None if all.has_console_users => cells::none(),
        _ => cells::console_user(all, account),
    };
    view! {
        <dl class="details">
            <dt>"User id (uid)"</dt>
            <dd class="mono">{account.uid}</dd>
            {info.map(|(label, text)| view! { <dt>{label}</dt><dd>{text}</dd> }).collect_view()}
            <dt>"Kind"</dt>
            <dd>{if account.is_service { "Service account" } else { "Account of a person" }}</dd>
            <dt>"Primary group"</dt>
            <dd>{cells::primary_group(all, account)}</dd>
            <dt>"Further groups"</dt>
            <dd>{further}</dd>
            <dt>"Console user"</dt>
            <dd>{console_user}</dd>
        </dl>
    }
}
