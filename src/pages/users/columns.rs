//! The columns of the list of users.

use api_types::{SourceType, Timestamp, User};
use leptos::prelude::*;

use crate::session::Session;
use crate::table::Column;
use crate::time::{self, DAY, DateOf};
use crate::ui::{Badge, IconName, Tone};

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

/// An expiry nearer than this is worth a warning.
const SOON: i64 = 30 * DAY;

/// The columns, without those that the server's users don't have.
pub fn columns(has_source: bool, has_expiry: bool) -> Vec<Column<User>> {
    let me = Session::expect().user_id();
    let number = |id: Option<i64>| id.map(|id| id.to_string()).into_any();
    let mut columns = vec![
        Column::new("username", "Username", move |user: &User| {
            let you = (me == Some(user.id)).then(|| view! { " "<Badge>"You"</Badge> });
            view! { <span class="name">{user.username.clone()}</span>{you} }.into_any()
        })
        .sortable(),
        Column::new("email", "Email", |user: &User| text_or_dash(user.email.clone())).sortable(),
        Column::new("is_admin", "Role", |user: &User| {
            view! { <Role is_admin=user.is_admin/> }.into_any()
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
                view! { <Expiry at=user.expired_at.flatten()/> }.into_any()
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

/// A text, or a dash for none.
pub fn text_or_dash(text: Option<String>) -> AnyView {
    match text {
        Some(text) => text.into_any(),
        None => view! { <span class="muted" aria-label="none">"–"</span> }.into_any(),
    }
}

/// How a source is called.
pub fn source_name(source: &SourceType) -> String {
    match source {
        SourceType::WebApp => "Web".into(),
        SourceType::Linux => "Server".into(),
        SourceType::Ldap => "Directory".into(),
        SourceType::Other(value) => value.clone(),
    }
}

/// Administrator or user.
#[component]
pub fn Role(is_admin: bool) -> impl IntoView {
    if is_admin {
        view! { <Badge tone=Tone::Accent icon=IconName::Shield>"Administrator"</Badge> }.into_any()
    } else {
        "User".into_any()
    }
}

/// When an account expires: past and near dates stand out.
#[component]
pub fn Expiry(at: Option<Timestamp>) -> impl IntoView {
    let Some(at) = at else { return "Never".into_any() };
    let now = time::use_now();
    let title = time::exact(at);
    let view = move || {
        let left = at.unix_millis().saturating_sub(now.get().unix_millis());
        if left <= 0 {
            let text = format!("Expired {}", time::date(at));
            view! { <Badge tone=Tone::Danger icon=IconName::Warning>{text}</Badge> }.into_any()
        } else if left < SOON {
            let text = format!("In {}", time::span(left));
            view! { <Badge tone=Tone::Warning icon=IconName::Clock>{text}</Badge> }.into_any()
        } else {
            time::date(at).into_any()
        }
    };
    view! { <time datetime=at.to_string() title=title>{view}</time> }.into_any()
}
