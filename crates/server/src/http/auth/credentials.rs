//! The request header `Authorization`.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// What a request presents to say who calls. It has no `Debug`, so that it reaches no log.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A name with its password.
    Password {
        /// Username or email.
        name: String,
        /// All that follows the first colon.
        password: String,
        /// Whether they weren't UTF-8, and have been read as ISO-8859-1, which some widespread clients send.
        latin_1: bool,
    },
    /// A token of sign_in, or an API key.
    Bearer(String),
}

/// Some clients leave out the padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Credentials {
    /// Reads the header. One that is missing, malformed or doubled says nothing.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (values.next(), values.next()) else {
            return None;
        };
        let text = value.to_str().ok()?.trim();
        let Some((scheme, rest)) = text.split_once(' ') else {
            // Client libraries send an API key as it is.
            return Some(text)
                .filter(|text| !text.is_empty())
                .map(|key| Self::Bearer(key.to_owned()));
        };
        let rest = rest.trim();
        if scheme.eq_ignore_ascii_case("bearer") {
            return (!rest.is_empty() && !rest.contains(' ')).then(|| Self::Bearer(rest.to_owned()));
        }
        if scheme.eq_ignore_ascii_case("basic") {
            let bytes = LENIENT.decode(rest).ok()?;
            let (pair, latin_1) = match String::from_utf8(bytes) {
                Ok(pair) => (pair, false),
                // Its bytes are the first 256 characters of Unicode.
                Err(error) => (error.into_bytes().into_iter().map(char::from).collect(), true),
            };
            let (name, password) = pair.split_once(':')?;
            return Some(Self::Password {
                name: name.to_owned(),
                password: password.to_owned(),
                latin_1,
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Option<Credentials> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        Credentials::of(&headers)
    }

    fn password(name: &str, password: &str) -> Option<Credentials> {
        Some(Credentials::Password {
            name: name.into(),
            password: password.into(),
            latin_1: false,
        })
    }

    #[test]
    fn the_three_schemes_are_read() {
        assert!(read(&["Basic YWRhOmE6Yg=="]) == password("ada", "a:b"));
        assert!(read(&["basic YWRhOmE6Yg"]) == password("ada", "a:b"));
        assert!(read(&["Bearer abc"]) == Some(Credentials::Bearer("abc".into())));
        assert!(read(&["bearer  abc "]) == Some(Credentials::Bearer("abc".into())));
        assert!(read(&["abc"]) == Some(Credentials::Bearer("abc".into())));
    }

    #[test]
    fn what_is_no_utf_8_is_latin_1() {
        // "adé:é", the letters of one byte each.
        let read = read(&["Basic YWTpOuk="]);
        assert!(
            read == Some(Credentials::Password {
                name: "ad\u{e9}".into(),
                password: "\u{e9}".into(),
                latin_1: true
            })
        );
    }

    #[test]
    fn anything_else_says_nothing() {
        for values in [
            &[][..],
            &[""],
            &["Bearer abc", "Bearer abc"],
            &["Digest abc"],
            &["Basic %%%"],
            &["Basic YWRh"],
            &["Bearer a b"],
        ] {
            assert!(read(values).is_none(), "{values:?}");
        }
    }
}
