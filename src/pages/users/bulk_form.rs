//! The form that changes all users who are selected.

use std::collections::BTreeMap;

use api_types::{User, UserChanges};
use leptos::prelude::*;

use super::context::UsersContext;
use super::expiry::{ExpiryField, ExpirySignals};
use super::form_pages::CloseDrawer;
use crate::api::{use_api, users};
use crate::query::{Bulk, BulkOutcome, BulkRecord, BulkRecords};
use ui::forms::{Choice, Form, FormErrors, RadioField, field_message};
use ui::table::counted;
use ui::{Button, Drawer, SubmitButton};

const FORM: &str = "change-users";

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Expiry,
    Role,
}

/// What becomes of a user: the change, or why they are left out.
type Planned = (User, Result<UserChanges, String>);

fn count_changes(plan: &[Planned]) -> usize {
    plan.iter().filter(|(_, change)| change.is_ok()).count()
}

/// The drawer with the form.
#[component]
pub fn BulkForm() -> impl IntoView {
    let CloseDrawer(on_close) = expect_context();
    let context = expect_context::<UsersContext>();
    let api = use_api();
    let chosen = StoredValue::new(context.selected_users());
    let count = chosen.with_value(Vec::len);
    // A server may know nothing of expiry.
    let has_expiry = chosen.with_value(|users| users.iter().any(|user| user.expired_at.is_some()));
    let mut attributes = vec![Choice::new(Attribute::Role, "Role")];
    if has_expiry {
        attributes.insert(0, Choice::new(Attribute::Expiry, "Expiry"));
    }
    let attribute = RwSignal::new(if has_expiry {
        Attribute::Expiry
    } else {
        Attribute::Role
    });
    let expiry = ExpirySignals::new(None);
    let admin = RwSignal::new(false);
    let errors = FormErrors::new();
    let bulk = Bulk::default();

    // What a user would become; the date is missing as long as none is chosen.
    let plan = Memo::new(move |_| {
        let attribute = attribute.get();
        let expires = expiry.value();
        let is_admin = admin.get();
        let planned = |user: User| -> Planned {
            let (is_so, refused, changes) = match attribute {
                Attribute::Expiry => (
                    // While the date is missing, it isn't known who has it already.
                    expires.as_ref().is_ok_and(|at| user.expired_at.flatten() == *at),
                    (expires != Ok(None))
                        .then(|| context.refusal("expire", &user))
                        .flatten(),
                    UserChanges {
                        expired_at: expires.clone().ok(),
                        ..UserChanges::default()
                    },
                ),
                Attribute::Role => (
                    user.is_admin == is_admin,
                    (!is_admin).then(|| context.refusal("demote", &user)).flatten(),
                    UserChanges {
                        is_admin: Some(is_admin),
                        ..UserChanges::default()
                    },
                ),
            };
            let result = match refused {
                _ if is_so => Err("Already so.".to_owned()),
                Some(reason) => Err(reason),
                None => Ok(changes),
            };
            (user, result)
        };
        chosen
            .get_value()
            .into_iter()
            .map(planned)
            .collect::<Vec<Planned>>()
    });
    let affected = Memo::new(move |_| plan.with(|plan| count_changes(plan)));
    // Once it has begun the plan stays: who was changed would be "already so".
    let begun = RwSignal::new(None::<Vec<Planned>>);
    let shown = Memo::new(move |_| begun.get().unwrap_or_else(|| plan.get()));
    let all = Memo::new(move |_| begun.with(|begun| begun.as_deref().map(count_changes)));
    let open_count = Memo::new(move |_| Some(all.get()?.saturating_sub(bulk.counts().0)));

    let apply = move |()| {
        errors.clear();
        if attribute.get_untracked() == Attribute::Expiry
            && let Err(error) = untrack(|| expiry.value())
        {
            return errors.set_field("expired_at", field_message(&error));
        }
        let plan = begun.get_untracked().unwrap_or_else(|| plan.get_untracked());
        let changes: BTreeMap<i64, UserChanges> = plan
            .iter()
            .filter_map(|(user, change)| Some((user.id, change.clone().ok()?)))
            .collect();
        let ids: Vec<i64> = changes.keys().copied().collect();
        begun.set(Some(plan));
        let request = move |id| {
            let changes = changes.get(&id).cloned().unwrap_or_default();
            async move {
                context.remember(users::update(api, id, &changes).await?);
                Ok(())
            }
        };
        bulk.run(&ids, request, move || {
            let results = bulk.results.read_untracked();
            context.selected.update(|selected| {
                let is_done = |id: &String| id.parse().is_ok_and(|id: i64| results.get(&id) == Some(&Ok(())));
                selected.retain(|id| !is_done(id));
            });
            drop(results);
            context.reload();
        });
    };
    let close = Callback::new(move |()| {
        if !bulk.running.get_untracked() {
            on_close.run(());
        }
    });
    let stop_first = Signal::derive(move || bulk.running.get().then(|| "Stop first.".to_owned()));
    let nothing = Signal::derive(move || {
        let is_idle = open_count.get().unwrap_or_else(|| affected.get()) == 0;
        is_idle.then(|| {
            if open_count.get().is_some() {
                "Everything is applied.".to_owned()
            } else {
                "Nobody would be changed.".to_owned()
            }
        })
    });
    let apply_label = move || match open_count.get() {
        None => format!("Change {}", counted(affected.get(), "user")),
        Some(0) => "Done".to_owned(),
        Some(open) if bulk.counts().1 == open => format!("Try {open} again"),
        Some(open) => format!("Go on with {open}"),
    };
    let records = Signal::derive(move || {
        let record = |(user, change): Planned| BulkRecord {
            id: user.id,
            name: user.username,
            left_out: change.err(),
        };
        shown.get().into_iter().map(record).collect()
    });
    view! {
        <Drawer
            title=format!("Change {}", counted(count, "user"))
            on_close=close
            footer=move || view! {
                <Show when=move || bulk.running.get()>
                    <Button on_press=move |()| bulk.stop()>"Stop"</Button>
                </Show>
                <div class="spacer"></div>
                <Button disabled_reason=stop_first on_press=close>"Close"</Button>
                <SubmitButton pending=bulk.running form=FORM disabled_reason=nothing>{apply_label}</SubmitButton>
            }
        >
            <Form id=FORM pending=bulk.running errors on_submit=apply>
                <Show when=move || begun.with(Option::is_none)>
                    <RadioField
                        chips=true
                        name="attribute"
                        label="What"
                        value=attribute
                        options=attributes.clone()
                    />
                    <Show
                        when=move || attribute.get() == Attribute::Expiry
                        fallback=move || view! {
                            <RadioField
                                name="is_admin"
                                label="Role"
                                value=admin
                                options=vec![Choice::new(false, "User"), Choice::new(true, "Administrator")]
                            />
                        }
                    >
                        <ExpiryField signals=expiry error=errors.field("expired_at")/>
                    </Show>
                </Show>
                <BulkOutcome bulk all done="Changed"/>
                <BulkRecords label="Users" records bulk done="Changed"/>
            </Form>
        </Drawer>
    }
}
