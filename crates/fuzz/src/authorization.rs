//! The request header `Authorization`, by the server.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nodeum_admin_server::domain::token::{Claims, SECRET_BYTES, TokenSigner};
use nodeum_admin_server::http::Credentials;

/// Whatever stands in the header, it says who calls in one of the two ways, or nothing; and no text is a good token that this server
/// hasn't signed. Each line is a header.
pub fn authorization(bytes: &[u8]) {
    let lines: Vec<_> = bytes.split(|byte| *byte == b'\n').collect();
    match read(&lines) {
        Some(_) if lines.len() > 1 => assert!(is_left_out(&lines), "two headers say nothing"),
        Some(Credentials::Bearer(token)) => {
            assert!(!token.is_empty() && !token.contains(' ') && token == token.trim());
            assert!(signer().is_none_or(|signer| signer.verify(&token).is_none()));
        }
        Some(Credentials::Password {
            name,
            password,
            latin_1,
        }) => {
            assert!(!name.contains(':'));
            assert_eq!(latin_1, latin_1 && !(name.is_ascii() && password.is_ascii()));
            let pair = format!("{name}:{password}");
            let written = if latin_1 {
                pair.chars()
                    .filter_map(|letter| u8::try_from(letter).ok())
                    .collect()
            } else {
                pair.clone().into_bytes()
            };
            assert_eq!(
                written.len(),
                if latin_1 { pair.chars().count() } else { pair.len() }
            );
            assert!(
                read(&[&basic(&written)])
                    == Some(Credentials::Password {
                        name,
                        password,
                        latin_1
                    })
            );
        }
        None => {}
    }

    let text = String::from_utf8_lossy(bytes);
    let (name, password) = text.split_once(':').unwrap_or((&text, ""));
    let sent = Credentials::Password {
        name: name.to_owned(),
        password: password.to_owned(),
        latin_1: false,
    };
    assert!(read(&[&basic(format!("{name}:{password}").as_bytes())]) == Some(sent));
    tokens(&text);
}

/// A token says what was signed, and nothing once a character of it is another one.
fn tokens(text: &str) {
    let claims = Claims {
        sub: text.to_owned(),
        jti: text.to_owned(),
        iat: 10,
        exp: 20,
    };
    let Some((signer, token)) =
        signer().and_then(|signer| Some((signer.clone(), signer.sign(&claims).ok()?)))
    else {
        return;
    };
    assert_eq!(signer.verify(&token), Some(claims));
    let place = text.len() % token.len();
    let other = if token.as_bytes()[place] == b'A' { "B" } else { "A" };
    let mut forged = token;
    forged.replace_range(place..=place, other);
    assert_eq!(signer.verify(&forged), None);
}

fn signer() -> Option<TokenSigner> {
    TokenSigner::new(&[7; SECRET_BYTES])
}

fn basic(pair: &[u8]) -> Vec<u8> {
    format!("Basic {}", STANDARD.encode(pair)).into_bytes()
}

/// What the server makes of a request with these headers, without those that no request can have.
fn read(lines: &[impl AsRef<[u8]>]) -> Option<Credentials> {
    let mut headers = HeaderMap::new();
    for value in lines
        .iter()
        .filter_map(|line| HeaderValue::from_bytes(line.as_ref()).ok())
    {
        headers.append(AUTHORIZATION, value);
    }
    Credentials::of(&headers)
}

/// Whether all but one of them can't be in a request.
fn is_left_out(lines: &[&[u8]]) -> bool {
    let sendable = lines.iter().filter(|line| HeaderValue::from_bytes(line).is_ok());
    sendable.count() < 2
}
