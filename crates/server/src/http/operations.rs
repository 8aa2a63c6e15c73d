//! The operations of the contract: what answers each, and how the document describes it. There is no other list of routes, so that
//! nothing is answered that isn't described. Names, scopes and rights are those that the handlers themselves go by.

use axum::handler::Handler;
use axum::routing::{self, MethodRouter};

use super::auth::{AppState, Operation, Right};
use super::{api_keys, audit_events, configurations, sessions, systems, users};
use crate::domain::api_level::ApiLevel;
use crate::domain::list::{API_KEYS, AUDIT_EVENTS, Attributes, CONFIGURATIONS, USERS};

/// An operation with what answers it.
pub(super) struct Described {
    /// HTTP's method, as the document writes it.
    pub(super) method: &'static str,
    /// What answers it.
    pub(super) handler: MethodRouter<AppState>,
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    /// What there is to say beyond the summary.
    pub(super) more: &'static str,
    pub(super) scope: (&'static str, &'static str),
    /// Who may call it.
    pub(super) right: Right,
    /// The component that describes the request's body.
    pub(super) takes: Option<&'static str>,
    /// The status of success, and the component that describes the answer.
    pub(super) gives: (u16, Option<&'static str>),
    /// What a list can be asked for.
    pub(super) list: Option<&'static Attributes>,
    /// Whether it is more than the published reference knows.
    pub(super) is_extension: bool,
    /// Whether the rules may refuse it, although it takes no body and no parameters.
    pub(super) refusable: bool,
}

fn get<O: Operation, T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Described {
    operation::<O>("get", path, routing::get(handler))
}

fn post<O: Operation, T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Described {
    operation::<O>("post", path, routing::post(handler))
}

fn put<O: Operation, T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Described {
    operation::<O>("put", path, routing::put(handler))
}

fn delete<O: Operation, T: 'static>(path: &'static str, handler: impl Handler<T, AppState>) -> Described {
    operation::<O>("delete", path, routing::delete(handler))
}

fn operation<O: Operation>(
    method: &'static str,
    path: &'static str,
    handler: MethodRouter<AppState>,
) -> Described {
    Described {
        method,
        handler,
        path,
        id: O::ID,
        summary: O::SUMMARY,
        more: "",
        scope: O::SCOPE,
        right: O::RIGHT,
        takes: None,
        gives: (204, None),
        list: None,
        is_extension: false,
        refusable: false,
    }
}

impl Described {
    fn takes(mut self, body: &'static str) -> Self {
        self.takes = Some(body);
        self
    }

    fn gives(mut self, status: u16, answer: &'static str) -> Self {
        self.gives = (status, Some(answer));
        self
    }

    fn lists(mut self, attributes: &'static Attributes) -> Self {
        self.list = Some(attributes);
        self
    }

    fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
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
        ..get::<audit_events::index::IndexAuditEvents, _>("/audit_events", audit_events::index::index)
            .lists(&AUDIT_EVENTS)
            .gives(200, "audit_events")
    });
    all.retain(|operation| api_level.extensions() || !operation.is_extension);
    all
}

fn of_sessions() -> Vec<Described> {
    use sessions::{sign_in, sign_out};
    vec![
        post::<sign_in::SignIn, _>("/users/sign_in", sign_in::sign_in)
            .more(" The token is in the response header `Authorization`.")
            .takes("sign_in_body")
            .gives(201, "signed_in"),
        delete::<sign_out::SignOut, _>("/users/sign_out", sign_out::sign_out)
            .more(" Revokes the token; with a password or an API key there is nothing to revoke."),
    ]
}

fn of_users() -> Vec<Described> {
    use users::{create, destroy, index, me, show, update};
    let one = "/users/{user_id}";
    vec![
        get::<me::ShowCurrentUser, _>("/users/me", me::me).gives(200, "users_show"),
        get::<index::IndexUsers, _>("/users", index::index)
            .lists(&USERS)
            .gives(200, "users_index"),
        post::<create::CreateUser, _>("/users", create::create)
            .takes("new_user_body")
            .gives(201, "users_show"),
        get::<show::ShowUser, _>(one, show::show)
            .more(" Others than administrators see themself alone.")
            .gives(200, "users_show"),
        put::<update::UpdateUser, _>(one, update::update)
            .more(" Others than administrators change their own email and password alone.")
            .takes("user_body")
            .gives(200, "users_show"),
        Described {
            refusable: true,
            ..delete::<destroy::DestroyUser, _>(one, destroy::destroy)
                .more(" Their sessions, configurations and API keys go with them.")
        },
    ]
}

fn of_configurations() -> Vec<Described> {
    use configurations::{create, destroy, index, show, update};
    let many = "/users/me/configurations";
    let one = "/users/me/configurations/{configuration_id}";
    vec![
        get::<index::IndexConfigurations, _>(many, index::index)
            .lists(&CONFIGURATIONS)
            .gives(200, "configuration_index"),
        post::<create::CreateConfiguration, _>(many, create::create)
            .takes("new_configuration_body")
            .gives(201, "configuration_show"),
        get::<show::ShowConfiguration, _>(one, show::show).gives(200, "configuration_show"),
        put::<update::UpdateConfiguration, _>(one, update::update)
            .takes("configuration_body")
            .gives(200, "configuration_show"),
        delete::<destroy::DestroyConfiguration, _>(one, destroy::destroy),
    ]
}

fn of_api_keys() -> Vec<Described> {
    use api_keys::{create, destroy, index, show, update};
    let (many, one) = ("/users/me/api_keys", "/users/me/api_keys/{api_key_id}");
    vec![
        get::<index::IndexApiKeys, _>(many, index::index)
            .lists(&API_KEYS)
            .gives(200, "api_key_index"),
        post::<create::CreateApiKey, _>(many, create::create)
            .more(" This answer, and no other, holds the whole key.")
            .takes("new_api_key_body")
            .gives(201, "api_key_created"),
        get::<show::ShowApiKey, _>(one, show::show).gives(200, "api_key_show"),
        put::<update::UpdateApiKey, _>(one, update::update)
            .takes("api_key_body")
            .gives(200, "api_key_show"),
        delete::<destroy::DestroyApiKey, _>(one, destroy::destroy),
    ]
}

fn of_systems() -> Vec<Described> {
    use systems::{groups, users};
    vec![
        get::<users::IndexSystemUsers, _>("/users/-/systems", users::users).gives(200, "system_users"),
        get::<groups::IndexSystemGroups, _>("/groups/-/systems", groups::groups).gives(200, "system_groups"),
    ]
}
