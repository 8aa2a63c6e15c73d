//! The form that does the same with several users.

use std::collections::BTreeMap;

use api_types::{User, UserChanges};
use leptos::prelude::*;

use super::bulk_plan::{
    BulkAction, BulkChange, BulkContext, Intent, Planned, count_changes, difference, plan,
};
use super::context::UsersContext;
use super::form_pages::CloseDrawer;
use crate::activity::{Call, CopyCalls};
use crate::api::{Api, ApiError, Method, use_api, users};
use crate::expiry_field::{ExpiryField, ExpirySignals, ExpirySubject};
use crate::layouts::focus_when_drawn;
use crate::passwords::{GeneratedPasswords, HandOver, LOSE_PASSWORDS};
use crate::paths;
use crate::query::{Bulk, BulkOutcome, BulkRecord, BulkRecords, LEAVE_RUNNING};
use crate::session::Session;
use crate::time;
use crate::unsaved::use_question;
use crate::user_facts::role_name;
use ui::forms::{Choice, Form, FormErrors, RadioField, TextField, field_message};
use ui::table::counted;
use ui::{Button, ButtonKind, Drawer, Notice, SubmitButton, Tone};

const FORM: &str = "change-users";
/// From so many users on, deleting them has to be typed.
const MANY: usize = 10;

/// The users whom the form is about, and what it opens with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRequest {
    /// The users.
    pub users: Vec<User>,
    /// What is chosen at first.
    pub action: BulkAction,
}

/// What is chosen in the form.
#[derive(Clone, Copy)]
struct BulkSignals {
    action: RwSignal<BulkAction>,
    expiry: ExpirySignals,
    /// By how many days the expiry is extended.
    days: RwSignal<Option<i64>>,
    admin: RwSignal<Option<bool>>,
    /// What was typed to confirm that users are to be deleted.
    confirmation: RwSignal<String>,
}

impl BulkSignals {
    /// What is asked for; tracked.
    fn intent(self) -> Intent {
        match self.action.get() {
            BulkAction::Expire => Intent::Expire(self.expiry.value().ok()),
            BulkAction::Extend => Intent::Extend(self.days.get()),
            BulkAction::Role => Intent::Role(self.admin.get()),
            BulkAction::SetPassword => Intent::SetPassword,
            BulkAction::Delete => Intent::Delete,
        }
    }
}

