//! The panel that shows what was asked of the server.

use leptos::prelude::*;

use super::curl::to_curl;
use super::{Activity, Sent};
use crate::api::Method;
use crate::layouts::{FrameDialogs, focus_title};
use crate::session::Session;
use crate::time;
use ui::forms::{Choice, RadioField};
use ui::{Badge, Button, CopyButton, Drawer, EmptyState, IconName, Tone};

/// Which requests are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Changes,
    All,
}

/// Lists the requests, the newest first; open while it is mounted.
#[component]
pub fn ActivityDialog() -> impl IntoView {
    let dialogs = FrameDialogs::expect();
    let activity = Activity::expect();
    let shown = RwSignal::new(Shown::Changes);
    let options = vec![
        Choice::new(Shown::Changes, "Changes"),
        Choice::new(Shown::All, "All requests"),
    ];
    let rows = Memo::new(move |_| {
        let mut sent = activity.sent();
        sent.retain(|sent| shown.get() == Shown::All || !sent.call.is_read());
        sent
    });
    view! {
        <Drawer title="Activity" on_close=move |()| dialogs.close()>
            <div class="stack">
                <p class="muted">"What this tab has asked of the server since you signed in. It is forgotten when you sign out or reload."</p>
                <RadioField name="activity" label="Show" chips=true value=shown options/>
                <Show
                    when=move || !rows.read().is_empty()
                    fallback=|| view! {
                        <EmptyState icon=IconName::Clock title="Nothing yet">
                            <p>"What you create, change or delete will stand here."</p>
                        </EmptyState>
                    }
                >
                    <ol class="activity">
                        <For each=move || rows.get() key=|sent| sent.id let:sent>
                            <Line sent/>
                        </For>
                    </ol>
                </Show>
            </div>
        </Drawer>
    }
}

#[component]
fn Line(sent: Sent) -> impl IntoView {
    let command = to_curl(&Session::expect().origin(), &sent.call);
    let tone = if sent.failure.is_some() {
        Tone::Danger
    } else {
        Tone::Success
    };
    let result = match (sent.status, sent.failure) {
        (Some(status), None) => status.to_string(),
        (Some(status), Some(failure)) => format!("{status} · {failure}"),
        (None, failure) => failure.unwrap_or_default().to_owned(),
    };
    let activity = Activity::expect();
    let request = format!("{} {}", sent.call.method, sent.call.path);
    view! {
        <li>
            <p class="activity-title">
                <b>{name(&sent.call.method, &sent.call.path)}</b>
                <Badge tone>{result}</Badge>
            </p>
            <p class="mono activity-request">{request}</p>
            <p class="activity-foot">
                <span class="muted"><time::Ago at=sent.at/>" · "{sent.duration_ms}" ms"</span>
                <Show when=move || activity.can_undo(sent.id)>
                    <Button on_press=move |()| { activity.undo(sent.id); focus_title(); }>"Undo"</Button>
                </Show>
                <CopyButton label="Copy as curl" text=command/>
            </p>
        </li>
    }
}

/// What a request does, in a few words.
fn name(method: &Method, path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = path.split('/').skip_while(|segment| *segment != "v2").skip(1);
    let segments: [Option<&str>; 4] = std::array::from_fn(|_| segments.next());
    let (one, many) = match segments {
        [Some("users"), Some("me"), Some("configurations"), id] => (id.is_some(), "configuration"),
        [Some("users"), Some("me"), Some("api_keys"), id] => (id.is_some(), "API key"),
        [Some("users"), Some("me"), None, None] => (true, "own account"),
        [Some("users"), Some("-"), ..] => (false, "system user"),
        [Some("groups"), ..] => (false, "system group"),
        [Some("users"), id, None, None] => (id.is_some(), "user"),
        _ => (true, "something else"),
    };
    match (method.as_str(), one) {
        ("GET", true) => format!("Read {}", with_article(many)),
        ("GET", false) => format!("List {many}s"),
        ("POST", _) => format!("Create {}", with_article(many)),
        ("DELETE", _) => format!("Delete {}", with_article(many)),
        _ => format!("Change {}", with_article(many)),
    }
}

fn with_article(noun: &str) -> String {
    match noun {
        "own account" => "your own account".to_owned(),
        "something else" => noun.to_owned(),
        "API key" => "an API key".to_owned(),
        noun => format!("a {noun}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_have_names() {
        for (method, path, expected) in [
            (Method::GET, "/api/v2/users?limit=25", "List users"),
            (Method::GET, "/api/v2/users/7", "Read a user"),
            (Method::PUT, "/api/v2/users/me", "Change your own account"),
            (Method::POST, "/api/v2/users/me/api_keys", "Create an API key"),
            (
                Method::DELETE,
                "/api/v2/users/me/configurations/3",
                "Delete a configuration",
            ),
            (Method::GET, "/api/v2/users/-/systems", "List system users"),
            (Method::GET, "/api/v2/groups/-/systems", "List system groups"),
        ] {
            assert_eq!(name(&method, path), expected);
        }
    }
}
