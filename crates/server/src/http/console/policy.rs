//! What the console may load and whom it may talk to.

use serde_json::Value;

use super::Assets;

/// Where the console learns at run time where the API lives.
const CONFIG: &str = "config.json";

/// The content security policy. The console talks to this server, and to the API that its configuration names.
pub(super) async fn content_security_policy(assets: &Assets) -> String {
    let config = assets.read(CONFIG).await;
    let config = config.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let api = config.and_then(|config| origin(config.get("api_origin")?.as_str()?));
    let connect = api.map_or_else(|| "'self'".to_owned(), |api| format!("'self' {api}"));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src {connect}; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types default"
    )
}

/// The origin of an absolute address, if there is nothing in it that could end the policy's directive.
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte);
    (known && !host.is_empty() && host.bytes().all(harmless)).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::security_headers;
    use axum::http::header::CONTENT_SECURITY_POLICY;

    #[test]
    fn the_origin_of_an_address_is_found() {
        assert_eq!(
            origin("https://nodeum.example:8443/api/v2").as_deref(),
            Some("https://nodeum.example:8443")
        );
        for relative in ["/api/v2", ""] {
            assert_eq!(origin(relative), None, "{relative}");
        }
    }

    #[tokio::test]
    async fn the_examples_for_other_servers_say_the_same_to_browsers() {
        let policy = content_security_policy(&Assets::None).await;
        let all = security_headers::of_pages();
        for (name, value) in all {
            let is_policy = name == CONTENT_SECURITY_POLICY;
            let value = if is_policy { policy.as_str() } else { value };
            for example in [
                "nginx.conf",
                "nginx-subpath.conf",
                "Caddyfile",
                "Caddyfile.subpath",
            ] {
                let text = std::fs::read_to_string(format!("../../docs/hosting/{example}")).unwrap();
                // Their way to write names doesn't matter, nor whether a value without blanks is quoted.
                let said = text.lines().any(|line| {
                    let line = line.trim().trim_start_matches("add_header ");
                    let said = line.split_once(' ').filter(|(said, _)| name == *said);
                    said.is_some_and(|(_, said)| {
                        let said = said.trim_end_matches(';').trim_end_matches(" always");
                        said.trim_matches('"') == value
                    })
                });
                assert!(said, "{example}: {name}");
                // Of the API's answers.
                let no_page = format!("\"{}\"", security_headers::NO_PAGE);
                assert!(text.contains(&no_page), "{example}");
            }
        }
    }

    #[test]
    fn no_configuration_breaks_out_of_the_policy() {
        for address in [
            "https://a; script-src *",
            "https://a b",
            "javascript://x",
            "https://",
            "https://*",
        ] {
            assert_eq!(origin(address), None, "{address}");
        }
    }
}