/// The drawer with the form.
#[component]
pub fn BulkForm() -> impl IntoView {
    let CloseDrawer(on_close) = expect_context();
    let context = expect_context::<UsersContext>();
    let api = use_api();
    let request = context.bulk_request.get_untracked();
    let action = request
        .as_ref()
        .map_or(BulkAction::Expire, |request| request.action);
    let chosen = StoredValue::new(request.map(|request| request.users).unwrap_or_default());
    let count = chosen.with_value(Vec::len);
    // A server may know nothing of expiry.
    let has_expiry = chosen.with_value(|users| users.iter().any(|user| user.expired_at.is_some()));
    let signals = BulkSignals {
        action: RwSignal::new(match action {
            BulkAction::Expire | BulkAction::Extend if !has_expiry => BulkAction::Role,
            action => action,
        }),
        expiry: ExpirySignals::unset(),
        days: RwSignal::new(None),
        admin: RwSignal::new(None),
        confirmation: RwSignal::default(),
    };
    let errors = FormErrors::new();
    let bulk = Bulk::default();
    let passwords = GeneratedPasswords::new(api.session());

    let planned = Memo::new(move |_| {
        let intent = signals.intent();
        let bulk_context = BulkContext {
            me: Session::expect().user_id(),
            now: time::now(),
            refusal: &|verb, user| context.refusal(verb, user),
        };
        let plan = |user: User| -> Planned {
            let change = plan(&user, intent, &bulk_context);
            (user, change)
        };
        chosen.get_value().into_iter().map(plan).collect::<Vec<_>>()
    });
    let affected = Memo::new(move |_| planned.with(|plan| count_changes(plan)));
    // Once it has begun the plan stays: who was changed would be "already so".
    let begun = RwSignal::new(None::<Vec<Planned>>);
    let shown = Memo::new(move |_| begun.get().unwrap_or_else(|| planned.get()));
    let all = Memo::new(move |_| begun.with(|begun| begun.as_deref().map(count_changes)));
    let open_count = Memo::new(move |_| Some(all.get()?.saturating_sub(bulk.counts().0)));
    let to_type = Memo::new(move |_| {
        let deletes = signals.action.get() == BulkAction::Delete;
        let matters = affected.get() >= MANY || planned.with(|plan| plan.iter().any(deletes_administrator));
        (deletes && matters).then(|| format!("delete {}", counted(affected.get(), "user")))
    });

    let apply = move |()| {
        errors.clear();
        if signals.action.get_untracked() == BulkAction::Expire
            && let Err(error) = untrack(|| signals.expiry.value())
        {
            return errors.set_field("expired_at", field_message(&error));
        }
        if begun.with_untracked(Option::is_none)
            && let Some(words) = to_type.get_untracked()
            && signals.confirmation.get_untracked().trim() != words
        {
            return errors.set_field("confirmation", format!("Type “{words}”."));
        }
        let plan = begun.get_untracked().unwrap_or_else(|| planned.get_untracked());
        let changes: BTreeMap<i64, BulkChange> = plan
            .iter()
            .filter_map(|(user, change)| Some((user.id, change.clone().ok()?)))
            .collect();
        let ids: Vec<i64> = changes.keys().copied().collect();
        // Who is deleted leaves no row that could stay where it was.
        if signals.action.get_untracked() != BulkAction::Delete {
            context.freeze_order();
        }
        begun.set(Some(plan));
        let request = move |id| send(api, context, passwords, id, changes.get(&id).cloned());
        bulk.run(&ids, request, move || {
            let results = bulk.results.read_untracked();
            let done = results.iter().filter(|(_, result)| result.is_ok());
            let done: Vec<i64> = done.map(|(id, _)| *id).collect();
            drop(results);
            context.deselect(&done);
            context.changed(&done);
            // The button that was pressed is gone.
            focus_when_drawn("dialog[open] .modal-foot .btn:last-of-type".to_owned());
        });
    };
    let stop_first = Signal::derive(move || bulk.queue.running.get().then(|| "Stop first.".to_owned()));
    use_question(bulk.queue.running.into(), on_close, &LEAVE_RUNNING);
    // What opened it may be gone with the selection: then the focus goes to the first row that was changed.
    let on_close = Callback::new(move |()| {
        on_close.run(());
        let changed = untrack(|| {
            context
                .rows
                .read()
                .users
                .iter()
                .find(|user| context.changed_ids().contains(&user.id))
                .map(|user| user.id)
        });
        if let Some(id) = changed {
            let query = context.state.get_untracked().to_query();
            focus_when_drawn(format!("a[href=\"{}\"]", paths::user(id, &query)));
        }
    });
    let ask = use_question(
        Signal::derive(move || passwords.are_at_risk()),
        on_close,
        &LOSE_PASSWORDS,
    );
    let close = Callback::new(move |()| {
        if !bulk.queue.running.get_untracked() {
            ask.run(());
        }
    });
    let nothing = Signal::derive(move || {
        let is_idle = open_count.get().unwrap_or_else(|| affected.get()) == 0;
        let missing = || signals.intent().missing().filter(|_| begun.with(Option::is_none));
        let reason = is_idle.then_some("Nobody would be changed.").or_else(missing);
        reason.map(ToOwned::to_owned)
    });
    // It changes with what is chosen, which leaves the list of the users as it is.
    let details = move |id: i64| {
        let both = move || {
            shown.with(|plan| {
                let (user, change) = plan.iter().find(|(user, _)| user.id == id)?;
                difference(user, change.as_ref().ok()?, time::date, time::exact)
            })
        };
        let view = move |[old, new]: [String; 2]| {
            view! { " "<span class="bulk-difference"><span class="muted">{old}" → "</span>{new}</span> }
        };
        (move || both().map(view)).into_any()
    };
    let is_there = Signal::derive(move || affected.get() > 0 && signals.intent().missing().is_none());
    let calls = Signal::derive(move || {
        let call = |(user, change): &Planned| Some(call_of(user.id, change.as_ref().ok()?));
        planned.read().iter().filter_map(call).collect()
    });
    let deletes = Memo::new(move |_| signals.action.get() == BulkAction::Delete);
    let apply_label = move || match open_count.get() {
        None => {
            let count = affected.get();
            match signals.action.get() {
                BulkAction::Delete => format!("Delete {}", counted(count, "user")),
                BulkAction::SetPassword => format!("Set {}", counted(count, "password")),
                _ => format!("Change {}", counted(count, "user")),
            }
        }
        Some(open) => bulk.resume_label(open),
    };
    let records = Signal::derive(move || {
        let record = |(user, change): Planned| BulkRecord {
            id: user.id,
            name: user.username,
            left_out: change.err(),
        };
        shown.get().into_iter().map(record).collect::<Vec<_>>()
    });
    let whom = match chosen.with_value(|users| users.first().map(|user| user.username.clone())) {
        Some(name) if count == 1 => name,
        _ => counted(count, "user"),
    };
    let title = Signal::derive(move || match deletes.get() {
        true if count > 1 => format!(
            "Delete {}",
            counted(all.get().unwrap_or_else(|| affected.get()), "user")
        ),
        true => format!("Delete {whom}"),
        false => format!("Change {whom}"),
    });
    let is_done = Memo::new(move |_| open_count.get() == Some(0) && !bulk.queue.running.get());
    view! {
        <Drawer
            title
            on_close=close
            footer=move || view! {
                <Show when=move || bulk.queue.running.get()>
                    <Button on_press=move |()| bulk.queue.stop()>"Stop"</Button>
                </Show>
                <div class="spacer"></div>
                {move || if is_done.get() {
                    view! { <Button kind=ButtonKind::Primary on_press=close>"Done"</Button> }.into_any()
                } else {
                    let kind = if deletes.get() { ButtonKind::Danger } else { ButtonKind::Primary };
                    view! {
                        <Button disabled_reason=stop_first on_press=close>"Close"</Button>
                        <SubmitButton kind pending=bulk.queue.running form=FORM disabled_reason=nothing>{apply_label}</SubmitButton>
                    }
                    .into_any()
                }}
            }
        >
            <Form id=FORM pending=bulk.queue.running errors on_submit=apply>
                <Show when=move || begun.with(Option::is_none)>
                    <BulkFields signals count has_expiry errors to_type/>
                    <CopyCalls is_there calls/>
                </Show>
                {move || {
                    let done = if deletes.get() { "Deleted" } else { "Changed" };
                    view! {
                        <BulkOutcome bulk all done/>
                        <HandOver passwords running=bulk.queue.running/>
                        <BulkRecords label="Users" records bulk done details/>
                    }
                }}
            </Form>
        </Drawer>
    }
}

