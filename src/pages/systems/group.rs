//! The drawer with one group of the operating system.

use leptos::prelude::*;

use super::account::nobody;
use super::cells;
use super::load::{Shared, Systems, What};
use crate::paths;
use ui::Drawer;

/// How many members are named; the list of users has the others.
const MOST: usize = 200;

/// The drawer.
pub fn drawer(name: Signal<String>, close: Callback<()>) -> AnyView {
    let systems = Systems::expect();
    let found = Signal::derive(move || {
        let all = systems.all.get();
        name.with(|name| all.groups_named(name).to_vec())
    });
    view! {
        <Drawer title=name on_close=close>
            {move || {
                let all = systems.all.get();
                let found = found.get();
                if found.is_empty() {
                    return nobody(What::Groups, all.has_groups, "There is no such system group");
                }
                found.into_iter().map(|group| facts(&all, group)).collect_view().into_any()
            }}
        </Drawer>
    }
    .into_any()
}

fn facts(all: &Shared, index: u32) -> AnyView {
    let group = all.group(index);
    let members = format!("group={}&services=shown", paths::encode(&group.name));
    let names = |count: usize, links: Vec<AnyView>| match count {
        0 => cells::none(),
        _ => {
            let more = count.saturating_sub(links.len());
            let more = (more > 0).then(|| view! { <span class="muted">{format!("and {more} more")}</span> });
            view! { <span class="names">{links}{more}</span> }.into_any()
        }
    };
    let primary = if all.has_accounts {
        names(group.primary.len(), cells::primary_members(all, index, MOST))
    } else {
        cells::unknown()
    };
    view! {
        <dl class="details">
            <dt>"Group id (gid)"</dt>
            <dd class="mono">{group.gid}</dd>
            <dt>"Primary members"</dt>
            <dd>{primary}</dd>
            <dt>"Listed members"</dt>
            <dd>{names(group.listed.len(), cells::listed_members(all, index, MOST))}</dd>
        </dl>
        <p class="after">
            <a href=paths::systems("users", &members)>"Show its members in the list of users"</a>
        </p>
    }
    .into_any()
}
