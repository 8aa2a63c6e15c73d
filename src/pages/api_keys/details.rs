//! A key's page: what it may do, scope by scope, and its secret if it was just created.

use api_types::{ApiKey, Timestamp};
use leptos::prelude::*;

use super::columns::masked;
use super::form::what_it_can;
use super::keys::{Fresh, Keys, use_key_id};
use super::revoke::revoke_dialog;
use super::rotate::rotate_dialog;
use super::scopes::{GROUPS, ScopeSet, danger, gist, scope};
use super::secret::secret_panel;
use crate::api::{ApiError, api_keys, use_api};
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::query::{Query, use_query};
use crate::time::{self, Ago, exact};
use ui::{Badge, Button, ButtonKind, ErrorState, IconName, LinkButton, Notice, PageHeader, Skeleton, Tone};

/// Loads the key of the address.
pub fn use_key() -> Query<ApiKey> {
    let id = use_key_id();
    use_query(
        move || id.get(),
        |id| {
            let api = use_api();
            async move {
                match id {
                    Some(id) => api_keys::show(api, id).await,
                    None => Err(ApiError::NotFound),
                }
            }
        },
    )
}

/// The page.
#[component]
pub fn ApiKeyDetailsPage() -> impl IntoView {
    let keys = Keys::expect();
    let id = use_key_id();
    // Another key means another page: that of a new key leads nowhere but out.
    move || page_of(keys, id.get())
}

fn page_of(keys: Keys, id: Option<i64>) -> AnyView {
    let query = use_key();
    let (data, error) = (query.data(), query.error());
    let go = use_navigate_to();
    let fresh = untrack(|| keys.fresh.get()).filter(|fresh| Some(fresh.key.id) == id);
    let is_fresh = fresh.is_some();
    match &fresh {
        Some(fresh) => query.set_placeholder(fresh.key.clone()),
        None => focus_heading(),
    }
    let shows_secret = RwSignal::new(is_fresh);
    let old = StoredValue::new(fresh.as_ref().and_then(|fresh| fresh.replaces.clone()));
    let fresh = StoredValue::new(fresh);
    let (doomed, rotated) = (
        RwSignal::new(None::<(ApiKey, bool)>),
        RwSignal::new(None::<ApiKey>),
    );
    let name = Memo::new(move |_| {
        data.with(|key| key.as_ref().map(|key| key.name.clone()))
            .unwrap_or_else(|| "API key".into())
    });
    use_title(move || name.get());
    // Servers may note the use a while after they answered: what is known here counts until they have.
    let used = RwSignal::new(None::<Timestamp>);
    let on_used = Callback::new(move |()| {
        used.set(Some(time::now()));
        query.reload();
    });
    let stored = Callback::new(move |()| {
        shows_secret.set(false);
        fresh.set_value(None::<Fresh>);
        focus_heading();
        doomed.set(old.get_value().map(|old| (old, true)));
    });
    view! {
        <PageHeader
            title=name
            description=Signal::derive(move || data.with(|key| key.as_ref().map(sentence)))
            actions=move || move || {
                let key = data.get().filter(|_| !shows_secret.get());
                key.map(|key| actions(keys, key, doomed, rotated))
            }
        />
        {move || {
            let fresh = fresh.get_value().filter(|_| shows_secret.get());
            fresh.map(|fresh| secret_panel(fresh, on_used, stored))
        }}
        {move || match (data.get(), error.get()) {
            (Some(key), _) => facts(&key, used.get()),
            (None, Some(error)) => no_key(&error, query),
            (None, None) => view! { <Skeleton rows=8/> }.into_any(),
        }}
        {move || doomed.get().map(|(key, is_old)| {
            let own = !is_old;
            revoke_dialog(vec![key], is_old, Callback::new(move |gone: Vec<i64>| {
                doomed.set(None);
                if own && !gone.is_empty() {
                    go.run((paths::api_keys(&untrack(|| keys.query())), NavMode::Replace));
                }
                focus_heading();
            }))
        })}
        {move || rotated.get().map(|key| {
            rotate_dialog(key, Callback::new(move |()| rotated.set(None)))
        })}
    }
    .into_any()
}

fn sentence(key: &ApiKey) -> String {
    let (set, unknown) = ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
    format!("{}.", gist(set, unknown.len()))
}

