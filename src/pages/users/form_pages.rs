//! The forms over the list: what stands there until one is loaded. They are sections of their own.

use leptos::prelude::*;

use super::details::use_close;
use crate::layouts::use_title;
use crate::sections::{self, Loaded, lazy_drawer};
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

/// Importing users.
#[component]
pub fn ImportUsersPage() -> impl IntoView {
    use_title(|| "Import users".into());
    lazy_drawer(sections::import_users_form, |content| {
        view! { <Drawer title="Import users" on_close=use_close()>{content}</Drawer> }.into_any()
    })
}

/// Closes the form that a button of the list has opened.
#[derive(Clone, Copy)]
pub struct CloseDrawer(pub Callback<()>);

/// What the form is called that is being loaded.
#[derive(Clone, Copy)]
struct DrawerTitle(&'static str);

/// A form that a button of the list opens, and what stands in its place while it is loaded.
fn over_list<F>(title: &'static str, form: fn() -> F, on_close: Callback<()>) -> AnyView
where
    F: Future<Output = Loaded> + 'static,
{
    provide_context(CloseDrawer(on_close));
    provide_context(DrawerTitle(title));
    lazy_drawer(form, |content| {
        let (CloseDrawer(on_close), DrawerTitle(title)) = (expect_context(), expect_context());
        view! { <Drawer title on_close>{content}</Drawer> }.into_any()
    })
}

/// Filtering the list.
#[component]
pub fn FilterDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    over_list("Filter users", sections::user_filters, on_close)
}

/// Choosing the columns of the list.
#[component]
pub fn ColumnsDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    over_list("Columns", sections::user_columns, on_close)
}

/// Saving what is shown as a view.
#[component]
pub fn SaveViewDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    over_list("Save view", sections::save_view, on_close)
}

/// Exporting the list.
#[component]
pub fn ExportDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    over_list("Export users", sections::export_users, on_close)
}

/// Changing several users.
#[component]
pub fn BulkDrawer(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    over_list("Change users", sections::change_users, on_close)
}
