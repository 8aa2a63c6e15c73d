//! The rules of `api-types` and the grammar of filters as regular expressions, as far as one can say them. They are written
//! in what ECMA 262 and other languages have in common.

use crate::domain::list::Kind;

/// Nothing but ASCII digits.
pub(super) const ALL_DIGITS: &str = "^[0-9]+$";

/// Anything but the character NUL, at which databases would stop reading.
pub(super) const TEXT: &str = r"^[^\u0000]*$";

/// Names that are a part of the API's paths, or could be an id.
pub(super) const RESERVED_USERNAME: &str =
    r"^([0-9]+|\.|\.\.|-|[Mm][Ee]|[Ss][Ii][Gg][Nn]_[Ii][Nn]|[Ss][Ii][Gg][Nn]_[Oo][Uu][Tt])$";

/// What HTML's email field accepts, or nothing.
pub(super) const EMAIL: &str = concat!(
    r"^([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?",
    r"(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)?$"
);

/// What `api_types::validation::contains_invisible` finds. Beyond U+FFFF there is no escape that all languages read.
const INVISIBLE: &str = concat!(
    r"\u0000-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F-\u1160\u17B4-\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E",
    r"\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB",
    "\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}"
);

/// A name or key: something that can be seen, and no blanks around it.
pub(super) fn line() -> String {
    line_without("")
}

/// A [`line`] that a path can end with.
pub(super) fn username() -> String {
    line_without("/")
}

fn line_without(more: &str) -> String {
    format!(r"^[^\s{more}{INVISIBLE}]([^{more}{INVISIBLE}]*[^\s{more}{INVISIBLE}])?$")
}

/// A condition of a list, as `domain::list::Condition` reads it.
pub(super) fn filter(kind: Kind) -> String {
    let value = match kind {
        Kind::Text => {
            return r"^((=|!=|!?~|!?><)[^\u0000]*|[<>]=[^\u0000]+|[<>][^=\u0000][^\u0000]*|[^=!<>~\u0000][^\u0000]*)?$"
                .to_owned();
        }
        Kind::Number => "-?[0-9]{1,18}",
        Kind::Boolean => "(true|false)",
        Kind::Time => {
            concat!(
                r"([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-",
                // February's 29th depends on the year.
                r"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))",
                r"(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?"
            )
        }
    };
    format!(r"^((=|!=)?|(=|!=|>|>=|<|<=)?{value}|!?><({value})?(\|({value})?)*)$")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::list::Condition;
    use api_types::validation;
    use regex::Regex;

    #[test]
    fn patterns_say_what_the_rules_say() {
        let (username, reserved, email) = (regex(&username()), regex(RESERVED_USERNAME), regex(EMAIL));
        let names = [
            "ada",
            "1a",
            "a%b",
            "名前",
            "🦀",
            "Me2",
            "a b",
            "123",
            "a/b",
            ".",
            "..",
            "ME",
            "-",
            "sign_in",
            "Sign_Out",
            " a",
            "a ",
            "",
            "a\u{200B}",
            "a\u{FE0F}",
            "a\u{E0001}b",
            "a\n",
            "ada@b",
            "a@b.c",
            "a@-b",
            "é@c",
            "a@b..c",
        ];
        for name in names {
            assert_eq!(
                username.is_match(name) && !reserved.is_match(name),
                validation::username(name).is_ok(),
                "{name:?} as a username"
            );
            assert_eq!(
                email.is_match(name),
                name.is_empty() || validation::email(name).is_ok(),
                "{name:?} as an email"
            );
        }
    }

    #[test]
    fn patterns_know_the_grammar_of_filters() {
        let conditions = [
            "",
            "=",
            "!=",
            "!",
            "~",
            "!~",
            "a",
            "=a",
            "!=a",
            "!a",
            ">",
            ">=",
            "<",
            ">a",
            ">=a",
            "><",
            "><a|b",
            "!><a|",
            "~%a%",
            "1",
            "=-1",
            "!=1",
            "<1",
            ">=+1",
            "><1|2",
            "><|1",
            "~1",
            "1a",
            "true",
            "=false",
            "!=TRUE",
            "><true|",
            "2026-01-31",
            ">=2026-01-31",
            "2026-13-01",
            "<2026-01-31T08:15:00Z",
            "0000-01-01",
            "><2026-01-31|2026-02-01",
            "<>1",
            "a\0",
        ];
        for kind in [Kind::Number, Kind::Text, Kind::Boolean, Kind::Time] {
            let pattern = regex(&filter(kind));
            for condition in conditions {
                assert_eq!(
                    pattern.is_match(condition),
                    Condition::read(kind, condition).is_ok(),
                    "{condition:?} for {kind:?}"
                );
            }
        }
    }

    fn regex(pattern: &str) -> Regex {
        Regex::new(pattern).unwrap()
    }
}
