//! Every address of the console and of the API is built here.

use std::sync::OnceLock;

use api_types::API_PREFIX;
pub use formats::path_segment::{decode_name, encode, encode_name};
use percent_encoding::percent_decode_str;

static BASE: OnceLock<String> = OnceLock::new();

/// Sets the path below which the app lives, from the document's base address (`https://host/admin/` means `/admin`).
pub fn set_base(base_uri: &str) {
    let path = base_uri.split_once("://").map_or(base_uri, |(_, rest)| rest);
    let path = path.find('/').map_or("", |slash| &path[slash..]);
    let folder = path.rfind('/').map_or("", |slash| &path[..slash]);
    // Set once, at the start: a second call has nothing new to say.
    BASE.get_or_init(|| folder.to_owned());
}

/// The path below which the app lives, without a slash at its end: empty, or `/admin`.
pub fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

/// A file that is served beside `index.html`.
pub fn own_file(name: &str) -> String {
    format!("{}/{name}", base())
}

/// The first page.
pub fn home() -> String {
    format!("{}/", base())
}

/// The first segment of an address below the base, which names the page: `users` of `/admin/users/7?page=2`.
pub fn first_segment(address: &str) -> &str {
    let path = address.strip_prefix(base()).unwrap_or(address);
    path.split(['/', '?', '#']).nth(1).unwrap_or_default()
}

/// The parts of an address of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Those of its path below the base, decoded: `users`, `7`.
    pub segments: Vec<String>,
    /// Its query, with or without its question mark.
    pub search: String,
}

impl Address {
    /// Takes an address apart.
    pub fn of(address: &str) -> Self {
        let address = address.strip_prefix(base()).unwrap_or(address);
        let address = address.split('#').next().unwrap_or_default();
        let (path, search) = address.split_once('?').unwrap_or((address, ""));
        let decode = |segment: &str| percent_decode_str(segment).decode_utf8_lossy().into_owned();
        let segments = path.split('/').filter(|segment| !segment.is_empty());
        Self {
            segments: segments.map(decode).collect(),
            search: search.to_owned(),
        }
    }

    /// The first of its segments, which names the page.
    pub fn page(&self) -> &str {
        self.segments.first().map_or("", String::as_str)
    }
}

/// Signing in, to go on to `to` (an address of the app, without its base).
pub fn sign_in(to: Option<&str>) -> String {
    match to {
        Some(to) if to != "/" => format!("{}/sign-in?to={}", base(), encode(to)),
        _ => format!("{}/sign-in", base()),
    }
}

/// The list of users; `query` keeps the state of the list, as in `page=2`.
pub fn users(query: &str) -> String {
    with_query(format!("{}/users", base()), query)
}

/// Creating a user, over the list in the state of `query`.
pub fn new_user(query: &str) -> String {
    with_query(format!("{}/users/new", base()), query)
}

/// Importing users, over the list in the state of `query`.
pub fn import_users(query: &str) -> String {
    with_query(format!("{}/users/import", base()), query)
}

/// A user's page, over the list in the state of `query`.
pub fn user(id: i64, query: &str) -> String {
    with_query(format!("{}/users/{id}", base()), query)
}

/// Editing a user, over the list in the state of `query`.
pub fn edit_user(id: i64, query: &str) -> String {
    with_query(format!("{}/users/{id}/edit", base()), query)
}

/// The configuration; `query` keeps the state of the list.
pub fn configuration(query: &str) -> String {
    with_query(format!("{}/configuration", base()), query)
}

/// A key of the configuration, open over the list in the state of `query`. Keys may hold anything, as names do.
pub fn configuration_key(key: &str, query: &str) -> String {
    with_query(format!("{}/{}", configuration(""), encode_name(key)), query)
}

/// The key that an address of the configuration names. One that somebody typed may be percent-encoded, or not at all.
pub fn key_of_configuration(path: &str) -> Option<String> {
    let key = path.strip_prefix(&configuration(""))?.strip_prefix('/')?;
    let decoded = percent_decode_str(key).decode_utf8();
    // What isn't encoded right stands for itself.
    (!key.is_empty()).then(|| decode_name(decoded.as_deref().unwrap_or(key)))
}