fn actions(
    keys: Keys,
    key: ApiKey,
    doomed: RwSignal<Option<(ApiKey, bool)>>,
    rotated: RwSignal<Option<ApiKey>>,
) -> AnyView {
    let id = key.id;
    let other = key.clone();
    view! {
        <Button kind=ButtonKind::DangerQuiet on_press=Callback::new(move |()| doomed.set(Some((key.clone(), false))))>"Revoke…"</Button>
        <Button on_press=Callback::new(move |()| rotated.set(Some(other.clone())))>"Rotate…"</Button>
        <LinkButton href=paths::new_api_key(&format!("from={id}"))>"Duplicate"</LinkButton>
        <LinkButton href=Signal::derive(move || paths::edit_api_key(id, &keys.query())) kind=ButtonKind::Primary icon=IconName::Pencil>
            "Edit"
        </LinkButton>
    }.into_any()
}

fn facts(key: &ApiKey, used: Option<Timestamp>) -> AnyView {
    let (set, unknown) = ScopeSet::read(key.api_key_scopes.as_deref().unwrap_or_default());
    let time = |at| view! { <Ago at/><span class="muted">" · "{exact(at)}</span> };
    let groups = GROUPS
        .iter()
        .filter_map(|group| {
            let own = group.scopes().both(set);
            (!own.is_empty()).then(|| {
                view! { <h2>{group.title}</h2><ul class="key-scopes">{scopes_of(own)}</ul> }
            })
        })
        .collect_view();
    let count = unknown.len();
    let kept = unknown
        .into_iter()
        .map(|scope| view! { <li><code>{scope.controller}"/"{scope.action}</code></li> })
        .collect_view();
    view! {
        <div class="key-form">
            <div class="key-main">
                <dl class="details">
                    <dt>"Key"</dt>
                    <dd class="mono">{masked(&key.key)}</dd>
                    {key.created_at.map(|at| view! { <dt>"Created"</dt><dd>{time(at)}</dd> })}
                    {key.last_used_at.map(|at| view! {
                        <dt>"Last used"</dt>
                        <dd>{at.max(used).map_or_else(|| "Never".into_any(), |at| time(at).into_any())}</dd>
                    })}
                    <dt>"Record"</dt>
                    <dd class="mono">{key.id}</dd>
                    <dt>"Scopes"</dt>
                    <dd>{format!("{} of 156", set.count())}</dd>
                </dl>
                {groups}
                {(count > 0).then(|| view! {
                    <h2>"Unknown to this console"</h2>
                    <Notice tone=Tone::Info>"These come from a newer server. An edit here keeps them."</Notice>
                    <ul class="key-scopes">{kept}</ul>
                })}
            </div>
            <aside class="key-aside" aria-label="What comes of it">
                <section class="key-card" tabindex="0" aria-labelledby="key-can"><h2 id="key-can">"This key can"</h2>{what_it_can(set, count)}</section>
            </aside>
        </div>
    }.into_any()
}

fn scopes_of(set: ScopeSet) -> impl IntoView {
    let line = |number| {
        let found = scope(number)?;
        let reason = danger(number);
        let calls: Vec<String> = found
            .calls()
            .map(|call| [call.method, " ", call.path].concat())
            .collect();
        Some(view! {
            <li>
                <code title=calls.join("\n")>{found.name()}</code>
                <span>
                    {found.sentence}"."
                    {reason.map(|reason| view! { " "<Badge tone=Tone::Danger icon=IconName::Warning>"Think twice"</Badge>" "{reason} })}
                </span>
            </li>
        })
    };
    set.numbers().filter_map(line).collect_view()
}

/// The key couldn't be shown.
pub fn no_key(error: &ApiError, query: Query<ApiKey>) -> AnyView {
    let (title, message) = match error {
        ApiError::NotFound => (
            "There is no such key".to_owned(),
            "It was revoked, or the address is wrong.".to_owned(),
        ),
        error => (error.title().to_owned(), error.sentence()),
    };
    let retry = (*error != ApiError::NotFound).then(|| Callback::new(move |()| query.reload()));
    view! {
        <ErrorState title message details=error.details() on_retry=retry/>
        <p class="state-way"><LinkButton href=paths::api_keys("")>"All API keys"</LinkButton></p>
    }
    .into_any()
}
