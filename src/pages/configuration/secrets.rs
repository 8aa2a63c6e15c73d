//! Which values are masked until somebody asks to see them.

/// What stands in the place of a masked value, whatever its length.
pub const MASK: &str = "••••••••";

/// Words in a key that tell of a secret.
const WORDS: &str =
    "password passwd passphrase pwd pass secret token key apikey credential private bearer jwt pin";
/// Those that tell of one inside another word, too.
const ANYWHERE: [&str; 3] = ["password", "secret", "token"];

/// Whether a key looks as if its value were a secret: `smtp.password`, `apiKey`, `s3_secret_key`, but not `keyboard`.
pub fn is_secret(key: &str) -> bool {
    // A capital after a small letter begins a word: apiKey.
    let mut words = String::with_capacity(key.len() + 8);
    let mut after_small = false;
    for letter in key.chars() {
        if after_small && letter.is_ascii_uppercase() {
            words.push(' ');
        }
        after_small = letter.is_ascii_lowercase();
        words.extend(letter.to_lowercase());
    }
    words.split(|letter: char| !letter.is_alphabetic()).any(|word| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        WORDS
            .split(' ')
            .any(|secret| secret == word || secret == singular)
            || ANYWHERE.iter().any(|secret| word.contains(secret))
    })
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_known_by_their_keys() {
        let secrets = "smtp.password SMTP_PASSWORD apiKey api_key s3.secret-key tokens accesstoken ssh.private \
                       credentials.file dbPassword APIKEY key a/secret+b x.pwd";
        for key in secrets.split(' ') {
            assert!(is_secret(key), "{key}");
        }
    }

    #[test]
    fn ordinary_keys_are_shown() {
        for key in "global.locale keyboard.layout monkey compass spinner constructor 🦀".split(' ') {
            assert!(!is_secret(key), "{key}");
        }
        assert!(!is_secret(""));
    }
}
