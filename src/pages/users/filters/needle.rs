//! What is searched for, as the server understands it.

use api_types::User;
use api_types::validation::fold_case;

/// A text that is searched for as the contract's `search` does: anywhere in username or email, or as an id or uid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    folded: String,
    number: Option<i64>,
}

impl Needle {
    /// What is searched for; nothing for an empty text.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            folded: fold_case(text),
            number: text.parse().ok(),
        })
    }

    /// Whether a user has it. `folded` is what [`Needle::haystack`] made of them.
    pub fn is_in(&self, user: &User, folded: &str) -> bool {
        // No name or email has more than one line.
        !self.folded.contains('\n') && folded.contains(&self.folded)
            || self
                .number
                .is_some_and(|number| user.id == number || user.user_id == Some(number))
    }

    /// What is searched of a user, without regard to case.
    pub fn haystack(user: &User) -> String {
        fold_case(&format!(
            "{}\n{}",
            user.username,
            user.email.as_deref().unwrap_or_default()
        ))
    }

    /// Where it stands in a text as it is written: the part before it, it, and the rest.
    pub fn split<'a>(&self, text: &'a str) -> Option<[&'a str; 3]> {
        // Folding may change a text's length, so each place is tried.
        text.char_indices().find_map(|(start, _)| {
            let (before, rest) = text.split_at_checked(start)?;
            let mut folded = String::new();
            for (at, letter) in rest.char_indices() {
                folded.push_str(&fold_case(letter.encode_utf8(&mut [0; 4])));
                if !self.folded.starts_with(&folded) {
                    return None;
                }
                if folded.len() == self.folded.len() {
                    let (found, after) = rest.split_at_checked(at + letter.len_utf8())?;
                    return Some([before, found, after]);
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::user;
    use super::*;

    #[test]
    fn a_text_is_found_as_the_server_finds_it() {
        let ada = user(r#""user_id":1004"#);
        let haystack = Needle::haystack(&ada);
        for (text, found) in [
            ("COSTA", true),
            ("a@c", true),
            ("7", true),
            ("1004", true),
            ("100", false),
            ("a\na", false),
        ] {
            assert_eq!(Needle::new(text).unwrap().is_in(&ada, &haystack), found, "{text}");
        }
        assert_eq!(Needle::new("  "), None);
        assert_eq!(
            Needle::new("cos").unwrap().split(&ada.username),
            Some(["ada.", "Cos", "ta"])
        );
        assert_eq!(Needle::new("x").unwrap().split("İx"), Some(["İ", "x", ""]));
        assert_eq!(Needle::new("q").unwrap().split("abc"), None);
    }
}
