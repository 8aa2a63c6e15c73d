//! The operations of the contract. Scopes and rights are those that the handlers themselves go by.

use serde_json::Value;

use super::parameters;
use crate::domain::list::{ApiKeyAttribute, ConfigurationAttribute, UserAttribute};
use crate::http::auth::{Operation, Right};
use crate::http::{api_keys, configurations, sessions, systems, users};

/// An operation as the document describes it.
pub(super) struct Described {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// What there is to say beyond the summary.
    pub(super) more: &'static str,
    pub(super) scope: (&'static str, &'static str),
    /// Who may call it; `None` needs no authentication.
    pub(super) right: Option<Right>,
    /// The component that describes the request's body.
    pub(super) takes: Option<&'static str>,
    /// The status of success, and the component that describes the answer.
    pub(super) gives: (u16, Option<&'static str>),
    /// The parameters of a list, with those of the extensions or without.
    pub(super) list: Option<fn(bool) -> Vec<Value>>,
    /// Whether the rules may refuse it, although it takes no body and no parameters.
    pub(super) refusable: bool,
}

fn operation<O: Operation>(
    method: &'static str,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
) -> Described {
    Described {
        method,
        path,
        id,
        summary,
        more: "",
        scope: O::SCOPE,
        right: Some(O::RIGHT),
        takes: None,
        gives: (204, None),
        list: None,
        refusable: false,
    }
}

impl Described {
    fn takes(self, body: &'static str) -> Self {
        Self {
            takes: Some(body),
            ..self
        }
    }

    fn gives(self, status: u16, answer: &'static str) -> Self {
        Self {
            gives: (status, Some(answer)),
            ..self
        }
    }

    fn lists(self, parameters: fn(bool) -> Vec<Value>) -> Self {
        Self {
            list: Some(parameters),
            ..self
        }
    }

    fn more(self, more: &'static str) -> Self {
        Self { more, ..self }
    }
}

/// All of them.
pub(super) fn all() -> Vec<Described> {
    let mut all = of_sessions();
    all.extend(of_users());
    all.extend(of_configurations());
    all.extend(of_api_keys());
    all.extend(of_systems());
    all
}

fn of_sessions() -> Vec<Described> {
    let out = operation::<sessions::sign_out::SignOut>(
        "delete",
        "/users/sign_out",
        "sign_out",
        "Close the session",
    );
    let sign_in = Described {
        method: "post",
        path: "/users/sign_in",
        id: "sign_in",
        summary: "Open a new session",
        more: " The token is in the response header `Authorization`.",
        // Without effect: it needs no authentication.
        scope: ("sessions", "create"),
        right: None,
        ..operation::<sessions::sign_out::SignOut>("", "", "", "")
    };
    vec![
        sign_in.takes("sign_in_body").gives(201, "signed_in"),
        out.more(" Revokes the token; with a password or an API key there is nothing to revoke."),
    ]
}

fn of_users() -> Vec<Described> {
    use users::{create, destroy, index, me, show, update};
    let one = "/users/{user_id}";
    let destroyed =
        operation::<destroy::DestroyUser>("delete", one, "destroy_user", "Destroys a specific user.");
    vec![
        operation::<me::ShowCurrentUser>("get", "/users/me", "show_current_user", "Displays current user.")
            .gives(200, "users_show"),
        operation::<index::IndexUsers>("get", "/users", "index_users", "Lists all users.")
            .lists(parameters::list::<UserAttribute>)
            .gives(200, "users_index"),
        operation::<create::CreateUser>("post", "/users", "create_user", "Creates a new user.")
            .takes("new_user_body")
            .gives(201, "users_show"),
        operation::<show::ShowUser>("get", one, "show_user", "Displays a specific user.")
            .more(" Others than administrators see themself alone.")
            .gives(200, "users_show"),
        operation::<update::UpdateUser>("put", one, "update_user", "Updates a specific user.")
            .more(" Others than administrators change their own email and password alone.")
            .takes("user_body")
            .gives(200, "users_show"),
        Described {
            refusable: true,
            ..destroyed.more(" Their sessions, configurations and API keys go with them.")
        },
    ]
}

fn of_configurations() -> Vec<Described> {
    use configurations::{create, destroy, index, show, update};
    let (many, one) = (
        "/users/me/configurations",
        "/users/me/configurations/{configuration_id}",
    );
    vec![
        operation::<index::IndexConfigurations>(
            "get",
            many,
            "index_configurations",
            "Lists all configurations of current user.",
        )
        .lists(parameters::list::<ConfigurationAttribute>)
        .gives(200, "configuration_index"),
        operation::<create::CreateConfiguration>(
            "post",
            many,
            "create_configuration",
            "Creates a new configuration value for current user.",
        )
        .takes("new_configuration_body")
        .gives(201, "configuration_show"),
        operation::<show::ShowConfiguration>(
            "get",
            one,
            "show_configuration",
            "Displays a specific configuration value.",
        )
        .gives(200, "configuration_show"),
        operation::<update::UpdateConfiguration>(
            "put",
            one,
            "update_configuration",
            "Updates a specific configuration value.",
        )
        .takes("configuration_body")
        .gives(200, "configuration_show"),
        operation::<destroy::DestroyConfiguration>(
            "delete",
            one,
            "destroy_configuration",
            "Destroys a specific configuration value.",
        ),
    ]
}

fn of_api_keys() -> Vec<Described> {
    use api_keys::{create, destroy, index, show, update};
    let (many, one) = ("/users/me/api_keys", "/users/me/api_keys/{api_key_id}");
    vec![
        operation::<index::IndexApiKeys>(
            "get",
            many,
            "index_api_keys",
            "Lists all API keys of current user.",
        )
        .lists(parameters::list::<ApiKeyAttribute>)
        .gives(200, "api_key_index"),
        operation::<create::CreateApiKey>(
            "post",
            many,
            "create_api_key",
            "Creates a new API Key for current user.",
        )
        .more(" This answer, and no other, holds the whole key.")
        .takes("new_api_key_body")
        .gives(201, "api_key_created"),
        operation::<show::ShowApiKey>(
            "get",
            one,
            "show_api_key",
            "Displays a specific API Key with its scopes.",
        )
        .gives(200, "api_key_show"),
        operation::<update::UpdateApiKey>("put", one, "update_api_key", "Updates a specific API Key.")
            .takes("api_key_body")
            .gives(200, "api_key_show"),
        operation::<destroy::DestroyApiKey>("delete", one, "destroy_api_key", "Destroys a specific API Key."),
    ]
}

fn of_systems() -> Vec<Described> {
    vec![
        operation::<systems::users::IndexSystemUsers>(
            "get",
            "/users/-/systems",
            "index_system_users",
            "List all system users.",
        )
        .gives(200, "system_users"),
        operation::<systems::groups::IndexSystemGroups>(
            "get",
            "/groups/-/systems",
            "index_system_groups",
            "List all system groups.",
        )
        .gives(200, "system_groups"),
    ]
}
