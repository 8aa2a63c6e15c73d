//! The addresses of the forms. The forms themselves are a section of their own, which loads when one is opened.

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
