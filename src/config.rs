//! What whoever hosts the console may set without a rebuild: `config.json` beside `index.html`.

use std::time::Duration;

use serde::Deserialize;
use web_sys::RequestCache;

use crate::api::transport;
use crate::{browser, paths};

/// The content of `config.json`. Unknown attributes are ignored, absent ones have defaults.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The origin of the API, such as `https://nodeum.example`; empty for the origin of the console itself.
    pub api_origin: String,
    /// After how many minutes in which nobody does anything they are signed out; 0 for never.
    pub idle_minutes: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api_origin: String::new(),
            idle_minutes: 30,
        }
    }
}

impl Config {
    /// Reads the text of `config.json`.
    ///
    /// # Errors
    /// A sentence about what is wrong with it, for the person who wrote it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let config: Self =
            serde_json::from_str(text).map_err(|error| format!("config.json can’t be read: {error}."))?;
        let api_origin = config.api_origin.trim().trim_end_matches('/').to_owned();
        let mut hosts = ["https://", "http://"]
            .iter()
            .filter_map(|scheme| api_origin.strip_prefix(scheme));
        let is_origin = hosts.any(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']));
        if api_origin.is_empty() || is_origin {
            Ok(Self { api_origin, ..config })
        } else {
            Err(format!(
                "config.json names “{api_origin}” as api_origin, which is no origin such as https://nodeum.example."
            ))
        }
    }

    /// How long nobody may do anything before they are signed out; zero for ever.
    pub fn idle_time(&self) -> Duration {
        Duration::from_secs(u64::from(self.idle_minutes) * 60)
    }

    /// Where the API is: its origin, and the path below which its server says that it is, if there is one.
    pub fn origin(&self) -> String {
        if self.api_origin.is_empty() {
            browser::origin() + &browser::base_attribute("data-api").unwrap_or_default()
        } else {
            self.api_origin.clone()
        }
    }
}

/// Loads `config.json`. Without one, the API is at the console's own origin.
///
/// # Errors
/// A sentence about why there is one that can't be read.
pub async fn load() -> Result<Config, String> {
    match transport::read_file(&paths::own_file("config.json"), RequestCache::Default).await {
        Ok(Some(text)) => Config::parse(&text),
        Ok(None) => Ok(Config::default()),
        Err(error) => Err(format!("config.json can’t be loaded. {}", error.sentence())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_loses_its_slash_and_may_be_left_out() {
        for (text, api_origin) in [
            ("{}", ""),
            (r#"{"api_origin":"","later":1}"#, ""),
            (
                r#"{"api_origin":"https://nodeum.example:8443/"}"#,
                "https://nodeum.example:8443",
            ),
        ] {
            assert_eq!(Config::parse(text).unwrap().api_origin, api_origin);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, word) in [
            ("<html>", "config.json can’t be read"),
            (r#"{"api_origin":7}"#, "invalid type"),
            (r#"{"idle_minutes":-1}"#, "invalid value"),
            (r#"{"api_origin":"nodeum.example"}"#, "nodeum.example"),
            (r#"{"api_origin":"https://nodeum.example/api"}"#, "no origin"),
            (r#"{"api_origin":"javascript:alert(1)"}"#, "no origin"),
        ] {
            let sentence = Config::parse(text).unwrap_err();
            assert!(sentence.contains(word), "{sentence}");
        }
    }
}
