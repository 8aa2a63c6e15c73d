//! Filters as words in the search field, and their completion.

use super::{Filter, NAMES};

/// Filters that are offered while one types, and what others begin with.
const COMPLETIONS: [&str; 16] = [
    "role:admin",
    "role:user",
    "expires:<30d",
    "expires:expired",
    "expires:never",
    "signin:>90d",
    "signin:never",
    "email:any",
    "email:none",
    "source:web_app",
    "source:cli_linux_multi_user",
    "source:cli_ldap",
    "expires:",
    "created:",
    "uid:",
    "gid:",
];

/// Takes the filters out of what is typed, and gives them with the text that is left. A word that isn't finished stays text:
/// one is finished by a blank, by Enter (`is_final`), or by being one of those that are offered.
pub fn take_filters(text: &str, is_final: bool) -> (Vec<Filter>, String) {
    let mut filters = Vec::new();
    let mut rest = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let is_finished = is_final || bare.len() < word.len() || COMPLETIONS.contains(&bare);
        let filter = bare
            .split_once(':')
            .and_then(|(name, value)| Filter::parse(name, value));
        match filter.filter(|_| is_finished) {
            Some(filter) => filters.push(filter),
            None => rest.push_str(word),
        }
    }
    (filters, rest)
}

/// Whether the last word of a text is the beginning of a filter, which isn't to be searched for yet.
pub fn is_typing_filter(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.split_once(':')
        .is_some_and(|(name, _)| NAMES.contains(&name))
}

/// What the word that is being typed may become, each with the text before it.
pub fn completions(text: &str) -> Vec<String> {
    let start = text.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let (before, word) = text.split_at_checked(start).unwrap_or((text, ""));
    let fitting = COMPLETIONS
        .iter()
        .filter(|offer| !word.is_empty() && offer.starts_with(word) && **offer != word);
    fitting.map(|offer| format!("{before}{offer}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finished_words_become_filters() {
        for (text, is_final, values, rest) in [
            ("costa role:admin ", false, "role=admin", "costa "),
            ("uid:10", false, "", "uid:10"),
            ("uid:10", true, "uid=10", ""),
            ("expires:<30d", false, "expires=<30d", ""),
            ("uid:x gid:5 a:b", true, "gid=5", "uid:x a:b"),
        ] {
            let (filters, left) = take_filters(text, is_final);
            let found: Vec<_> = filters
                .iter()
                .map(|own| format!("{}={}", own.name(), own.value()))
                .collect();
            assert_eq!((&*found.join(" "), &*left), (values, rest), "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_filter_is_no_search_yet() {
        for (text, typing) in [
            ("ada uid:10", true),
            ("uid:", true),
            ("uid:10 ", false),
            ("team:a", false),
            ("uid", false),
        ] {
            assert_eq!(is_typing_filter(text), typing, "{text}");
        }
    }

    #[test]
    fn the_word_that_is_typed_is_completed() {
        assert_eq!(completions("ada ro"), ["ada role:admin", "ada role:user"]);
        assert_eq!(completions("uid:"), [""; 0]);
        assert_eq!(completions(""), [""; 0]);
        assert_eq!(completions("role:admin"), [""; 0]);
    }
}