fn deletes_administrator((user, change): &Planned) -> bool {
    user.is_admin && change.is_ok()
}

/// What would be sent for a user.
fn call_of(id: i64, change: &BulkChange) -> Call {
    let path = paths::api::user(id);
    match change {
        BulkChange::Update(changes) => Call::with_json(Method::PUT, path, changes),
        BulkChange::SetPassword(_) => Call::with_json(Method::PUT, path, &changes_to(String::new())),
        BulkChange::Delete => Call::new(Method::DELETE, path, None),
    }
}

fn changes_to(password: String) -> UserChanges {
    UserChanges {
        password: Some(password),
        ..UserChanges::default()
    }
}

/// Sends the change of a user.
async fn send(
    api: Api,
    context: UsersContext,
    passwords: GeneratedPasswords,
    id: i64,
    change: Option<BulkChange>,
) -> Result<(), ApiError> {
    match change {
        None => {}
        Some(BulkChange::Update(changes)) => context.remember(users::update(api, id, &changes).await?),
        Some(BulkChange::SetPassword(name)) => {
            let changes = changes_to(passwords.get(id, name)?);
            let result = users::update(api, id, &changes).await;
            passwords.settle(id, &result);
            context.remember(result?);
        }
        Some(BulkChange::Delete) => match users::delete(api, id).await {
            // Somebody else may have been faster: the outcome is the one that was wanted.
            Ok(()) | Err(ApiError::NotFound) => context.forget(id),
            Err(error) => return Err(error),
        },
    }
    Ok(())
}

