//! What a program needs to use a new key: a file for its environment, and a first call.

use crate::pages::api_keys::scopes::{Scope, ScopeSet};
use formats::dotenv;

/// The call that asks whose a key is.
pub const WHOAMI: &str = "/users/me";

/// These are tried before all others, in this order.
const PREFERRED: &str =
    "users/show api_keys/index configurations/index users/systems groups/systems users/index";

/// The path of a call that reads and needs no id, by which the key can be checked; none if the scopes allow no such call.
pub fn check_path(set: ScopeSet) -> Option<&'static str> {
    PREFERRED
        .split(' ')
        .filter_map(Scope::find)
        .filter(|scope| set.contains(*scope))
        .chain(set.iter())
        .filter(|scope| scope.only_reads())
        .flat_map(Scope::calls)
        .find(|call| call.method == "GET" && !call.path.contains('{'))
        .map(|call| call.path)
}

/// A language of commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A shell, with curl.
    Curl,
    /// Python, with its standard library.
    Python,
    /// JavaScript, with `fetch`.
    JavaScript,
}

/// A file that sets the variables that the commands read.
pub fn env_file(name: &str, origin: &str, secret: &str) -> String {
    let (origin, secret) = (dotenv::write(origin), dotenv::write(secret));
    format!("# Nodeum API key: {name}\nNODEUM_URL={origin}\nNODEUM_API_KEY={secret}\n")
}

/// The name of that file: `grafana-monitoring.env`.
pub fn env_file_name(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let stem = words.join("-").to_ascii_lowercase();
    format!("{}.env", if stem.is_empty() { "nodeum" } else { &stem })
}

impl Language {
    /// A command that fetches the URL. The one for a shell sets the variable that all of them read.
    pub fn command(self, url: &str, secret: &str) -> String {
        // A text of JSON is a literal of Python and of JavaScript.
        let literal = serde_json::Value::from(url);
        let (secret, url) = (quoted(secret), quoted(url));
        match self {
            Self::Curl => format!(
                "export NODEUM_API_KEY={secret}\ncurl -H \"Authorization: Bearer $NODEUM_API_KEY\" {url}"
            ),
            Self::Python => format!(
                "import json, os, urllib.request\n\nrequest = urllib.request.Request(\n    {literal},\n    headers={{\"Authorization\": \"Bearer \" + \
                 os.environ[\"NODEUM_API_KEY\"]}},\n)\nprint(json.load(urllib.request.urlopen(request)))"
            ),
            Self::JavaScript => format!(
                "const answer = await fetch({literal}, {{\n  headers: {{ Authorization: `Bearer ${{process.env.NODEUM_API_KEY}}` }},\n}});\n\
                 console.log(answer.status, await answer.json());"
            ),
        }
    }
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_after_the_key() {
        assert_eq!(env_file_name("Grafana (monitoring)"), "grafana-monitoring.env");
        assert_eq!(env_file_name("пётр/../x"), "x.env");
        assert_eq!(env_file_name("🦀"), "nodeum.env");
    }

    #[test]
    fn only_what_needs_quotes_has_them() {
        assert_eq!(
            env_file("a", "https://n:8080", "Zm9v-_8="),
            "# Nodeum API key: a\nNODEUM_URL=https://n:8080\nNODEUM_API_KEY=Zm9v-_8=\n"
        );
        assert!(env_file("a", "https://n", "b'c").ends_with("\nNODEUM_API_KEY=\"b'c\"\n"));
    }

    #[test]
    fn commands_name_the_server_and_only_the_first_the_secret() {
        for language in [Language::Curl, Language::Python, Language::JavaScript] {
            let text = language.command("https://n/x", "s3cret");
            assert!(text.contains("https://n/x") && text.contains("NODEUM_API_KEY"));
            assert_eq!(text.contains("s3cret"), language == Language::Curl);
        }
    }

    #[test]
    fn a_call_that_reads_and_needs_no_id() {
        let of = |names: &str| check_path(ScopeSet::parse(names).0);
        assert_eq!(of("pools/index,users/show"), Some(WHOAMI));
        assert_eq!(of("tapes/show,pools/index,pools/create"), Some("/pools"));
        for none in [
            "",
            "tasks/show",
            "users/create",
            "cloud_connectors/test",
            "systems/download_traces",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
