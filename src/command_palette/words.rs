//! What is typed, as words all of which have to be found.

use std::iter::repeat_n;

use api_types::validation::fold_case;

/// So many letters of a text are shown.
const EXCERPT: usize = 80;
/// So many of them stand before the first match.
const LEAD: usize = 16;

/// The words of a search, without regard to case; none find everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of a text.
    pub fn new(text: &str) -> Self {
        Self(
            fold_case(text)
                .split_whitespace()
                .map(ToOwned::to_owned)
                .collect(),
        )
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How well something matches that has this title and these other words, both with their case folded, and these numbers, of
    /// which a part doesn't count: less is better.
    pub fn rank(&self, title: &str, other: &str, numbers: &[String]) -> Option<u8> {
        let found = |word: &String| {
            title.contains(word.as_str()) || other.contains(word.as_str()) || numbers.contains(word)
        };
        if !self.0.iter().all(found) {
            return None;
        }
        let phrase = self.0.join(" ");
        let begins_word = |(at, _): (usize, &str)| !title[..at].ends_with(char::is_alphanumeric);
        Some(if title == phrase {
            0
        } else if title.starts_with(&phrase) {
            1
        } else if self
            .0
            .iter()
            .all(|word| title.match_indices(word.as_str()).any(begins_word))
        {
            2
        } else if self.0.iter().all(|word| title.contains(word.as_str())) {
            3
        } else {
            4
        })
    }

    /// The same as [`Self::marked`], of a long text the part with the first match: another part may be like those of others.
    pub fn excerpt(&self, text: &str) -> Vec<(String, bool)> {
        let parts = self.marked(text);
        let count = text.chars().count();
        if count <= EXCERPT {
            return parts;
        }
        let length =
            |parts: &[(String, bool)]| parts.iter().map(|(part, _)| part.chars().count()).sum::<usize>();
        let first = parts
            .iter()
            .position(|(_, is_marked)| *is_marked)
            .unwrap_or_default();
        let start = match length(&parts[..=first]) <= EXCERPT {
            true => 0,
            false => length(&parts[..first]).saturating_sub(LEAD).min(count - EXCERPT),
        };
        let (mut skipped, mut left) = (start, EXCERPT);
        let cut = parts.into_iter().filter_map(|(part, is_marked)| {
            let own = part.chars().count();
            let kept: String = part.chars().skip(skipped).take(left).collect();
            skipped = skipped.saturating_sub(own);
            left -= kept.chars().count();
            (!kept.is_empty()).then_some((kept, is_marked))
        });
        let before = (start > 0).then(|| ("…".to_owned(), false));
        let after = (start + EXCERPT < count).then(|| ("…".to_owned(), false));
        before.into_iter().chain(cut).chain(after).collect()
    }

    /// A text in parts, with each whether it is what was searched for.
    pub fn marked(&self, text: &str) -> Vec<(String, bool)> {
        // Folding may change a text's length: of each folded byte it is noted which letter it comes from.
        let (mut folded, mut origins, mut marks) = (String::new(), Vec::new(), Vec::new());
        for letter in text.chars() {
            let own = fold_case(letter.encode_utf8(&mut [0; 4]));
            origins.extend(repeat_n(marks.len(), own.len()));
            folded.push_str(&own);
            marks.push(false);
        }
        for word in &self.0 {
            for (start, found) in folded.match_indices(word.as_str()) {
                for letter in &origins[start..start + found.len()] {
                    marks[*letter] = true;
                }
            }
        }
        let mut parts: Vec<(String, bool)> = Vec::new();
        for (letter, is_marked) in text.chars().zip(marks) {
            match parts.last_mut() {
                Some((part, last)) if *last == is_marked => part.push(letter),
                _ => parts.push((letter.to_string(), is_marked)),
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_better_match_comes_first() {
        for (typed, rank) in [
            ("create user", Some(0)),
            (" CREATE ", Some(1)),
            ("use", Some(2)),
            ("user create", Some(2)),
            ("ser create", Some(3)),
            ("rea", Some(3)),
            ("account", Some(4)),
            ("user new", Some(4)),
            ("1004", Some(4)),
            ("100", None),
            ("user delete", None),
            ("", Some(1)),
        ] {
            let found = Words::new(typed).rank("create user", "new account", &["1004".to_owned()]);
            assert_eq!(found, rank, "{typed}");
        }
    }

    #[test]
    fn every_word_is_marked_where_it_stands() {
        for (typed, text, marked) in [
            ("cos", "ada.Costa", "ada.[Cos]ta"),
            ("a", "ada", "[a]d[a]"),
            ("user create", "Create user", "[Create] [user]"),
            ("x", "İx", "İ[x]"),
            ("q", "ada", "ada"),
            ("", "ada", "ada"),
        ] {
            let parts = Words::new(typed).marked(text);
            let parts = parts.into_iter().map(|(part, is_marked)| match is_marked {
                true => format!("[{part}]"),
                false => part,
            });
            assert_eq!(parts.collect::<String>(), marked, "{typed} in {text}");
        }
    }

    #[test]
    fn of_a_long_text_the_part_with_the_match_is_shown() {
        let long = format!("{}needle{}", "a".repeat(100), "b".repeat(100));
        let shown = |typed: &str| {
            let parts = Words::new(typed).excerpt(&long);
            parts.into_iter().map(|(part, _)| part).collect::<String>()
        };
        assert_eq!(
            shown("needle"),
            format!("…{}needle{}…", "a".repeat(16), "b".repeat(58))
        );
        assert_eq!(shown("aaa"), format!("{}…", "a".repeat(80)));
        assert_eq!(shown("other"), format!("{}…", "a".repeat(80)));
        assert_eq!(
            shown("bbb"),
            format!("…{}needle{}…", "a".repeat(10), "b".repeat(64))
        );
    }

    proptest! {
        #[test]
        fn an_excerpt_is_short_and_shows_a_match(text in ".{0,200}", typed in "[a-c ]{0,3}") {
            let words = Words::new(&typed);
            let is_marked = |parts: &[(String, bool)]| parts.iter().any(|(_, is_marked)| *is_marked);
            let excerpt = words.excerpt(&text);
            prop_assert_eq!(is_marked(&words.marked(&text)), is_marked(&excerpt));
            let length: usize = excerpt.iter().map(|(part, _)| part.chars().count()).sum();
            prop_assert!(length <= EXCERPT + 2);
        }

        #[test]
        fn marking_loses_nothing(text in any::<String>(), typed in any::<String>()) {
            let parts = Words::new(&typed).marked(&text);
            let whole: String = parts.into_iter().map(|(part, _)| part).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
