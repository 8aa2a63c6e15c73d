//! When two names are the same.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;

/// What is compared of a username or an email: its case and the forms that Unicode calls compatible don't count, such as full-width
/// letters, ligatures, and an accent that is a character of its own.
#[must_use]
pub fn name_key(name: &str) -> String {
    let compatible = ComposingNormalizerBorrowed::new_nfkc();
    let folded = CaseMapper::new()
        .fold_string(&compatible.normalize(name))
        .into_owned();
    // Folding may have left what composes anew.
    compatible.normalize(&folded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_the_same() {
        for (one, other) in [
            ("Ada", "ada"),
            ("jos\u{e9}", "jose\u{301}"),
            ("JOSE\u{301}", "jos\u{e9}"),
            ("\u{ff41}\u{ff44}\u{ff41}", "ada"),
            ("\u{fb01}nn", "finn"),
            ("Stra\u{df}e", "STRASSE"),
            ("\u{1e9e}", "ss"),
            ("\u{3c3}\u{3bf}\u{3c2}", "\u{3a3}\u{39f}\u{3a3}"),
            ("\u{212a}ay", "kay"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} {other}");
        }
        assert_ne!(name_key("ada"), name_key("\u{e1}da"));
    }

    #[test]
    fn a_key_is_its_own_key() {
        for name in ["Ada", "\u{1e9e}\u{345}", "\u{390}", "\u{130}stanbul", "\u{fb03}"] {
            let key = name_key(name);
            assert_eq!(name_key(&key), key, "{name}");
        }
    }
}