/// The fields: what is done, and its values.
#[component]
fn BulkFields(
    signals: BulkSignals,
    /// How many users there are.
    count: usize,
    has_expiry: bool,
    errors: FormErrors,
    /// What has to be typed before users are deleted, if anything.
    to_type: Memo<Option<String>>,
) -> impl IntoView {
    let expiry = [
        Choice::new(BulkAction::Expire, "Expiry"),
        Choice::new(BulkAction::Extend, "Extend"),
    ];
    let others = [
        Choice::new(BulkAction::Role, "Role"),
        Choice::new(BulkAction::SetPassword, "New password"),
        Choice::new(BulkAction::Delete, "Delete"),
    ];
    let actions: Vec<_> = expiry.into_iter().filter(|_| has_expiry).chain(others).collect();
    let days = [(7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "1 year")];
    let days = days.map(|(days, label)| Choice::new(Some(days), label)).to_vec();
    let roles = [false, true]
        .map(|is_admin| Choice::new(Some(is_admin), role_name(is_admin)))
        .to_vec();
    let are_several = count > 1;
    let (counted_from, new_password, end) = if are_several {
        (
            "Counted from when they expire now; for those who have expired, from today.",
            "Each gets a password that is generated here, and is signed out everywhere. You get the passwords once, as a file.",
            "They are signed out everywhere and can’t sign in again. Their API keys stop working at once and are deleted with \
             their configuration. This can’t be undone.",
        )
    } else {
        (
            "Counted from when the account expires now; if it has expired, from today.",
            "The user gets a password that is generated here, and is signed out everywhere. You get it once, as a file.",
            "The user is signed out everywhere and can’t sign in again. Their API keys stop working at once and are deleted with \
             their configuration. This can’t be undone.",
        )
    };
    let confirmation = move || {
        to_type.get().map(|words| {
            view! {
                <TextField
                    name="confirmation"
                    label=format!("Type “{words}” to confirm")
                    value=signals.confirmation
                    error=errors.field("confirmation")
                />
            }
        })
    };
    view! {
        <RadioField chips=true name="attribute" label="What" value=signals.action options=actions error=errors.field("attribute")/>
        {move || match signals.action.get() {
            BulkAction::Expire => view! { <ExpiryField signals=signals.expiry error=errors.field("expired_at") subject=if are_several { ExpirySubject::Accounts } else { ExpirySubject::Account }/> }.into_any(),
            BulkAction::Extend => view! {
                <RadioField
                    chips=true
                    name="days"
                    label="By"
                    value=signals.days
                    options=days.clone()
                    description=counted_from
                />
            }
            .into_any(),
            BulkAction::Role => view! { <RadioField name="is_admin" label="Role" value=signals.admin options=roles.clone()/> }.into_any(),
            BulkAction::SetPassword => view! {
                <Notice tone=Tone::Warning>{new_password}</Notice>
            }
            .into_any(),
            BulkAction::Delete => view! {
                <Notice tone=Tone::Danger>{end}</Notice>
                {confirmation}
            }
            .into_any(),
        }}
    }
}