/// My API keys, the list in the state of `query`.
pub fn api_keys(query: &str) -> String {
    with_query(format!("{}/api-keys", base()), query)
}

/// Creating an API key; `query` may fill the form in: `name=…&scopes=users/index,…`, or `from=7` for a copy of that key.
pub fn new_api_key(query: &str) -> String {
    with_query(format!("{}/api-keys/new", base()), query)
}

/// The form of a new API key, filled in.
pub fn filled_api_key(name: &str, scopes: &str) -> String {
    // Slashes and commas need no encoding in a query, and the address is for people too.
    let scopes = encode(scopes).replace("%2F", "/").replace("%2C", ",");
    new_api_key(&format!("name={}&scopes={scopes}", encode(name)))
}

/// An API key's page; `query` keeps the state of the list.
pub fn api_key(id: i64, query: &str) -> String {
    with_query(format!("{}/api-keys/{id}", base()), query)
}

/// Editing an API key; `query` keeps the state of the list.
pub fn edit_api_key(id: i64, query: &str) -> String {
    with_query(format!("{}/api-keys/{id}/edit", base()), query)
}

/// The server's system users, the list in the state of `query`.
pub fn system_users(query: &str) -> String {
    systems("users", query)
}

/// A tab of the system accounts (users, groups, differences), its list in the state of `query`.
pub fn systems(tab: &str, query: &str) -> String {
    with_query(format!("{}/systems/{tab}", base()), query)
}

/// One system user or group, over its list in the state of `query`.
pub fn system(tab: &str, name: &str, query: &str) -> String {
    with_query(format!("{}/systems/{tab}/{}", base(), encode_name(name)), query)
}

/// The audit trail; `query` keeps the state of the list.
pub fn audit(query: &str) -> String {
    with_query(format!("{}/audit", base()), query)
}

/// The audit trail of whoever has that name.
pub fn audit_of(name: &str) -> String {
    audit(&format!("q={}", encode(name)))
}

/// Who I am.
pub fn profile() -> String {
    format!("{}/profile", base())
}

/// My profile, with the focus in one of its forms: `password` or `email`.
pub fn profile_form(form: &str) -> String {
    format!("{}#{form}", profile())
}

/// A path with a query, if there is one, with or without its question mark.
pub fn with_query(path: String, query: &str) -> String {
    match query.trim_start_matches('?') {
        "" => path,
        query => format!("{path}?{query}"),
    }
}

/// Where signing in may lead: an address inside the app, or none. What is given comes from an address that anybody may
/// have written, so whatever could leave the app is refused.
pub fn inside(to: &str) -> Option<String> {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let leaves = !to.starts_with('/')
        || to.starts_with("//")
        || to.contains('\\')
        || to.chars().any(char::is_control)
        || path.split('/').any(leads_up);
    (!leaves && path != "/sign-in").then(|| format!("{}{to}", base()))
}

/// Whether browsers take a part of a path for the folder itself or the one above it, however it is written.
fn leads_up(part: &str) -> bool {
    matches!(&*part.to_ascii_lowercase().replace("%2e", "."), "." | "..")
}

/// An address of the app without its base, as [`inside`] takes it: what [`sign_in`] should lead back to.
pub fn outside_base(path: &str, search: &str) -> String {
    let path = path.strip_prefix(base()).unwrap_or(path);
    let path = if path.starts_with('/') { path } else { "/" };
    with_query(path.to_owned(), search)
}

/// Addresses of the API, below its origin.
pub mod api {
    use std::fmt::Display;

    use super::{API_PREFIX, encode};

    /// Signing in.
    pub fn sign_in() -> String {
        format!("{API_PREFIX}/users/sign_in")
    }

    /// Signing out.
    pub fn sign_out() -> String {
        format!("{API_PREFIX}/users/sign_out")
    }

    /// The current user.
    pub fn me() -> String {
        format!("{API_PREFIX}/users/me")
    }

    /// The users; the values of the parameters are encoded here.
    pub fn users(parameters: &[(&str, String)]) -> String {
        list("users", parameters)
    }

    /// One user, by the record's numeric id, the username or the email.
    pub fn user(id: impl Display) -> String {
        format!("{API_PREFIX}/users/{}", encode(&id.to_string()))
    }

