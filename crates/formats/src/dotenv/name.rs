//! Names of variables that stand for any text.
//!
//! Names hold letters, digits and underscores alone, so keys are written in a notation that can be read back: a dot is two
//! underscores, any other character is `_X` with its number in Unicode and an underscore (`a b` is `a_X20_b`), and an
//! underscore is itself unless it could be taken for one of these.

/// The name that stands for a key.
pub fn name_of(key: &str) -> String {
    let mut name = String::with_capacity(key.len() + 8);
    let mut letters = key.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_plain = match letter {
            // What follows must not turn it into one of the notations.
            '_' => letters
                .peek()
                .is_none_or(|next| next.is_ascii_alphanumeric() && *next != 'X'),
            '0'..='9' => !name.is_empty(),
            _ => letter.is_ascii_alphabetic(),
        };
        match letter {
            _ if is_plain => name.push(letter),
            '.' => name.push_str("__"),
            _ => name.push_str(&format!("_X{:X}_", u32::from(letter))),
        }
    }
    name
}

/// The key for which a name stands. One with other characters, which others write, stands for itself.
pub fn key_of(name: &str) -> String {
    if name.contains(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        return name.to_owned();
    }
    let mut key = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('_') {
        key.push_str(plain);
        let dot = after.strip_prefix('_').map(|after| ('.', after));
        let (letter, after) = dot.or_else(|| numbered(after)).unwrap_or(('_', after));
        key.push(letter);
        rest = after;
    }
    key + rest
}

/// The character of `X20_`, and what follows.
fn numbered(text: &str) -> Option<(char, &str)> {
    let (number, after) = text.strip_prefix('X')?.split_once('_')?;
    let letter = char::from_u32(u32::from_str_radix(number, 16).ok()?)?;
    Some((letter, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_keys() {
        for (key, name) in [
            ("global.locale", "global__locale"),
            ("a_b", "a_b"),
            ("a b", "a_X20_b"),
            ("a__b", "a_X5F__b"),
            ("a_Xb", "a_X5F_Xb"),
            ("7a", "_X37_a"),
            ("🦀", "_X1F980_"),
        ] {
            assert_eq!(name_of(key), name);
            assert_eq!(key_of(name), key);
        }
        // What others write is taken as it is.
        for name in ["global.locale", "a-b__c", "_Xzz_", "_X"] {
            assert_eq!(key_of(name), name);
        }
    }
}
