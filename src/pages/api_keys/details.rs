//! A key's page: what it may do, scope by scope, and its secret if it was just created.

use api_types::{ApiKey, Timestamp};
use leptos::prelude::*;

use super::abilities_card::AbilitiesCard;
use super::columns::masked;
use super::context::{ApiKeysContext, KeyView, use_key, use_key_id};
use super::revoke::RevokeDialog;
use super::rotate::RotateDialog;
use super::scopes::{GROUPS, Scope, ScopeSet, qualified_name, summarize};
use super::secret::SecretPanel;
use crate::layouts::{focus_heading, use_title};
use crate::navigate::{NavMode, use_navigate_to};
use crate::paths;
use crate::time::{self, moment};
use crate::user_facts::Expiry;
use ui::{Badge, Button, ButtonKind, IconName, LinkButton, Notice, PageHeader, Tone};

/// The page.
#[component]
pub fn ApiKeyDetailsPage() -> impl IntoView {
    let id = use_key_id();
    // Another key means another page: the page of a new key must not keep its secret.
    move || view! { <KeyPage id=id.get()/> }
}

#[component]
fn KeyPage(id: Option<i64>) -> impl IntoView {
    let context = expect_context::<ApiKeysContext>();
    let navigate = use_navigate_to();
    let query = use_key(move || id);
    let key = query.data;
    let new_key = context.new_key.get_untracked();
    let new_key = new_key.filter(|new| Some(new.key.id) == id);
    match &new_key {
        Some(new) => query.set_placeholder(new.key.clone()),
        None => focus_heading(),
    }
    let new_key = RwSignal::new(new_key);
    // With each: whether it is the old key after a rotation.
    let to_revoke = RwSignal::new(None::<(ApiKey, bool)>);
    let to_rotate = RwSignal::new(None::<ApiKey>);
    let title = Memo::new(move |_| match key.read().as_ref() {
        Some(key) => key.name.clone(),
        None => "API key".to_owned(),
    });
    use_title(move || title.get());
    let summary = move || {
        key.with(|key| {
            let (scopes, unknown) = ScopeSet::of_key(key.as_ref()?);
            Some(format!("{}.", summarize(scopes, unknown.len())))
        })
    };
    // Servers may note a use some time after they answered: what is known here counts until they have.
    let used_at = RwSignal::new(None::<Timestamp>);
    let on_used = move |()| {
        used_at.set(Some(time::now()));
        query.reload();
    };
    let on_stored = move |replaced: Option<ApiKey>| {
        new_key.set(None);
        focus_heading();
        to_revoke.set(replaced.map(|old| (old, true)));
    };
    let on_revoke_closed = move |is_old: bool, is_revoked: bool| {
        to_revoke.set(None);
        if is_revoked && !is_old {
            let list = paths::api_keys(&context.list_query.get_untracked());
            navigate.run((list, NavMode::Replace));
        }
        focus_heading();
    };
    view! {
        <PageHeader
            title
            description=Signal::derive(summary)
            actions=move || move || {
                let key = key.get().filter(|_| new_key.with(Option::is_none))?;
                let id = key.id;
                let key = StoredValue::new(key);
                Some(view! {
                    <Button
                        kind=ButtonKind::DangerQuiet
                        on_press=move |()| to_revoke.set(Some((key.get_value(), false)))
                    >
                        "Revoke…"
                    </Button>
                    <Button on_press=move |()| to_rotate.set(Some(key.get_value()))>"Rotate…"</Button>
                    <LinkButton href=paths::new_api_key(&format!("from={id}"))>"Duplicate"</LinkButton>
                    <LinkButton
                        href=move || paths::edit_api_key(id, &context.list_query.get())
                        kind=ButtonKind::Primary
                        icon=IconName::Pencil
                    >
                        "Edit"
                    </LinkButton>
                })
            }
        />
        {move || new_key.get().map(|new_key| view! { <SecretPanel new_key on_used on_stored/> })}
        <KeyView query>
            {move || key.get().map(|key| view! { <Details key used_at=used_at.get()/> })}
        </KeyView>
        {move || to_revoke.get().map(|(key, is_old)| view! {
            <RevokeDialog keys=vec![key] is_old on_close=move |is_revoked| on_revoke_closed(is_old, is_revoked)/>
        })}
        {move || to_rotate.get().map(|key| view! {
            <RotateDialog key on_close=move |()| to_rotate.set(None)/>
        })}
    }
}

#[component]
fn Details(key: ApiKey, used_at: Option<Timestamp>) -> impl IntoView {
    let (scopes, unknown) = ScopeSet::of_key(&key);
    let groups = GROUPS
        .iter()
        .map(|group| (group.title, group.scopes().intersection(scopes)));
    let groups = groups.filter(|(_, scopes)| !scopes.is_empty());
    let unknown_count = unknown.len();
    view! {
        <div class="key-form">
            <div class="key-main">
                <dl class="details">
                    <dt>"Key"</dt>
                    <dd class="mono">{masked(&key.key)}</dd>
                    {key.created_at.map(|at| view! { <dt>"Created"</dt><dd>{moment(at)}</dd> })}
                    {key.last_used_at.map(|at| view! {
                        <dt>"Last used"</dt>
                        <dd>{at.max(used_at).map_or_else(|| "Never".into_any(), moment)}</dd>
                    })}
                    {key.expired_at.map(|at| view! {
                        <dt>"Expires"</dt>
                        <dd><Expiry at/>{at.map(|at| view! { <span class="muted">" · "{move || time::exact(at)}</span> })}</dd>
                    })}
                    <dt>"ID"</dt>
                    <dd class="mono">{key.id}</dd>
                    <dt>"Scopes"</dt>
                    <dd>{format!("{} of {}", scopes.len(), Scope::all().len())}</dd>
                </dl>
                {groups.map(|(title, scopes)| view! {
                    <h2>{title}</h2>
                    <ul class="key-scopes">
                        {scopes.iter().map(scope_item).collect_view()}
                    </ul>
                }).collect_view()}
                {(unknown_count > 0).then(|| view! {
                    <h2>"Unknown to this console"</h2>
                    <Notice tone=Tone::Info>"These come from a newer server. An edit here keeps them."</Notice>
                    <ul class="key-scopes">
                        {unknown.iter().map(|scope| view! {
                            <li><code>{qualified_name(scope)}</code></li>
                        }).collect_view()}
                    </ul>
                })}
            </div>
            <aside class="key-aside" aria-label="Summary">
                <AbilitiesCard scopes unknown=unknown_count/>
            </aside>
        </div>
    }
}

fn scope_item(scope: Scope) -> impl IntoView {
    let calls = scope.calls().map(|call| format!("{} {}", call.method, call.path));
    let calls: Vec<String> = calls.collect();
    view! {
        <li>
            <code title=calls.join("\n")>{scope.name()}</code>
            <span>
                {scope.sentence}"."
                {scope.risk.map(|risk| view! {
                    " "<Badge tone=Tone::Danger icon=IconName::Warning>"Sensitive"</Badge>" "{risk}
                })}
            </span>
        </li>
    }
}
