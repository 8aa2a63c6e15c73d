//! A table with its pages.

use leptos::prelude::*;

use super::Specimen;
use crate::user_facts::Role;
use ui::table::{Column, PageInfo, Pagination, SortRequest, Table};
use ui::{IconName, MenuItem};

/// Name, email, whether an administrator, uid.
type ExampleUser = (&'static str, &'static str, bool, u32);

const USERS: [ExampleUser; 5] = [
    ("ada", "ada@nodeum.example", true, 1000),
    ("b.okafor", "b.okafor@nodeum.example", false, 1004),
    ("d.moreau", "d.moreau@nodeum.example", true, 1009),
    ("ingest", "–", false, 1020),
    (
        "a-name-that-is-as-long-as-the-longest-of-all-names-may-ever-be-64",
        "an.address.that.is.long.too@a-department.of-a-company.nodeum.example",
        false,
        1033,
    ),
];

fn columns() -> Vec<Column<ExampleUser>> {
    vec![
        Column::new("username", "Username", |user: &ExampleUser| {
            view! { <span class="name">{user.0}</span> }
        })
        .sortable(),
        Column::new("email", "Email", |user: &ExampleUser| user.1).sortable(),
        Column::new(
            "role",
            "Role",
            |user: &ExampleUser| view! { <Role is_admin=user.2/> },
        ),
        Column::new("user_id", "uid", |user: &ExampleUser| user.3)
            .sortable()
            .end()
            .mono(),
    ]
}

/// A table with its pages.
pub(super) fn tables() -> impl IntoView {
    let sort = RwSignal::new(SortRequest::Press("username").apply(&[]));
    let (page, size) = (RwSignal::new(1_u64), RwSignal::new(25_u64));
    let nothing = Callback::new(|()| ());
    let actions = move |user: ExampleUser| {
        let reason = (user.0 == "ada").then(|| "You can’t delete yourself.".to_owned());
        vec![
            MenuItem::link("Open", format!("#{}", user.0)).icon(IconName::External),
            MenuItem::press("Edit…", nothing).icon(IconName::Pencil),
            MenuItem::press("Delete…", nothing)
                .icon(IconName::Trash)
                .danger()
                .disabled(reason),
        ]
    };
    let table = move |few: usize, busy: bool| {
        view! {
            <Table
                caption="Users"
                columns=columns()
                rows=USERS[..few].to_vec()
                key=|user| user.0.to_owned()
                row_name=|user| user.0.to_owned()
                row_href=|user: ExampleUser| format!("#{}", user.0)
                actions
                sort
                on_sort=move |request: SortRequest| sort.update(|sort| *sort = request.apply(sort))
                selected_row=Some("d.moreau".to_owned())
                busy
            />
        }
    };
    view! {
        <Specimen title="Table">
            {table(4, false)}
            <Pagination
                info=move || PageInfo { page: page.get(), size: size.get(), shown: 25, total: Some(1204) }
                asked_page=page
                on_page=move |next| page.set(next)
                on_size=move |next| size.set(next)
                note="loaded just now"
                on_refresh=nothing
            />
        </Specimen>
        <Specimen title="Table that is loading again, with names at their longest">{table(5, true)}</Specimen>
    }
}
