//! What cells mean: yes and no, roles, sources, and dates.

use api_types::{AttributeError, SourceType, Timestamp};

/// Words for yes, in the languages in which spreadsheets write them by themselves; and for administrators.
const YES: &str =
    "true yes y 1 x on wahr ja vrai oui verdadero sí si vero sì verdadeiro sim waar administrator admin";
/// Words for no; and for who is no administrator.
const NO: &str = "false no n 0 off falsch nein faux non falso não onwaar nee user";

/// Whether somebody is an administrator.
pub fn is_admin(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let is_among = |words: &str| words.split(' ').any(|word| word == text);
    match (is_among(YES), is_among(NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// A source, by its name in the API or on the screen.
pub fn source(text: &str) -> SourceType {
    match text.to_lowercase().as_str() {
        "web" => SourceType::WebApp,
        "server" => SourceType::Linux,
        "directory" => SourceType::Ldap,
        _ => SourceType::from_wire(text),
    }
}

/// Whether a text says that there is none: no expiry, no email.
pub fn is_none(text: &str) -> bool {
    ["never", "none", "null"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

/// An instant: with its zone as exports write it, or a date and perhaps a time in this browser's zone, whose last minute is
/// meant without a time. `local` reads `2027-03-01T09:30`. Dates whose day and month could be mixed up aren't guessed.
pub fn expiry(text: &str, local: impl Fn(&str) -> Option<Timestamp>) -> Result<Timestamp, AttributeError> {
    if let Ok(at) = text.parse() {
        return Ok(at);
    }
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, "23:59"));
    let invalid = || AttributeError::invalid(text);
    let date = iso_date(date).ok_or_else(invalid)?;
    let is_time = |digit: char| digit.is_ascii_digit() || digit == ':';
    if !((4..=8).contains(&time.len()) && time.chars().all(is_time)) {
        return Err(invalid());
    }
    let hours = if time.find(':') == Some(1) { "0" } else { "" };
    local(&format!("{date}T{hours}{time}")).ok_or_else(invalid)
}

/// `2027-03-01` of itself, of `2027/03/01`, or of `1.3.2027`, where dots tell that the day comes first.
fn iso_date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let is_dotted = text.matches('.').count() == 2;
    let (year, day) = if is_dotted && last.len() == 4 {
        (last, first)
    } else {
        (first, last)
    };
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<u32>().ok())?
    };
    let (year, month, day) = (
        number(year).filter(|_| year.len() == 4)?,
        number(month)?,
        number(day)?,
    );
    (day <= days_of(year, month)?).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// How many days a month has. Browsers don't agree on what the 30th of February means.
fn days_of(year: u32, month: u32) -> Option<u32> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_many_languages() {
        for (text, expected) in [
            ("TRUE", Some(true)),
            ("WAHR", Some(true)),
            ("Oui", Some(true)),
            ("Administrator", Some(true)),
            ("0", Some(false)),
            ("FALSO", Some(false)),
            ("user", Some(false)),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(is_admin(text), expected, "{text}");
        }
        assert_eq!(source("Directory"), SourceType::Ldap);
        assert_eq!(source("cli_linux_multi_user"), SourceType::Linux);
        assert_eq!(source("x"), SourceType::Other("x".into()));
    }

    #[test]
    fn dates_are_read_and_never_guessed() {
        let asked = std::cell::RefCell::new(String::new());
        let local = |text: &str| {
            text.clone_into(&mut asked.borrow_mut());
            Some(Timestamp::from_unix_millis(1))
        };
        for (text, expected) in [
            ("2027-03-01", Some("2027-03-01T23:59")),
            ("2027-03-01 09:30", Some("2027-03-01T09:30")),
            ("2027-03-01T09:30:15", Some("2027-03-01T09:30:15")),
            ("2027/3/1 9:30", Some("2027-03-01T09:30")),
            ("1.3.2027", Some("2027-03-01T23:59")),
            ("01.03.2027 08:00", Some("2027-03-01T08:00")),
            ("29.2.2028", Some("2028-02-29T23:59")),
            ("03/01/2027", None),
            ("2027-02-29", None),
            ("2027-13-01", None),
            ("2027-00-01", None),
            ("1.3.27", None),
            ("2027-03-01 tomorrow", None),
            ("46082", None),
            ("soon", None),
        ] {
            assert_eq!(expiry(text, local).is_ok(), expected.is_some(), "{text}");
            if let Some(expected) = expected {
                assert_eq!(*asked.borrow(), expected);
            }
        }
        let exact = expiry("2027-03-01T08:00:00.000Z", |_| None).unwrap();
        assert_eq!(exact.to_string(), "2027-03-01T08:00:00.000Z");
    }
}
