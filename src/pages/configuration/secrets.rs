//! Which values are masked until somebody asks to see them.

/// What stands in the place of a masked value, whatever its length.
pub const MASK: &str = "••••••••";

/// Parts of a key that tell of a secret.
const WORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "pass",
    "secret",
    "token",
    "key",
    "apikey",
    "credential",
    "private",
    "bearer",
    "jwt",
    "pin",
];

/// Whether a key looks as if its value were a secret: `smtp.password`, `apiKey`, `s3_secret_key`, but not `keyboard`.
pub fn is_secret(key: &str) -> bool {
    let mut word = String::new();
    let mut lower_before = false;
    for letter in key.chars().chain(Some('.')) {
        // A capital after a small letter begins a word: apiKey.
        let begins = letter.is_ascii_uppercase() && lower_before;
        if (!letter.is_alphabetic() || begins) && !word.is_empty() {
            if names_secret(&word) {
                return true;
            }
            word.clear();
        }
        if letter.is_alphabetic() {
            word.extend(letter.to_lowercase());
        }
        lower_before = letter.is_ascii_lowercase();
    }
    false
}

fn names_secret(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    WORDS.iter().any(|secret| word == *secret || singular == *secret)
        || ["password", "secret", "token"]
            .iter()
            .any(|secret| word.contains(secret))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_known_by_their_keys() {
        for key in [
            "smtp.password",
            "SMTP_PASSWORD",
            "apiKey",
            "api_key",
            "s3.secret-key",
            "tokens",
            "accesstoken",
            "ssh.private",
            "credentials.file",
            "dbPassword",
            "APIKEY",
            "key",
            "a/secret b",
            "x.pwd",
        ] {
            assert!(is_secret(key), "{key}");
        }
    }

    #[test]
    fn ordinary_keys_are_shown() {
        for key in [
            "global.locale",
            "keyboard.layout",
            "monkey",
            "compass",
            "",
            "spinner",
            "constructor",
            "🦀",
        ] {
            assert!(!is_secret(key), "{key}");
        }
    }
}
