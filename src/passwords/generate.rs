//! Passwords by chance. Where chance comes from is a parameter.

/// Kinds of characters. Left out is what looks like another one (l, I, 1, O, 0), and what shells and forms stumble over.
pub const KINDS: [(&str, &str); 4] = [
    ("Lowercase letters", "abcdefghijkmnopqrstuvwxyz"),
    ("Uppercase letters", "ABCDEFGHJKLMNPQRSTUVWXYZ"),
    ("Digits", "23456789"),
    ("Symbols", "!#%*+-./:=?@^_~"),
];

/// How often a password that lacks a kind is thrown away for another one. With eight characters one in two lacks a kind;
/// a thousand in a row do if there is no chance at all.
const TRIES: u32 = 1000;

/// A password of that length with at least one character of each of the kinds, every one of these as likely as any other.
/// `None` without kinds, without chance, or if it is too short for the kinds.
pub fn password(length: u32, kinds: &[&str], chance: &mut dyn FnMut() -> Option<u32>) -> Option<String> {
    let alphabet: Vec<char> = kinds.iter().flat_map(|kind| kind.chars()).collect();
    for _ in 0..TRIES {
        let mut password = String::new();
        for _ in 0..length {
            password.push(*alphabet.get(below(alphabet.len(), chance)?)?);
        }
        if kinds.iter().all(|kind| password.contains(|c| kind.contains(c))) {
            return Some(password).filter(|password| !password.is_empty());
        }
    }
    None
}

/// A number below `count`, each as likely as any other.
fn below(count: usize, chance: &mut dyn FnMut() -> Option<u32>) -> Option<usize> {
    let count = u32::try_from(count).ok().filter(|count| *count > 0)?;
    // The last numbers don't fill a whole round: counted in, they would favour the first characters.
    let left_over = (u32::MAX % count + 1) % count;
    loop {
        let number = chance()?;
        if number <= u32::MAX - left_over {
            return usize::try_from(number % count).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are spread evenly enough for a test, from a start that makes it repeatable.
    fn chance(mut state: u32) -> impl FnMut() -> Option<u32> {
        move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            Some(state)
        }
    }

    fn all() -> [&'static str; 4] {
        KINDS.map(|(_, characters)| characters)
    }

    #[test]
    fn it_has_the_length_and_each_kind() {
        let mut chance = chance(7);
        for length in [8, 20, 128] {
            for _ in 0..200 {
                let password = password(length, &all(), &mut chance).unwrap();
                assert_eq!(password.chars().count(), length as usize);
                for kind in all() {
                    assert!(password.contains(|c| kind.contains(c)), "{password}");
                }
                assert_eq!(api_types::validation::password(&password), Ok(()));
            }
        }
    }

    #[test]
    fn it_has_no_other_kind() {
        let digits = password(64, &[KINDS[2].1], &mut chance(3)).unwrap();
        assert!(digits.chars().all(|c| KINDS[2].1.contains(c)), "{digits}");
    }

    #[test]
    fn nothing_looks_like_another_character_or_is_there_twice() {
        let joined = all().concat();
        assert!(!joined.contains(|c| "lI1O0|'\"`\\ $&<>".contains(c)));
        for (index, c) in joined.char_indices() {
            assert!(c.is_ascii_graphic() && !joined[index + 1..].contains(c), "{c}");
        }
    }

    #[test]
    fn numbers_that_would_favour_some_characters_are_thrown_away() {
        // 2^32 is 1 above a multiple of 5 (and of 3): the very last number is one too many.
        let mut numbers = [u32::MAX, u32::MAX - 1, 7].into_iter();
        let mut chance = || numbers.next();
        assert_eq!(below(5, &mut chance), Some(4));
        assert_eq!(below(5, &mut chance), Some(2));
        assert_eq!(below(5, &mut chance), None);
        // A power of two divides them all.
        assert_eq!(below(8, &mut || Some(u32::MAX)), Some(7));
    }

    #[test]
    fn all_characters_come_equally_often() {
        let mut chance = chance(11);
        let mut counts = [0_u32; 25];
        for _ in 0..25_000 {
            counts[below(25, &mut chance).unwrap()] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1150).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn what_cannot_be_is_none() {
        for (length, kinds) in [(8, &[][..]), (0, &[]), (3, &all())] {
            assert_eq!(password(length, kinds, &mut chance(1)), None);
        }
        for number in [None, Some(0)] {
            assert_eq!(password(8, &all(), &mut || number), None);
        }
    }
}
