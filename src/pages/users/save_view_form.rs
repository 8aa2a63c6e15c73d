//! The form that saves what is shown as a view.

use leptos::prelude::*;

use super::context::UsersContext;
use super::form_pages::CloseDrawer;
use super::saved_views::{PREFIX, query_of};
use crate::api::{configurations, use_api};
use crate::query::submit;
use crate::unsaved::use_unsaved;
use ui::forms::{Form, FormErrors, TextField};
use ui::{Button, Drawer, SubmitButton, use_toasts};

const FORM: &str = "save-view";
/// So many characters may a name have: it stands on a chip.
const LONGEST: usize = 60;

/// The drawer with the form.
#[component]
pub fn SaveViewForm() -> impl IntoView {
    let CloseDrawer(close) = expect_context();
    let context = expect_context::<UsersContext>();
    let (api, toasts) = (use_api(), use_toasts());
    let views = context.saved_views;
    let name = RwSignal::new(String::new());
    let pending = RwSignal::new(false);
    let errors = FormErrors::new();
    let unsaved = use_unsaved(Signal::derive(move || !name.read().trim().is_empty()), pending);
    let existing = Memo::new(move |_| {
        let (name, views) = (name.read(), views.data.read());
        let mut views = views.iter().flatten();
        views.find(|view| view.name == name.trim()).map(|view| view.id)
    });
    let save = move |()| {
        errors.clear();
        let name = name.get_untracked().trim().to_owned();
        if name.is_empty() {
            return errors.set_field("name", "Enter a name.");
        }
        if name.chars().count() > LONGEST {
            return errors.set_field("name", format!("Use at most {LONGEST} characters."));
        }
        let query = context.state.with_untracked(query_of);
        let id = existing.get_untracked();
        let key = format!("{PREFIX}{name}");
        let request = async move { configurations::store(api, &key, &query, id).await };
        submit(pending, request, move |result| match result {
            Ok(_) => {
                toasts.success(format!("The view {name} is saved."));
                views.reload();
                if !unsaved.saved(false) {
                    close.run(());
                }
            }
            Err(failure) => errors.set_failure(failure.failure()),
        });
    };
    let cancel = unsaved.guard(close);
    let replaces = Signal::derive(move || {
        let text = match existing.get() {
            Some(_) => "There is a view of this name: it is replaced.",
            None => "Search, filters, order and columns are saved with your account.",
        };
        Some(text.to_owned())
    });
    view! {
        <Drawer
            title="Save view"
            on_close=cancel
            footer=move || view! {
                <div class="spacer"></div>
                <Button on_press=cancel>"Cancel"</Button>
                <SubmitButton pending form=FORM>"Save view"</SubmitButton>
            }
        >
            <Form id=FORM pending errors on_submit=save>
                <TextField name="name" label="Name" value=name error=errors.field("name") description=replaces/>
            </Form>
        </Drawer>
    }
}
