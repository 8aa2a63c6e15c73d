//! The operations of the contract: what answers each, and how the document describes it. There is no other list of routes, so that
//! nothing is answered that isn't described. Scopes and rights are those that the handlers themselves go by.

use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use serde_json::Value;

use super::auth::{AppState, Operation, Right};
use super::openapi::parameters;
use super::{api_keys, audit_events, configurations, sessions, systems, users};
use crate::domain::api_level::ApiLevel;
use crate::domain::list::{ApiKeyAttribute, AuditEventAttribute, ConfigurationAttribute, UserAttribute};
use Verb::{Delete, Get, Post, Put};

/// HTTP's methods, as far as the API has them.
#[derive(Clone, Copy)]
pub(super) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

impl Verb {
    /// As the document writes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Get => "get",
            Post => "post",
            Put => "put",
            Delete => "delete",
        }
    }

    fn filter(self) -> MethodFilter {
        match self {
            Get => MethodFilter::GET,
            Post => MethodFilter::POST,
            Put => MethodFilter::PUT,
            Delete => MethodFilter::DELETE,
        }
    }
}

/// An operation with what answers it.
pub(super) struct Described {
    pub(super) verb: Verb,
    /// What answers it.
    pub(super) handler: MethodRouter<AppState>,
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
    /// Whether it is more than the published reference knows.
    pub(super) is_extension: bool,
    /// Whether the rules may refuse it, although it takes no body and no parameters.
    pub(super) refusable: bool,
}

