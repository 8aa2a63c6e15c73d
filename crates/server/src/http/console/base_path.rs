//! The path below which people reach this server, where a proxy gives it a part of a host.

use std::fmt;
use std::str::FromStr;

use axum::extract::Request;

use crate::http::auth::{Options, address};

/// What the proxy has taken off the path; Traefik names it so, and others can be told to.
const FORWARDED: &str = "x-forwarded-prefix";

/// A path without a slash at its end, such as `/nodeum`; empty at the root of a host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BasePath(String);

impl FromStr for BasePath {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let trimmed = text.trim_matches('/');
        // It is written into a page, and into the addresses in it.
        let is_plain = |segment: &str| {
            !segment.is_empty()
                && !segment.bytes().all(|byte| byte == b'.')
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
        };
        if trimmed.is_empty() {
            return Ok(Self::default());
        }
        if !trimmed.split('/').all(is_plain) {
            return Err("expected a path such as /nodeum/, of letters, digits, hyphens and dots".to_owned());
        }
        if trimmed.split('/').next() == Some("api") {
            return Err("expected a path that doesn't begin with /api, where the API is".to_owned());
        }
        Ok(Self(format!("/{trimmed}")))
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl BasePath {
    /// Whether it is the root of a host.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path below which this request was made: what a trusted proxy says, or else what the options do.
    pub(in crate::http) fn of(request: &Request, options: &Options) -> Self {
        let peer = address::peer(request.extensions());
        let is_trusted = options
            .trusted_proxies
            .iter()
            .any(|network| network.contains(peer));
        let forwarded = request.headers().get(FORWARDED).filter(|_| is_trusted);
        let forwarded = forwarded.and_then(|value| value.to_str().ok()?.parse().ok());
        forwarded.unwrap_or_else(|| options.base_path.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::BasePath;

    #[test]
    fn a_path_gets_its_slash_and_nothing_strange() {
        let read = |text: &str| text.parse::<BasePath>().map(|path| path.to_string());
        for (text, path) in [
            ("", ""),
            ("/", ""),
            ("nodeum", "/nodeum"),
            ("/a/b-c.d/", "/a/b-c.d"),
            ("/apis", "/apis"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(path));
        }
        for wrong in [
            "/a b/",
            "/\"><script>/",
            "/a//b/",
            "/../",
            "https://x",
            "/api",
            "/api/v2/",
            "/%2e/",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
