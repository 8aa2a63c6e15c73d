//! The columns of the list of users.

use api_types::User;
use leptos::prelude::*;

use crate::session::Session;
use crate::time::DateOf;
use crate::user_facts::{Expiry, Role, email_or_dash, source_name, text_or_dash};
use ui::Badge;
use ui::table::Column;

/// The columns by which the list can be sorted: attributes of the API.
pub const SORTABLE: &[&str] = &[
    "username",
    "email",
    "is_admin",
    "user_id",
    "group_id",
    "source_type",
    "expired_at",
    "created_at",
];

/// The columns, without those that the server's users don't have.
pub fn columns(has_source: bool, has_expiry: bool) -> Vec<Column<User>> {
    let me = Session::expect().user_id();
    let number = |id: Option<i64>| id.map(|id| id.to_string()).into_any();
    let mut columns = vec![
        Column::new("username", "Username", move |user: &User| {
            let you = (me == Some(user.id)).then(|| view! { " "<Badge>"You"</Badge> });
            view! { <span class="name">{user.username.clone()}</span>{you} }
        })
        .sortable(),
        Column::new("email", "Email", |user: &User| {
            email_or_dash(user.email.as_deref())
        })
        .sortable(),
        Column::new("is_admin", "Role", |user: &User| {
            view! { <Role is_admin=user.is_admin/> }
        })
        .sortable(),
        Column::new("user_id", "uid", move |user: &User| number(user.user_id))
            .sortable()
            .end()
            .mono(),
        Column::new("group_id", "gid", move |user: &User| number(user.group_id))
            .sortable()
            .end()
            .mono(),
    ];
    if has_source {
        columns.push(
            Column::new("source_type", "Source", |user: &User| {
                text_or_dash(user.source_type.as_ref().map(source_name))
            })
            .sortable(),
        );
    }
    if has_expiry {
        columns.push(
            Column::new("expired_at", "Expires", |user: &User| {
                view! { <Expiry at=user.expired_at.flatten()/> }
            })
            .sortable(),
        );
    }
    columns.push(
        Column::new("created_at", "Created", |user: &User| {
            user.created_at.map(|at| view! { <DateOf at/> }).into_any()
        })
        .sortable(),
    );
    columns
}
