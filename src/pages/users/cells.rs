//! What the columns of the list show.

use api_types::{Timestamp, User};
use leptos::prelude::*;

use super::columns::ColumnChoice;
use super::filters::Needle;
use crate::session::Session;
use crate::time::DateOf;
use crate::user_facts::{Expiry, Role, breakable, email_or_dash, source_name, text_or_dash};
use ui::Badge;
use ui::table::{Column, OnCard};

/// A text with what is searched for marked; as `plain` draws it if it isn't there. One that is too long is shortened.
fn marked(
    needle: Memo<Option<Needle>>,
    text: Option<String>,
    plain: fn(Option<&str>) -> AnyView,
) -> impl IntoView {
    let whole = text.clone();
    let content = move || {
        let needle = needle.read();
        match needle.as_ref().and_then(|needle| needle.split(text.as_deref()?)) {
            Some([before, found, after]) => {
                view! { {breakable(before)}<mark>{found.to_owned()}</mark>{breakable(after)} }.into_any()
            }
            None => plain(text.as_deref()),
        }
    };
    view! { <span class="shortened" title=whole>{content}</span> }
}

/// Which attributes the server's users have, of those that not every server knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownAttributes {
    source: bool,
    expiry: bool,
    last_sign_in: bool,
}

impl KnownAttributes {
    /// What some of these have.
    pub fn of(users: &[User]) -> Self {
        let any = |has: fn(&User) -> bool| users.iter().any(has);
        Self {
            source: any(|user| user.source_type.is_some()),
            expiry: any(|user| user.expired_at.is_some()),
            last_sign_in: any(|user| user.last_sign_in_at.is_some()),
        }
    }
}

/// The chosen columns, without those that the server's users don't have.
pub fn columns(
    chosen: &[&'static ColumnChoice],
    needle: Memo<Option<Needle>>,
    has: KnownAttributes,
) -> Vec<Column<User>> {
    let chosen = chosen.iter().filter(|column| match column.id {
        "source_type" => has.source,
        "expired_at" => has.expiry,
        "last_sign_in_at" => has.last_sign_in,
        _ => true,
    });
    chosen
        .map(|ColumnChoice { id, label, .. }| draw(id, label, needle).sortable())
        .collect()
}

/// A column with what its cells show.
fn draw(id: &'static str, label: &'static str, needle: Memo<Option<Needle>>) -> Column<User> {
    let me = Session::expect().user_id();
    let number = |id: Option<i64>| id.map(|id| id.to_string());
    let date = |at: Option<Timestamp>| at.map(|at| view! { <DateOf at/> });
    let column = match id {
        "username" => {
            return Column::new(id, label, move |user: &User| {
                let you = (me == Some(user.id)).then(|| view! { " "<Badge>"You"</Badge> });
                let name = Some(user.username.clone());
                view! {
                    <span class="name">{marked(needle, name, |name| name.map(ToOwned::to_owned).into_any())}</span>
                    {you}
                }
            });
        }
        "email" => Column::new(id, label, move |user: &User| {
            marked(needle, user.email.clone(), |email| {
                email_or_dash(email).into_any()
            })
        })
        .on_card(OnCard::Plain),
        "is_admin" => Column::new(id, label, |user: &User| view! { <Role is_admin=user.is_admin/> })
            .on_card(OnCard::Half),
        "expired_at" => Column::new(
            id,
            label,
            |user: &User| view! { <Expiry at=user.expired_at.flatten()/> },
        )
        .on_card(OnCard::Half),
        "source_type" => Column::new(id, label, |user: &User| {
            text_or_dash(user.source_type.as_ref().map(source_name))
        })
        .on_card(OnCard::Absent),
        "user_id" => Column::new(id, label, move |user: &User| number(user.user_id))
            .end()
            .mono()
            .on_card(OnCard::Absent),
        "group_id" => Column::new(id, label, move |user: &User| number(user.group_id))
            .end()
            .mono()
            .on_card(OnCard::Absent),
        "last_sign_in_at" => Column::new(id, label, move |user: &User| {
            user.last_sign_in_at.map(|at| match at {
                Some(at) => view! { <DateOf at/> }.into_any(),
                None => view! { <span class="muted">"Never"</span> }.into_any(),
            })
        })
        // It is there only if somebody has chosen it.
        .on_card(OnCard::Half),
        "updated_at" => {
            Column::new(id, label, move |user: &User| date(user.updated_at)).on_card(OnCard::Absent)
        }
        "created_at" => {
            Column::new(id, label, move |user: &User| date(user.created_at)).on_card(OnCard::Absent)
        }
        _ => Column::new(id, label, move |user: &User| user.id)
            .end()
            .mono()
            .on_card(OnCard::Absent),
    };
    column.optional()
}
