//! Users to try things with: made up, believable, and the same every time.

use std::collections::HashMap;

use api_types::{SourceType, Timestamp, validation};

use super::account::Account;
use super::password::NO_PASSWORD;

const DAY: u64 = 24 * 60 * 60 * 1000;

/// Given names and family names from all over the world, as they are written in Latin letters.
const GIVEN: &str = "\
    ada aiko aisha alejandro amara anders anouk arjun astrid beatriz bilal bjorn camila chidi chloe daan deniz \
    dimitri elif emeka esra fatima femi freya gabriel giulia hana hassan ingrid ivan jing joao kaito katarzyna \
    kwame leila linh lucia mateo mei milan min-jun nadia ngozi noor olga omar pavel priya rafael rania sana \
    sean sofia soren tariq thandiwe tomas uma victor wei yara yusuf zoe";

const FAMILY: &str = "\
    abebe almeida andersen bianchi bondarenko chen costa dang diallo dubois eriksson fernandez fischer garcia \
    gonzalez haddad hansen hernandez horvat hughes ibrahim ito ivanova jansen johansson kaplan kaya kim \
    kowalski kumar lambert li lopez mbeki mehta mensah moreau muller murphy nakamura nguyen novak o-brien \
    okafor okonkwo papadakis park patel petrov popescu rahman rossi sato schmidt silva singh smith suzuki \
    takahashi tanaka virtanen wang yilmaz zhang";

/// Names in other letters, for which a console has to have room too.
const OTHER_LETTERS: [&str; 12] = [
    "søren.ørsted",
    "zoë.müller",
    "łukasz.wójcik",
    "пётр.иванов",
    "ольга.бондаренко",
    "γιώργος.παπαδάκης",
    "王伟",
    "佐藤健",
    "김민준",
    "محمد.حداد",
    "नेहा.शर्मा",
    "דוד.לוי",
];

const DOMAINS: [&str; 8] = [
    "nodeum.example",
    "archive.example",
    "studio-north.example",
    "genomics.example",
    "broadcast.example",
    "uni-delta.example",
    "observatory.example",
    "filmlab.example",
];

/// A generator of numbers that look random and are the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    /// Milliseconds: so many days at least, and less than so many.
    fn days(&mut self, from: u64, to: u64) -> i64 {
        let (from, to) = (from * DAY, to * DAY);
        i64::try_from(from + self.below(to - from)).unwrap_or(0)
    }

    fn of<T: Copy + Default>(&mut self, values: &[T]) -> T {
        let at = self.below(u64::try_from(values.len()).unwrap_or(1));
        usize::try_from(at)
            .ok()
            .and_then(|at| values.get(at))
            .copied()
            .unwrap_or_default()
    }
}

/// So many users, from that id and uid on, who came over the last two years. Nobody can sign in as one of them.
#[must_use]
pub fn accounts(count: u32, first_id: i64, first_uid: i64, now: Timestamp) -> Vec<Account> {
    let mut numbers = Numbers(1);
    let [given_names, family_names] =
        [GIVEN, FAMILY].map(|names| names.split_whitespace().collect::<Vec<&str>>());
    let mut names = HashMap::new();
    let mut ages: Vec<i64> = (0..count).map(|_| numbers.days(0, 730)).collect();
    ages.sort_unstable_by(|a, b| b.cmp(a));
    ages.into_iter()
        .zip(0_i64..)
        .map(|(age, at)| {
            let (given, family) = (numbers.of(&given_names), numbers.of(&family_names));
            let common = match numbers.below(10) {
                0..6 => format!("{given}.{family}"),
                6..8 => format!("{}{family}", &given[..1]),
                8 => format!("{given}_{}", &family[..1]),
                _ => given.to_owned(),
            };
            let wanted = if numbers.below(40) == 0 {
                numbers.of(&OTHER_LETTERS).to_owned()
            } else {
                common
            };
            let username = unique(&mut names, &wanted);
            let domain = numbers.of(&DOMAINS);
            let email = match numbers.below(10) {
                0 => None,
                1 => Some(format!("{given}.{family}.{at}@{domain}")),
                _ => Some(format!("{given}.{family}{at}@{domain}")),
            };
            let source_type = match numbers.below(10) {
                0..6 => SourceType::WebApp,
                6..8 => SourceType::Ldap,
                _ => SourceType::Linux,
            };
            let created_at = now.plus_millis(-age);
            let idle = numbers.days(0, 60);
            Account {
                id: first_id + at,
                user_id: first_uid + at,
                group_id: 1000 + i64::try_from(numbers.below(8)).unwrap_or(0),
                username,
                email,
                password_hash: NO_PASSWORD.into(),
                is_admin: numbers.below(30) == 0,
                source_type,
                expired_at: expiry(&mut numbers, now),
                created_at,
                updated_at: created_at.plus_millis(idle).min(now),
                last_sign_in_at: last_sign_in(at, created_at, now),
            }
        })
        .collect()
}

/// Some have never signed in; most of the others have lately.
fn last_sign_in(number: i64, created_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let since = now.unix_millis() - created_at.unix_millis();
    // Nothing is drawn for it, so that everything else stays what it was before this was told.
    let hundredths = (number * 37) % 100;
    (number % 9 != 4).then(|| now.plus_millis(-since / 100 * hundredths * hundredths / 100))
}

/// Most accounts last for ever; some have expired, some do soon, some later.
fn expiry(numbers: &mut Numbers, now: Timestamp) -> Option<Timestamp> {
    let days = match numbers.below(20) {
        0..2 => -numbers.days(1, 300),
        2 => numbers.days(1, 8),
        3..6 => numbers.days(8, 400),
        _ => return None,
    };
    Some(now.plus_millis(days))
}

/// The name, or the name with a number that makes it one of its own. `names` counts how often each was wanted: trying one
/// number after the other would take minutes for a million users. No name ends with a digit, so no two get the same.
fn unique(names: &mut HashMap<String, u32>, wanted: &str) -> String {
    let uses = names.entry(validation::fold_case(wanted)).or_default();
    *uses += 1;
    match *uses {
        1 => wanted.to_owned(),
        number => format!("{wanted}{number}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn they_obey_the_rules_and_no_two_have_the_same_name() {
        let accounts = accounts(10_000, 2, 1001, Timestamp::from_unix_millis(NOW));
        assert_eq!(accounts.len(), 10_000);
        let mut names = HashSet::new();
        for account in &accounts {
            assert_eq!(
                validation::username(&account.username),
                Ok(()),
                "{}",
                account.username
            );
            assert!(names.insert(validation::fold_case(&account.username)));
            if let Some(email) = &account.email {
                assert_eq!(validation::email(email), Ok(()), "{email}");
                assert!(names.insert(validation::fold_case(email)), "{email}");
            }
            assert!(account.created_at <= account.updated_at && account.updated_at.unix_millis() <= NOW);
        }
        assert!(accounts.iter().any(|account| account.email.is_some()));
        assert!(accounts.iter().any(|account| account.is_admin));
        assert!(
            accounts
                .iter()
                .any(|account| account.is_expired(Timestamp::from_unix_millis(NOW)))
        );
        assert!(accounts.is_sorted_by_key(|account| account.id));
    }

    #[test]
    fn they_are_the_same_every_time() {
        let again = || accounts(50, 2, 1001, Timestamp::from_unix_millis(NOW));
        assert!(again() == again());
    }
}
