//! The drawer with one group of the operating system.

use leptos::prelude::*;

use super::cells;
use super::entry_drawer::MissingEntry;
use crate::paths;
use crate::system_accounts::{Directory, Group, Source, SystemAccounts};
use ui::Drawer;

/// How many members are named; the list of users has the others.
const MAX_MEMBERS: usize = 200;

/// The facts about the system group of a name.
#[component]
pub fn GroupDrawer(name: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let directory = SystemAccounts::expect().directory;
    let facts = move || {
        let facts: Vec<_> = directory.with(|all| {
            let groups = name.with(|name| all.groups_named(name).collect::<Vec<_>>());
            groups.into_iter().map(|group| facts(all, group)).collect()
        });
        if facts.is_empty() {
            view! { <MissingEntry source=Source::SystemGroups title="There is no such system group"/> }
                .into_any()
        } else {
            facts.into_any()
        }
    };
    view! { <Drawer title=name on_close>{facts}</Drawer> }
}

fn facts(all: &Directory, group: &Group) -> impl IntoView + use<> {
    let members = format!("group={}&services=shown", paths::encode(&group.name));
    let primary = if all.has_accounts {
        names(
            group.primary.len(),
            cells::primary_members(all, group, MAX_MEMBERS),
        )
    } else {
        cells::unknown()
    };
    let listed = names(group.listed.len(), cells::listed_members(all, group, MAX_MEMBERS));
    view! {
        <dl class="details">
            <dt>"Group id (gid)"</dt>
            <dd class="mono">{group.gid}</dd>
            <dt>"Primary members"</dt>
            <dd>{primary}</dd>
            <dt>"Listed members"</dt>
            <dd>{listed}</dd>
        </dl>
        <p class="after">
            <a href=paths::systems("users", &members)>"Show its members in the list of users"</a>
        </p>
    }
}

fn names(count: usize, shown: Vec<AnyView>) -> AnyView {
    if count == 0 {
        return cells::none();
    }
    let more = count - shown.len();
    let more = (more > 0).then(|| view! { <span class="muted">{format!("and {more} more")}</span> });
    view! { <span class="names">{shown}{more}</span> }.into_any()
}