fn operation<O: Operation, T: 'static>(
    verb: Verb,
    path: &'static str,
    handler: impl Handler<T, AppState>,
    id: &'static str,
    summary: &'static str,
) -> Described {
    Described {
        verb,
        handler: on(verb.filter(), handler),
        path,
        id,
        summary,
        more: "",
        scope: O::SCOPE,
        right: Some(O::RIGHT),
        takes: None,
        gives: (204, None),
        list: None,
        is_extension: false,
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

/// All that a server of that level has.
pub(super) fn all(api_level: ApiLevel) -> Vec<Described> {
    let mut all = of_sessions();
    all.extend(of_users());
    all.extend(of_configurations());
    all.extend(of_api_keys());
    all.extend(of_systems());
    all.push(Described {
        is_extension: true,
        ..operation::<audit_events::index::IndexAuditEvents, _>(
            Get,
            "/audit_events",
            audit_events::index::index,
            "index_audit_events",
            "Lists who changed what, and when.",
        )
        .lists(parameters::list::<AuditEventAttribute>)
        .gives(200, "audit_events")
    });
    all.retain(|operation| api_level.extensions() || !operation.is_extension);
    all
}

fn of_sessions() -> Vec<Described> {
    use sessions::{sign_in, sign_out};
    let sign_in = Described {
        // Without effect: it needs no authentication.
        scope: ("sessions", "create"),
        right: None,
        ..operation::<sign_out::SignOut, _>(
            Post,
            "/users/sign_in",
            sign_in::sign_in,
            "sign_in",
            "Open a new session",
        )
    };
    let sign_out = operation::<sign_out::SignOut, _>(
        Delete,
        "/users/sign_out",
        sign_out::sign_out,
        "sign_out",
        "Close the session",
    );
    vec![
        sign_in
            .more(" The token is in the response header `Authorization`.")
            .takes("sign_in_body")
            .gives(201, "signed_in"),
        sign_out.more(" Revokes the token; with a password or an API key there is nothing to revoke."),
    ]
}

fn of_users() -> Vec<Described> {
    use users::{create, destroy, index, me, show, update};
    let one = "/users/{user_id}";
    let destroyed = operation::<destroy::DestroyUser, _>(
        Delete,
        one,
        destroy::destroy,
        "destroy_user",
        "Destroys a specific user.",
    );
    vec![
        operation::<me::ShowCurrentUser, _>(
            Get,
            "/users/me",
            me::me,
            "show_current_user",
            "Displays current user.",
        )
        .gives(200, "users_show"),
        operation::<index::IndexUsers, _>(Get, "/users", index::index, "index_users", "Lists all users.")
            .lists(parameters::list::<UserAttribute>)
            .gives(200, "users_index"),
        operation::<create::CreateUser, _>(
            Post,
            "/users",
            create::create,
            "create_user",
            "Creates a new user.",
        )
        .takes("new_user_body")
        .gives(201, "users_show"),
        operation::<show::ShowUser, _>(Get, one, show::show, "show_user", "Displays a specific user.")
            .more(" Others than administrators see themself alone.")
            .gives(200, "users_show"),
        operation::<update::UpdateUser, _>(
            Put,
            one,
            update::update,
            "update_user",
            "Updates a specific user.",
        )
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
        operation::<index::IndexConfigurations, _>(
            Get,
            many,
            index::index,
            "index_configurations",
            "Lists all configurations of current user.",
        )
        .lists(parameters::list::<ConfigurationAttribute>)
        .gives(200, "configuration_index"),
        operation::<create::CreateConfiguration, _>(
            Post,
            many,
            create::create,
            "create_configuration",
            "Creates a new configuration value for current user.",
        )
        .takes("new_configuration_body")
        .gives(201, "configuration_show"),
        operation::<show::ShowConfiguration, _>(
            Get,
            one,
            show::show,
            "show_configuration",
            "Displays a specific configuration value.",
        )
        .gives(200, "configuration_show"),
        operation::<update::UpdateConfiguration, _>(
            Put,
            one,
            update::update,
            "update_configuration",
            "Updates a specific configuration value.",
        )
        .takes("configuration_body")
        .gives(200, "configuration_show"),
        operation::<destroy::DestroyConfiguration, _>(
            Delete,
            one,
            destroy::destroy,
            "destroy_configuration",
            "Destroys a specific configuration value.",
        ),
    ]
}

fn of_api_keys() -> Vec<Described> {
    use api_keys::{create, destroy, index, show, update};
    let (many, one) = ("/users/me/api_keys", "/users/me/api_keys/{api_key_id}");
    vec![
        operation::<index::IndexApiKeys, _>(
            Get,
            many,
            index::index,
            "index_api_keys",
            "Lists all API keys of current user.",
        )
        .lists(parameters::list::<ApiKeyAttribute>)
        .gives(200, "api_key_index"),
        operation::<create::CreateApiKey, _>(
            Post,
            many,
            create::create,
            "create_api_key",
            "Creates a new API Key for current user.",
        )
        .more(" This answer, and no other, holds the whole key.")
        .takes("new_api_key_body")
        .gives(201, "api_key_created"),
        operation::<show::ShowApiKey, _>(
            Get,
            one,
            show::show,
            "show_api_key",
            "Displays a specific API Key with its scopes.",
        )
        .gives(200, "api_key_show"),
        operation::<update::UpdateApiKey, _>(
            Put,
            one,
            update::update,
            "update_api_key",
            "Updates a specific API Key.",
        )
        .takes("api_key_body")
        .gives(200, "api_key_show"),
        operation::<destroy::DestroyApiKey, _>(
            Delete,
            one,
            destroy::destroy,
            "destroy_api_key",
            "Destroys a specific API Key.",
        ),
    ]
}

fn of_systems() -> Vec<Described> {
    vec![
        operation::<systems::users::IndexSystemUsers, _>(
            Get,
            "/users/-/systems",
            systems::users::users,
            "index_system_users",
            "List all system users.",
        )
        .gives(200, "system_users"),
        operation::<systems::groups::IndexSystemGroups, _>(
            Get,
            "/groups/-/systems",
            systems::groups::groups,
            "index_system_groups",
            "List all system groups.",
        )
        .gives(200, "system_groups"),
    ]
}