    /// My configurations.
    pub fn configurations(parameters: &[(&str, String)]) -> String {
        list("users/me/configurations", parameters)
    }

    /// One of my configurations, by the record's numeric id.
    pub fn configuration(id: i64) -> String {
        format!("{API_PREFIX}/users/me/configurations/{id}")
    }

    /// My API keys.
    pub fn api_keys(parameters: &[(&str, String)]) -> String {
        list("users/me/api_keys", parameters)
    }

    /// One of my API keys.
    pub fn api_key(id: i64) -> String {
        format!("{API_PREFIX}/users/me/api_keys/{id}")
    }

    fn list(path: &str, parameters: &[(&str, String)]) -> String {
        let parameter = |(name, value): &(&str, String)| format!("{name}={}", encode(value));
        let query: Vec<String> = parameters.iter().map(parameter).collect();
        super::with_query(format!("{API_PREFIX}/{path}"), &query.join("&"))
    }

    /// A call that a scope opens, as `api_types::scope_endpoints` names it.
    pub fn call(path: &str) -> String {
        format!("{API_PREFIX}{path}")
    }

    /// The audit trail, an extension.
    pub fn audit_events(parameters: &[(&str, String)]) -> String {
        list("audit_events", parameters)
    }

    /// The users of the server's operating system.
    pub fn system_users() -> String {
        format!("{API_PREFIX}/users/-/systems")
    }

    /// The groups of the server's operating system.
    pub fn system_groups() -> String {
        format!("{API_PREFIX}/groups/-/systems")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_the_state_of_the_list() {
        assert_eq!(users(""), "/users");
        assert_eq!(user(7, "page=2&sort=-username"), "/users/7?page=2&sort=-username");
        assert_eq!(edit_user(7, "?page=2"), "/users/7/edit?page=2");
        assert_eq!(system("groups", "a b", "q=x"), "/systems/groups/a~20b?q=x");
        assert_eq!(configuration_key("a/b", "q=x"), "/configuration/a~2Fb?q=x");
    }

    #[test]
    fn a_key_of_the_configuration_has_an_address() {
        let keys = "global.locale|a b|a/b|50%|%2F|a%2Fb|🦀|constructor|?|#|a//b|/|.|..|~|a~5Cb|a\\b";
        for key in keys.split('|') {
            let address = configuration_key(key, "");
            assert!(!address.contains('%'), "{address}");
            assert_eq!(key_of_configuration(&address).as_deref(), Some(key), "{address}");
        }
        // What somebody typed by hand.
        for (typed, key) in [
            ("/a/b", Some("a/b")),
            ("/a%2Fb", Some("a/b")),
            ("/a%20b", Some("a b")),
            ("/%F0%9F%A6%80", Some("🦀")),
            ("/50%", Some("50%")),
            ("/%FF", Some("%FF")),
            ("", None),
            ("/", None),
            ("s/a", None),
        ] {
            let address = format!("/configuration{typed}");
            assert_eq!(key_of_configuration(&address).as_deref(), key, "{typed}");
        }
    }

    #[test]
    fn parameters_are_encoded() {
        assert_eq!(
            api::users(&[("limit", "25".into()), ("search", "a&b=ü".into())]),
            "/api/v2/users?limit=25&search=a%26b%3D%C3%BC"
        );
    }

    #[test]
    fn signing_in_leads_nowhere_outside_the_app() {
        for to in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "evil",
            "",
            "/\n/evil.example",
            "/../evil",
            "/users/../../evil",
            "/%2e%2e/evil",
            "/users/.%2E/%2E./evil",
            "/.//evil.example",
            "/%2e//evil.example",
            "/sign-in",
            "/sign-in?to=/users",
        ] {
            assert_eq!(inside(to), None, "{to}");
        }
        for to in [
            "/x?y=http://z",
            "/users?page=2&sort=-username",
            "/configuration/a..b/...",
        ] {
            assert_eq!(inside(to).as_deref(), Some(to));
        }
    }

    #[test]
    fn signing_in_keeps_the_whole_address() {
        assert_eq!(sign_in(Some("/users?page=2")), "/sign-in?to=%2Fusers%3Fpage%3D2");
        assert_eq!(outside_base("/users", "page=2"), "/users?page=2");
        assert_eq!(outside_base("", ""), "/");
    }
}
