//! A request as a command for a shell.

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde_json::Value;

use crate::api::Method;
use crate::session::Session;
use ui::{CopyButton, copy_text, use_toasts};

/// What stands in the place of what may be a secret.
const LEFT_OUT: &str = "LEFT_OUT";

/// A request of this API, without what may be secret in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// HTTP's method.
    pub method: Method,
    /// The path below the API's origin, with the query.
    pub path: String,
    /// The JSON that is sent.
    pub body: Option<String>,
}

impl Call {
    /// Takes passwords and the values of configurations, which may be secret, out of the body.
    pub fn new(method: Method, path: String, body: Option<&str>) -> Self {
        let body = body.map(|body| match serde_json::from_str(body) {
            Ok(value) => without_secrets(value).to_string(),
            Err(_) => LEFT_OUT.to_owned(),
        });
        Self { method, path, body }
    }

    /// A request that sends `body`.
    pub fn with_json(method: Method, path: String, body: &impl Serialize) -> Self {
        Self::new(method, path, serde_json::to_string(body).ok().as_deref())
    }

    /// Whether it only asks.
    pub fn is_read(&self) -> bool {
        self.method == Method::GET
    }
}

fn without_secrets(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                let is_secret = name.contains("password") || name == "value";
                let value = match value {
                    Value::String(_) if is_secret => Value::from(LEFT_OUT),
                    value => without_secrets(value),
                };
                (name, value)
            };
            Value::Object(fields.into_iter().map(field).collect())
        }
        Value::Array(items) => items.into_iter().map(without_secrets).collect(),
        value => value,
    }
}

/// A command that sends the request to the API at that origin, with the key of whoever runs it.
pub fn to_curl(origin: &str, call: &Call) -> String {
    let mut command = "curl".to_owned();
    if call.method != Method::GET {
        command.push_str(&format!(" -X {}", call.method));
    }
    command.push_str(" -H \"Authorization: Bearer $NODEUM_API_KEY\"");
    if let Some(body) = &call.body {
        command.push_str(&format!(
            " -H 'Content-Type: application/json' -d {}",
            quoted(body)
        ));
    }
    command.push(' ');
    command.push_str(&quoted(&format!("{origin}{}", call.path)));
    command
}

/// A button that copies what a form would send, before it is sent; not there while the form holds nothing that could be sent.
#[component]
pub fn CopyCall(
    /// What would be sent.
    #[prop(into)]
    call: Signal<Option<Call>>,
) -> impl IntoView {
    let call = Memo::new(move |_| call.get());
    let is_there = Signal::derive(move || call.with(Option::is_some));
    view! { <CopyCalls is_there calls=Signal::derive(move || call.get().into_iter().collect())/> }
}

/// As [`CopyCall`], for several requests, one in a line.
#[component]
pub fn CopyCalls(
    /// Whether anything would be sent.
    is_there: Signal<bool>,
    /// What would be sent; asked for when it is copied.
    calls: Signal<Vec<Call>>,
) -> impl IntoView {
    let is_there = Memo::new(move |_| is_there.get());
    let origin = Session::expect().origin();
    let commands = Signal::derive(move || {
        let commands: Vec<_> = calls.read().iter().map(|call| to_curl(&origin, call)).collect();
        commands.join("\n")
    });
    view! {
        <Show when=move || is_there.get()>
            <div class="cluster muted">"From a shell: "<CopyButton label="Copy as curl" text=commands/></div>
        </Show>
    }
}

/// Copies a request as a command, from an entry of a menu, and says so.
pub fn use_copy_call() -> Callback<Call> {
    let (toasts, origin) = (use_toasts(), Session::expect().origin());
    Callback::new(move |call| {
        let command = to_curl(&origin, &call);
        spawn_local(async move {
            if copy_text(&command).await {
                toasts.success("The command is copied.");
            } else {
                toasts.error(format!(
                    "The command couldn’t be copied: this browser refuses. It is {command}"
                ));
            }
        });
    })
}

/// As one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_becomes_a_command() {
        let call = Call::new(Method::GET, "/api/v2/users?search=a%26b".into(), None);
        assert_eq!(
            to_curl("https://n.example", &call),
            "curl -H \"Authorization: Bearer $NODEUM_API_KEY\" 'https://n.example/api/v2/users?search=a%26b'"
        );
        let body = r#"{"user":{"username":"o'neill","password":"hunter2","is_admin":true}}"#;
        let call = Call::new(Method::POST, "/api/v2/users".into(), Some(body));
        assert_eq!(
            to_curl("https://n.example", &call),
            "curl -X POST -H \"Authorization: Bearer $NODEUM_API_KEY\" -H 'Content-Type: application/json' \
             -d '{\"user\":{\"is_admin\":true,\"password\":\"LEFT_OUT\",\"username\":\"o'\\''neill\"}}' \
             'https://n.example/api/v2/users'"
        );
    }

    #[test]
    fn nothing_secret_is_kept() {
        for body in [
            r#"{"password":"hunter2","current_password":"hunter2"}"#,
            r#"{"configuration":{"key":"smtp.password","value":"hunter2"}}"#,
            r#"[{"new_password":"hunter2"}]"#,
            "hunter2",
        ] {
            let call = Call::new(Method::PUT, String::new(), Some(body));
            assert!(!call.body.unwrap().contains("hunter2"), "{body}");
        }
    }
}
