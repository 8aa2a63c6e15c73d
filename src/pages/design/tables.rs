//! A table with its pages.

use leptos::prelude::*;

use super::Specimen;
use ui::table::{Column, PageInfo, Pagination, Sort, Table};
use ui::{Badge, IconName, MenuItem, Tone};

#[derive(Clone)]
struct ExampleUser {
    name: &'static str,
    email: &'static str,
    admin: bool,
    uid: u32,
    expires: Expires,
    created: &'static str,
}

#[derive(Clone, Copy)]
enum Expires {
    Never,
    Soon,
    Past,
}

const fn user(
    name: &'static str,
    email: &'static str,
    admin: bool,
    uid: u32,
    expires: Expires,
) -> ExampleUser {
    ExampleUser {
        name,
        email,
        admin,
        uid,
        expires,
        created: "11 Jun 2024",
    }
}

const USERS: [ExampleUser; 7] = [
    user("ada", "ada@nodeum.example", true, 1000, Expires::Never),
    user("b.okafor", "b.okafor@nodeum.example", false, 1004, Expires::Soon),
    user(
        "c.lindqvist",
        "c.lindqvist@nodeum.example",
        false,
        1007,
        Expires::Never,
    ),
    user("d.moreau", "d.moreau@nodeum.example", true, 1009, Expires::Never),
    user("f.nowak", "f.nowak@nodeum.example", false, 1021, Expires::Past),
    user("ingest", "–", false, 1020, Expires::Never),
    user(
        "a-name-that-is-as-long-as-the-longest-of-all-names-may-ever-be-64",
        "an.address.that.is.long.too@a-department.of-a-company.nodeum.example",
        false,
        1033,
        Expires::Never,
    ),
];

fn columns() -> Vec<Column<ExampleUser>> {
    vec![
        Column::new("username", "Username", |user: &ExampleUser| {
            let you = (user.name == "ada").then(|| view! { <Badge>"You"</Badge> });
            view! { <span class="name">{user.name}</span>{you} }
        })
        .sortable(),
        Column::new("email", "Email", |user: &ExampleUser| user.email).sortable(),
        Column::new("role", "Role", |user: &ExampleUser| {
            if user.admin {
                view! { <Badge tone=Tone::Accent icon=IconName::Shield>"Administrator"</Badge> }.into_any()
            } else {
                "User".into_any()
            }
        }),
        Column::new("user_id", "uid", |user: &ExampleUser| user.uid)
            .sortable()
            .end()
            .mono(),
        Column::new("expired_at", "Expires", |user: &ExampleUser| match user.expires {
            Expires::Never => "Never".into_any(),
            Expires::Soon => {
                view! { <Badge tone=Tone::Warning icon=IconName::Clock>"In 6 days"</Badge> }.into_any()
            }
            Expires::Past => {
                view! { <Badge tone=Tone::Danger icon=IconName::Warning>"Expired 3 Nov"</Badge> }.into_any()
            }
        }),
        Column::new("created_at", "Created", |user: &ExampleUser| user.created).sortable(),
    ]
}

/// A table with its pages.
#[component]
pub(super) fn Tables() -> impl IntoView {
    let sort = RwSignal::new(Some(Sort {
        column: "username".to_owned(),
        descending: false,
    }));
    let page = RwSignal::new(1_u64);
    let size = RwSignal::new(25_u64);
    let nothing = Callback::new(|()| ());
    let actions = move |user: ExampleUser| {
        let reason = (user.name == "ada").then(|| "You can’t delete yourself.".to_owned());
        vec![
            MenuItem::link("Open", format!("#{}", user.name)).icon(IconName::External),
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
                key=|user| user.name.to_owned()
                row_name=|user| user.name.to_owned()
                row_href=|user: ExampleUser| format!("#{}", user.name)
                actions
                sort
                on_sort=move |next| sort.set(Some(next))
                selected_row=Some("d.moreau".to_owned())
                busy
            />
        }
    };
    view! {
        <Specimen title="Table">
            {table(6, false)}
            <Pagination
                info=move || PageInfo { page: page.get(), size: size.get(), shown: 25, total: Some(1204) }
                on_page=move |next| page.set(next)
                on_size=move |next| size.set(next)
                note="loaded just now"
            />
        </Specimen>
        <Specimen title="Table that is loading again, with names at their longest">{table(7, true)}</Specimen>
    }
}
