//! The JSON Web Tokens that sign_in hands out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// Length of the signing secret, in bytes: as long as what it signs with.
pub const SECRET_BYTES: usize = 32;

/// What a token says: whose it is, which session, from when to when (seconds since 1970 UTC).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The user's numeric id, as text.
    pub sub: String,
    /// Identifies the session; sign_out revokes it.
    pub jti: String,
    /// When the token was issued.
    pub iat: i64,
    /// From when on the token is worth nothing.
    pub exp: i64,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
}

/// Signs tokens and checks their signature: HS256 and nothing else, whatever a token's own header asks for.
#[derive(Clone)]
pub struct TokenSigner {
    key: Hmac<Sha256>,
}

impl TokenSigner {
    /// A signer with that secret.
    #[must_use]
    pub fn new(secret: &[u8; SECRET_BYTES]) -> Option<Self> {
        Hmac::new_from_slice(secret).ok().map(|key| Self { key })
    }

    /// The token that says so.
    ///
    /// # Errors
    /// The claims can't be written as JSON.
    pub fn sign(&self, claims: &Claims) -> serde_json::Result<String> {
        let header = Header {
            alg: "HS256".into(),
            typ: Some("JWT".into()),
        };
        let header = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header)?);
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(claims)?);
        let signed = format!("{header}.{payload}");
        let mut mac = self.key.clone();
        mac.update(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        Ok(format!("{signed}.{signature}"))
    }

    /// What the token says, if this signer signed it. Whether it is still good is another question: `exp`, and
    /// whether the session still exists.
    #[must_use]
    pub fn verify(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let mut mac = self.key.clone();
        mac.update(signed.as_bytes());
        mac.verify_slice(&signature).ok()?;
        let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
        if header.alg != "HS256" {
            return None;
        }
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims {
            sub: "1".into(),
            jti: "abc".into(),
            iat: 10,
            exp: 20,
        }
    }

    fn signer(byte: u8) -> TokenSigner {
        TokenSigner::new(&[byte; SECRET_BYTES]).unwrap()
    }

    #[test]
    fn what_was_signed_is_read() {
        let token = signer(1).sign(&claims()).unwrap();
        assert_eq!(signer(1).verify(&token), Some(claims()));
    }

    #[test]
    fn another_secret_signs_nothing_here() {
        let token = signer(1).sign(&claims()).unwrap();
        assert_eq!(signer(2).verify(&token), None);
    }

    #[test]
    fn alg_none_is_refused() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
        assert_eq!(signer(1).verify(&format!("{header}.{payload}.")), None);
    }

    #[test]
    fn a_rightly_signed_token_of_another_algorithm_is_refused() {
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS512"}"#);
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
        let signed = format!("{header}.{payload}");
        let mut mac = signer(1).key;
        mac.update(signed.as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
        assert_eq!(signer(1).verify(&format!("{signed}.{signature}")), None);
    }

    #[test]
    fn a_key_that_a_token_brings_along_is_not_used() {
        let own = URL_SAFE_NO_PAD.encode([2; SECRET_BYTES]);
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
        for header in [
            format!(r#"{{"alg":"HS256","jwk":{{"kty":"oct","k":"{own}"}}}}"#),
            r#"{"alg":"HS256","kid":"../../dev/null"}"#.to_owned(),
            r#"{"alg":"HS256","jku":"https://evil.example/keys","x5u":"https://evil.example/key"}"#
                .to_owned(),
        ] {
            let signed = format!("{}.{payload}", URL_SAFE_NO_PAD.encode(header));
            let mut mac = signer(2).key;
            mac.update(signed.as_bytes());
            let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
            let token = format!("{signed}.{signature}");
            assert_eq!(signer(1).verify(&token), None, "{signed}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        for text in ["", ".", "..", "a.b.c", "a.b", "🦀.🦀.🦀"] {
            assert_eq!(signer(1).verify(text), None, "{text}");
        }
    }
}
