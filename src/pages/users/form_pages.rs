//! The forms over the list: what stands there until one is loaded. They are a section of their own.

use leptos::prelude::*;

use super::details::use_close;
use crate::layouts::use_title;
use crate::sections::{self, lazy_drawer};
use ui::Drawer;

/// Creating a user.
#[component]
pub fn CreateUserPage() -> impl IntoView {
    use_title(|| "Create user".into());
    lazy_drawer(sections::create_user_form, |content| {
        view! { <Drawer title="Create user" on_close=use_close()>{content}</Drawer> }.into_any()
    })
}

/// Editing a user.
#[component]
pub fn EditUserPage() -> impl IntoView {
    use_title(|| "Edit user".into());
    lazy_drawer(sections::edit_user_form, |content| {
        view! { <Drawer title="Edit user" on_close=use_close()>{content}</Drawer> }.into_any()
    })
}

/// Closes the form that a button of the list has opened.
#[derive(Clone, Copy)]
pub struct CloseDrawer(pub Callback<()>);

/// Filtering the list.
#[component]
pub fn FilterDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    provide_context(CloseDrawer(on_close));
    lazy_drawer(sections::user_filters, |content| {
        let CloseDrawer(on_close) = expect_context();
        view! { <Drawer title="Filter users" on_close>{content}</Drawer> }.into_any()
    })
}

/// Choosing the columns of the list.
#[component]
pub fn ColumnsDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    provide_context(CloseDrawer(on_close));
    lazy_drawer(sections::user_columns, |content| {
        let CloseDrawer(on_close) = expect_context();
        view! { <Drawer title="Columns" on_close>{content}</Drawer> }.into_any()
    })
}

/// Exporting the list.
#[component]
pub fn ExportDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    provide_context(CloseDrawer(on_close));
    lazy_drawer(sections::export_users, |content| {
        let CloseDrawer(on_close) = expect_context();
        view! { <Drawer title="Export users" on_close>{content}</Drawer> }.into_any()
    })
}

/// Changing those who are selected.
#[component]
pub fn BulkDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    provide_context(CloseDrawer(on_close));
    lazy_drawer(sections::change_users, |content| {
        let CloseDrawer(on_close) = expect_context();
        view! { <Drawer title="Change users" on_close>{content}</Drawer> }.into_any()
    })
}
