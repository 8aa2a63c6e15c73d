//! Rotating a key: a new one with the same name and scopes is created, and the old one is revoked once the secret is stored.

use api_types::{ApiKey, ApiKeyChanges, Timestamp};
use leptos::prelude::*;

use super::context::{ApiKeysContext, NewKey};
use super::refusals::failure_sentence;
use crate::api::{api_keys, use_api};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::submit;
use crate::time;
use crate::unsaved::{Question, use_question};
use ui::{Button, ButtonKind, Dialog, Notice, Tone};

/// What is asked before a key is left whose secret is on its way.
const LEAVE_CREATING: Question = Question {
    title: "Leave before the key is there?",
    text: "Its secret is told once. If the server creates the key after you have left, nobody knows its secret.",
    leave: "Leave",
    stay: "Wait for the key",
};

/// Explains the steps, creates the new key and leads to its page.
#[component]
pub fn RotateDialog(
    /// The old key.
    key: ApiKey,
    /// Closes the dialog.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let api = use_api();
    let context = expect_context::<ApiKeysContext>();
    let navigate = use_navigate_to();
    let pending = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let title = format!("Rotate {}?", key.name);
    // The answer to what was sent is the only place where the secret ever stands.
    let close = Callback::new(move |()| {
        if !pending.get_untracked() {
            on_close.run(());
        }
    });
    use_question(pending.into(), close, &LEAVE_CREATING);
    let old = StoredValue::new(key);
    let create = Callback::new(move |()| {
        let old = old.get_value();
        let id = old.id;
        let request = async move {
            // Its scopes as they are now, with those that this console doesn't know.
            let key = api_keys::show(api, id).await?;
            let copy = ApiKeyChanges {
                expired_at: renewed_expiry(&key, time::now()),
                name: Some(key.name),
                api_key_scopes: Some(key.api_key_scopes.unwrap_or_default()),
            };
            api_keys::create(api, &copy).await
        };
        submit(pending, request, move |result| match result {
            Ok(created) => {
                let address = paths::api_key(created.id, &context.list_query.get_untracked());
                context.new_key.set(Some(NewKey::new(created, Some(old))));
                context.keys.reload();
                on_close.run(());
                navigate.run((address, NavMode::Push));
            }
            Err(failure) => error.set(Some(failure_sentence(&failure))),
        });
    });
    view! {
        <Dialog
            title
            on_close=close
            footer=move || view! {
                <Button on_press=close>"Cancel"</Button>
                <Button kind=ButtonKind::Primary pending on_press=create>"Create the new key"</Button>
            }
        >
            <div class="prose">
                {move || error.get().map(|error| view! { <Notice tone=Tone::Danger assertive=true>{error}</Notice> })}
                <ol class="key-steps">
                    <li>"A new key with the same name, scopes and lifetime is created, and its secret shown once."</li>
                    <li>"You put it where the old one is used. Until then both work."</li>
                    <li>"When you have stored it, you are asked whether to revoke the old one."</li>
                </ol>
            </div>
        </Dialog>
    }
}

/// The expiry of the key that replaces one: it lasts as long as the old one was made to. `None` where keys don't expire at all.
fn renewed_expiry(old: &ApiKey, now: Timestamp) -> Option<Option<Timestamp>> {
    old.expired_at.map(|at| {
        let (end, beginning) = (at?, old.created_at);
        Some(beginning.map_or(end, |beginning| {
            now.plus_millis(end.unix_millis().saturating_sub(beginning.unix_millis()))
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_lasts_as_long_as_the_old_one_was_made_to() {
        let key = |more: &str| -> ApiKey {
            serde_json::from_str(&format!(
                r#"{{"id":1,"name":"x","created_at":"2026-01-01T00:00:00Z"{more}}}"#
            ))
            .unwrap()
        };
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
        let ninety_days = key(r#","expired_at":"2026-04-01T00:00:00Z""#);
        assert_eq!(
            renewed_expiry(&ninety_days, now),
            Some(Some("2026-05-30T00:00:00Z".parse().unwrap()))
        );
        assert_eq!(renewed_expiry(&key(r#","expired_at":null"#), now), Some(None));
        assert_eq!(renewed_expiry(&key(""), now), None);
    }
}
